#ifndef PINNACLE_CLI_REJECTOR_H_
#define PINNACLE_CLI_REJECTOR_H_

#include <memory>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/classification/prepared.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::cli {

/// Tells pictures of one whole chromosome from those of debris, nuclei and pieces of them, bare field, and chromosomes
/// that touch: a classifier with the labels "chromosome" and "none" (models/rejector.md).
class Rejector {
 public:
  /// Below this probability a picture is marked.
  static constexpr double kLeastWhole = 0.5;

  /// Pinnacle's own.
  /// @errors As load_model; kInvalidArgument: weights with other labels.
  static base::Expected<Rejector> open(int threads);

  /// The probability that each is one whole chromosome.
  /// @param objects  Each measured by itself: what lies beside it in a call may be anything.
  /// @errors As classification::Classifier::classify.
  base::Expected<std::vector<double>> whole(const std::vector<classification::PreparedStrip>& objects) const;

 private:
  Rejector(std::unique_ptr<learning::Predictor> network, std::size_t chromosome)
      : network_(std::move(network)), chromosome_(chromosome) {}

  std::unique_ptr<learning::Predictor> network_;
  std::size_t chromosome_;  ///< Which of the two labels it is.
};

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_REJECTOR_H_
