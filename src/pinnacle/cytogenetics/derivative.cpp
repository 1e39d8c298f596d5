#include "pinnacle/cytogenetics/derivative.h"

namespace pinnacle::cytogenetics {

std::optional<PlaceOnSegment> place_on(const std::vector<Segment>& chain, double units) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const double length = chain[i].length();
    if (length > 0 && units <= length) return PlaceOnSegment{i, units};
    units -= length;
  }
  return std::nullopt;
}

}  // namespace pinnacle::cytogenetics
