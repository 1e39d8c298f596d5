#include "pinnacle/render/overlay.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pinnacle/render/pushed_apart.h"

namespace pinnacle::render {
namespace {

/// Labels are legible when the picture is at least this wide. No side is longer than what a viewer opens,
/// however narrow the picture is.
constexpr double kLeastWidth = 1200, kMostSide = 4000;
constexpr double kLabelSize = 0.0135;  // Of the width.
constexpr double kIdSize = 0.75;       // Of the label's.

double gamma_encoded(double linear) {
  const double c = std::clamp(linear, 0.0, 1.0);
  return c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
}

/// A colour by how light, how vivid and of which hue it looks.
/// @source Ottosson, "A perceptual color space for image processing" (Oklab), 2020.
Ink ink_of(double lightness, double chroma, double hue) {
  const double a = chroma * std::cos(hue), b = chroma * std::sin(hue);
  const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
  return {gamma_encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          gamma_encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          gamma_encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 1};
}

/// What stands at a chromosome: its class, and smaller its id, by which the list of doubts calls it.
struct Label {
  std::string words, id;
  TextStyle style, id_style;
  base::Point anchor;
  double words_width = 0;
};

Label label_of(const cytogenetics::Chromosome& c, base::Point anchor, double size) {
  auto words = std::string(to_string(c.label));
  if (c.label == cytogenetics::ChromosomeClass::kMarker) words = "mar";
  if (c.label == cytogenetics::ChromosomeClass::kUnclassified) words.clear();
  if (c.uncertain) words += "?";
  return {words,
          "\u00b7" + std::to_string(c.id),
          {.size = size, .ink = class_ink(c.label), .bold = true},
          {.size = size * kIdSize, .ink = kBlack},
          anchor};
}

/// The room that each label takes, around its place.
std::vector<base::Box> measured(const Canvas& canvas, std::vector<Label>& labels) {
  std::vector<base::Box> boxes;
  for (auto& label : labels) {
    label.words_width = label.words.empty() ? 0 : canvas.width_of(label.words, label.style);
    const double width = label.words_width + canvas.width_of(label.id, label.id_style);
    const double height = canvas.height_of(label.words, label.style);
    boxes.push_back({label.anchor.x - width / 2, label.anchor.y - height / 2, width, height});
  }
  return boxes;
}

void draw_labels(Canvas& canvas, std::vector<Label> labels, const base::Box& bounds) {
  const auto boxes = pushed_apart(measured(canvas, labels), bounds);
  // Lines first: no label is crossed by another's.
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto middle = boxes[i].centre();
    if (base::length(middle - labels[i].anchor) < boxes[i].height) continue;
    canvas.line(labels[i].anchor, middle, 0.06 * labels[i].style.size, labels[i].style.ink);
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto& label = labels[i];
    const double y = boxes[i].centre().y, id_width = boxes[i].width - label.words_width;
    canvas.label({boxes[i].x + label.words_width / 2, y}, label.words, label.style);
    canvas.label({boxes[i].right() - id_width / 2, y + 0.12 * label.style.size}, label.id, label.id_style);
  }
}

}  // namespace

/// Twelve hues of two lightnesses; a step of five hues sets neighbours in number far apart.
Ink class_ink(cytogenetics::ChromosomeClass label) {
  if (!cytogenetics::is_normal_class(label)) return kBlack;
  constexpr int kHues = 12, kStep = 5;
  constexpr double kFirstHue = 0.44;
  const int number = static_cast<int>(label);
  const double hue = kFirstHue + 2 * std::numbers::pi * (number * kStep % kHues) / kHues;
  return number < kHues ? ink_of(0.68, 0.19, hue) : ink_of(0.45, 0.15, hue);
}

double draw_overlay(Canvas& canvas, const base::Box& place, const cytogenetics::Cell& cell,
                    const image::Grey& dark_on_white) {
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
    for (const auto& ring : c.outline) draw_ring(ring, thickness, class_ink(c.label), c.uncertain);
  }
  for (const auto& ring : cell.left_over) draw_ring(ring, 2 * thickness, kAmber, true);
  std::vector<Label> labels;
  for (const auto& c : cell.chromosomes) {
    const auto middle = c.axis.empty() ? c.box.centre() : c.axis[c.axis.size() / 2];
    labels.push_back(label_of(c, placed(middle), place.width * kLabelSize));
  }
  const double height = scale * dark_on_white.height();
  draw_labels(canvas, std::move(labels), {place.x, place.y, place.width, height});
  return height;
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
