#include "pinnacle/dataset/duplicates.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "pinnacle/platform/digest.h"

namespace pinnacle::dataset {
namespace {

constexpr int kSide = Fingerprint::kSide;
/// Correlation on fewer cells bounds that on all of them, so most pairs need no closer look.
constexpr int kCoarseSide = 8;
constexpr std::size_t kCoarseCells = kCoarseSide * kCoarseSide;

/// Of the 22,941 crops of gband_crops no two correlate more than 0.966, of 9,200 drawn ones none more than
/// 0.985. Of the same picture saved as JPEG of quality 50 and at 0.9 of its size the least is 0.99.
constexpr double kLeastCorrelation = 0.985;
/// Of objects so small that a pixel is much of them. At half of their size, a chromosome 21 being 12 pixels
/// long, one pair of the 22,941 correlates more; of the same ones at 0.9 of that again it is 19 of 20.
constexpr double kLeastCorrelationOfSmall = 0.975, kSmallPx = 16;
constexpr double kLargestAspectRatio = 1.1;

/// JPEG leaves ringing of so many levels around an object on white.
constexpr int kFaintInk = 12;
/// Of an object's standard deviation: a bar ends at 1.73.
constexpr double kReach = 1.9;

std::string digest_of(const image::Grey& picture) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(picture.size() + 8);
  for (const int side : {picture.width(), picture.height()}) {
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(side >> shift));
  }
  bytes.insert(bytes.end(), picture.values().begin(), picture.values().end());
  return platform::sha256(bytes);
}

using Values = image::Raster<float>;

/// Between the pixels, whose centres are at whole numbers; 0 outside of the picture.
float value_at(const Values& values, double x, double y) {
  const int right = values.width() - 1, bottom = values.height() - 1;
  if (x < -0.5 || y < -0.5 || x > right + 0.5 || y > bottom + 0.5) return 0;
  x = std::clamp<double>(x, 0, right), y = std::clamp<double>(y, 0, bottom);
  const int x0 = static_cast<int>(x), y0 = static_cast<int>(y);
  const int x1 = std::min(x0 + 1, right), y1 = std::min(y0 + 1, bottom);
  const auto fx = static_cast<float>(x - x0), fy = static_cast<float>(y - y0);
  return (1 - fy) * ((1 - fx) * values(x0, y0) + fx * values(x1, y0)) +
         fy * ((1 - fx) * values(x0, y1) + fx * values(x1, y1));
}

/// The window's cells, each the mean of what is in it.
std::array<std::uint8_t, kSide * kSide> grid_of(const Values& values, const base::Box& window) {
  std::array<std::uint8_t, kSide * kSide> grid{};
  const double width = window.width / kSide, height = window.height / kSide;
  const int columns = std::max(2, static_cast<int>(std::ceil(width))),
            rows = std::max(2, static_cast<int>(std::ceil(height)));
  for (int cell = 0; cell < kSide * kSide; ++cell) {
    const double left = window.x + width * (cell % kSide), top = window.y + height * (cell / kSide);
    double sum = 0;
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c)
        sum += value_at(values, left + width * (c + 0.5) / columns, top + height * (r + 0.5) / rows);
    }
    grid[static_cast<std::size_t>(cell)] = static_cast<std::uint8_t>(std::lround(sum / (rows * columns)));
  }
  return grid;
}

/// How much darker than the background each pixel is.
Values ink_of(const image::Grey& dark_on_white) {
  auto sorted = dark_on_white.values();
  const auto light = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 19 / 20);
  std::nth_element(sorted.begin(), light, sorted.end());
  const int background = *light - kFaintInk;
  Values ink(dark_on_white.width(), dark_on_white.height());
  std::transform(dark_on_white.values().begin(), dark_on_white.values().end(), ink.values().begin(),
                 [&](int grey) { return static_cast<float>(std::max(0, background - grey)); });
  return ink;
}

base::Box whole(const Values& values) {
  return {-0.5, -0.5, static_cast<double>(values.width()), static_cast<double>(values.height())};
}

