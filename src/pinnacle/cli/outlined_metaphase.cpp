#include "pinnacle/cli/outlined_metaphase.h"

#include <algorithm>

namespace pinnacle::cli {

base::Expected<segmentation::OutlinedMetaphase> outlined_metaphase(
    const dataset::LabelledMetaphase& metaphase) {
  PINNACLE_TRY(auto grey, dataset::read_dark_on_white(metaphase.file));
  std::vector<base::Box> boxes;
  std::vector<std::vector<base::Polygon>> outlines;
  for (const auto& box : metaphase.boxes) {
    boxes.push_back(box.box);
    outlines.push_back(box.outline);
  }
  const bool drawn = std::none_of(outlines.begin(), outlines.end(), [](const auto& o) { return o.empty(); });
  return drawn ? segmentation::outlines_from_polygons(std::move(grey), boxes, outlines)
               : segmentation::outlines_from_boxes(std::move(grey), boxes);
}

}  // namespace pinnacle::cli
