#ifndef PINNACLE_RENDER_CANVAS_H_
#define PINNACLE_RENDER_CANVAS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/raster.h"

typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;

namespace pinnacle::render {

using Bytes = std::vector<std::uint8_t>;

struct Ink {
  double r = 0, g = 0, b = 0, a = 1;
};

inline constexpr Ink kBlack{0.10, 0.11, 0.13, 1}, kMuted{0.42, 0.45, 0.50, 1}, kHairline{0.80, 0.82, 0.85, 1},
    kAmber{0.85, 0.50, 0.05, 1}, kWhite{1, 1, 1, 1};

enum class Align { kLeft, kCentre, kRight };

struct TextStyle {
  double size = 12;
  Ink ink = kBlack;
  Align align = Align::kLeft;
  bool bold = false;
  double max_width = 0;  ///< Longer text is broken into lines; 0: never.
  int max_lines = 1;     ///< What does not fit ends in an ellipsis.
  bool iscn = false;  ///< A karyotype: its lines end behind "," and "::" where they can, never within "->".
};

/// A picture that can be drawn: grey pixels, the transparent ones left out.
class Sprite {
 public:
  /// @param opacity  As large as `grey`; 0 = not drawn, 255 = solid.
  Sprite(const image::Grey& grey, const image::Mask& opacity);
  explicit Sprite(const image::Grey& grey);

  int width() const { return width_; }
  int height() const { return height_; }
  cairo_surface_t* surface() const { return surface_.get(); }

 private:
  int width_, height_;
  std::shared_ptr<cairo_surface_t> surface_;
};

/// A sheet to draw on: pixels, SVG or the pages of a PDF. Lengths are in the sheet's units.
class Canvas {
 public:
  using Drawing = std::function<void(Canvas&)>;

  /// White sheets with what `draw` puts on them.
  /// @param scale  Pixels to a unit.
  static Bytes png(double width, double height, const Drawing& draw, double scale = 1);
  static std::string svg(double width, double height, const Drawing& draw);
  /// @param draw  Calls next_page() between pages. The file's bytes depend on the drawing alone.
  static Bytes pdf(double width, double height, const std::string& title, const Drawing& draw);

  void next_page();
  /// Of a PDF: the size of this page and the next ones. Before anything is drawn on it.
  void resize_page(double width, double height);
  void line(base::Point from, base::Point to, double thickness, Ink ink);
  /// A line through the points; dashed if asked.
  void polyline(const std::vector<base::Point>& points, double thickness, Ink ink, bool dashed);
  void rectangle(const base::Box& box, Ink fill);
  void disc(base::Point centre, double radius, Ink fill);
  void area(const base::Polygon& ring, Ink fill);
  /// What `draw` puts on the sheet within the box; outside nothing changes.
  void within(const base::Box& box, const Drawing& draw);
  void within(const base::Polygon& ring, const Drawing& draw);
  /// A closed line through the points; dashed if asked.
  void outline(const std::vector<base::Point>& ring, double thickness, Ink ink, bool dashed);
  /// @param at  Upper left, upper middle or upper right corner, as aligned.
  /// @return    Height of what was written.
  double text(base::Point at, const std::string& words, const TextStyle& style);
  /// Text that is read from below upwards.
  /// @param at  The upper left, upper middle or upper right corner as its reader sees it: the lower, middle or upper end of
  ///            its left side on the sheet.
  void upward_text(base::Point at, const std::string& words, const TextStyle& style);
  /// The height that text() would write.
  double height_of(const std::string& words, const TextStyle& style) const;
  /// The width of text() in one line.
  double width_of(const std::string& words, const TextStyle& style) const;
  /// The lines that text() would write.
  std::vector<std::string> lines_of(const std::string& words, const TextStyle& style) const;
  /// Text with a white rim, to be read on any picture.
  void label(base::Point centre, const std::string& words, const TextStyle& style);
  /// Draws a picture turned and scaled: its pixel `anchor` comes to lie at `at`.
  void sprite(const Sprite& sprite, base::Point anchor, base::Point at, double angle, double scale);

 private:
  explicit Canvas(cairo_t* context) : context_(context) {}
  cairo_t* context_;
};

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_CANVAS_H_
