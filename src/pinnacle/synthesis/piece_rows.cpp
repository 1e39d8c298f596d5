#include "pinnacle/synthesis/piece_rows.h"

namespace pinnacle::synthesis {
namespace {

/// Means over some rows.
std::vector<double> smoothed(const std::vector<double>& values) {
  constexpr int kReach = 2 * kStripFiner;
  std::vector<double> means;
  const int last = static_cast<int>(values.size()) - 1;
  for (int i = 0; i <= last; ++i) {
    const int reach = std::min({kReach, i, last - i});
    double sum = 0;
    for (int k = i - reach; k <= i + reach; ++k) sum += values[static_cast<std::size_t>(k)];
    means.push_back(sum / (2 * reach + 1));
  }
  return means;
}

struct Spread {
  double mean = 0, deviation = 0;
};

Spread spread_of(const Row& row) {
  double count = 0, sum = 0, squares = 0;
  for (std::size_t i = 0; i < row.ink.size(); ++i) {
    if (row.inside[i] < kInside) continue;
    count += 1, sum += row.ink[i], squares += row.ink[i] * row.ink[i];
  }
  if (count == 0) return {};
  const double mean = sum / count;
  return {mean, std::sqrt(std::max(0.0, squares / count - mean * mean))};
}

}  // namespace

void PieceRows::measure_edges() {
  const auto& strip = piece_.donor->strip;
  for (int y = 0; y < strip.mask.height(); ++y) {
    double count = 0, place = 0, ink = 0;
    for (int x = 0; x < strip.mask.width(); ++x) {
      if (strip.mask(x, y) == 0) continue;
      count += 1, place += x - strip.mask.width() / 2, ink += 255 - strip.grey(x, y);
    }
    half_widths_.push_back(std::max(count / 2, 0.5));
    middles_.push_back(count > 0 ? place / count : 0);
    inks_.push_back(count > 0 ? ink / count : 0);
  }
  // The rim's own unevenness stays where it is.
  middles_ = smoothed(middles_);
  even_half_widths_ = smoothed(half_widths_);
}

Row mixed(const Row& a, const Row& b, double share_of_b) {
  Row out = a;
  for (std::size_t i = 0; i < a.ink.size(); ++i) {
    out.inside[i] = a.inside[i] * (1 - share_of_b) + b.inside[i] * share_of_b;
    // Where only one has ink, it is that one's.
    const double weight_a = a.inside[i] > 0 ? 1 - share_of_b : 0, weight_b = b.inside[i] > 0 ? share_of_b : 0;
    const double weights = weight_a + weight_b;
    out.ink[i] = weights > 0 ? (a.ink[i] * weight_a + b.ink[i] * weight_b) / weights : 0;
  }
  const auto got = spread_of(out), of_a = spread_of(a), of_b = spread_of(b);
  const double wanted = of_a.deviation * (1 - share_of_b) + of_b.deviation * share_of_b;
  constexpr double kMostGain = 1.5;
  const double gain = got.deviation > 0 ? std::clamp(wanted / got.deviation, 1.0, kMostGain) : 1;
  for (auto& ink : out.ink) ink = std::clamp(got.mean + (ink - got.mean) * gain, 0.0, 255.0);
  return out;
}

}  // namespace pinnacle::synthesis
