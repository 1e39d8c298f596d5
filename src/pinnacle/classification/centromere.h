#ifndef PINNACLE_CLASSIFICATION_CENTROMERE_H_
#define PINNACLE_CLASSIFICATION_CENTROMERE_H_

#include <optional>

#include "pinnacle/image/straighten.h"

namespace pinnacle::classification {

/// The waist of a straightened chromosome: where it is narrowest near the place that its class leads to expect.
///
/// @param strip      Either arm up.
/// @param expected   Fraction of the length from the strip's first row, from the ideogram of its class and the arm that is up.
/// @return           Fraction of the length from the strip's first row; empty for a strip too short to measure.
std::optional<double> find_centromere(const image::Strip& strip, double expected);

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_CENTROMERE_H_
