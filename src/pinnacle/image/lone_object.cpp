#include "pinnacle/image/lone_object.h"

#include <algorithm>
#include <array>

#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"

namespace pinnacle::image {
namespace {

/// What is darker belongs to the object in a picture that was masked.
constexpr int kMaskedWhite = 250;
constexpr double kLargestHolePx = 400;
/// Less contrast than this is noise, not an object.
constexpr int kLeastContrast = 12;

/// The grey level around which most of the border lies.
int border_level(const Grey& crop) {
  std::array<int, 256> counts{};
  for (int x = 0; x < crop.width(); ++x) ++counts[crop(x, 0)], ++counts[crop(x, crop.height() - 1)];
  for (int y = 0; y < crop.height(); ++y) ++counts[crop(0, y)], ++counts[crop(crop.width() - 1, y)];
  constexpr int kReach = 2;
  int best = 0, most = -1;
  for (int v = 0; v < 256; ++v) {
    int near = 0;
    for (int k = std::max(0, v - kReach); k <= std::min(255, v + kReach); ++k)
      near += counts[static_cast<std::size_t>(k)];
    near += counts[static_cast<std::size_t>(v)];  // The level itself decides between neighbours.
    if (near > most) most = near, best = v;
  }
  return best;
}

/// Up to which level a pixel of a dark object goes; -1 if there is no object.
int object_level(const Grey& dark_on_white, int background) {
  if (background >= kMaskedWhite) return kMaskedWhite;
  const auto darkest = *std::min_element(dark_on_white.values().begin(), dark_on_white.values().end());
  if (background - darkest < kLeastContrast) return -1;
  return std::min(otsu_threshold(dark_on_white), background - kLeastContrast / 2);
}

}  // namespace

LoneObject lone_object(const Grey& crop) {
  LoneObject found{crop, false, {}};
  int background = border_level(crop);
  found.bright_on_dark = background < 128;
  if (found.bright_on_dark) {
    background = 255 - background;
    for (auto& v : found.grey.values()) v = static_cast<std::uint8_t>(255 - v);
  }
  const int level = object_level(found.grey, background);
  auto pieces = pieces_of({0, 0, without_holes(at_most(found.grey, level), kLargestHolePx)});
  if (!pieces.empty()) found.mask = std::move(pieces.front());
  return found;
}

}  // namespace pinnacle::image
