#include "pinnacle/render/plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "pinnacle/base/check.h"

namespace pinnacle::render {
namespace {

constexpr double kTickSize = 10.5, kTitleSize = 11.5;
constexpr Ink kGrid{0.91, 0.92, 0.94, 1};

std::string fixed(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

/// Without zeros at its end.
std::string shortest(double value) {
  auto text = fixed(value, 6);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

/// 1, 2, 2.5 or 5 times a power of ten, so that four to eight steps fill the range.
double step_for(double range) {
  const double ten = std::pow(10, std::floor(std::log10(range / 4)));
  double best = ten;
  for (const double factor : {2.0, 2.5, 5.0}) {
    if (factor * ten <= range / 4 * (1 + 1e-9)) best = factor * ten;
  }
  return best;
}

}  // namespace

double Axis::share_of(double value) const {
  if (!logarithmic) return (value - low) / (high - low);
  constexpr double kBeyond = 0.7;  // Of the least value that has a place.
  return std::log(std::max(value, std::min(low, high) * kBeyond) / low) / std::log(high / low);
}

Axis linear_axis(std::string title, double low, double high, bool percent) {
  PINNACLE_CHECK(high > low, "an axis has a length");
  Axis axis{std::move(title), low, high, false, {}};
  const double step = step_for(high - low), slack = step * 1e-6;
  for (double k = std::ceil(low / step - 1e-6); k * step <= high + slack; ++k) {
    const double value = k * step;
    axis.ticks.push_back({value, percent ? shortest(100 * value) + " %" : shortest(value)});
  }
  return axis;
}

Axis decades_axis(std::string title, double low, double high) {
  PINNACLE_CHECK(low > 0 && high > low, "an axis has a length");
  Axis axis{std::move(title), low, high, true, {}};
  for (double value = low; value <= high * 1.0001; value *= 10)
    axis.ticks.push_back({value, shortest(100 * value) + " %"});
  return axis;
}

Axis nines_axis(std::string title, double most_error, double least_error) {
  PINNACLE_CHECK(least_error > 0 && most_error > least_error, "an axis has a length");
  Axis axis{std::move(title), most_error, least_error, true, {}};
  for (double error = most_error; error >= least_error * 0.9999; error /= 10) {
    axis.ticks.push_back({error, shortest(100 * (1 - error)) + " %"});
  }
  return axis;
}

double decade_above(double value) {
  constexpr double kLeast = 1e-3, kSlack = 1e-9;
  return std::min(1.0, std::pow(10, std::ceil(std::log10(std::max(value, kLeast)) - kSlack)));
}

Panel::Panel(Canvas& canvas, const base::Box& place, Axis x, Axis y)
    : canvas_(canvas), place_(place), x_(std::move(x)), y_(std::move(y)) {
  draw_axes();
}

base::Point Panel::at(double x, double y) const {
  return {place_.x + x_.share_of(x) * place_.width, place_.bottom() - y_.share_of(y) * place_.height};
}

void Panel::draw_axes() const {
  for (const auto& tick : x_.ticks) {
    const double x = place_.x + x_.share_of(tick.value) * place_.width;
    canvas_.line({x, place_.y}, {x, place_.bottom()}, 1, kGrid);
    canvas_.text({x, place_.bottom() + 5}, tick.label,
                 {.size = kTickSize, .ink = kMuted, .align = Align::kCentre});
  }
  for (const auto& tick : y_.ticks) {
    const double y = place_.bottom() - y_.share_of(tick.value) * place_.height;
    canvas_.line({place_.x, y}, {place_.right(), y}, 1, kGrid);
    canvas_.text({place_.x - 6, y - kTickSize * 0.62}, tick.label,
                 {.size = kTickSize, .ink = kMuted, .align = Align::kRight});
  }
  const auto& p = place_;
  canvas_.outline({{p.x, p.y}, {p.right(), p.y}, {p.right(), p.bottom()}, {p.x, p.bottom()}}, 1, kHairline,
                  false);
  canvas_.text({p.x + p.width / 2, p.bottom() + 22}, x_.title, {.size = kTitleSize, .align = Align::kCentre});
  canvas_.upward_text({p.x - 58, p.y + p.height / 2}, y_.title,
                      {.size = kTitleSize, .align = Align::kCentre});
}

void Panel::curve(const std::vector<base::Point>& values, double thickness, Ink ink, bool dashed) const {
  constexpr double kLeastStep = 0.3;
  std::vector<base::Point> points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto p = at(values[i].x, values[i].y);
    if (points.empty() || i + 1 == values.size() || base::length(p - points.back()) >= kLeastStep)
      points.push_back(p);
  }
  // A little more than the frame, so that a line along it keeps its thickness.
  const base::Box inside{place_.x - 2, place_.y - 2, place_.width + 4, place_.height + 4};
  canvas_.within(inside, [&](Canvas& canvas) { canvas.polyline(points, thickness, ink, dashed); });
}

void Panel::heading(const std::string& words) const {
  canvas_.text({place_.x, place_.y - 22}, words, {.size = 12, .bold = true});
}

Ink series_ink(std::size_t index) {
  constexpr std::array<Ink, 8> kInks{{{0.00, 0.38, 0.65, 1},
                                      {0.80, 0.33, 0.00, 1},
                                      {0.00, 0.52, 0.38, 1},
                                      {0.70, 0.38, 0.58, 1},
                                      {0.62, 0.50, 0.00, 1},
                                      {0.25, 0.60, 0.82, 1},
                                      {0.45, 0.28, 0.15, 1},
                                      {0.30, 0.30, 0.34, 1}}};
  return kInks[index % kInks.size()];
}

Ink mixed(Ink a, Ink b, double t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, a.a + (b.a - a.a) * t};
}

double text_width(const std::string& words, double size) {
  return 0.57 * size * static_cast<double>(words.size());
}

std::string percent(double share, int decimals) { return fixed(100 * share, decimals); }

}  // namespace pinnacle::render
