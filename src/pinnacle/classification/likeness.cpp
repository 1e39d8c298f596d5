#include "pinnacle/classification/likeness.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pinnacle/image/straighten.h"

namespace pinnacle::classification {
namespace {

/// Counts over the picture's pixels, with regard to the object in it.
struct Pixels {
  double area = 0, outline = 0, ink_inside = 0, ink_outside = 0, outside = 0, border = 0, border_covered = 0;
};

Pixels counted(const image::LoneObject& object) {
  Pixels n;
  const auto& grey = object.grey;
  for (int y = 0; y < grey.height(); ++y) {
    for (int x = 0; x < grey.width(); ++x) {
      const bool in = object.mask.has(x, y);
      const double ink = (255 - grey(x, y)) / 255.0;
      (in ? n.ink_inside : n.ink_outside) += ink;
      (in ? n.area : n.outside) += 1;
      if (x == 0 || y == 0 || x == grey.width() - 1 || y == grey.height() - 1)
        n.border += 1, n.border_covered += in;
      if (!in) continue;
      // Each side that faces the background is a piece of the outline.
      for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
        n.outline += !object.mask.has(x + dx, y + dy);
    }
  }
  return n;
}

/// Pixels around the object that are darker than its mean, beside its area.
double noise_share(const image::LoneObject& object, const Pixels& n) {
  const double level = 255 * (1 - n.ink_inside / n.area);
  double dark = 0;
  for (int y = 0; y < object.grey.height(); ++y) {
    for (int x = 0; x < object.grey.width(); ++x)
      dark += object.grey(x, y) <= level && !object.mask.has(x, y);
  }
  return dark / n.area;
}

double deviation_over_mean(const std::vector<double>& values) {
  double sum = 0, squares = 0;
  for (const double v : values) sum += v, squares += v * v;
  const double count = std::max<double>(1, static_cast<double>(values.size())), mean = sum / count;
  return mean > 0 ? std::sqrt(std::max(0.0, squares / count - mean * mean)) / mean : 0;
}

}  // namespace

Appearance appearance_of(const image::LoneObject& object, const Straightened& chromosome, double confidence) {
  Appearance a;
  if (chromosome.axis.points.empty()) return a;
  const auto n = counted(object);
  const auto& m = chromosome.measures;
  const auto widths = image::width_profile(chromosome.strip);
  const double width = std::max(m.width_px, 1.0);
  a.slenderness = std::log(std::max(m.length_px, 1.0) / width);
  a.unevenness = *std::max_element(widths.begin(), widths.end()) / width;
  // Sides of pixels make an outline longer by 4 / pi.
  const double outline = n.outline * std::numbers::pi / 4;
  a.roughness = outline * outline / (4 * std::numbers::pi * n.area);
  a.border_share = n.border_covered / n.border;
  a.contrast = n.ink_inside / n.area - (n.outside > 0 ? n.ink_outside / n.outside : 0);
  a.noise_share = noise_share(object, n);
  a.banding = deviation_over_mean(image::band_profile(chromosome.strip));
  a.confidence = confidence;
  return a;
}

double likeness(const Appearance& a) {
  if (a.confidence <= 0) return 0;
  // By bench/fit_likeness.py.
  const double score = -5.543 + 9.38 * a.slenderness - 6.107 * a.unevenness - 0.3126 * a.roughness +
                       0.5181 * a.border_share + 3.978 * a.contrast - 11.58 * a.noise_share +
                       7.716 * a.banding + 5.644 * a.confidence - 3.279 * a.slenderness * a.slenderness -
                       3.097 * a.contrast * a.contrast - 5.829 * a.banding * a.banding +
                       2.436 * std::sqrt(a.roughness);
  return 1 / (1 + std::exp(-score));
}

}  // namespace pinnacle::classification
