#ifndef PINNACLE_CLI_CROSSVAL_TRIALS_H_
#define PINNACLE_CLI_CROSSVAL_TRIALS_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/progress.h"
#include "pinnacle/classification/prepared.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/training.h"
#include "pinnacle/dataset/folds.h"
#include "pinnacle/dataset/label_set.h"
#include "pinnacle/evaluation/judgement.h"
#include "pinnacle/evaluation/predictions.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::cli {

/// What is asked for.
struct CrossvalArguments {
  std::filesystem::path data, output;
  int folds = 5, repeats = 1;
  bool leave_one_out = false, by_image = false, estimate = false, force = false, json = false;
  TrainingRequest request;
  evaluation::JudgeOptions judging;
  std::string plan;                  ///< All options that the result depends on, one a line.
  std::optional<base::Error> unfit;  ///< An option that the model has no use for.
};

/// A labelled chromosome of the data.
struct Place {
  std::size_t cell = 0, index = 0;
};

/// The data, ready to be dealt into folds.
struct Material {
  std::vector<LabelledCell> cells;
  dataset::LabelSet labels = dataset::LabelSet::normal();
  std::vector<Place> places;
  std::vector<dataset::FoldItem> items;                     ///< One for each place.
  std::vector<std::vector<classification::PreparedStrip>> strips;  ///< Of each cell.
};

/// One training and its judgement.
struct Trial {
  std::uint64_t seed = 1;
  int fold = 0;
  std::filesystem::path folder;
  dataset::Folds folds;
  std::string crossval;  ///< The same for all seeds and folds.
};

/// The labelled chromosomes of a data set, not yet prepared.
/// @errors As read_cells and labels_asked_for; kInvalidArgument: too few patients.
base::Expected<Material> read_material(const CrossvalArguments& arguments);

/// Straightens and measures them, cell by cell.
base::Expected<void> prepare(Material& material, const TrainingRequest& request, base::Progress& progress);

/// All trainings, seed by seed and fold by fold.
/// @errors As dataset::folds_by_patient.
base::Expected<std::vector<Trial>> trials_of(const Material& material, const CrossvalArguments& arguments);

/// Says which labels cannot be learnt: those without a chromosome, and those that some training is judged by
/// but learns from none.
/// @errors kInvalidArgument: a fold leaves too few patients to train.
base::Expected<void> tell_labels(const Material& material, const std::vector<Trial>& trials,
                                 const CrossvalArguments& arguments, base::Progress& progress);

/// Trains on what a trial does not hold out. @errors As train_classifier.
base::Expected<learning::TrainingReport> train(const learning::Engine& engine, const Material& material,
                                               const Trial& trial, const CrossvalArguments& arguments,
                                               base::Progress& progress);

/// What the trained model says of those that it holds out. @errors As predict_cell.
base::Expected<evaluation::Run> predict(const learning::Engine& engine, const Material& material,
                                        const Trial& trial, const CrossvalArguments& arguments);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_CROSSVAL_TRIALS_H_
