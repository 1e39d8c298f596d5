#include "pinnacle/segmentation/box_foreground.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/outline_view.h"

namespace pinnacle::segmentation {
namespace {

using image::Grey;
using image::Mask;

constexpr int kMarginPx = 2;
/// How much darker than what lies behind, as a share of the contrast in the box, a pixel is taken for
/// chromosome.
constexpr double kContrastShare = 0.30;
constexpr double kLeastContrast = 14;
/// Of the mean length of a cell's boxes: the width that a cluster of chromosomes may have and a nucleus
/// exceeds, and the side of a light band that the threshold took for a hole. A larger hole is the field
/// between chromosomes.
constexpr double kClusterShare = 0.7, kHoleShare = 0.12;

Frame frame_of(const base::Box& box, const Grey& grey) {
  const auto clamp = [](double v, int most) { return std::clamp(static_cast<int>(std::lround(v)), 0, most); };
  Frame f{clamp(box.x - kMarginPx, grey.width() - 1), clamp(box.y - kMarginPx, grey.height() - 1),
          clamp(box.right() + kMarginPx, grey.width()), clamp(box.bottom() + kMarginPx, grey.height())};
  f.x1 = std::max(f.x1, f.x0 + 1);
  f.y1 = std::max(f.y1, f.y0 + 1);
  return f;
}

Mask foreground_of(const Grey& ink, const Frame& frame, double largest_hole_px) {
  std::vector<std::uint8_t> levels;
  levels.reserve(static_cast<std::size_t>(frame.width()) * static_cast<std::size_t>(frame.height()));
  for (int y = frame.y0; y < frame.y1; ++y)
    levels.insert(levels.end(), ink.row(y) + frame.x0, ink.row(y) + frame.x1);
  auto sorted = levels;
  const auto dark =
      sorted.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), dark, sorted.end());
  const double level = std::max(kLeastContrast, kContrastShare * *dark);
  Mask mask(frame.width(), frame.height());
  for (std::size_t i = 0; i < levels.size(); ++i) mask.values()[i] = levels[i] >= level;
  return image::without_holes(image::opened(mask), largest_hole_px);
}

}  // namespace

Grey ink_over_background(const Grey& dark_on_white, const std::vector<base::Box>& boxes) {
  const auto behind = image::without_objects(dark_on_white, kClusterShare * mean_long_side(boxes));
  Grey ink(dark_on_white.width(), dark_on_white.height());
  std::transform(dark_on_white.values().begin(), dark_on_white.values().end(), behind.values().begin(),
                 ink.values().begin(),
                 [](std::uint8_t g, std::uint8_t b) { return static_cast<std::uint8_t>(b > g ? b - g : 0); });
  return ink;
}

BoxForegrounds::BoxForegrounds(const Grey& dark_on_white, const std::vector<base::Box>& boxes)
    : claims_(dark_on_white.width(), dark_on_white.height()) {
  const double largest_hole = std::pow(kHoleShare * mean_long_side(boxes), 2);
  const auto ink = ink_over_background(dark_on_white, boxes);
  for (const auto& box : boxes) {
    frames_.push_back(frame_of(box, dark_on_white));
    masks_.push_back(foreground_of(ink, frames_.back(), largest_hole));
  }
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    each_pixel(i, [&](int x, int y) { ++claims_(x, y); });
  }
}

}  // namespace pinnacle::segmentation
