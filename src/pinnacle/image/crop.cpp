#include "pinnacle/image/crop.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::image {

Grey cropped(const Grey& grey, const base::Box& box, int margin_px) {
  const auto inside = [](double v, int low, int high) {
    return static_cast<int>(std::clamp<double>(v, low, high));
  };
  const int left = inside(std::floor(box.x) - margin_px, 0, grey.width() - 1);
  const int top = inside(std::floor(box.y) - margin_px, 0, grey.height() - 1);
  const int right = inside(std::ceil(box.right()) + margin_px, left + 1, grey.width());
  const int bottom = inside(std::ceil(box.bottom()) + margin_px, top + 1, grey.height());
  Grey part(right - left, bottom - top);
  for (int y = 0; y < part.height(); ++y) std::copy_n(grey.row(top + y) + left, part.width(), part.row(y));
  return part;
}

}  // namespace pinnacle::image
