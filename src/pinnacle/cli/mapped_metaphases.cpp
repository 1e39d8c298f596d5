#include "pinnacle/cli/mapped_metaphases.h"

#include <optional>

#include "pinnacle/image/outline.h"

namespace pinnacle::cli {
namespace {

using dataset::ClassMappedMetaphase;
using dataset::LabelledMetaphase;

/// Nothing where the map does not tell all chromosomes apart.
base::Expected<std::optional<LabelledMetaphase>> labelled(const ClassMappedMetaphase& cell) {
  PINNACLE_TRY(const auto picture, dataset::read_picture(cell.file));
  PINNACLE_TRY(const auto mapped, mapped_chromosomes(cell, picture.width(), picture.height()));
  if (mapped.left_out > 0) return std::optional<LabelledMetaphase>{};
  LabelledMetaphase metaphase{cell.file, cell.patient, {}};
  for (std::size_t i = 0; i < mapped.chromosomes.size(); ++i) {
    const auto& object = mapped.chromosomes[i];
    metaphase.boxes.push_back(
        {object.frame(), dataset::class_of_mapped(mapped.classes[i]), image::outlines_of(object)});
  }
  return std::optional(std::move(metaphase));
}

}  // namespace

base::Expected<PlainCells> read_plain_cells(const std::filesystem::path& folder) {
  PlainCells plain;
  PINNACLE_TRY(plain.cells, dataset::read_class_maps(folder));
  plain.others = std::erase_if(
      plain.cells, [](const auto& cell) { return dataset::copies_in_plain_cell(cell.composition).empty(); });
  if (!plain.cells.empty()) return plain;
  return base::unexpected(base::ErrorCode::kUnsupported, "none of its cells is noted as 46,XX or 46,XY",
                          folder.string(),
                          "Of other cells a map of classes does not tell how many chromosomes there are");
}

base::Expected<segmentation::MappedOutlines> mapped_chromosomes(const ClassMappedMetaphase& cell, int width,
                                                                int height) {
  PINNACLE_TRY(const auto classes, dataset::read_class_map(cell.class_map, width, height));
  return segmentation::mapped_outlines(classes, dataset::kMappedOverlap,
                                       dataset::copies_in_plain_cell(cell.composition));
}

base::Expected<std::vector<LabelledMetaphase>> read_mapped_metaphases(const std::filesystem::path& folder,
                                                                      base::Progress& progress) {
  PINNACLE_TRY(const auto plain, read_plain_cells(folder));
  std::vector<LabelledMetaphase> metaphases;
  progress.begin("Reading maps of classes", plain.cells.size());
  for (std::size_t i = 0; i < plain.cells.size(); ++i) {
    if (progress.stop_requested())
      return base::unexpected(base::ErrorCode::kCancelled, "stopped while reading");
    PINNACLE_TRY(auto one, labelled(plain.cells[i]));
    if (one) metaphases.push_back(std::move(*one));
    progress.update(i + 1, {});
  }
  progress.say(folder.string() + ": left out: " + std::to_string(plain.others) +
               " cells that are not noted as 46,XX or 46,XY, and " +
               std::to_string(plain.cells.size() - metaphases.size()) +
               " whose map does not tell all chromosomes apart");
  return metaphases;
}

}  // namespace pinnacle::cli
