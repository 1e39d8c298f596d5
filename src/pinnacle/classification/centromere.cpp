#include "pinnacle/classification/centromere.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::classification {
namespace {

constexpr double kSearchShare = 0.12;  // Of the length, to either side of what is expected.
/// How much narrower a waist must be to draw the estimate away from the ideogram, in standard deviations of its place.
constexpr double kPlaceDeviation = 0.06;
constexpr int kLeastRows = 10;

/// Mean over a window, shorter at the ends.
double smoothed(const std::vector<double>& values, int at, int reach) {
  const int low = std::max(0, at - reach), high = std::min(static_cast<int>(values.size()) - 1, at + reach);
  double sum = 0;
  for (int i = low; i <= high; ++i) sum += values[static_cast<std::size_t>(i)];
  return sum / (high - low + 1);
}

}  // namespace

std::optional<double> find_centromere(const image::Strip& strip, double expected) {
  const auto widths = image::width_profile(strip);
  const int rows = static_cast<int>(widths.size());
  if (rows < kLeastRows) return std::nullopt;
  const int reach = std::max(1, rows / 40);
  const double usual = smoothed(widths, rows / 2, rows);
  double best = expected, least_cost = 1e9;
  for (int y = 0; y < rows; ++y) {
    const double at = (y + 0.5) / rows;
    if (std::abs(at - expected) > kSearchShare) continue;
    const double away = (at - expected) / kPlaceDeviation;
    const double cost = smoothed(widths, y, reach) / std::max(usual, 1.0) + 0.05 * away * away;
    if (cost < least_cost) least_cost = cost, best = at;
  }
  return best;
}

}  // namespace pinnacle::classification
