#include "pinnacle/cli/crossval_trials.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "pinnacle/cli/cell_predictions.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/training_labels.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

using base::ErrorCode;
using classification::TaughtStrip;
using dataset::FoldItem;
using dataset::Folds;

/// Within each training one patient, or picture, in so many chooses the weights that are kept.
constexpr int kValidationShare = 10;
constexpr std::size_t kFewestPatients = 3;

base::Expected<Folds> folds_of(const std::vector<FoldItem>& items, const CrossvalArguments& arguments,
                               std::uint64_t seed) {
  if (arguments.leave_one_out) return dataset::leave_one_patient_out(items);
  if (arguments.by_image) return dataset::folds_by_image(items, arguments.folds, seed);
  return dataset::folds_by_patient(items, arguments.folds, seed);
}

/// Which of the chromosomes that are not held out choose the weights; true: this one.
base::Expected<std::vector<bool>> validation_of(const Material& material, const Trial& trial, bool by_image) {
  std::vector<FoldItem> rest;
  std::vector<std::size_t> where;
  std::set<std::string> patients;
  for (std::size_t i = 0; i < material.items.size(); ++i) {
    if (trial.folds.fold_of[i] == trial.fold) continue;
    rest.push_back(material.items[i]);
    where.push_back(i);
    patients.insert(material.items[i].patient);
  }
  const auto most = static_cast<int>(by_image ? rest.size() : patients.size());
  if (most < 2) {
    return base::unexpected(ErrorCode::kInvalidArgument,
                            "fold " + std::to_string(trial.fold + 1) +
                                " leaves one patient, to learn from and to choose the weights by",
                            "--folds", "Take more folds");
  }
  const int parts = std::min(kValidationShare, most);
  PINNACLE_TRY(const auto inner, by_image ? dataset::folds_by_image(rest, parts, trial.seed)
                                          : dataset::folds_by_patient(rest, parts, trial.seed));
  std::vector<bool> validates(material.items.size());
  for (std::size_t i = 0; i < where.size(); ++i) validates[where[i]] = inner.fold_of[i] == 0;
  return validates;
}

/// A cell with some of its chromosomes only.
LabelledCell part_of(const LabelledCell& cell, const std::vector<std::size_t>& indices) {
  auto part = cell;
  part.images.clear();
  part.metaphase.boxes.clear();
  for (const auto i : indices) {
    if (cell.images.empty())
      part.metaphase.boxes.push_back(cell.metaphase.boxes[i]);
    else
      part.images.push_back(cell.images[i]);
  }
  return part;
}

}  // namespace

base::Expected<Material> read_material(const CrossvalArguments& arguments) {
  Material material;
  PINNACLE_TRY(material.cells, read_cells(arguments.data));
  PINNACLE_TRY_VOID(check_patients(material.cells, arguments.data));
  PINNACLE_TRY(material.labels, labels_asked_for(arguments.request, labels_in(material.cells)));
  std::set<std::string> patients;
  for (std::size_t c = 0; c < material.cells.size(); ++c) {
    for (std::size_t i = 0; i < material.cells[c].size(); ++i) {
      const auto label = material.labels.index_of(material.cells[c].label(i));
      if (!label) continue;
      material.places.push_back({c, i});
      material.items.push_back({material.cells[c].patient, *label});
      patients.insert(material.cells[c].patient);
    }
  }
  if (patients.size() >= kFewestPatients) return material;
  return base::unexpected(
      ErrorCode::kInvalidArgument, std::to_string(patients.size()) + " patients are too few",
      arguments.data.string(),
      "Each training needs one to learn from, one to choose the weights by and one to be judged by");
}

base::Expected<void> prepare(Material& material, const TrainingRequest& request, base::Progress& progress) {
  PINNACLE_TRY(const auto outliner, load_model("outliner", request.outline_with, request.options.threads));
  progress.begin("Preparing chromosomes", material.cells.size());
  for (const auto& cell : material.cells) {
    if (progress.stop_requested()) return base::unexpected(ErrorCode::kCancelled, "stopped while preparing");
    PINNACLE_TRY(const auto chromosomes, straighten_cell(cell, *outliner));
    material.strips.push_back(classification::prepare_cell(chromosomes));
    progress.update(material.strips.size(), {});
  }
  return {};
}

