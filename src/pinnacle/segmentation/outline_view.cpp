#include "pinnacle/segmentation/outline_view.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::segmentation {
namespace {

constexpr double kWindowShare = 1.35;  ///< Window side over the box's longer side.
constexpr double kLeastShare = 0.8;    ///< Window side over the cell's mean longer side.
constexpr double kLeastContrast = 25;

/// A roof over a box: 1 in its middle, 0.3 at its walls, 0 outside, so that its extent and its centre can be
/// read off.
void raise_roof(const base::Box& box, float* channel) {
  constexpr int side = OutlineView::kSidePx;
  const auto centre = box.centre();
  const int x0 = std::max(0, static_cast<int>(std::ceil(box.x))),
            x1 = std::min(side - 1, static_cast<int>(box.right()));
  const int y0 = std::max(0, static_cast<int>(std::ceil(box.y))),
            y1 = std::min(side - 1, static_cast<int>(box.bottom()));
  for (int y = y0; y <= y1; ++y) {
    for (int x = x0; x <= x1; ++x) {
      const double out =
          std::max(std::abs(x - centre.x) / (box.width / 2), std::abs(y - centre.y) / (box.height / 2));
      float& value = channel[y * side + x];
      value = std::max(value, static_cast<float>(1 - 0.7 * std::min(out, 1.0)));
    }
  }
}

}  // namespace

OutlineView::OutlineView(const base::Box& box, double mean_long_side_px) {
  const double side =
      std::max({kWindowShare * std::max(box.width, box.height), kLeastShare * mean_long_side_px, 4.0});
  step_ = side / kSidePx;
  x_ = box.centre().x - step_ * (kSidePx - 1) / 2;
  y_ = box.centre().y - step_ * (kSidePx - 1) / 2;
}

base::Box OutlineView::seen(const base::Box& box) const {
  return {(box.x - x_) / step_, (box.y - y_) / step_, box.width / step_, box.height / step_};
}

double mean_long_side(const std::vector<base::Box>& boxes) {
  double sum = 0;
  for (const auto& box : boxes) sum += std::max(box.width, box.height);
  return boxes.empty() ? 1 : sum / static_cast<double>(boxes.size());
}

learning::Array outline_input(const image::Grey& grey, const base::Box& own,
                              const std::vector<base::Box>& others) {
  constexpr int side = OutlineView::kSidePx;
  PINNACLE_CHECK(grey.width() == side && grey.height() == side,
                 "the outline network has windows of one size");
  learning::Array input({OutlineView::kChannels, side, side});
  auto sorted = grey.values();
  const auto level = [&](double share) {
    const auto at =
        sorted.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
    std::nth_element(sorted.begin(), at, sorted.end());
    return static_cast<double>(*at);
  };
  const double light = level(0.95), contrast = std::max(light - level(0.02), kLeastContrast);
  float* ink = input.values.data();
  for (std::size_t i = 0; i < grey.size(); ++i) {
    ink[i] = static_cast<float>(std::clamp((light - grey.values()[i]) / contrast, -0.25, 1.25));
  }
  raise_roof(own, ink + side * side);
  for (const auto& box : others) raise_roof(box, ink + 2 * side * side);
  return input;
}

}  // namespace pinnacle::segmentation
