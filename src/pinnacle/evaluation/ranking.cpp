#include "pinnacle/evaluation/ranking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pinnacle/base/check.h"

namespace pinnacle::evaluation {
namespace {

struct Split {
  double positives = 0, negatives = 0;
};

Split split_of(const std::vector<bool>& positive, const Weights& weights) {
  Split sum;
  for (std::size_t i = 0; i < weights.size(); ++i)
    (positive[i] ? sum.positives : sum.negatives) += weights[i];
  return sum;
}

/// Calls visit(threshold, taken) after each stretch of equal scores; `taken` counts what scores that much or
/// more.
template <typename Visit>
void walk(const Ranking& ranking, const std::vector<bool>& positive, const Weights& weights,
          const Visit& visit) {
  PINNACLE_CHECK(positive.size() == ranking.size() && weights.size() == ranking.size(), "one for each item");
  Split taken;
  ranking.for_each_tie([&](double score, const std::size_t* first, const std::size_t* last) {
    const double before = taken.positives + taken.negatives;
    for (; first != last; ++first) (positive[*first] ? taken.positives : taken.negatives) += weights[*first];
    if (taken.positives + taken.negatives > before) visit(score, taken);
  });
}

}  // namespace

Ranking::Ranking(std::vector<double> scores) : scores_(std::move(scores)), order_(scores_.size()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::stable_sort(order_.begin(), order_.end(), [this](auto a, auto b) { return scores_[a] > scores_[b]; });
}

std::vector<CurvePoint> roc_curve(const Ranking& ranking, const std::vector<bool>& positive,
                                  const Weights& weights) {
  const auto all = split_of(positive, weights);
  if (all.positives <= 0 || all.negatives <= 0) return {};
  std::vector<CurvePoint> curve{{0, 0, INFINITY}};
  walk(ranking, positive, weights, [&](double threshold, const Split& taken) {
    curve.push_back({taken.negatives / all.negatives, taken.positives / all.positives, threshold});
  });
  return curve;
}

double area_under_roc(const Ranking& ranking, const std::vector<bool>& positive, const Weights& weights) {
  const auto all = split_of(positive, weights);
  if (all.positives <= 0 || all.negatives <= 0) return std::nan("");
  double area = 0;
  Split before;
  walk(ranking, positive, weights, [&](double, const Split& taken) {
    area += (taken.negatives - before.negatives) * (taken.positives + before.positives) / 2;
    before = taken;
  });
  return area / (all.positives * all.negatives);
}

std::vector<CurvePoint> precision_recall_curve(const Ranking& ranking, const std::vector<bool>& positive,
                                               const Weights& weights) {
  const auto all = split_of(positive, weights);
  if (all.positives <= 0) return {};
  std::vector<CurvePoint> curve;
  walk(ranking, positive, weights, [&](double threshold, const Split& taken) {
    curve.push_back(
        {taken.positives / all.positives, taken.positives / (taken.positives + taken.negatives), threshold});
  });
  return curve;
}

double average_precision(const Ranking& ranking, const std::vector<bool>& positive, const Weights& weights) {
  const auto all = split_of(positive, weights);
  if (all.positives <= 0) return std::nan("");
  double area = 0, before = 0;
  walk(ranking, positive, weights, [&](double, const Split& taken) {
    area += (taken.positives - before) * taken.positives / (taken.positives + taken.negatives);
    before = taken.positives;
  });
  return area / all.positives;
}

std::vector<CurvePoint> corners(const std::vector<CurvePoint>& curve) {
  std::vector<CurvePoint> kept;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const bool inner = i > 0 && i + 1 < curve.size();
    const bool upright = inner && curve[i - 1].x == curve[i].x && curve[i].x == curve[i + 1].x;
    const bool level = inner && curve[i - 1].y == curve[i].y && curve[i].y == curve[i + 1].y;
    if (!upright && !level) kept.push_back(curve[i]);
  }
  return kept;
}

}  // namespace pinnacle::evaluation
