#include "pinnacle/segmentation/threshold_objects.h"

#include <algorithm>

#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"

namespace pinnacle::segmentation {

std::vector<base::Box> threshold_objects(const image::Grey& dark_on_white) {
  constexpr double kSpeck = 60, kSmallest = 0.15, kLargest = 8;  // Pixels; shares of the median area.
  const auto mask = image::at_most(dark_on_white, image::otsu_threshold(dark_on_white));
  std::vector<std::pair<double, base::Box>> pieces;
  for (const auto& piece : image::pieces_of({0, 0, mask})) {
    const auto area = static_cast<double>(std::count_if(piece.mask.values().begin(), piece.mask.values().end(), [](auto v) { return v != 0; }));
    if (area < kSpeck) break;  // They come largest first.
    pieces.emplace_back(area, piece.frame());
  }
  if (pieces.empty()) return {};
  const double median = pieces[pieces.size() / 2].first;
  std::vector<base::Box> boxes;
  for (const auto& [area, box] : pieces) {
    if (area >= kSmallest * median && area <= kLargest * median) boxes.push_back(box);
  }
  return boxes;
}

}  // namespace pinnacle::segmentation
