// How well axes, lengths and centromeres of drawn chromosomes are measured, by how strongly they are bent:
// axes_bench.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "pinnacle/base/nearest.h"
#include "pinnacle/classification/centromere.h"
#include "pinnacle/classification/prepared.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/synthesis/chromosome_set.h"
#include "pinnacle/synthesis/metaphase.h"

namespace pinnacle {
namespace {

using base::Point;

double arc_length(const std::vector<Point>& line) {
  double sum = 0;
  for (std::size_t i = 1; i < line.size(); ++i) sum += base::length(line[i] - line[i - 1]);
  return sum;
}

/// Radians between the directions of its two ends.
double bend_of(const std::vector<Point>& line) {
  double turn = 0;
  constexpr std::size_t kStep = 5;
  for (std::size_t i = 2 * kStep; i < line.size(); i += kStep) {
    const Point a = line[i - kStep] - line[i - 2 * kStep], b = line[i] - line[i - kStep];
    turn += std::atan2(a.x * b.y - a.y * b.x, base::dot(a, b));
  }
  return std::abs(turn);
}

/// The true axis as far as it can be seen: straight on from its ends to the border of the outline.
std::vector<Point> visible_axis(std::vector<Point> line, const image::PlacedMask& object) {
  const auto inside = [&](Point p) {
    const int x = static_cast<int>(std::lround(p.x)) - object.x,
              y = static_cast<int>(std::lround(p.y)) - object.y;
    return object.mask.contains(x, y) && object.mask(x, y) != 0;
  };
  for (int end = 0; end < 2; ++end) {
    while (line.size() > 8 && !inside(line.back())) line.pop_back();
    const Point back = line.back() - line[line.size() - 4], step = back * (0.5 / base::length(back));
    while (inside(line.back() + step)) line.push_back(line.back() + step);
    std::reverse(line.begin(), line.end());
  }
  return line;
}

std::vector<double> stretched(const std::vector<double>& values, std::size_t size) {
  std::vector<double> out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = values[i * (values.size() - 1) / (size - 1)];
  return out;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sa += a[i], sb += b[i], saa += a[i] * a[i], sbb += b[i] * b[i], sab += a[i] * b[i];
  }
  const auto n = static_cast<double>(a.size());
  return (sab - sa * sb / n) / std::sqrt((saa - sa * sa / n) * (sbb - sb * sb / n));
}

/// How far the found bands agree with the true ones, which are read close to the true axis.
double band_agreement(const image::Grey& picture, const image::PlacedMask& object,
                      std::vector<Point> true_axis, const image::Strip& found, bool same_end_first) {
  image::Grey crop(object.mask.width(), object.mask.height());
  for (int y = 0; y < crop.height(); ++y)
    std::copy_n(picture.row(object.y + y) + object.x, crop.width(), crop.row(y));
  for (auto& p : true_axis) p = p - Point{double(object.x), double(object.y)};
  if (!same_end_first) std::reverse(true_axis.begin(), true_axis.end());
  const auto truth = image::band_profile(
      image::straighten(crop, object.mask, image::Axis{std::move(true_axis), true, {}}, 2));
  constexpr std::size_t kSize = 60;
  return correlation(stretched(truth, kSize), stretched(image::band_profile(found), kSize));
}

struct Tally {
  double count = 0, untrusted = 0, broken = 0;
  std::vector<double> off_axis, length_error, length_bias, centromere_error,
      agreement;  ///< Of the trusted ones.

