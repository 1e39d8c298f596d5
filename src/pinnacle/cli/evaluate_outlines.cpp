#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/evaluate.h"
#include "pinnacle/cli/for_each.h"
#include "pinnacle/evaluation/detection_score.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/outline_score.h"

namespace pinnacle::cli {
namespace {

using evaluation::Figure;
using image::PlacedMask;

constexpr double kLeastIou = 0.5;

/// One cell's masks beside the drawn ones.
struct OutlineTally {
  std::vector<evaluation::Hit> hits;
  double true_objects = 0, matched = 0, iou_sum = 0;
  double overlap_both = 0, overlap_either = 0;  ///< Pixels that lie in two masks or more.
};

PlacedMask drawn(const std::vector<base::Polygon>& outline, const cytogenetics::Cell& cell) {
  return image::filled(outline, cell.width, cell.height);
}

/// How many of the masks hold each pixel.
image::Raster<std::uint8_t> depth_of(const std::vector<PlacedMask>& masks, int width, int height) {
  image::Raster<std::uint8_t> depth(width, height);
  for (const auto& one : masks) {
    for (int y = 0; y < one.mask.height(); ++y) {
      for (int x = 0; x < one.mask.width(); ++x)
        depth(one.x + x, one.y + y) =
            static_cast<std::uint8_t>(depth(one.x + x, one.y + y) + (one.mask(x, y) != 0));
    }
  }
  return depth;
}

OutlineTally tally_of(const LabelledCell& truth, const karyotyping::KaryotypedCell& result) {
  const auto& cell = result.cell;
  std::vector<PlacedMask> found, wanted;
  std::vector<double> scores;
  for (const auto& c : cell.chromosomes) {
    found.push_back(drawn(c.outline, cell));
    scores.push_back(c.found_probability);
  }
  for (const auto& box : truth.metaphase.boxes) wanted.push_back(drawn(box.outline, cell));
  const auto overlap = [&](std::size_t i, std::size_t t) { return segmentation::iou(found[i], wanted[t]); };
  const auto answers = evaluation::match(scores, wanted.size(), overlap, kLeastIou);
  OutlineTally tally;
  tally.true_objects = static_cast<double>(wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    tally.hits.push_back({scores[i], answers[i] >= 0});
    if (answers[i] < 0) continue;
    ++tally.matched;
    tally.iou_sum += overlap(i, static_cast<std::size_t>(answers[i]));
  }
  const auto ours = depth_of(found, cell.width, cell.height),
             theirs = depth_of(wanted, cell.width, cell.height);
  for (std::size_t p = 0; p < ours.size(); ++p) {
    const bool a = ours.values()[p] > 1, b = theirs.values()[p] > 1;
    tally.overlap_both += a && b;
    tally.overlap_either += a || b;
  }
  return tally;
}

std::vector<Figure> figures_of(const std::vector<OutlineTally>& tallies,
                               const std::vector<std::size_t>& items) {
  OutlineTally sum;
  for (const auto i : items) {
    const auto& t = tallies[i];
    sum.hits.insert(sum.hits.end(), t.hits.begin(), t.hits.end());
    sum.true_objects += t.true_objects, sum.matched += t.matched, sum.iou_sum += t.iou_sum;
    sum.overlap_both += t.overlap_both, sum.overlap_either += t.overlap_either;
  }
  const double found = static_cast<double>(sum.hits.size());
  return {{"mask AP50", evaluation::average_precision(sum.hits, sum.true_objects), 0, 0},
          {"mask recall", sum.matched / sum.true_objects, 0, 0},
          {"mask precision", sum.matched / std::max(found, 1.0), 0, 0},
          {"mean IoU of matched masks", sum.iou_sum / std::max(sum.matched, 1.0), 0, 0},
          {"IoU of pixels in two masks", sum.overlap_both / std::max(sum.overlap_either, 1.0), 0, 0}};
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
  std::vector<OutlineTally> tallies(cells.size());
  std::vector<std::string> patients;
  for (const auto& cell : cells) patients.push_back(cell.patient);
  PINNACLE_TRY_VOID(for_each("Evaluating", cells.size(), arguments.jobs, progress,
                             [&](std::size_t i) -> base::Expected<void> {
                               PINNACLE_TRY(const auto result, karyotyped(karyotyper, cells[i], arguments));
                               tallies[i] = tally_of(cells[i], result);
                               return {};
                             }));
  return Evaluated{evaluation::bootstrap(
                       [&](const std::vector<std::size_t>& items) { return figures_of(tallies, items); }, patients),
                   {}};
}

}  // namespace pinnacle::cli
