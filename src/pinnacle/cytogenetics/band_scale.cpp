#include "pinnacle/cytogenetics/band_scale.h"

#include <algorithm>
#include <array>

namespace pinnacle::cytogenetics {
namespace {

/// The borders of a chromosome's bands, in ISCN units and base pairs; both rise.
struct Borders {
  std::vector<double> units{0}, base_pairs{0};
};

const Borders& borders_of(ChromosomeClass chromosome, BandLevel level) {
  static const auto all = [] {
    std::array<std::array<Borders, kClassCount>, 3> borders;
    for (const auto each : {BandLevel::k400, BandLevel::k550, BandLevel::k850}) {
      for (const auto& band : bands(each)) {
        auto& own = borders[static_cast<std::size_t>(each)][static_cast<std::size_t>(band.chromosome)];
        own.units.push_back(band.stop);
        own.base_pairs.push_back(static_cast<double>(band.stop_bp));
      }
    }
    return borders;
  }();
  return all[static_cast<std::size_t>(level)][static_cast<std::size_t>(chromosome)];
}

double interpolated(double at, const std::vector<double>& from, const std::vector<double>& to) {
  if (at <= from.front()) return to.front();
  if (at >= from.back()) return to.back();
  const auto next = static_cast<std::size_t>(std::upper_bound(from.begin(), from.end(), at) - from.begin());
  const double share = (at - from[next - 1]) / (from[next] - from[next - 1]);
  return to[next - 1] + share * (to[next] - to[next - 1]);
}

}  // namespace

double at_level(ChromosomeClass chromosome, double at, BandLevel from, BandLevel to) {
  if (from == to) return at;
  const auto& source = borders_of(chromosome, from);
  const auto& target = borders_of(chromosome, to);
  return interpolated(interpolated(at, source.units, source.base_pairs), target.base_pairs, target.units);
}

}  // namespace pinnacle::cytogenetics
