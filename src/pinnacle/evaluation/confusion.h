#ifndef PINNACLE_EVALUATION_CONFUSION_H_
#define PINNACLE_EVALUATION_CONFUSION_H_

#include <vector>

namespace pinnacle::evaluation {

/// Rows are true labels, columns the answers.
using Grid = std::vector<std::vector<double>>;

/// How often each label was answered for each true label.
class Confusion {
 public:
  explicit Confusion(int labels = 0) : counts_(labels, std::vector<double>(labels)), unanswered_(labels) {}

  void add(int truth, int answer, double times = 1) { counts_[truth][answer] += times; }
  /// None of the labels was answered: wrong, and in no column of the counts.
  void add_unanswered(int truth, double times = 1) { unanswered_[truth] += times; }

  int labels() const { return static_cast<int>(counts_.size()); }
  const Grid& counts() const { return counts_; }
  const std::vector<double>& unanswered() const { return unanswered_; }  ///< For each true label.
  double total() const;
  double right() const;  ///< The diagonal.
  double true_count(int label) const;
  double answered_count(int label) const;
  double accuracy() const;  ///< NaN if there is nothing.

  /// Each row as shares of the true label: the diagonal is the recall. A label that never occurs: a row of
  /// NaN.
  Grid by_recall() const;
  /// Each column as shares of the answer: the diagonal is the precision. A label never answered: a column of
  /// NaN.
  Grid by_precision() const;

 private:
  Grid counts_;
  std::vector<double> unanswered_;
};

/// One label's scores, each between 0 and 1.
struct LabelScore {
  double support = 0;    ///< How many truly are of this label.
  double answered = 0;   ///< How many were said to be.
  double precision = 0;  ///< Of those said to be, the share that are; 0 if none was said to be.
  double recall = 0;     ///< Of those that are, the share said to be; NaN without support.
  double f1 = 0;         ///< Their harmonic mean; NaN without support.
};

std::vector<LabelScore> label_scores(const Confusion& confusion);

struct MeanScore {
  double precision = 0, recall = 0, f1 = 0;
};

/// Each label counts the same; labels without support do not count.
MeanScore macro_mean(const std::vector<LabelScore>& scores);
/// Each label counts by its support; the recall is then the accuracy.
MeanScore weighted_mean(const std::vector<LabelScore>& scores);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_CONFUSION_H_
