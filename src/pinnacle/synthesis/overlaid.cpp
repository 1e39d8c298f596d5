#include "pinnacle/synthesis/overlaid.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"

namespace pinnacle::synthesis {
namespace {

/// Pixels of one level that hang together with the first; they are taken out of `left`.
int flat_area(const image::LoneObject& picture, image::Mask& left, int x, int y) {
  const auto level = picture.grey(picture.mask.x + x, picture.mask.y + y);
  std::vector<std::pair<int, int>> open{{x, y}};
  left(x, y) = 0;
  int area = 0;
  while (!open.empty()) {
    const auto [i, j] = open.back();
    open.pop_back();
    ++area;
    for (const auto& [u, v] : {std::pair(i + 1, j), {i - 1, j}, {i, j + 1}, {i, j - 1}}) {
      if (!left.contains(u, v) || left(u, v) == 0) continue;
      if (picture.grey(picture.mask.x + u, picture.mask.y + v) != level) continue;
      left(u, v) = 0;
      open.emplace_back(u, v);
    }
  }
  return area;
}

/// Where another chromosome lay across, some capture programs paint a patch of one level over both. Black may
/// be the end of the camera's range instead.
bool is_painted_over(const image::LoneObject& picture) {
  constexpr double kLeastShare = 0.02;  // By nature a real chromosome has none as large.
  constexpr int kLeastPixels = 25;
  auto left = picture.mask.mask;
  const double least = std::max<double>(kLeastPixels, kLeastShare * image::area_of(left));
  for (int y = 0; y < left.height(); ++y) {
    for (int x = 0; x < left.width(); ++x) {
      const bool candidate = left(x, y) != 0 && picture.grey(picture.mask.x + x, picture.mask.y + y) > 0;
      if (candidate && flat_area(picture, left, x, y) >= least) return true;
    }
  }
  return false;
}

/// The value below which that share of them lies; they are reordered.
double quantile(std::vector<double>& values, double share) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

struct Quantiles {
  double low = 0, middle = 0, high = 0;  ///< 10, 50 and 90 %.
};

Quantiles quantiles_of(std::vector<double> values) {
  return {quantile(values, 0.1), quantile(values, 0.5), quantile(values, 0.9)};
}

/// The ink of a disc; what lies outside the chromosome has none.
std::vector<double> disc(const image::LoneObject& picture, int x, int y, double radius) {
  const int reach = static_cast<int>(std::ceil(radius));
  std::vector<double> inks;
  for (int j = -reach; j <= reach; ++j) {
    for (int i = -reach; i <= reach; ++i) {
      if (i * i + j * j > radius * radius) continue;
      const int u = picture.mask.x + x + i, v = picture.mask.y + y + j;
      inks.push_back(picture.mask.has(u, v) ? 255 - picture.grey(u, v) : 0);
    }
  }
  return inks;
}

/// Two chromosomes on each other are dark where each is pale: nothing in a disc more than half as wide as the
/// chromosome is pale, and its bands are weaker than those elsewhere.
bool has_dark_block(const image::LoneObject& picture) {
  constexpr double kRimPx = 2, kLeastRadiusPx = 2.5, kRadius = 0.6;  // Of the half width.
  constexpr double kLeastDark = 0.45, kLeastTimes = 1.17, kMostRange = 0.36;
  const auto depth = image::distance_to_background(picture.mask.mask);
  std::vector<double> depths, inks;
  for (int y = 0; y < depth.height(); ++y) {
    for (int x = 0; x < depth.width(); ++x) {
      if (depth(x, y) <= kRimPx) continue;
      depths.push_back(depth(x, y));
      inks.push_back(255 - picture.grey(picture.mask.x + x, picture.mask.y + y));
    }
  }
  if (inks.empty()) return false;
  const double radius = std::max(kLeastRadiusPx, kRadius * quantile(depths, 0.95));
  const auto all = quantiles_of(inks);
  const double dark = std::max(all.middle + kLeastDark * (all.high - all.middle), kLeastTimes * all.middle),
               range = kMostRange * (all.high - all.low);
  if (range <= 0) return false;
  for (int y = 0; y < depth.height(); ++y) {
    for (int x = 0; x < depth.width(); ++x) {
      if (depth(x, y) <= kRimPx || 255 - picture.grey(picture.mask.x + x, picture.mask.y + y) < dark)
        continue;
      const auto here = quantiles_of(disc(picture, x, y, radius));
      if (here.low >= dark && here.high - here.low <= range) return true;
    }
  }
  return false;
}

}  // namespace

bool is_overlaid(const image::LoneObject& picture) {
  return is_painted_over(picture) || has_dark_block(picture);
}

}  // namespace pinnacle::synthesis
