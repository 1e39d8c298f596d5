#ifndef PINNACLE_SYNTHESIS_REAL_PLACES_H_
#define PINNACLE_SYNTHESIS_REAL_PLACES_H_

#include <array>

#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::synthesis {

/// Where the bands of a real normal chromosome lie, other than on its ideogram at 850 bands. Places are shares of the
/// length, from the p telomere: t on the chromosome is t + sum of shift[k] sin((k + 1) pi t) on the ideogram.
struct RealPlaces {
  std::array<double, 4> shift{};

  double ideogram_of(double real) const;
  double real_of(double ideogram) const;  ///< Its inverse: ideogram_of rises.
};

/// Those of the mean chromosome (measured_chromosome.h).
RealPlaces real_places(cytogenetics::ChromosomeClass chromosome);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_REAL_PLACES_H_
