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
/// Named in the short system: gains, losses, del, dup, trp, inv, ins, hsr, add, neo, t with its derivatives,
/// dic, trc, idic, i, ider, fis, r and whole-arm derivatives; of several alike the number is told, "x2". What
/// has none of these forms becomes der() in the detailed system, what is of unknown content or a
/// heteromorphism keeps its name if that is ISCN, else the one is a marker and the other normal.
///
/// Of what the chromosomes do not tell apart, the simpler is taken: one chromosome 21 beside i(21)(q10)
/// and not "+21,der(21;21)"; t(3;14) and one 3 too many, not a derivative 3 too many; "r" of any number
/// of centromeres. Changes are told from the number of haploid sets that leaves the fewest gains and
/// losses, which is written ("<2n>") if the count alone would be taken for another.
///
/// @param chromosomes  All of one cell. What is written of them has the same chains of segments, each
///                     break in the band that it was in.
/// @param level        The bands that breakpoints are named by.
/// @errors kInvalidArgument: no chromosomes. kUnsupported: none of them a sex chromosome.
base::Expected<Karyotype> karyotype_of(const std::vector<cytogenetics::ChromosomeStructure>& chromosomes,
                                       cytogenetics::BandLevel level);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_NAMING_H_