/// Where the ink lies, by its mean and deviation: of a small object the bounds tell its size and place too
/// roughly.
base::Box window_of(const Values& ink) {
  double sum = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  for (int y = 0; y < ink.height(); ++y) {
    for (int x = 0; x < ink.width(); ++x) {
      const double v = ink(x, y);
      sum += v, x1 += v * x, y1 += v * y, x2 += v * x * x, y2 += v * y * y;
    }
  }
  if (sum <= 0) return whole(ink);
  constexpr double kPixelVariance = 1.0 / 12;
  const double x = x1 / sum, y = y1 / sum;
  const double half_width = kReach * std::sqrt(x2 / sum - x * x + kPixelVariance),
               half_height = kReach * std::sqrt(y2 / sum - y * y + kPixelVariance);
  return {x - half_width, y - half_height, 2 * half_width, 2 * half_height};
}

Fingerprint fingerprint(const image::Grey& picture, const Values& values, const base::Box& window) {
  return {digest_of(picture), grid_of(values, window), window.width / window.height,
          std::max(window.width, window.height)};
}

double least_correlation(const Fingerprint& a, const Fingerprint& b) {
  return std::min(a.length_px, b.length_px) < kSmallPx ? kLeastCorrelationOfSmall : kLeastCorrelation;
}

using Coarse = std::array<float, kCoarseCells>;

/// Such that the squared distance of two is at most 2 (1 - their correlation).
Coarse coarse_of(const Fingerprint& picture) {
  const auto n = static_cast<double>(picture.grid.size());
  double sum = 0, squares = 0;
  for (const double v : picture.grid) sum += v, squares += v * v;
  const double mean = sum / n, length = std::sqrt(std::max(1.0, squares - sum * mean));
  constexpr int kStep = kSide / kCoarseSide;
  Coarse coarse{};
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      coarse[static_cast<std::size_t>(y / kStep * kCoarseSide + x / kStep)] += static_cast<float>(
          (picture.grid[static_cast<std::size_t>(y * kSide + x)] - mean) / (length * kStep));
    }
  }
  return coarse;
}

float squared_distance(const Coarse& a, const Coarse& b) {
  float sum = 0;
  for (std::size_t i = 0; i < kCoarseCells; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

double correlation(const Fingerprint& a, const Fingerprint& b) {
  const auto n = static_cast<double>(a.grid.size());
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (std::size_t i = 0; i < a.grid.size(); ++i) {
    const double x = a.grid[i], y = b.grid[i];
    sa += x, sb += y, saa += x * x, sbb += y * y, sab += x * y;
  }
  const double spread = (saa - sa * sa / n) * (sbb - sb * sb / n);
  return spread > 0 ? (sab - sa * sb / n) / std::sqrt(spread) : 0;
}

}  // namespace

Fingerprint fingerprint(const image::Grey& picture) {
  Values values(picture.width(), picture.height());
  std::copy(picture.values().begin(), picture.values().end(), values.values().begin());
  return fingerprint(picture, values, whole(values));
}

Fingerprint fingerprint(const image::Grey& picture, const image::LoneObject& object) {
  const auto ink = ink_of(object.grey);
  return fingerprint(picture, ink, window_of(ink));
}

std::vector<Alike> find_alike(const std::vector<Fingerprint>& pictures) {
  std::vector<Alike> alike;
  std::unordered_map<std::string, std::size_t> first_with;
  std::vector<std::size_t> distinct;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto [first, is_new] = first_with.emplace(pictures[i].digest, i);
    if (is_new)
      distinct.push_back(i);
    else
      alike.push_back({first->second, i, true, 1});
  }
  // Sorted by aspect, a picture need only be compared with those that follow until they are clearly wider.
  std::stable_sort(distinct.begin(), distinct.end(),
                   [&](auto a, auto b) { return pictures[a].aspect < pictures[b].aspect; });
  std::vector<Coarse> coarse;
  for (const auto i : distinct) coarse.push_back(coarse_of(pictures[i]));
  constexpr double kLargestDistance = 2 * (1 - kLeastCorrelationOfSmall);
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    const auto& one = pictures[distinct[i]];
    for (std::size_t k = i + 1; k < distinct.size(); ++k) {
      const auto& other = pictures[distinct[k]];
      if (other.aspect > one.aspect * kLargestAspectRatio) break;
      if (squared_distance(coarse[i], coarse[k]) > kLargestDistance) continue;
      const double r = correlation(one, other);
      if (r < least_correlation(one, other)) continue;
      alike.push_back({std::min(distinct[i], distinct[k]), std::max(distinct[i], distinct[k]), false, r});
    }
  }
  std::sort(alike.begin(), alike.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first, a.second) < std::pair(b.first, b.second);
  });
  return alike;
}

}  // namespace pinnacle::dataset
