#include "pinnacle/render/overlay.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::render {
namespace {

/// Labels are legible when the picture is at least this wide. No side is longer than what a viewer opens,
/// however narrow the picture is.
constexpr double kLeastWidth = 1200, kMostSide = 4000;
constexpr double kLabelSize = 0.0135;  // Of the width.

/// Hues a golden angle apart: neighbours in number are far apart in colour.
Ink colour_of(cytogenetics::ChromosomeClass label) {
  if (!cytogenetics::is_normal_class(label)) return kBlack;
  const double hue = std::fmod(static_cast<int>(label) * 0.618034, 1.0) * 6;
  const auto channel = [hue](double shift) {
    const double h = std::fmod(hue + shift, 6.0);
    return 0.82 * (1 - std::clamp(std::min(h, 4 - h), 0.0, 1.0));
  };
  return {channel(5), channel(3), channel(1), 1};
}

}  // namespace

double draw_overlay(Canvas& canvas, const base::Box& place, const cytogenetics::Cell& cell, const image::Grey& dark_on_white) {
  const double scale = place.width / dark_on_white.width();
  const base::Point origin{place.x, place.y};
  canvas.sprite(Sprite(dark_on_white), {-0.5, -0.5}, origin, 0, scale);
  const double thickness = std::max(1.0, place.width * 0.0012);
  const auto placed = [&](base::Point p) { return origin + (p + base::Point{0.5, 0.5}) * scale; };
  const auto draw_ring = [&](const base::Polygon& ring, double line, Ink ink, bool dashed) {
    std::vector<base::Point> points;
    for (const auto p : ring) points.push_back(placed(p));
    canvas.outline(points, line, ink, dashed);
  };
  for (const auto& c : cell.chromosomes) {
    for (const auto& ring : c.outline) draw_ring(ring, thickness, colour_of(c.label), c.uncertain);
  }
  for (const auto& ring : cell.left_over) draw_ring(ring, 2 * thickness, kAmber, true);
  for (const auto& c : cell.chromosomes) {
    auto words = std::string(to_string(c.label));
    if (c.label == cytogenetics::ChromosomeClass::kMarker) words = "mar";
    if (c.label == cytogenetics::ChromosomeClass::kUnclassified) words.clear();
    if (c.uncertain) words += "?";
    const auto middle = c.axis.empty() ? c.box.centre() : c.axis[c.axis.size() / 2];
    canvas.label(placed(middle), words, {.size = place.width * kLabelSize, .ink = colour_of(c.label), .bold = true});
  }
  return scale * dark_on_white.height();
}

Bytes overlay_png(const cytogenetics::Cell& cell, const image::Grey& dark_on_white) {
  const double columns = dark_on_white.width(), rows = dark_on_white.height();
  const double scale =
      std::min(std::max(columns, kLeastWidth) / columns, kMostSide / std::max(columns, rows));
  const double width = std::max(1.0, scale * columns), height = std::max(1.0, scale * rows);
  return Canvas::png(static_cast<int>(width), static_cast<int>(height), [&](Canvas& canvas) {
    draw_overlay(canvas, {0, 0, scale * columns, scale * rows}, cell, dark_on_white);
  });
}

}  // namespace pinnacle::render
