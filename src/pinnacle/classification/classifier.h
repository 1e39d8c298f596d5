#ifndef PINNACLE_CLASSIFICATION_CLASSIFIER_H_
#define PINNACLE_CLASSIFICATION_CLASSIFIER_H_

#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/classification/prepared.h"
#include "pinnacle/cytogenetics/chromosome.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::classification {

/// What a network thinks of one chromosome, seen by itself.
struct Opinion {
  std::vector<double> classes;  ///< Probability of each of the network's labels.
  double p_on_top = 0.5;  ///< Probability that the strip's first row is the p arm's end.
};

/// False of a model that knows no orientation: its opinion is exactly one half.
inline bool tells_orientation(const Opinion& opinion) { return opinion.p_on_top != 0.5; }

/// Index of the label that is held most probable.
int most_probable(const Opinion& opinion);

/// The opinion's probabilities as those of the normal chromosomes.
/// @errors kInvalidArgument: the network has other labels than the 24.
base::Expected<cytogenetics::ClassProbabilities> normal_classes(const Opinion& opinion);

/// Names chromosomes and says which end is up, with a trained network.
class Classifier {
 public:
  /// @param network  Of any labels and an orientation, on strips or crops as its settings say; must outlive the
  ///                 classifier.
  explicit Classifier(const learning::Predictor& network) : network_(network) {}

  /// Probabilities are calibrated where the weights say how (calibration.h).
  ///
  /// Each chromosome is shown with either end up, and the two views are averaged; upright only to a model
  /// whose settings say "views=upright", which then tells no orientation. Nor does one whose settings say
  /// that it has not learnt any (learning::kOrientationSetting).
  /// @errors kInvalidArgument: the network is no such classifier.
  base::Expected<std::vector<Opinion>> classify(const std::vector<PreparedStrip>& strips) const;

 private:
  const learning::Predictor& network_;
};

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_CLASSIFIER_H_
