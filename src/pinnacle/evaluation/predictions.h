#ifndef PINNACLE_EVALUATION_PREDICTIONS_H_
#define PINNACLE_EVALUATION_PREDICTIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/geometry.h"

namespace pinnacle::evaluation {

/// As Prediction::assigned: none of the labels, as of a marker. It is never right.
inline constexpr int kNoLabel = -1;

/// What a model said about one chromosome, beside the truth.
struct Prediction {
  std::string file;              ///< The picture, as the predictions name it.
  std::optional<base::Box> box;  ///< The chromosome's place in the picture; empty: it is the whole picture.
  std::string patient;
  std::string cell;                   ///< Unique within its patient; may be empty if it is not known.
  int truth = 0;                      ///< Index of the true label.
  std::vector<double> probabilities;  ///< One for each label, sum 1.
  std::optional<int>
      assigned;  ///< The label after the whole cell was looked at, or kNoLabel; empty: it was not.
  std::optional<bool> flagged;        ///< Shown to the reviewer as uncertain; empty: the model does not say.
  std::optional<bool> upside_down;    ///< The truth: the p arm is the lower end of the picture.
  std::optional<double> p_on_top;     ///< Probability that the p arm is the upper end.
  int run = 0;                        ///< Of several pooled runs, the one that it comes from.

  int best() const;           ///< The most probable label; the first of equals.
  double confidence() const;  ///< Its probability.
  /// The label that a user sees: the assigned one, or kNoLabel, where the whole cell was looked at.
  int answer() const { return assigned.value_or(best()); }
};

struct Predictions {
  std::vector<std::string> labels;
  std::vector<Prediction> items;
};

/// What made some predictions, as reports print it; empty what is not known.
struct RunOrigin {
  std::string model;
  std::string hash;     ///< Of the weights.
  std::string command;  ///< The command that made the predictions.
  std::string data;     ///< What was judged: the data set and its part.
  std::string seed;
  std::string fold;
  std::string warning;  ///< What a reader must know before believing the figures.
  std::string crossval;  ///< The same for all seeds and folds of one cross-validation.
};

/// One training or judging of a model: one fold, one seed, or all there is.
struct Run {
  RunOrigin origin;
  Predictions predictions;
};

/// The items of all runs in one list, each knowing its run. The runs must have the same labels.
Predictions pooled(const std::vector<const Run*>& runs);

/// The same predictions with their labels in that order; nothing if the labels are others.
std::optional<Predictions> reordered(const Predictions& predictions, const std::vector<std::string>& labels);

/// What tells one chromosome from any other: its picture and its place there.
std::string identity_of(const Prediction& item);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_PREDICTIONS_H_
