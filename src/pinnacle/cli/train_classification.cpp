#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <set>

#include "pinnacle/classification/calibration.h"
#include "pinnacle/classification/classifier.h"
#include "pinnacle/classification/strip_samples.h"
#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/training.h"

namespace pinnacle::cli {
namespace {

using classification::TaughtStrip;

/// What a network must be sure of before its view of an orientation is taught on.
constexpr double kSureOfOrientation = 0.95;

/// Tells the orientation of those of which it is not known, where the network is sure and right about the class.
base::Expected<void> orient(std::vector<TaughtStrip>& taught, const learning::Predictor& network, base::Progress& progress) {
  const classification::Classifier classifier(network);
  constexpr std::size_t kAtOnce = 512;
  std::vector<TaughtStrip*> unknown;
  for (auto& one : taught) {
    if (!one.p_on_top) unknown.push_back(&one);
  }
  progress.begin("Telling orientations", unknown.size());
  for (std::size_t first = 0; first < unknown.size(); first += kAtOnce) {
    const auto last = std::min(first + kAtOnce, unknown.size());
    std::vector<classification::PreparedStrip> strips;
    for (auto i = first; i < last; ++i) strips.push_back(unknown[i]->strip);
    PINNACLE_TRY(const auto opinions, classifier.classify(strips));
    for (auto i = first; i < last; ++i) {
      const auto& opinion = opinions[i - first];
      const double sure = std::max(opinion.p_on_top, 1 - opinion.p_on_top);
      if (classification::most_probable(opinion) == unknown[i]->label && sure >= kSureOfOrientation) unknown[i]->p_on_top = opinion.p_on_top > 0.5;
    }
    if (progress.stop_requested()) return base::unexpected(base::ErrorCode::kCancelled, "stopped while preparing");
    progress.update(last, {});
  }
  return {};
}

struct Hits {
  int all = 0, named = 0, oriented = 0, rightly_oriented = 0;
  double loss = 0;

  void add(const TaughtStrip& truth, const classification::Opinion& opinion) {
    ++all;
    named += classification::most_probable(opinion) == truth.label;
    loss -= std::log(std::max(opinion.classes[static_cast<std::size_t>(truth.label)], 1e-12));
    if (!truth.p_on_top || !classification::tells_orientation(opinion)) return;
    ++oriented;
    rightly_oriented += (opinion.p_on_top > 0.5) == *truth.p_on_top;
  }
};

base::Expected<learning::Verdict> judge(const learning::Predictor& network, const std::vector<JudgedSet>& sets) {
  const classification::Classifier classifier(network);
  learning::Verdict verdict;
  std::vector<classification::Opinion> all;
  std::vector<classification::Truth> truths;
  for (const auto& set : sets) {
    std::vector<classification::PreparedStrip> strips;
    for (const auto& taught : set.strips) strips.push_back(taught.strip);
    PINNACLE_TRY(const auto opinions, classifier.classify(strips));
    Hits hits;
    for (std::size_t i = 0; i < opinions.size(); ++i) hits.add(set.strips[i], opinions[i]);
    for (const auto& taught : set.strips) truths.push_back({taught.label, taught.p_on_top});
    append(all, opinions);
    const double named = static_cast<double>(hits.named) / std::max(1, hits.all);
    verdict.figures[set.name + "_accuracy"] = named;
    verdict.figures[set.name + "_loss"] = hits.loss / std::max(1, hits.all);
    verdict.score += named / static_cast<double>(sets.size());
    if (hits.oriented > 0) {
      const double oriented = static_cast<double>(hits.rightly_oriented) / hits.oriented;
      verdict.figures[set.name + "_orientation"] = oriented;
      verdict.score += 0.1 * oriented;
    }
  }
  verdict.settings = classification::settings_of(classification::fitted(all, truths));
  return verdict;
}

/// The cells of one data set that are trained on and those that are judged by.
struct CellParts {
  std::string name;  ///< Of its figures: no two sets have the same.
  std::vector<LabelledCell> train, validation;
};

/// The name of a data set's folder, or of a table.
std::string name_of(const std::filesystem::path& data) { return (data / "").parent_path().filename().string(); }

std::string identity_of(const std::vector<CellParts>& sets, const std::vector<std::filesystem::path>& data) {
  std::string train, validation;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    train += described(sets[i].train, data[i]);
    validation += described(sets[i].validation, data[i]);
  }
  return digest_line("training-data", train) + digest_line("validation-data", validation);
}

base::Expected<std::vector<CellParts>> read_parts(const TrainingRequest& request, base::Progress& progress) {
  std::vector<CellParts> sets;
  std::set<std::string> names;
  for (std::size_t i = 0; i < request.datasets.size(); ++i) {
    PINNACLE_TRY(const auto split, read_split_file(request.splits[i]));
    PINNACLE_TRY(const auto cells, read_cells(request.datasets[i]));
    tell_left_out(cells, split, request.splits[i], progress);
    const auto validation = of_part(cells, split, dataset::Part::kValidation);
    sets.push_back({unused_name(name_of(request.datasets[i]), names),
                    thinned(of_part(cells, split, dataset::Part::kTrain), request.fraction),
                    spread(validation, static_cast<std::size_t>(request.judged_cells))});
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
  identified.options.identity += identity_of(sets, request.datasets);
  return train_classifier(engine, identified, labels, std::move(examples), judged, progress);
}

base::Expected<dataset::LabelSet> labels_asked_for(const TrainingRequest& request,
                                                   const std::vector<std::string>& occurring) {
  if (!request.labels.empty()) return dataset::read_label_file(request.labels);
  if (!request.abnormality.empty()) return dataset::LabelSet::against_normal(request.abnormality);
  if (occurring.empty()) {
    return base::unexpected(base::ErrorCode::kNotFound, "no training patient has a labelled chromosome",
                            "--split", "Check that the split names the patients of the data");
  }
  return dataset::LabelSet::suiting(occurring);
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
    PINNACLE_TRY_VOID(orient(examples, *network, progress));
  }
  const auto options = options_of(request, labels);
  const classification::StripSamples source(std::move(examples), samples_of(request, options));
  return engine.train(source, [&](const learning::Predictor& network) { return judge(network, judged); }, options, progress);
}

}  // namespace pinnacle::cli
