#include <chrono>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/evaluate.h"
#include "pinnacle/cli/for_each.h"
#include "pinnacle/dataset/found_boxes.h"
#include "pinnacle/segmentation/threshold_objects.h"

namespace pinnacle::cli {
namespace {

using evaluation::Figure;

/// Boxes without names, found by other means than the networks; one list for each cell.
using BoxFinder = std::function<base::Expected<std::vector<base::Box>>(const LabelledCell&)>;

base::Expected<std::vector<base::Box>> threshold_boxes(const LabelledCell& cell) {
  PINNACLE_TRY(const auto pages, read_pages(cell.metaphase.file));
  return segmentation::threshold_objects(image::normalise(pages.front().grey, pages.front().bits).grey);
}

base::Expected<BoxFinder> boxes_of_file(const std::filesystem::path& file) {
  PINNACLE_TRY(auto boxes, dataset::read_found_boxes(file));
  return BoxFinder(
      [boxes = std::move(boxes)](const LabelledCell& cell) -> base::Expected<std::vector<base::Box>> {
        const auto found = boxes.find(cell.metaphase.file.filename().string());
        return found == boxes.end() ? std::vector<base::Box>{} : found->second;
      });
}

}  // namespace

base::Expected<std::vector<Figure>> evaluate_boxes(const std::vector<LabelledCell>& cells,
                                                   const EvaluateArguments& arguments,
                                                   base::Progress& progress) {
  BoxFinder find = threshold_boxes;
  if (!arguments.boxes_from.empty()) {
    PINNACLE_TRY(find, boxes_of_file(arguments.boxes_from));
  }
  std::vector<evaluation::ScoredCell> results(cells.size());
  PINNACLE_TRY_VOID(for_each(
      "Evaluating", cells.size(), arguments.jobs, progress, [&](std::size_t i) -> base::Expected<void> {
        const auto started = std::chrono::steady_clock::now();
        auto& result = results[i];
        PINNACLE_TRY(const auto boxes, find(cells[i]));
        result.candidates.emplace();
        for (const auto& box : boxes) {
          result.found.push_back({box, 1, {}, false});
          result.candidates->push_back({box, 1});
        }
        result.patient = cells[i].patient;
        for (const auto& box : cells[i].metaphase.boxes)
          result.truth.push_back({box.box, static_cast<int>(box.label)});
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        return {};
      }));
  return evaluation::score(results, {});
}

}  // namespace pinnacle::cli