base::Expected<std::vector<Trial>> trials_of(const Material& material, const CrossvalArguments& arguments) {
  std::vector<Trial> trials;
  for (int r = 0; r < arguments.repeats; ++r) {
    const auto seed = arguments.request.options.seed + static_cast<std::uint64_t>(r);
    PINNACLE_TRY(const auto folds, folds_of(material.items, arguments, seed));
    for (int f = 0; f < folds.count; ++f) {
      const auto name = "seed-" + std::to_string(seed);
      trials.push_back({seed, f, arguments.output / name / ("fold-" + std::to_string(f + 1)), folds, {}});
    }
  }
  return trials;
}

base::Expected<void> tell_labels(const Material& material, const std::vector<Trial>& trials,
                                 const CrossvalArguments& arguments, base::Progress& progress) {
  const auto occurring = labels_in(material.cells);
  tell_labels_without_chromosomes(material.labels, arguments.request, occurring, occurring, progress);
  std::map<int, int> trainings;  // By label: how many do not learn it.
  for (const auto& trial : trials) {
    PINNACLE_TRY(const auto validates, validation_of(material, trial, arguments.by_image));
    std::set<int> learnt, judged_by;
    for (std::size_t i = 0; i < material.items.size(); ++i) {
      const bool held_out = trial.folds.fold_of[i] == trial.fold;
      if (held_out || !validates[i]) (held_out ? judged_by : learnt).insert(material.items[i].label);
    }
    for (const int label : judged_by) trainings[label] += learnt.count(label) == 0;
  }
  std::string labels;
  for (const auto& [label, count] : trainings) {
    if (count == 0) continue;
    labels += (labels.empty() ? "" : ", ") + material.labels.names()[static_cast<std::size_t>(label)] + " (" +
              std::to_string(count) + " of " + std::to_string(trials.size()) + ")";
  }
  if (!labels.empty())
    progress.say("warning: trainings are judged by labels that they learn from no chromosome: " + labels);
  return {};
}

base::Expected<learning::TrainingReport> train(const learning::Engine& engine, const Material& material,
                                               const Trial& trial, const CrossvalArguments& arguments,
                                               base::Progress& progress) {
  PINNACLE_TRY(const auto validates, validation_of(material, trial, arguments.by_image));
  std::vector<TaughtStrip> examples;
  std::vector<JudgedSet> judged{{"validation", {}}};
  for (std::size_t i = 0; i < material.places.size(); ++i) {
    const auto [cell, index] = material.places[i];
    const auto& strip = material.strips[cell][index];
    if (trial.folds.fold_of[i] == trial.fold || strip.crop.empty()) continue;
    auto& to = validates[i] ? judged.front().strips : examples;
    to.push_back({strip, material.items[i].label, material.cells[cell].p_on_top(index)});
  }
  auto request = arguments.request;
  request.options.seed = trial.seed;
  request.options.weights_path = (trial.folder / "classifier.weights").string();
  request.options.checkpoint_path = request.options.weights_path + ".checkpoint";
  request.options.log_path = request.options.weights_path + ".csv";
  return train_classifier(engine, request, material.labels, std::move(examples), judged, progress);
}

base::Expected<evaluation::Run> predict(const learning::Engine& engine, const Material& material,
                                        const Trial& trial, const CrossvalArguments& arguments) {
  PINNACLE_TRY(const auto network, engine.load((trial.folder / "classifier.weights").string(),
                                               arguments.request.options.threads));
  std::map<std::size_t, std::vector<std::size_t>> held_out;
  for (std::size_t i = 0; i < material.places.size(); ++i) {
    if (trial.folds.fold_of[i] == trial.fold)
      held_out[material.places[i].cell].push_back(material.places[i].index);
  }
  PredictionOptions options;
  options.data = arguments.data;
  // Folds of pictures leave no cell whole.
  options.jointly = !arguments.by_image;
  evaluation::Run run{
      origin_of(network->info(), platform::whole_path(arguments.data).filename().string() + ", held out"),
      {material.labels.names(), {}}};
  run.origin.model = arguments.request.model;
  run.origin.seed = std::to_string(trial.seed);
  run.origin.fold = std::to_string(trial.fold + 1);
  run.origin.warning = trial.folds.warning;
  run.origin.crossval = trial.crossval;
  const classification::Classifier classifier(*network);
  for (const auto& [cell, indices] : held_out) {
    auto asked = material.cells[cell];
    auto strips = material.strips[cell];
    if (arguments.by_image) {
      asked = part_of(asked, indices);
      strips.clear();
      for (const auto i : indices) strips.push_back(material.strips[cell][i]);
    }
    PINNACLE_TRY(const auto answers, predict_cell(asked, strips, classifier, material.labels, options));
    append(run.predictions.items, answers);
  }
  return run;
}

}  // namespace pinnacle::cli
