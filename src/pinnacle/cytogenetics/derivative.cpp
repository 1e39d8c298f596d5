#include "pinnacle/cytogenetics/derivative.h"

namespace pinnacle::cytogenetics {

bool is_telomere(const Segment& segment, double at) {
  // A break lies in the middle of a band: nearer to an end than this is the end.
  constexpr double kNear = 1e-6;
  if (segment.amplified) return false;
  return at < kNear || at > length_of(segment.chromosome, BandLevel::k850) - kNear;
}

bool is_normal(const ChromosomeStructure& structure) { return structure.name == to_string(structure.placed); }

std::optional<PlaceOnSegment> place_on(const std::vector<Segment>& chain, double units) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const double length = chain[i].length();
    if (length > 0 && units <= length) return PlaceOnSegment{i, units};
    units -= length;
  }
  return std::nullopt;
}

}  // namespace pinnacle::cytogenetics
