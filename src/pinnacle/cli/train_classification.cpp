#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>

#include "pinnacle/classification/strip_samples.h"
#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/classifier_training.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/training.h"
#include "pinnacle/cli/training_labels.h"

namespace pinnacle::cli {
namespace {

using classification::TaughtStrip;

/// The cells of one data set.
struct CellParts : Parts<LabelledCell> {
  std::string name;  ///< Of its figures: no two sets have the same.
};

/// The name of a data set's folder, or of a table.
std::string name_of(const std::filesystem::path& data) { return (data / "").parent_path().filename().string(); }

/// What a training on these cells depends on.
base::Expected<std::string> identity_of(const std::vector<CellParts>& sets, const TrainingRequest& request) {
  std::string train, validation;
  std::vector<LabelledCell> all;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    train += described(sets[i].train, request.datasets[i]);
    validation += described(sets[i].validation, request.datasets[i]);
    append(all, sets[i].train);
    append(all, sets[i].validation);
  }
  PINNACLE_TRY(const auto files, identity_of_files(all, request));
  return files + digest_line("training-data", train) + digest_line("validation-data", validation);
}

base::Expected<std::vector<CellParts>> read_parts(const TrainingRequest& request, base::Progress& progress) {
  std::vector<CellParts> sets;
  std::set<std::string> names;
  for (std::size_t i = 0; i < request.datasets.size(); ++i) {
    PINNACLE_TRY(const auto cells, read_cells(request.datasets[i]));
    PINNACLE_TRY(auto parts, parts_of(cells, request, i, progress));
    sets.push_back({std::move(parts), unused_name(name_of(request.datasets[i]), names)});
  }
  return sets;
}

using classification::InputKind;

/// What the model is called inside, and what it looks at.
learning::TrainingOptions options_of(const TrainingRequest& request, const dataset::LabelSet& labels) {
  auto options = request.options;
  options.name = "classifier";
  options.network = request.model == "pinnacle" ? "strip_classifier" : request.model;
  options.settings["classes"] = std::to_string(labels.size());
  options.settings[kLabelsSetting] = labels.text();
  options.identity += "balance=" + std::to_string(request.balance) + "\n";
  auto input = request.model == "notebook" ? InputKind::kCrop : InputKind::kStrip;
  if (request.model == "svm") {
    if (request.features == "pixels") input = InputKind::kCrop;
    options.settings["features"] = request.features;
    options.settings["kernel"] = request.kernel;
    options.settings["views"] = "upright";
  } else {
    char smoothing[32];
    std::snprintf(smoothing, sizeof smoothing, "%g", request.label_smoothing);
    options.settings["label_smoothing"] = smoothing;
  }
  options.settings["input"] = classification::to_string(input);
  return options;
}

/// The classifier that the request names for it.
base::Expected<std::unique_ptr<learning::Predictor>> teacher_of_orientation(const TrainingRequest& request) {
  PINNACLE_TRY(auto teacher, load_model("classifier", request.orient_with, request.options.threads));
  if (learning::has_learnt_orientation(teacher->info())) return teacher;
  return base::unexpected(base::ErrorCode::kInvalidArgument, "this classifier has learnt no orientation",
                          request.orient_with,
                          "Give one that was trained on chromosomes of known orientation");
}

/// Whether the network will tell orientations: it learns them from these examples, or has learnt them before.
base::Expected<bool> learns_orientation(const learning::Engine& engine, const TrainingRequest& request,
                                        const std::vector<TaughtStrip>& examples, base::Progress& progress) {
  if (request.model == "svm" || request.model == "notebook") return false;
  const bool known = std::any_of(examples.begin(), examples.end(),
                                 [](const TaughtStrip& taught) { return taught.p_on_top.has_value(); });
  if (known) return true;
  if (!request.options.start_from.empty()) {
    PINNACLE_TRY(const auto begun_with, engine.info_of(request.options.start_from));
    if (learning::has_learnt_orientation(begun_with)) return true;
  }
  progress.say("no training chromosome's orientation is known: the classifier will tell none");
  return false;
}

classification::SampleOptions samples_of(const TrainingRequest& request,
                                         const learning::TrainingOptions& options) {
  // A support vector machine sees every chromosome once: there is nothing to vary.
  const bool augment = request.model != "svm";
  return {classification::input_kind({{}, {}, {}, options.settings}), augment, request.balance};
}

}  // namespace

base::Expected<learning::TrainingReport> train_classification(const learning::Engine& engine,
                                                              const TrainingRequest& request, base::Progress& progress) {
  PINNACLE_TRY(const auto outliner, load_model("outliner", request.outline_with, request.options.threads));
  PINNACLE_TRY(const auto sets, read_parts(request, progress));
  std::vector<std::string> trained_on, judged_by;
  for (const auto& set : sets) {
    append(trained_on, labels_in(set.train));
    append(judged_by, labels_in(set.validation));
  }
  PINNACLE_TRY(const auto labels, labels_asked_for(request, trained_on));
  if (std::none_of(judged_by.begin(), judged_by.end(),
                   [&](const auto& name) { return labels.index_of(name); }))
    return nothing_to_judge_by();
  tell_labels_without_chromosomes(labels, request, trained_on, judged_by, progress);
  auto identified = request;
  PINNACLE_TRY(identified.options.identity, identity_of(sets, request));
  PINNACLE_TRY_VOID(check_classifier_training(engine, identified, labels));
  std::vector<TaughtStrip> examples;
  std::vector<JudgedSet> judged;
  for (const auto& set : sets) {
    PINNACLE_TRY(const auto taught, strips_of(set.train, labels, *outliner, progress));
    append(examples, taught);
    judged.push_back({set.name, {}});
    PINNACLE_TRY(judged.back().strips, strips_of(set.validation, labels, *outliner, progress));
  }
  return train_classifier(engine, identified, labels, std::move(examples), judged, progress);
}

base::Expected<void> check_classifier_training(const learning::Engine& engine, const TrainingRequest& request,
                                               const dataset::LabelSet& labels) {
  if (!request.orient_with.empty()) PINNACLE_TRY_VOID(teacher_of_orientation(request));
  return engine.check(options_of(request, labels));
}

base::Expected<learning::TrainingReport> train_classifier(const learning::Engine& engine,
                                                          const TrainingRequest& request,
                                                          const dataset::LabelSet& labels,
                                                          std::vector<TaughtStrip> examples,
                                                          const std::vector<JudgedSet>& judged,
                                                          base::Progress& progress) {
  if (examples.empty()) {
    return base::unexpected(base::ErrorCode::kNotFound,
                            "no training patient has a chromosome with one of the labels", "--labels",
                            "Write the labels as the data do");
  }
  if (std::all_of(judged.begin(), judged.end(), [](const auto& set) { return set.strips.empty(); })) {
    return nothing_to_judge_by();
  }
  if (!request.orient_with.empty()) {
    PINNACLE_TRY(const auto teacher, teacher_of_orientation(request));
    PINNACLE_TRY_VOID(orient(examples, labels, *teacher, progress));
  }
  PINNACLE_TRY(const bool oriented, learns_orientation(engine, request, examples, progress));
  const auto options = options_of(request, labels);
  const classification::StripSamples source(std::move(examples), samples_of(request, options));
  return engine.train(
      source, [&](const learning::Predictor& network) { return judge(network, judged, oriented); }, options,
      progress);
}

}  // namespace pinnacle::cli
