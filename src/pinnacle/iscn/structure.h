#ifndef PINNACLE_ISCN_STRUCTURE_H_
#define PINNACLE_ISCN_STRUCTURE_H_

#include <string>
#include <vector>

#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// The chromosomes of a cell, one by one.
struct CellStructure {
  /// By their place in the karyogram. Material of unknown origin is a segment of kUnclassified without length.
  std::vector<cytogenetics::ChromosomeStructure> chromosomes;
  std::vector<std::string> notes;  ///< What could not be told from the text, in words.
};

/// The chromosomes that a clone's cells have, those of the clone it refers to included.
///
/// @param karyotype  A valid one (see check()); of anything else what can be made of it.
/// @param clone      Index into its clones.
/// @note  Where bands are uncertain, alternatives are given or a number is a range, the first or smaller is taken and
///        noted; a chromosome whose breakpoints are unknown is of unknown content (no segments).
CellStructure structure(const Karyotype& karyotype, std::size_t clone);

/// The chromosomes that an event makes: two of a reciprocal translocation, none of "-8".
std::vector<cytogenetics::ChromosomeStructure> products(const Event& event, std::vector<std::string>& notes);

/// A stretch of a normal chromosome and how often a cell has it.
struct CopyNumber {
  cytogenetics::ChromosomeClass chromosome = cytogenetics::ChromosomeClass::k1;
  std::string from_band, to_band;  ///< With arm, at 850 bands: "q13.1".
  long from_bp = 0, to_bp = 0;     ///< GRCh38, from 1, both inside.
  Range copies;                    ///< A band with a breakpoint in it has a range.
};

/// All 24 chromosomes in order from p to q; consecutive bands of the same number are one stretch.
std::vector<CopyNumber> copy_numbers(const std::vector<cytogenetics::ChromosomeStructure>& chromosomes);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_STRUCTURE_H_
