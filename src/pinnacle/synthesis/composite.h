#ifndef PINNACLE_SYNTHESIS_COMPOSITE_H_
#define PINNACLE_SYNTHESIS_COMPOSITE_H_

#include <cstddef>
#include <vector>

#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::synthesis {

/// The single cells of a composite clone, "45~47,XX,-5[2],+8[2][cp7]": as many as it counts, each with those
/// of its changes that the text gives to so many cells. A change without a number is in two thirds of the
/// cells. The cells with one change follow upon those with the change before, round and round, so that none
/// is left without any while there are changes for all.
///
/// @param karyotype  A valid one (iscn::check()).
/// @param clone      Index into its clones, of a composite one.
/// @return  The karyotype with a cell in place of the clone, at the same index; never empty.
std::vector<iscn::Karyotype> cells_of_composite(const iscn::Karyotype& karyotype, std::size_t clone);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_COMPOSITE_H_
