#ifndef PINNACLE_CLI_EVALUATE_H_
#define PINNACLE_CLI_EVALUATE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "pinnacle/base/progress.h"
#include "pinnacle/cli/cell_predictions.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/for_each.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/dataset/class_maps.h"
#include "pinnacle/evaluation/cell_score.h"
#include "pinnacle/karyotyping/karyotyper.h"

namespace pinnacle::cli {

struct EvaluateArguments {
  std::filesystem::path data, split, json, boxes_from, predictions, candidates, corrections;
  std::string part = "validation";
  ModelArguments models;
  karyotyping::KaryotypingOptions options;
  std::size_t limit = 0;
  std::size_t composed = 0;  ///< Groups put together for each cell.
  int jobs = 1;
  bool true_boxes = false, counts = false, threshold = false, outlines = false;
};

/// Figures with intervals, and what they were computed from where single chromosomes were named.
struct Evaluated {
  std::vector<evaluation::Figure> figures;
  evaluation::Predictions predictions;
};

/// The patient of each cell.
template <typename Cell>
std::vector<std::string> patients_of(const std::vector<Cell>& cells) {
  std::vector<std::string> patients;
  for (const auto& cell : cells) patients.push_back(cell.patient);
  return patients;
}

/// Tallies all cells, several at a time; the figures of the tallies with their intervals by patient.
/// @param tally       Takes a cell's index, returns Expected<Tally>.
/// @param figures_of  Takes the tallies and which of them count, as often as they stand there.
template <typename Tally, typename Cell, typename TallyOne, typename FiguresOf>
base::Expected<Evaluated> evaluate_each(const std::vector<Cell>& cells, int jobs, base::Progress& progress,
                                        const TallyOne& tally, const FiguresOf& figures_of) {
  std::vector<Tally> tallies(cells.size());
  PINNACLE_TRY_VOID(for_each("Evaluating", cells.size(), jobs, progress, [&](std::size_t i) -> base::Expected<void> {
    PINNACLE_TRY(tallies[i], tally(i));
    return {};
  }));
  return Evaluated{evaluation::bootstrap([&](const std::vector<std::size_t>& items) { return figures_of(tallies, items); },
                                         patients_of(cells)),
                   {}};
}

PredictionOptions prediction_options(const EvaluateArguments& arguments);

/// All chromosomes of a field as one: a labelled picture is judged as a whole, in however many cells they
/// were found and named.
/// @param cells  Of Karyotyper::karyotype_field.
karyotyping::KaryotypedCell whole_field(std::vector<karyotyping::KaryotypedCell> cells);

/// What `karyotype` makes of one labelled picture, as a whole field, or of its true boxes where --true-boxes
/// asks for that.
base::Expected<karyotyping::KaryotypedCell> karyotyped(const karyotyping::Karyotyper& karyotyper,
                                                       const LabelledCell& cell,
                                                       const EvaluateArguments& arguments);

/// Whole metaphases, from the picture to the named cell; prints their counts where --counts asks for that.
/// Predictions are of the true boxes, where --true-boxes gives them.
base::Expected<Evaluated> evaluate_metaphases(const std::vector<LabelledCell>& cells,
                                              const EvaluateArguments& arguments, const Models& models,
                                              base::Progress& progress);

/// The pixels of each chromosome, on metaphases whose outlines people drew.
base::Expected<Evaluated> evaluate_outlines(const std::vector<LabelledCell>& cells,
                                            const EvaluateArguments& arguments, const Models& models,
                                            base::Progress& progress);

/// The pixels of chromosomes that were put on each other and side by side, whose truth is exact.
base::Expected<Evaluated> evaluate_composed(const std::vector<LabelledCell>& cells,
                                            const EvaluateArguments& arguments, const Models& models,
                                            base::Progress& progress);

/// The pixels of each chromosome, on metaphases with a map of classes.
base::Expected<Evaluated> evaluate_class_maps(const std::vector<dataset::ClassMappedMetaphase>& cells,
                                              const EvaluateArguments& arguments, const Models& models,
                                              base::Progress& progress);

/// Single chromosomes, by themselves and as cells.
base::Expected<Evaluated> evaluate_images(const std::vector<LabelledCell>& cells,
                                          const EvaluateArguments& arguments, const Models& models,
                                          base::Progress& progress);

/// What a threshold finds, or what another program found (--boxes-from), with no name for any of it.
base::Expected<std::vector<evaluation::Figure>> evaluate_boxes(const std::vector<LabelledCell>& cells,
                                                               const EvaluateArguments& arguments,
                                                               base::Progress& progress);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_EVALUATE_H_
