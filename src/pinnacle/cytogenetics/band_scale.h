#ifndef PINNACLE_CYTOGENETICS_BAND_SCALE_H_
#define PINNACLE_CYTOGENETICS_BAND_SCALE_H_

#include "pinnacle/cytogenetics/bands.h"

namespace pinnacle::cytogenetics {

/// Where a place on the ideogram of one level lies on that of another: at the same base pair.
///
/// A band keeps its borders and its neighbours, which a plain stretch of the coordinates would not do.
///
/// @param at  ISCN units from the p telomere at level `from`; beyond the ends it is the end.
double at_level(ChromosomeClass chromosome, double at, BandLevel from, BandLevel to);

}  // namespace pinnacle::cytogenetics

#endif  // PINNACLE_CYTOGENETICS_BAND_SCALE_H_
