#include <algorithm>
#include <cmath>

#include "pinnacle/cli/evaluate.h"
#include "pinnacle/cli/outline_tally.h"
#include "pinnacle/cli/outlined_metaphase.h"
#include "pinnacle/segmentation/outline_finder.h"
#include "pinnacle/segmentation/outline_samples.h"
#include "pinnacle/segmentation/outline_score.h"

namespace pinnacle::cli {
namespace {

using evaluation::Figure;
using image::PlacedMask;

struct Mean {
  double sum = 0, count = 0;

  void add(double value) { sum += value, ++count; }
  Mean& operator+=(const Mean& other) {
    sum += other.sum, count += other.count;
    return *this;
  }
  double value() const { return count > 0 ? sum / count : std::nan(""); }
};

struct ComposedTally {
  Mean crossing;          ///< IoU of chromosomes that another lies on.
  Mean touching;          ///< Of the others.
  Mean overlap_of_group;  ///< IoU of the pixels in two masks, group by group.
  SharedPixels overlap;   ///< The same, of all pixels together.

  ComposedTally& operator+=(const ComposedTally& other) {
    crossing += other.crossing, touching += other.touching, overlap_of_group += other.overlap_of_group,
        overlap += other.overlap;
    return *this;
  }
};

/// So many pixels in common are a crossing; where two touch, their edges share a few.
constexpr double kLeastCrossingPx = 12;

bool crosses(const PlacedMask& object, const image::Raster<std::uint8_t>& depth) {
  double shared = 0;
  for (int y = object.y; y < object.y + object.mask.height(); ++y) {
    for (int x = object.x; x < object.x + object.mask.width(); ++x)
      shared += object.has(x, y) && depth(x, y) > 1;
  }
  return shared >= kLeastCrossingPx;
}

ComposedTally tally_of(const segmentation::ComposedGroup& group,
                       const std::vector<segmentation::FoundOutline>& found) {
  ComposedTally tally;
  std::vector<PlacedMask> masks;
  for (const auto& one : found) masks.push_back(one.mask);
  const auto ours = depth_of(masks, group.grey.width(), group.grey.height());
  const auto theirs = depth_of(group.truth, group.grey.width(), group.grey.height());
  bool any = false;
  for (std::size_t i = 0; i < masks.size(); ++i) {
    const bool crossing = crosses(group.truth[i], theirs);
    any = any || crossing;
    (crossing ? tally.crossing : tally.touching).add(segmentation::iou(masks[i], group.truth[i]));
  }
  if (!any) return tally;
  for (std::size_t p = 0; p < ours.size(); ++p)
    tally.overlap.add(ours.values()[p] > 1, theirs.values()[p] > 1);
  tally.overlap_of_group.add(tally.overlap.iou());
  return tally;
}

std::vector<Figure> figures_of_cells(const std::vector<ComposedTally>& tallies,
                                     const std::vector<std::size_t>& items) {
  ComposedTally sum;
  for (const auto i : items) sum += tallies[i];
  return {{"mean IoU of crossing chromosomes", sum.crossing.value(), 0, 0, evaluation::Unit::kScore},
          {"mean IoU of touching chromosomes", sum.touching.value(), 0, 0, evaluation::Unit::kScore},
          {"mean IoU of a crossing itself", sum.overlap_of_group.value(), 0, 0, evaluation::Unit::kScore},
          {"IoU of pixels in two masks", sum.overlap.iou(), 0, 0, evaluation::Unit::kScore},
          {"crossing chromosomes per cell", sum.crossing.count / static_cast<double>(items.size()), 0, 0,
           evaluation::Unit::kChromosomes}};
}

}  // namespace

base::Expected<Evaluated> evaluate_composed(const std::vector<LabelledCell>& cells,
                                            const EvaluateArguments& arguments, const Models& models,
                                            base::Progress& progress) {
  const segmentation::OutlineFinder finder(*models.outliner);
  const auto tally = [&](std::size_t i) -> base::Expected<ComposedTally> {
    PINNACLE_TRY(const auto metaphase, outlined_metaphase(cells[i].metaphase));
    ComposedTally sum;
    for (std::size_t k = 0; k < arguments.composed; ++k) {
      const auto group = segmentation::composed_group(metaphase, i * arguments.composed + k);
      if (group.boxes.empty()) break;
      PINNACLE_TRY(const auto found, finder.find(group.grey, group.boxes));
      sum += tally_of(group, found);
    }
    return sum;
  };
  return evaluate_each<ComposedTally>(cells, arguments.jobs, progress, tally, figures_of_cells);
}

}  // namespace pinnacle::cli
