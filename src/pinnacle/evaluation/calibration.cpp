#include "pinnacle/evaluation/calibration.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pinnacle/base/check.h"

namespace pinnacle::evaluation {
namespace {

struct Sum {
  double count = 0, confidence = 0, right = 0;
  double low = 1, high = 0;
};

/// @source Wilson 1927.
void set_interval(CalibrationBin& bin) {
  constexpr double kZ = 1.959964;
  const double n = bin.count, p = bin.accuracy, z2 = kZ * kZ;
  const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kZ / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  bin.accuracy_low = std::clamp(middle - half, 0.0, p);
  bin.accuracy_high = std::clamp(middle + half, p, 1.0);
}

}  // namespace

std::vector<CalibrationBin> calibration_bins(const Ranking& confidence, const std::vector<bool>& right,
                                             const Weights& weights, Binning binning, int bins) {
  PINNACLE_CHECK(right.size() == confidence.size() && weights.size() == confidence.size(),
                 "one for each item");
  PINNACLE_CHECK(bins > 0, "at least one bin");
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<Sum> sums(bins);
  double above = 0;
  confidence.for_each_tie([&](double score, const std::size_t* first, const std::size_t* last) {
    Sum tie;
    for (; first != last; ++first) {
      tie.count += weights[*first];
      tie.right += right[*first] ? weights[*first] : 0;
    }
    if (tie.count <= 0) return;
    // The middle of a tie decides its bin of equal mass, counted from the lowest confidence.
    const double place = binning == Binning::kEqualWidth
                             ? std::ceil(score * bins) - 1
                             : std::floor((all - above - tie.count / 2) / all * bins);
    above += tie.count;
    auto& sum = sums[static_cast<std::size_t>(std::clamp(place, 0.0, bins - 1.0))];
    sum.count += tie.count;
    sum.confidence += tie.count * score;
    sum.right += tie.right;
    sum.low = std::min(sum.low, score);
    sum.high = std::max(sum.high, score);
  });
  std::vector<CalibrationBin> filled;
  for (int b = 0; b < bins; ++b) {
    const auto& sum = sums[b];
    if (sum.count <= 0) continue;
    CalibrationBin bin;
    bin.low = binning == Binning::kEqualWidth ? static_cast<double>(b) / bins : sum.low;
    bin.high = binning == Binning::kEqualWidth ? (b + 1.0) / bins : sum.high;
    bin.count = sum.count;
    bin.confidence = sum.confidence / sum.count;
    bin.accuracy = sum.right / sum.count;
    set_interval(bin);
    filled.push_back(bin);
  }
  return filled;
}

double calibration_error(const std::vector<CalibrationBin>& bins) {
  double all = 0, distance = 0;
  for (const auto& bin : bins) {
    all += bin.count;
    distance += bin.count * std::abs(bin.confidence - bin.accuracy);
  }
  return all > 0 ? distance / all : std::nan("");
}

}  // namespace pinnacle::evaluation
