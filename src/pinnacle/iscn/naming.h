#ifndef PINNACLE_ISCN_NAMING_H_
#define PINNACLE_ISCN_NAMING_H_

#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// The karyotype of a cell from its chromosomes: the inverse of structure().
///
/// Named in the short system: gains, losses, del, dup, trp, inv, ins, t with its derivatives, dic, idic, i, r
/// and whole-arm derivatives. What has none of these forms becomes der() in the detailed system, what is of
/// unknown content keeps its name if that is ISCN, else it is a marker.
///
/// @param chromosomes  All of one cell; compared with a diploid one.
/// @param level        The bands that breakpoints are named by.
/// @errors kInvalidArgument: no chromosomes. kUnsupported: none of them a sex chromosome.
base::Expected<Karyotype> karyotype_of(const std::vector<cytogenetics::ChromosomeStructure>& chromosomes,
                                       cytogenetics::BandLevel level);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_NAMING_H_
