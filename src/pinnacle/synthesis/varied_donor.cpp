#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

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

/// The mean ink of each column of some rows, the same on either side; nothing where most are outside.
std::vector<std::optional<double>> mean_inks(const image::Strip& strip, int from, int to) {
  const int columns = strip.mask.width();
  std::vector<std::optional<double>> means;
  for (int x = 0; x < columns; ++x) {
    double count = 0, sum = 0;
    for (int y = from; y < to; ++y) {
      for (const int column : {x, columns - 1 - x}) {
        if (strip.mask(column, y) != 0) count += 1, sum += 255 - strip.grey(column, y);
      }
    }
    means.push_back(count >= to - from ? std::optional(sum / count) : std::nullopt);
  }
  return means;
}

/// The ink of each pixel of some rows less its column's mean and its row's: neither bands nor rims.
image::Raster<double> grain_of(const image::Strip& strip, int from, int to,
                               const std::vector<std::optional<double>>& means) {
  image::Raster<double> grain(strip.mask.width(), to - from, 0);
  for (int y = 0; y < grain.height(); ++y) {
    double sum = 0, count = 0;
    const auto has = [&](int x) {
      return means[static_cast<std::size_t>(x)] && strip.mask(x, from + y) != 0;
    };
    for (int x = 0; x < grain.width(); ++x) {
      if (!has(x)) continue;
      grain(x, y) = 255 - strip.grey(x, from + y) - *means[static_cast<std::size_t>(x)];
      sum += grain(x, y), count += 1;
    }
    for (int x = 0; x < grain.width(); ++x) {
      if (has(x)) grain(x, y) -= sum / count;
    }
  }
  return grain;
}

/// Rows of a stretch one after another, turning at its ends and at random.
class Walk {
 public:
  Walk(int rows, base::Random& random)
      : rows_(rows), row_(static_cast<int>(random.below(static_cast<std::size_t>(rows)))) {}

  int next(base::Random& random) {
    constexpr double kTurns = 0.1;
    if (row_ + step_ < 0 || row_ + step_ >= rows_ || random.chance(kTurns)) step_ = -step_;
    row_ = std::clamp(row_ + step_, 0, rows_ - 1);
    return row_;
  }

 private:
  int rows_, row_, step_ = 1;
};

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
  constexpr double kGrain = 0.4;
  const auto& strip = donor.strip;
  const int columns = strip.mask.width(), all = rows + 2 * kRowsBeyondCuts;
  const auto means = mean_inks(strip, from, to);
  const auto grain = grain_of(strip, from, to, means);
  Donor made = donor;
  made.strip = {image::Grey(columns, all, 255), image::Mask(columns, all)};
  // The grain of two walks, of which one has its sides exchanged: of one alone it would be seen to come back.
  Walk one(to - from, random), other(to - from, random);
  for (int y = 0; y < all; ++y) {
    const int row = one.next(random), other_row = other.next(random);
    for (int x = 0; x < columns; ++x) {
      const auto mean = means[static_cast<std::size_t>(x)];
      if (!mean) continue;
      const double ink = *mean + kGrain * (grain(x, row) + grain(columns - 1 - x, other_row));
      made.strip.mask(x, y) = 1;
      made.strip.grey(x, y) = static_cast<std::uint8_t>(std::lround(255 - std::clamp(ink, 0.0, 255.0)));
    }
  }
  return made;
}

}  // namespace pinnacle::synthesis
