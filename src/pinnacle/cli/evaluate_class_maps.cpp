#include <algorithm>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/evaluate.h"
#include "pinnacle/cli/outline_tally.h"
#include "pinnacle/segmentation/mapped_outlines.h"

namespace pinnacle::cli {
namespace {

using dataset::ClassMappedMetaphase;
using evaluation::Figure;

/// One cell's masks beside its class map.
struct MapTally {
  bool plain = false;    ///< Its single chromosomes are known.
  MaskMatches matches;   ///< Of a plain cell.
  double left_out = 0;   ///< Chromosomes of a plain cell that its map does not tell apart.
  SharedPixels united;   ///< Pixels of any chromosome.
  SharedPixels overlap;  ///< Pixels of two of ours, and of the map's crossings.
};

MapTally tally_of(const ClassMappedMetaphase& truth, const image::Grey& classes,
                  const cytogenetics::Cell& cell) {
  MapTally tally;
  const auto found = masks_of(cell);
  const auto copies = dataset::copies_in_plain_cell(truth.composition);
  tally.plain = !copies.empty();
  if (tally.plain) {
    const auto mapped = segmentation::mapped_outlines(classes, dataset::kMappedOverlap, copies);
    tally.matches = match_masks(found, mapped.chromosomes, mapped.unclear);
    tally.left_out = mapped.left_out;
  }
  const auto depth = depth_of(found.masks, cell.width, cell.height);
  for (std::size_t p = 0; p < depth.size(); ++p) {
    const auto ours = depth.values()[p], theirs = classes.values()[p];
    tally.united.add(ours > 0, theirs != dataset::kMappedBackground);
    tally.overlap.add(ours > 1, theirs == dataset::kMappedOverlap);
  }
  return tally;
}

std::vector<Figure> figures_of_cells(const std::vector<MapTally>& tallies,
                                     const std::vector<std::size_t>& items) {
  MapTally sum;
  double plain = 0;
  SharedPixels united_others;
  for (const auto i : items) {
    const auto& t = tallies[i];
    plain += t.plain;
    sum.matches += t.matches, sum.left_out += t.left_out, sum.overlap += t.overlap;
    (t.plain ? sum.united : united_others) += t.united;
  }
  std::vector<Figure> figures{
      {"share of cells that are plain", plain / static_cast<double>(items.size()), 0, 0}};
  for (auto& figure : figures_of(sum.matches)) figures.push_back(std::move(figure));
  const double chromosomes = sum.matches.true_objects + sum.left_out;
  figures.push_back({"left out: the map does not tell them apart",
                     chromosomes > 0 ? sum.left_out / chromosomes : std::nan(""), 0, 0});
  figures.push_back(
      {"IoU of all chromosomes' pixels, plain cells", sum.united.iou(), 0, 0, evaluation::Unit::kScore});
  figures.push_back(
      {"IoU of all chromosomes' pixels, other cells", united_others.iou(), 0, 0, evaluation::Unit::kScore});
  figures.push_back({"IoU of pixels in two masks", sum.overlap.iou(), 0, 0, evaluation::Unit::kScore});
  return figures;
}

}  // namespace

base::Expected<Evaluated> evaluate_class_maps(const std::vector<ClassMappedMetaphase>& cells,
                                              const EvaluateArguments& arguments, const Models& models,
                                              base::Progress& progress) {
  const karyotyping::Karyotyper karyotyper(models.networks());
  const auto tally = [&](std::size_t i) -> base::Expected<MapTally> {
    PINNACLE_TRY(const auto pages, read_pages(cells[i].file));
    const auto& picture = pages.front().grey;
    PINNACLE_TRY(const auto classes,
                 dataset::read_class_map(cells[i].class_map, picture.width(), picture.height()));
    PINNACLE_TRY(auto field, karyotyper.karyotype_field(pages.front(), arguments.options));
    const auto result = whole_field(std::move(field));
    return tally_of(cells[i], classes, result.cell);
  };
  return evaluate_each<MapTally>(cells, arguments.jobs, progress, tally, figures_of_cells);
}

}  // namespace pinnacle::cli
