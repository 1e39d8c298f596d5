#include "pinnacle/classification/pooling.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::classification {

cytogenetics::ClassProbabilities pooled(const cytogenetics::ClassProbabilities& detector,
                                        const cytogenetics::ClassProbabilities& classifier, const PoolingWeights& weights) {
  // No network is so sure that its word alone may rule a class out.
  constexpr double kLeast = 1e-6;
  cytogenetics::ClassProbabilities result{};
  double sum = 0;
  for (std::size_t k = 0; k < result.size(); ++k) {
    sum += result[k] = std::pow(std::max(detector[k], kLeast), weights.detector) *
                       std::pow(std::max(classifier[k], kLeast), weights.classifier);
  }
  for (auto& p : result) p /= sum;
  return result;
}

}  // namespace pinnacle::classification
