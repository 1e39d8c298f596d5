#include "pinnacle/evaluation/detection_score.h"

#include <algorithm>
#include <numeric>

namespace pinnacle::evaluation {

std::vector<int> match(const std::vector<double>& scores, std::size_t true_objects, const Overlap& overlap, double least_overlap) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
  std::vector<int> answers(scores.size(), -1);
  std::vector<bool> taken(true_objects);
  for (const auto i : order) {
    double best = least_overlap;
    for (std::size_t t = 0; t < true_objects; ++t) {
      if (taken[t]) continue;
      const double common = overlap(i, t);
      if (common >= best) best = common, answers[i] = static_cast<int>(t);
    }
    if (answers[i] >= 0) taken[static_cast<std::size_t>(answers[i])] = true;
  }
  return answers;
}

std::vector<int> match(const std::vector<ScoredBox>& found, const std::vector<base::Box>& truth, double least_iou) {
  std::vector<double> scores;
  for (const auto& one : found) scores.push_back(one.score);
  return match(scores, truth.size(), [&](auto i, auto t) { return base::iou(found[i].box, truth[t]); }, least_iou);
}

double average_precision(std::vector<Hit> hits, double true_objects) {
  if (true_objects <= 0) return 0;
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
  std::vector<double> precision(hits.size());
  double right = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    right += hits[i].right;
    precision[i] = right / static_cast<double>(i + 1);
  }
  for (std::size_t i = hits.size(); i-- > 1;) precision[i - 1] = std::max(precision[i - 1], precision[i]);
  double area = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) area += hits[i].right ? precision[i] / true_objects : 0;
  return area;
}

}  // namespace pinnacle::evaluation
