#include "pinnacle/cli/datasets.h"

#include <map>

#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/segmentation/outline_finder.h"

namespace pinnacle::cli {
namespace {

/// Crops are masked already: what is not quite white is chromosome.
constexpr int kCropBackground = 250;
constexpr double kLargestHolePx = 400;

image::PlacedMask mask_of_crop(const image::Grey& crop) {
  const auto pieces = image::pieces_of({0, 0, image::without_holes(image::at_most(crop, kCropBackground), kLargestHolePx)});
  return pieces.empty() ? image::PlacedMask{} : pieces.front();
}

int label_of(const LabelledCell& cell, std::size_t i) {
  return static_cast<int>(cell.crops.empty() ? cell.metaphase.boxes[i].label : cell.crops[i].label);
}

}  // namespace

base::Expected<dataset::PatientSplit> read_split_file(const std::filesystem::path& file) {
  constexpr std::size_t kLargestSplit = std::size_t{1} << 26;
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestSplit));
  auto split = dataset::read_split({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!split) return base::Unexpected{std::move(split).error().at(file.string())};
  return split;
}

base::Expected<std::vector<LabelledCell>> read_cells(const std::filesystem::path& folder) {
  std::vector<LabelledCell> cells;
  if (std::filesystem::exists(folder / "annotations.json")) {
    PINNACLE_TRY(auto metaphases, dataset::read_coco(folder));
    for (auto& metaphase : metaphases) {
      const auto patient = metaphase.patient;
      cells.push_back({patient, std::move(metaphase), {}});
    }
    return cells;
  }
  PINNACLE_TRY(auto crops, dataset::read_crops(folder));
  std::map<std::string, LabelledCell> by_name;
  for (auto& crop : crops) {
    auto& cell = by_name[crop.cell];
    cell.patient = crop.patient;
    cell.crops.push_back(std::move(crop));
  }
  for (auto& [name, cell] : by_name) cells.push_back(std::move(cell));
  return cells;
}

base::Expected<std::vector<classification::Straightened>> straighten_cell(const LabelledCell& cell, const learning::Predictor& outliner) {
  std::vector<classification::Straightened> chromosomes;
  for (const auto& crop : cell.crops) {
    PINNACLE_TRY(const auto grey, dataset::read_picture(crop.file));
    chromosomes.push_back(classification::straightened(grey, mask_of_crop(grey)));
  }
  if (!cell.crops.empty()) return chromosomes;
  PINNACLE_TRY(const auto grey, dataset::read_dark_on_white(cell.metaphase.file));
  std::vector<base::Box> boxes;
  for (const auto& box : cell.metaphase.boxes) boxes.push_back(box.box);
  PINNACLE_TRY(const auto outlines, segmentation::OutlineFinder(outliner).find(grey, boxes));
  for (const auto& outline : outlines) chromosomes.push_back(classification::straightened(grey, outline.mask));
  return chromosomes;
}

base::Expected<std::vector<classification::TaughtStrip>> strips_of(const std::vector<LabelledCell>& cells,
                                                                   const learning::Predictor& outliner, base::Progress& progress) {
  std::vector<classification::TaughtStrip> taught;
  progress.begin("Preparing chromosomes", cells.size());
  for (std::size_t k = 0; k < cells.size(); ++k) {
    if (progress.stop_requested()) return base::unexpected(base::ErrorCode::kCancelled, "stopped while preparing");
    PINNACLE_TRY(const auto chromosomes, straighten_cell(cells[k], outliner));
    auto strips = classification::prepare_cell(chromosomes);
    for (std::size_t i = 0; i < strips.size(); ++i) {
      if (chromosomes[i].axis.points.empty() || label_of(cells[k], i) >= cytogenetics::kClassCount) continue;
      taught.push_back({std::move(strips[i]), label_of(cells[k], i),
                        cells[k].crops.empty() ? std::nullopt : std::optional(true)});
    }
    progress.update(k + 1, {});
  }
  return taught;
}

}  // namespace pinnacle::cli
