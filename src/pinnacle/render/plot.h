#ifndef PINNACLE_RENDER_PLOT_H_
#define PINNACLE_RENDER_PLOT_H_

#include <string>
#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

/// A drawing of a fixed size in units of a screen's pixel.
struct Plot {
  double width = 0, height = 0;
  Canvas::Drawing draw;

  Bytes png() const { return Canvas::png(width, height, draw, 2); }  ///< Two pixels to a unit.
  std::string svg() const { return Canvas::svg(width, height, draw); }
};

struct Tick {
  double value = 0;
  std::string label;
};

/// A scale from `low` to `high`, which may be the smaller one.
struct Axis {
  std::string title;
  double low = 0, high = 1;
  bool logarithmic = false;
  std::vector<Tick> ticks;

  /// 0 at `low`, 1 at `high`. On a logarithmic scale what is too small to have a place lies just beyond its end.
  double share_of(double value) const;
};

/// @param percent  Values are shares and labelled in per cent.
Axis linear_axis(std::string title, double low, double high, bool percent);
/// A scale of shares in decades, labelled in per cent.
/// @param low  A power of ten.
Axis decades_axis(std::string title, double low, double high);
/// A scale of errors that is labelled with what is left, so that 90, 99 and 99.9 % are equally far from each other.
/// @param most_error   At its left end; a power of ten.
/// @param least_error  At its right end.
Axis nines_axis(std::string title, double most_error, double least_error);

/// The next power of ten, at most 1: where an axis of decades ends so that `value` is on it.
double decade_above(double value);

/// The field of a plot between its two axes.
class Panel {
 public:
  /// Draws frame, grid, numbers and titles; they stand outside `place`, to the left of it and below.
  Panel(Canvas& canvas, const base::Box& place, Axis x, Axis y);

  base::Point at(double x, double y) const;
  const base::Box& place() const { return place_; }
  /// A line through data points, cut at the frame; points that no eye could tell apart are left out.
  void curve(const std::vector<base::Point>& values, double thickness, Ink ink, bool dashed = false) const;
  /// A heading over the frame.
  void heading(const std::string& words) const;

 private:
  void draw_axes() const;

  Canvas& canvas_;
  base::Box place_;
  Axis x_, y_;
};

/// Inks that can be told apart by people who are blind to red or green; they repeat after eight.
/// @source Okabe and Ito 2008, darkened to be read on white.
Ink series_ink(std::size_t index);

Ink mixed(Ink a, Ink b, double share_of_b);

/// About as wide as the words will be in that size; plots lay out by it before there is a sheet.
double text_width(const std::string& words, double size);

/// A share in per cent with that many decimals, without the sign.
std::string percent(double share, int decimals);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_PLOT_H_
