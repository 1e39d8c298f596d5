#ifndef PINNACLE_CYTOGENETICS_COMPOSITION_H_
#define PINNACLE_CYTOGENETICS_COMPOSITION_H_

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/cytogenetics/cell.h"

namespace pinnacle::cytogenetics {

/// What a cell adds up to, or why that cannot be said.
struct Composition {
  std::optional<std::string> text;  ///< "47,XX,+21"; numbers only: structure is not part of it.
  std::vector<std::string> flags;   ///< Why there is none.
};

/// How many chromosomes of each label there are, indexed by ChromosomeClass.
std::array<int, kClassCount + 2> tally(const Cell& cell);

/// The composition of a cell's labels, its autosomes compared with two of each.
/// None if a chromosome is unclassified, if no person confirmed a marker, if no sex chromosome was found, or if the count is not
/// that of one cell.
Composition composition(const Cell& cell);

/// Two of each autosome with XX or XY, nothing else: what calls for no second look by itself.
bool is_balanced(const Cell& cell);

}  // namespace pinnacle::cytogenetics

#endif  // PINNACLE_CYTOGENETICS_COMPOSITION_H_
