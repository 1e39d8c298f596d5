#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "pinnacle/base/check.h"
#include "pinnacle/synthesis/donor.h"

namespace pinnacle::synthesis {
namespace {

// Deviations, as measured between the homologues of one cell (decision 0050): of the logarithm of length,
// width and ink, and of the sines, in shares of the length, by which places are shifted along the axis.
constexpr double kLength = 0.02, kWidth = 0.03, kInk = 0.03;
constexpr std::array kShifts{0.009, 0.006, 0.004, 0.003};
/// No copy differs by more: shifts stay far from folding the chromosome.
constexpr double kMostDeviations = 2;

double drawn(double deviation, base::Random& random) {
  return deviation * std::clamp(random.normal(), -kMostDeviations, kMostDeviations);
}

std::vector<int> shifted_rows(int rows, base::Random& random) {
  const int count = std::max(1, static_cast<int>(std::lround(rows * std::exp(drawn(kLength, random)))));
  std::array<double, kShifts.size()> sines{};
  for (std::size_t i = 0; i < sines.size(); ++i) sines[i] = drawn(kShifts[i], random);
  std::vector<int> shown;
  for (int y = 0; y < count; ++y) {
    const double share = (y + 0.5) / count;
    double from = share;
    for (std::size_t i = 0; i < sines.size(); ++i)
      from += sines[i] * std::sin(static_cast<double>(i + 1) * std::numbers::pi * share);
    shown.push_back(std::clamp(static_cast<int>(std::floor(from * rows)), 0, rows - 1));
  }
  shown.front() = 0, shown.back() = rows - 1;
  return shown;
}

}  // namespace

Donor varied(const Donor& donor, base::Random& random) {
  PINNACLE_CHECK(!donor.is_copy() && donor.rows() > 1, "a real chromosome is varied");
  Donor copy = donor;
  copy.real_rows = shifted_rows(donor.rows(), random);
  for (auto& p : copy.axis) p.x = -p.x;  // Or both would lie bent alike.
  const double width = std::exp(drawn(kWidth, random)), ink = std::exp(drawn(kInk, random));
  const auto& from = donor.strip;
  const int columns = from.mask.width(), rows = static_cast<int>(copy.real_rows.size()), axis = columns / 2;
  copy.strip = {image::Grey(columns, rows, 255), image::Mask(columns, rows)};
  for (int y = 0; y < rows; ++y) {
    const int row = copy.real_rows[static_cast<std::size_t>(y)];
    for (int x = 0; x < columns; ++x) {
      const int column = axis + static_cast<int>(std::lround((x - axis) / width));
      if (!from.mask.contains(column, row) || from.mask(column, row) == 0) continue;
      copy.strip.mask(x, y) = 1;
      copy.strip.grey(x, y) =
          static_cast<std::uint8_t>(std::lround(255 - std::min(255.0, (255 - from.grey(column, row)) * ink)));
    }
  }
  return copy;
}

Donor amplified(const Donor& donor, int from, int to, int rows, base::Random& random) {
  PINNACLE_CHECK(0 <= from && from < to && to <= donor.rows(), "a stretch of the donor");
  constexpr double kGrain = 0.5, kTurns = 0.1;
  const auto& strip = donor.strip;
  const int columns = strip.mask.width(), all = rows + 2 * kBeyond;
  std::vector<double> inks(static_cast<std::size_t>(columns));
  for (int x = 0; x < columns; ++x) {
    double count = 0, sum = 0;
    for (int y = from; y < to; ++y) {
      if (strip.mask(x, y) != 0) count += 1, sum += 255 - strip.grey(x, y);
    }
    if (count > 0) inks[static_cast<std::size_t>(x)] = sum / count;
  }
  Donor made = donor;
  made.centromere = 0;
  made.real_rows.clear();
  made.strip = {image::Grey(columns, all, 255), image::Mask(columns, all)};
  int shown = from + static_cast<int>(random.below(static_cast<std::size_t>(to - from))), step = 1;
  for (int y = 0; y < all; ++y) {
    for (int x = 0; x < columns; ++x) {
      if (strip.mask(x, shown) == 0) continue;
      const double even = inks[static_cast<std::size_t>(x)], own = 255 - strip.grey(x, shown);
      made.strip.mask(x, y) = 1;
      made.strip.grey(x, y) = static_cast<std::uint8_t>(std::lround(255 - (even + kGrain * (own - even))));
    }
    // Turning at random as well, or the grain would come back at even distances.
    if (shown + step < from || shown + step >= to || random.chance(kTurns)) step = -step;
    shown = std::clamp(shown + step, from, to - 1);
  }
  return made;
}

}  // namespace pinnacle::synthesis
