#ifndef PINNACLE_EVALUATION_RANKING_H_
#define PINNACLE_EVALUATION_RANKING_H_

#include <cstddef>
#include <vector>

namespace pinnacle::evaluation {

/// How often each item counts: all once, or as often as a bootstrap drew it.
using Weights = std::vector<double>;

/// Items from the highest score to the lowest. Sorted once, used for every bootstrap sample. Items of equal
/// score cannot be told apart by any threshold: they always come in together.
class Ranking {
 public:
  explicit Ranking(std::vector<double> scores);

  std::size_t size() const { return scores_.size(); }
  const std::vector<double>& scores() const { return scores_; }
  /// Calls visit(score, first, last) with pointers to the indices of each stretch of equal scores.
  template <typename Visit>
  void for_each_tie(const Visit& visit) const {
    for (std::size_t begin = 0; begin < order_.size();) {
      const double score = scores_[order_[begin]];
      std::size_t end = begin + 1;
      while (end < order_.size() && scores_[order_[end]] == score) ++end;
      visit(score, order_.data() + begin, order_.data() + end);
      begin = end;
    }
  }

 private:
  std::vector<double> scores_;
  std::vector<std::size_t> order_;
};

/// A place on a curve: what is reached by taking all items that score at least `threshold`.
struct CurvePoint {
  double x = 0, y = 0;
  double threshold = 0;
};

/// The receiver operating characteristic: x = false positive rate, y = true positive rate (recall), from (0,
/// 0).
/// @param positive  Whether each item is of the label in question.
/// @return          Empty if all are, or none.
/// @source          Fawcett 2006, algorithm 1.
std::vector<CurvePoint> roc_curve(const Ranking& ranking, const std::vector<bool>& positive,
                                  const Weights& weights);

/// The area under it: the probability that a positive scores higher than a negative, ties counting half.
/// @return NaN where there is no curve.
double area_under_roc(const Ranking& ranking, const std::vector<bool>& positive, const Weights& weights);

/// Precision against recall: x = recall, y = precision, from the highest threshold on.
/// @return Empty if no item is positive.
std::vector<CurvePoint> precision_recall_curve(const Ranking& ranking, const std::vector<bool>& positive,
                                               const Weights& weights);

/// The area under it as average precision: each step of recall times the precision there, nothing
/// interpolated (a straight line between two points would promise too much).
/// @return NaN where there is no curve.
/// @source Davis and Goadrich 2006.
double average_precision(const Ranking& ranking, const std::vector<bool>& positive, const Weights& weights);

/// The same polyline without the points inside its level and its upright stretches: far fewer, none missed by
/// a plot.
std::vector<CurvePoint> corners(const std::vector<CurvePoint>& curve);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_RANKING_H_
