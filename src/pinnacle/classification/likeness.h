#ifndef PINNACLE_CLASSIFICATION_LIKENESS_H_
#define PINNACLE_CLASSIFICATION_LIKENESS_H_

#include "pinnacle/classification/prepared.h"
#include "pinnacle/image/lone_object.h"

namespace pinnacle::classification {

/// How the one object of a picture looks, whatever the picture's scale.
struct Appearance {
  double slenderness = 0;   ///< Log of length over mean width.
  double unevenness = 0;    ///< Greatest width over mean width.
  double roughness = 0;     ///< Outline squared over area; 1 for a disc.
  double border_share = 0;  ///< Of the picture's border, what the object covers: it is cut off there.
  double contrast = 0;      ///< Mean ink inside less that around it, 0 to 1.
  double noise_share =
      0;  ///< Ink around the object that is as dark as its lighter half, beside the object's area.
  double banding = 0;     ///< Deviation of the ink along the axis over its mean.
  double confidence = 0;  ///< Of the classifier, calibrated.
};

Appearance appearance_of(const image::LoneObject& object, const Straightened& chromosome, double confidence);

/// The probability that a picture shows one whole chromosome and not debris, a nucleus or a piece of one,
/// bare field or several chromosomes that touch. 0 where there is no object at all.
///
/// @source Logistic regression on windows cut out of metaphases of training patients
/// (bench/non_chromosomes.cpp) and
///         on single chromosomes; docs/experiments.md tells how well it parts those of other patients.
double likeness(const Appearance& appearance);

/// Below this a picture is marked as no chromosome: as are 3.5 % of the true ones that it was fitted on.
inline constexpr double kLeastLikeness = 0.5;

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_LIKENESS_H_
