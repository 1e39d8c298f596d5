#include "pinnacle/cli/evaluate.h"
#include "pinnacle/cli/outline_tally.h"
#include "pinnacle/image/outline.h"

namespace pinnacle::cli {
namespace {

using evaluation::Figure;
using image::PlacedMask;

/// One cell's masks beside the drawn ones.
struct OutlineTally {
  MaskMatches matches;
  SharedPixels overlap;  ///< Pixels that lie in two masks or more.
};

OutlineTally tally_of(const LabelledCell& truth, const karyotyping::KaryotypedCell& result) {
  const auto& cell = result.cell;
  const auto found = masks_of(cell);
  std::vector<PlacedMask> wanted;
  for (const auto& box : truth.metaphase.boxes)
    wanted.push_back(image::filled(box.outline, cell.width, cell.height));
  OutlineTally tally{match_masks(found, wanted, {}), {}};
  const auto ours = depth_of(found.masks, cell.width, cell.height),
             theirs = depth_of(wanted, cell.width, cell.height);
  for (std::size_t p = 0; p < ours.size(); ++p)
    tally.overlap.add(ours.values()[p] > 1, theirs.values()[p] > 1);
  return tally;
}

std::vector<Figure> figures_of_cells(const std::vector<OutlineTally>& tallies,
                                     const std::vector<std::size_t>& items) {
  OutlineTally sum;
  for (const auto i : items) {
    sum.matches += tallies[i].matches;
    sum.overlap += tallies[i].overlap;
  }
  auto figures = figures_of(sum.matches);
  figures.push_back({"IoU of pixels in two masks", sum.overlap.iou(), 0, 0, evaluation::Unit::kScore});
  return figures;
}

}  // namespace

base::Expected<Evaluated> evaluate_outlines(const std::vector<LabelledCell>& cells,
                                            const EvaluateArguments& arguments, const Models& models,
                                            base::Progress& progress) {
  for (const auto& cell : cells) {
    for (const auto& box : cell.metaphase.boxes) {
      if (!box.outline.empty()) continue;
      return base::unexpected(
          base::ErrorCode::kInvalidArgument, "a chromosome of this image has no outline to judge by",
          cell.metaphase.file.string(), "Leave --outlines out, or add polygons to annotations.json");
    }
  }
  const karyotyping::Karyotyper karyotyper(models.networks());
  const auto tally = [&](std::size_t i) -> base::Expected<OutlineTally> {
    PINNACLE_TRY(const auto result, karyotyped(karyotyper, cells[i], arguments));
    return tally_of(cells[i], result);
  };
  return evaluate_each<OutlineTally>(cells, arguments.jobs, progress, tally, figures_of_cells);
}

}  // namespace pinnacle::cli
