#ifndef PINNACLE_ISCN_CHAIN_H_
#define PINNACLE_ISCN_CHAIN_H_

#include <optional>
#include <utility>
#include <vector>

#include "pinnacle/cytogenetics/derivative.h"

namespace pinnacle::iscn {

/// Segments from the p end to the q end, and what breaks do to them.
using Chain = std::vector<cytogenetics::Segment>;

/// A point of a normal chromosome, in ISCN units at 850 bands from its p telomere.
struct Locus {
  cytogenetics::ChromosomeClass chromosome = cytogenetics::ChromosomeClass::k1;
  double at = 0;
};

double centromere_at(cytogenetics::ChromosomeClass chromosome);
double length_at(cytogenetics::ChromosomeClass chromosome);

Chain normal_chain(cytogenetics::ChromosomeClass chromosome);
Chain stretch(cytogenetics::ChromosomeClass chromosome, double from, double to);
/// Material of unknown origin.
Chain unknown_chain();
/// A homogeneously staining region.
Chain amplified_chain();

/// In ISCN units; unknown material counts as nothing.
double length_of(const Chain& chain);

Chain reversed(const Chain& chain);
Chain joined(const Chain& a, const Chain& b);

/// True if the centromere of that chromosome lies in the chain.
bool has_centromere(const Chain& chain, cytogenetics::ChromosomeClass chromosome);

/// The two sides of a break; nothing if the locus is not in the chain. Of several copies the first breaks.
std::optional<std::pair<Chain, Chain>> broken_at(const Chain& chain, Locus locus);

/// The three parts between two breaks, in the order of the chain.
struct ThreeParts {
  Chain before, between, after;
};
std::optional<ThreeParts> broken_twice(const Chain& chain, Locus first, Locus second);

/// One side of a break with the centromere, read towards the break, and the other side, read away from it.
struct CentricBreak {
  Chain kept, lost;
  bool lost_on_q_side = true;  ///< False: both were reversed, for the break was on the p side.
};
/// Of several copies the first breaks, behind the centromere the last: what lies between was put there
/// before.
std::optional<CentricBreak> broken_beside_centromere(const Chain& chain, Locus locus,
                                                     cytogenetics::ChromosomeClass centromere);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_CHAIN_H_
