#include "pinnacle/classification/classifier.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/classification/calibration.h"

namespace pinnacle::classification {
namespace {

constexpr std::size_t kStripsAtOnce = 64, kCropsAtOnce = 8;

void put(learning::Array& batch, std::size_t at, const learning::Array& one) {
  std::copy(one.values.begin(), one.values.end(), batch.values.begin() + static_cast<std::ptrdiff_t>(at * one.values.size()));
}

struct Raw {
  std::vector<float> logits;       // As many a strip as there are labels.
  std::vector<float> orientation;  // One a strip.
};

/// The same inputs of several chromosomes along a first axis.
std::vector<learning::Array> stacked(const std::vector<PreparedStrip>& strips, std::size_t first,
                                     std::size_t count, InputKind kind) {
  std::vector<learning::Array> batch;
  for (std::size_t i = 0; i < count; ++i) {
    const auto one = inputs_of(strips[first + i], kind);
    for (std::size_t k = 0; k < one.size(); ++k) {
      if (i == 0) {
        auto shape = one[k].shape;
        shape.insert(shape.begin(), static_cast<std::int64_t>(count));
        batch.emplace_back(std::move(shape));
      }
      put(batch[k], i, one[k]);
    }
  }
  return batch;
}

base::Expected<Raw> run(const learning::Predictor& network, const std::vector<PreparedStrip>& strips) {
  const auto kind = input_kind(network.info());
  const auto most = kind == InputKind::kStrip ? kStripsAtOnce : kCropsAtOnce;
  Raw raw;
  for (std::size_t first = 0; first < strips.size(); first += most) {
    const auto count = std::min(most, strips.size() - first);
    PINNACLE_TRY(const auto outputs, network.predict(stacked(strips, first, count, kind)));
    if (outputs.size() != 2 || outputs[0].values.size() % count != 0 || outputs[1].values.size() != count) {
      return base::unexpected(base::ErrorCode::kInvalidArgument,
                              "this network is no classifier of single chromosomes", network.info().name,
                              "Give weights trained with --task classification");
    }
    raw.logits.insert(raw.logits.end(), outputs[0].values.begin(), outputs[0].values.end());
    raw.orientation.insert(raw.orientation.end(), outputs[1].values.begin(), outputs[1].values.end());
  }
  return raw;
}

/// Some models know upright chromosomes only.
bool sees_either_end_up(const learning::ModelInfo& info) {
  const auto views = info.settings.find("views");
  return views == info.settings.end() || views->second != "upright";
}

std::vector<double> mean_of(const float* a, const float* b, std::size_t labels) {
  std::vector<double> mean(labels);
  for (std::size_t k = 0; k < labels; ++k) mean[k] = 0.5 * (double{a[k]} + double{b[k]});
  return mean;
}

}  // namespace

int most_probable(const Opinion& opinion) {
  return static_cast<int>(std::max_element(opinion.classes.begin(), opinion.classes.end()) - opinion.classes.begin());
}

base::Expected<cytogenetics::ClassProbabilities> normal_classes(const Opinion& opinion) {
  cytogenetics::ClassProbabilities classes{};
  if (opinion.classes.size() != classes.size()) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "this classifier tells " + std::to_string(opinion.classes.size()) +
                                " labels apart, not the 24 normal chromosomes",
                            {}, "Give weights trained without --labels");
  }
  std::copy(opinion.classes.begin(), opinion.classes.end(), classes.begin());
  return classes;
}

base::Expected<std::vector<Opinion>> Classifier::classify(const std::vector<PreparedStrip>& strips) const {
  std::vector<PreparedStrip> other_end_up;
  other_end_up.reserve(strips.size());
  for (const auto& strip : strips) other_end_up.push_back(turned(strip));
  PINNACLE_TRY(const auto upright, run(network_, strips));
  auto turned_round = upright;
  if (sees_either_end_up(network_.info())) {
    PINNACLE_TRY(turned_round, run(network_, other_end_up));
  }
  std::vector<Opinion> opinions(strips.size());
  const auto calibration = calibration_in(network_.info());
  const bool tells = learning::has_learnt_orientation(network_.info());
  const auto labels = strips.empty() ? 0 : upright.logits.size() / strips.size();
  for (std::size_t i = 0; i < strips.size(); ++i) {
    const auto logits = mean_of(&upright.logits[i * labels], &turned_round.logits[i * labels], labels);
    opinions[i].classes = softened(logits, calibration.classes);
    if (!tells) continue;
    const double on_top = 0.5 * (double{upright.orientation[i]} - double{turned_round.orientation[i]});
    opinions[i].p_on_top = 1 / (1 + std::exp(-on_top / calibration.orientation));
  }
  return opinions;
}

}  // namespace pinnacle::classification
