#include "pinnacle/evaluation/confusion.h"

#include <cmath>
#include <numeric>

namespace pinnacle::evaluation {
namespace {

double share(double part, double whole) { return whole > 0 ? part / whole : std::nan(""); }

template <typename Weight>
MeanScore mean_of(const std::vector<LabelScore>& scores, const Weight& weight_of) {
  MeanScore sum;
  double all = 0;
  for (const auto& score : scores) {
    if (score.support <= 0) continue;
    const double weight = weight_of(score);
    sum.precision += weight * score.precision;
    sum.recall += weight * score.recall;
    sum.f1 += weight * score.f1;
    all += weight;
  }
  return {share(sum.precision, all), share(sum.recall, all), share(sum.f1, all)};
}

}  // namespace

double Confusion::total() const {
  double sum = 0;
  for (int label = 0; label < labels(); ++label) sum += true_count(label);
  return sum;
}

double Confusion::right() const {
  double sum = 0;
  for (int i = 0; i < labels(); ++i) sum += counts_[i][i];
  return sum;
}

double Confusion::true_count(int label) const {
  return std::accumulate(counts_[label].begin(), counts_[label].end(), unanswered_[label]);
}

double Confusion::answered_count(int label) const {
  double sum = 0;
  for (const auto& row : counts_) sum += row[label];
  return sum;
}

double Confusion::accuracy() const { return share(right(), total()); }

Grid Confusion::by_recall() const {
  auto grid = counts_;
  for (int t = 0; t < labels(); ++t) {
    const double whole = true_count(t);
    for (auto& value : grid[t]) value = share(value, whole);
  }
  return grid;
}

Grid Confusion::by_precision() const {
  auto grid = counts_;
  for (int a = 0; a < labels(); ++a) {
    const double whole = answered_count(a);
    for (auto& row : grid) row[a] = share(row[a], whole);
  }
  return grid;
}

std::vector<LabelScore> label_scores(const Confusion& confusion) {
  std::vector<LabelScore> scores;
  for (int label = 0; label < confusion.labels(); ++label) {
    const double right = confusion.counts()[label][label];
    LabelScore score;
    score.support = confusion.true_count(label);
    score.answered = confusion.answered_count(label);
    score.precision = score.answered > 0 ? right / score.answered : 0;
    score.recall = share(right, score.support);
    score.f1 = score.support > 0 ? 2 * right / (score.support + score.answered) : std::nan("");
    scores.push_back(score);
  }
  return scores;
}

MeanScore macro_mean(const std::vector<LabelScore>& scores) {
  return mean_of(scores, [](const LabelScore&) { return 1.0; });
}

MeanScore weighted_mean(const std::vector<LabelScore>& scores) {
  return mean_of(scores, [](const LabelScore& score) { return score.support; });
}

}  // namespace pinnacle::evaluation
