#ifndef PINNACLE_CLASSIFICATION_POOLING_H_
#define PINNACLE_CLASSIFICATION_POOLING_H_

#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::classification {

/// How much each of two views of a chromosome counts; fitted on validation patients (docs/experiments.md).
struct PoolingWeights {
  double detector = 0.5;   ///< The detector's head, which sees the neighbourhood.
  double classifier = 1.0; ///< The network that sees the straightened chromosome alone.
};

/// The calibrated opinion of both: a weighted product of their probabilities, scaled to sum to 1.
/// @source Genest and Zidek 1986, logarithmic opinion pool.
cytogenetics::ClassProbabilities pooled(const cytogenetics::ClassProbabilities& detector,
                                        const cytogenetics::ClassProbabilities& classifier, const PoolingWeights& weights);

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_POOLING_H_