  /// @param usual_width_px  Of the cell's chromosomes, as the karyotyper compares them.
  void add(const synthesis::DrawnMetaphase& drawn, const synthesis::DrawnChromosome& truth,
           const image::PlacedMask& object, const classification::Straightened& found,
           double usual_width_px) {
    const auto true_axis = visible_axis(truth.axis, object);
    ++count;
    const auto& axis = found.axis;
    constexpr double kGreatestWidth = 1.6;  // As KaryotypingOptions::greatest_width.
    if (!axis.trusted || found.measures.width_px > kGreatestWidth * usual_width_px) {
      ++untrusted;
      return;
    }
    double mean_off = 0, most_off = 0;
    for (const auto p : axis.points) {
      const double off = std::sqrt(base::nearest(true_axis, p).square);
      mean_off += off / static_cast<double>(axis.points.size());
      most_off = std::max(most_off, off);
    }
    const double length = arc_length(true_axis), bias = (arc_length(axis.points) - length) / length;
    off_axis.push_back(mean_off);
    length_error.push_back(std::abs(bias));
    length_bias.push_back(bias);
    broken += std::abs(bias) > 0.12 || most_off > 2 * found.measures.width_px / 3;
    const auto& points = found.axis.points;
    const bool p_on_top =
        base::length(points.front() - truth.axis.front()) + base::length(points.back() - truth.axis.back()) <
        base::length(points.front() - truth.axis.back()) + base::length(points.back() - truth.axis.front());
    agreement.push_back(band_agreement(drawn.grey, object, true_axis, found.strip, p_on_top));
    const double expected = cytogenetics::centromere_of(truth.label, cytogenetics::BandLevel::k400);
    const auto at = classification::find_centromere(found.strip, p_on_top ? expected : 1 - expected);
    if (!at) return;
    const double there =
        static_cast<double>(base::nearest(points, truth.centromeres.front()).place) / static_cast<double>(points.size() - 1);
    centromere_error.push_back(std::abs(*at - there));
  }
};

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

constexpr double kLimits[] = {45, 90, 135, 180, 1e9};  // Degrees.

void print(const std::vector<Tally>& tallies) {
  std::printf(
      "bend         number  untrusted  wrong but trusted  off axis   length error (bias, 95 %%)  centromere "
      "error (95 %%)  bands agree (5 %%)\n");
  for (std::size_t k = 0; k < tallies.size(); ++k) {
    const auto& t = tallies[k];
    std::printf(
        "%3.0f to %-5s %6.0f %8.1f %% %16.1f %% %6.2f px %7.1f %% (%+.1f, %.1f) %13.1f %% (%.1f) %15.3f "
        "(%.2f)\n",
        k > 0 ? kLimits[k - 1] : 0,
        k + 1 < tallies.size() ? std::to_string(static_cast<int>(kLimits[k])).c_str() : "", t.count,
        100 * t.untrusted / std::max(t.count, 1.0), 100 * t.broken / std::max(t.count, 1.0), mean(t.off_axis),
        100 * mean(t.length_error), 100 * mean(t.length_bias), 100 * percentile(t.length_error, 0.95),
        100 * mean(t.centromere_error), 100 * percentile(t.centromere_error, 0.95), mean(t.agreement),
        percentile(t.agreement, 0.05));
  }
}

/// Every fourth metaphase bent as usual, the others up to 4.9 times as much; every third hinged at the
/// centromere.
synthesis::MetaphaseOptions options_of(std::uint64_t seed) {
  synthesis::MetaphaseOptions options;
  options.seed = seed;
  options.touches = 0;
  options.width = options.height = 1300;
  options.bend = 1 + static_cast<double>(seed % 4) * 1.3;
  options.hinge = seed % 3 == 0 ? 0.8 : 0;
  return options;
}

void add_all(const synthesis::DrawnMetaphase& drawn, std::vector<Tally>& tallies) {
  std::vector<image::PlacedMask> objects;
  std::vector<classification::Straightened> found;
  std::vector<double> widths;
  for (const auto& truth : drawn.chromosomes) {
    objects.push_back(image::filled(truth.outline, drawn.grey.width(), drawn.grey.height()));
    found.push_back(classification::straightened(drawn.grey, objects.back()));
    widths.push_back(found.back().measures.width_px);
  }
  const double usual_width_px = percentile(widths, 0.5);
  for (std::size_t i = 0; i < drawn.chromosomes.size(); ++i) {
    const auto& truth = drawn.chromosomes[i];
    const double degrees = bend_of(truth.axis) * 180 / std::numbers::pi;
    const auto group =
        std::lower_bound(std::begin(kLimits), std::end(kLimits), degrees) - std::begin(kLimits);
    tallies[static_cast<std::size_t>(group)].add(drawn, truth, objects[i], found[i], usual_width_px);
  }
}

base::Expected<void> run() {
  PINNACLE_TRY(const auto set, synthesis::chromosome_set("46,XY"));
  std::vector<Tally> tallies(std::size(kLimits));
  for (std::uint64_t seed = 7001; seed <= 7012; ++seed) {
    PINNACLE_TRY(const auto drawn, synthesis::draw_metaphase(set, options_of(seed)));
    add_all(drawn, tallies);
  }
  print(tallies);
  return {};
}

}  // namespace
}  // namespace pinnacle

int main() {
  const auto done = pinnacle::run();
  if (done) return 0;
  std::fprintf(stderr, "axes_bench: %s\n", done.error().text().c_str());
  return 1;
}
