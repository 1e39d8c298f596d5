#ifndef PINNACLE_SYNTHESIS_REAL_PLACES_H_
#define PINNACLE_SYNTHESIS_REAL_PLACES_H_

#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::synthesis {

/// How a real normal chromosome differs from its ideogram at 850 bands. Places are shares of the length, from
/// the p telomere: t on the chromosome is t + a sin(pi t) + b sin(2 pi t) on the ideogram.
struct RealPlaces {
  double length = 1;  ///< Beside what the ideogram's length leads to expect.
  double a = 0, b = 0;

  double ideogram_of(double real) const;
  double real_of(double ideogram) const;  ///< Its inverse: ideogram_of rises.
};

/// Fitted to crops of the training patients (docs/synthesis.md).
const RealPlaces& real_places(cytogenetics::ChromosomeClass chromosome);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_REAL_PLACES_H_
