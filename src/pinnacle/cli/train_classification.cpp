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

classification::SampleOptions samples_of(const TrainingRequest& request,
                                         const learning::TrainingOptions& options) {
  // A support vector machine sees every chromosome once: there is nothing to vary.
  const bool augment = request.model != "svm";
  return {classification::input_kind({{}, {}, {}, options.settings}), augment, request.balance};
}

base::Expected<dataset::LabelSet> labels_named_or_suiting(const TrainingRequest& request,
                                                          const std::vector<std::string>& occurring) {
  if (!request.labels.empty()) return dataset::read_label_file(request.labels);
  if (!request.abnormality.empty()) return dataset::LabelSet::against_normal(request.abnormality);
  if (occurring.empty()) {
    return base::unexpected(base::ErrorCode::kNotFound, "no training patient has a labelled chromosome",
                            "--split", "Check that the split names the patients of the data");
  }
  return dataset::LabelSet::suiting(occurring);
}

}  // namespace

base::Expected<learning::TrainingReport> train_classification(const learning::Engine& engine,
                                                              const TrainingRequest& request, base::Progress& progress) {
  PINNACLE_TRY(const auto outliner, load_model("outliner", request.outline_with, request.options.threads));
  PINNACLE_TRY(const auto sets, read_parts(request, progress));
  std::vector<std::string> occurring;
  for (const auto& set : sets) append(occurring, labels_in(set.train));
  PINNACLE_TRY(const auto labels, labels_asked_for(request, occurring));
  std::vector<TaughtStrip> examples;
  std::vector<JudgedSet> judged;
  for (const auto& set : sets) {
    PINNACLE_TRY(const auto taught, strips_of(set.train, labels, *outliner, progress));
    append(examples, taught);
    judged.push_back({set.name, {}});
    PINNACLE_TRY(judged.back().strips, strips_of(set.validation, labels, *outliner, progress));
  }
  auto identified = request;
  PINNACLE_TRY(identified.options.identity, identity_of(sets, request));
  return train_classifier(engine, identified, labels, std::move(examples), judged, progress);
}

base::Expected<dataset::LabelSet> labels_asked_for(const TrainingRequest& request,
                                                   const std::vector<std::string>& occurring) {
  PINNACLE_TRY(auto labels, labels_named_or_suiting(request, occurring));
  if (labels.size() > 1) return labels;
  return base::unexpected(base::ErrorCode::kInvalidArgument,
                          "there is nothing to tell '" + labels.names().front() + "' apart from",
                          request.labels.empty() ? "--labels" : request.labels.string(),
                          "Name at least two labels");
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
    PINNACLE_TRY(const auto* teacher, engine_of(request.orient_with));
    PINNACLE_TRY(const auto network, teacher->load(request.orient_with, request.options.threads));
    PINNACLE_TRY_VOID(orient(examples, labels, *network, progress));
  }
  const auto options = options_of(request, labels);
  const classification::StripSamples source(std::move(examples), samples_of(request, options));
  return engine.train(source, [&](const learning::Predictor& network) { return judge(network, judged); }, options, progress);
}

}  // namespace pinnacle::cli
