#ifndef PINNACLE_SVM_FEATURES_H_
#define PINNACLE_SVM_FEATURES_H_

#include <optional>
#include <string_view>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/learning/array.h"

namespace pinnacle::svm {

/// What a support vector machine is given of a chromosome.
enum class FeatureKind {
  kPixels,   ///< The inverted picture as it lies: white is 0 and costs nothing. The original's features.
  kProfile,  ///< Ink along the axis, width along the axis, and the sizes beside the cell.
};

std::string_view to_string(FeatureKind kind);  ///< "pixels", "profile".
std::optional<FeatureKind> parse_feature_kind(std::string_view text);

/// One feature that is not 0. Indices count from 0.
struct Feature {
  int index = 0;
  double value = 0;
};
using Features = std::vector<Feature>;

/// @param inputs  Of one chromosome, without a batch axis: a picture [1, H, W] for pixels; a strip [2, H, W]
/// of ink and
///                mask and scalars [K] for the profile. 0 = background, 1 = black.
/// @return        In the order of the indices.
/// @errors        kInvalidArgument: inputs of other shapes.
base::Expected<Features> features_of(const std::vector<learning::Array>& inputs, FeatureKind kind);

}  // namespace pinnacle::svm

#endif  // PINNACLE_SVM_FEATURES_H_
