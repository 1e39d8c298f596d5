#ifndef PINNACLE_SYNTHESIS_CHROMOSOME_SET_H_
#define PINNACLE_SYNTHESIS_CHROMOSOME_SET_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/iscn/structure.h"

namespace pinnacle::synthesis {

/// A clone of a karyotype: what its cells have and how many of the cells are its. Of a composite one each
/// cell is a clone.
struct DrawnClone {
  std::string karyotype;  ///< As ISCN writes the clone alone.
  std::vector<cytogenetics::ChromosomeStructure> chromosomes;
  iscn::AcentricBodies acentric;   ///< What a cell has beside its chromosomes.
  double share = 1;                ///< Of the cells: by the numbers in brackets, else equal parts.
  std::vector<std::string> notes;  ///< What could not be told from the text.
};

/// The clones of a karyotype: "47,XX,+21", "46,XX,t(9;22)(q34;q11.2)", "mos 45,X[12]/46,XX[18]".
/// @errors kDamaged: not valid ISCN (iscn::check()); the place is the first fault's. kUnsupported: no banded
/// chromosomes.
base::Expected<std::vector<DrawnClone>> clones_of(std::string_view karyotype);

/// The clone of the next cell, so that at any time the cells are shared out as the karyotype says.
/// @param cells  How many each clone has so far.
std::size_t next_clone(const std::vector<DrawnClone>& clones, const std::vector<int>& cells);

/// What the cell of that seed has beside its chromosomes: each number of the clone's ranges is as likely.
std::vector<iscn::AcentricKind> acentric_bodies_of(const DrawnClone& clone, std::uint64_t seed);

/// The chromosomes of the first clone's cells.
/// @errors As clones_of.
base::Expected<std::vector<cytogenetics::ChromosomeStructure>> chromosome_set(std::string_view karyotype);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_CHROMOSOME_SET_H_
