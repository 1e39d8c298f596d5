#include "pinnacle/cli/classifier_training.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "pinnacle/classification/calibration.h"
#include "pinnacle/classification/classifier.h"
#include "pinnacle/cli/datasets.h"

namespace pinnacle::cli {
namespace {

using classification::TaughtStrip;

/// What a network must be sure of before its view of an orientation is taught on.
constexpr double kSureOfOrientation = 0.95;
/// What the orientation counts beside the label.
constexpr double kOrientationWeight = 0.1;

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

std::vector<classification::PreparedStrip> strips_of(const std::vector<TaughtStrip>& taught) {
  std::vector<classification::PreparedStrip> strips;
  for (const auto& one : taught) strips.push_back(one.strip);
  return strips;
}

/// Makes them those of a model that knows no orientation.
void forget_orientations(std::vector<classification::Opinion>& opinions) {
  for (auto& opinion : opinions) opinion.p_on_top = classification::Opinion{}.p_on_top;
}

/// 0 of nothing.
double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

}  // namespace

base::Expected<void> orient(std::vector<TaughtStrip>& strips, const dataset::LabelSet& labels,
                            const learning::Predictor& network, base::Progress& progress) {
  PINNACLE_TRY(const auto known, labels_of(network.info()));
  const classification::Classifier classifier(network);
  constexpr std::size_t kAtOnce = 512;
  std::vector<TaughtStrip*> unknown;
  for (auto& one : strips) {
    if (!one.p_on_top) unknown.push_back(&one);
  }
  std::size_t oriented = 0;
  progress.begin("Telling orientations", unknown.size());
  for (std::size_t first = 0; first < unknown.size(); first += kAtOnce) {
    const auto last = std::min(first + kAtOnce, unknown.size());
    std::vector<classification::PreparedStrip> shown;
    for (auto i = first; i < last; ++i) shown.push_back(unknown[i]->strip);
    PINNACLE_TRY(const auto opinions, classifier.classify(shown));
    PINNACLE_TRY_VOID(check_answers(opinions, known));
    for (auto i = first; i < last; ++i) {
      const auto& opinion = opinions[i - first];
      const auto& named = known.names()[static_cast<std::size_t>(classification::most_probable(opinion))];
      const double sure = std::max(opinion.p_on_top, 1 - opinion.p_on_top);
      if (labels.index_of(named) != unknown[i]->label || sure < kSureOfOrientation) continue;
      unknown[i]->p_on_top = opinion.p_on_top > 0.5;
      ++oriented;
    }
    if (progress.stop_requested())
      return base::unexpected(base::ErrorCode::kCancelled, "stopped while preparing");
    progress.update(last, {});
  }
  progress.say("of " + std::to_string(unknown.size()) + " chromosomes whose orientation is not known, " +
               std::to_string(oriented) + " were told theirs");
  return {};
}

base::Expected<learning::Verdict> judge(const learning::Predictor& network,
                                        const std::vector<JudgedSet>& sets, bool orientation_learnt) {
  const classification::Classifier classifier(network);
  learning::Verdict verdict;
  std::vector<classification::Opinion> all;
  std::vector<classification::Truth> truths;
  std::vector<double> named, oriented;
  for (const auto& set : sets) {
    if (set.strips.empty()) continue;  // All of its cells are trained on.
    PINNACLE_TRY(auto opinions, classifier.classify(strips_of(set.strips)));
    if (!orientation_learnt) forget_orientations(opinions);
    Hits hits;
    for (std::size_t i = 0; i < opinions.size(); ++i) hits.add(set.strips[i], opinions[i]);
    for (const auto& taught : set.strips) truths.push_back({taught.label, taught.p_on_top});
    append(all, opinions);
    named.push_back(static_cast<double>(hits.named) / hits.all);
    verdict.figures[set.name + "_accuracy"] = named.back();
    verdict.figures[set.name + "_loss"] = hits.loss / hits.all;
    if (hits.oriented == 0) continue;
    oriented.push_back(static_cast<double>(hits.rightly_oriented) / hits.oriented);
    verdict.figures[set.name + "_orientation"] = oriented.back();
  }
  verdict.score = mean(named) + kOrientationWeight * mean(oriented);
  verdict.settings = classification::settings_of(classification::fitted(all, truths));
  if (!orientation_learnt) verdict.settings[learning::kOrientationSetting] = learning::kNotLearnt;
  return verdict;
}

}  // namespace pinnacle::cli
