#include "pinnacle/evaluation/predictions.h"

#include <algorithm>

#include "pinnacle/base/check.h"

namespace pinnacle::evaluation {

int Prediction::best() const {
  return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) -
                          probabilities.begin());
}

double Prediction::confidence() const {
  return *std::max_element(probabilities.begin(), probabilities.end());
}

Predictions pooled(const std::vector<const Run*>& runs) {
  Predictions all;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    const auto* run = runs[r];
    if (all.labels.empty()) all.labels = run->predictions.labels;
    PINNACLE_CHECK(run->predictions.labels == all.labels, "runs that are pooled have the same labels");
    all.items.insert(all.items.end(), run->predictions.items.begin(), run->predictions.items.end());
    for (auto i = all.items.size() - run->predictions.items.size(); i < all.items.size(); ++i) {
      all.items[i].run = static_cast<int>(r);
    }
  }
  return all;
}

std::optional<Predictions> reordered(const Predictions& predictions, const std::vector<std::string>& labels) {
  if (!std::is_permutation(labels.begin(), labels.end(), predictions.labels.begin(),
                           predictions.labels.end()))
    return std::nullopt;
  std::vector<int> place_of(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    place_of[i] =
        static_cast<int>(std::find(labels.begin(), labels.end(), predictions.labels[i]) - labels.begin());
  }
  Predictions moved{labels, predictions.items};
  for (auto& item : moved.items) {
    item.truth = place_of[item.truth];
    if (item.assigned && *item.assigned != kNoLabel) item.assigned = place_of[*item.assigned];
    const auto old = item.probabilities;
    for (std::size_t i = 0; i < old.size(); ++i) item.probabilities[place_of[i]] = old[i];
  }
  return moved;
}

std::string identity_of(const Prediction& item) {
  if (!item.box) return item.file;
  const auto& b = *item.box;
  return item.file + "\n" + std::to_string(b.x) + " " + std::to_string(b.y) + " " + std::to_string(b.width) +
         " " + std::to_string(b.height);
}

}  // namespace pinnacle::evaluation
