#include "pinnacle/segmentation/left_over.h"

#include <algorithm>

#include "pinnacle/base/median.h"
#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/box_foreground.h"
#include "pinnacle/segmentation/outline_view.h"

namespace pinnacle::segmentation {
namespace {

using image::Grey;
using image::Mask;
using image::PlacedMask;

/// Of the chromosomes' median ink: the least of a dark pixel, the least of a piece in the mean, and what lies
/// behind no more than that, for more is a nucleus.
constexpr double kDarkPixel = 0.5, kDarkPiece = 0.7, kNucleus = 0.25;
constexpr int kLeastInk = 14;
/// Of the smallest chromosomes' area.
constexpr double kLeastArea = 0.3;
/// Of the chromosomes' median half width: the least and the greatest of a piece, and how far an outline may
/// miss a rim.
constexpr double kNarrowest = 0.6, kWidest = 1.4, kRim = 0.5;
/// In mean chromosome lengths, from centre to centre: farther away lies dirt.
constexpr double kFarthest = 1;

double depth_of(const Mask& mask) {
  const auto depth = image::distance_to_background(mask);
  return depth.empty() ? 0 : *std::max_element(depth.values().begin(), depth.values().end());
}

template <typename Act>
void each_pixel(const PlacedMask& object, Act&& act) {
  for (int y = 0; y < object.mask.height(); ++y) {
    for (int x = 0; x < object.mask.width(); ++x) {
      if (object.mask(x, y) != 0) act(object.x + x, object.y + y);
    }
  }
}

/// What is usual among the chromosomes of one picture.
struct Usual {
  double half_width = 1, smallest = 1, length = 1, ink = 1;
  std::vector<base::Box> boxes;
};

Usual usual_of(const Grey& ink, const std::vector<PlacedMask>& chromosomes, std::vector<base::Box> boxes) {
  std::vector<double> depths, areas, inks;
  for (const auto& c : chromosomes) {
    depths.push_back(depth_of(c.mask));
    areas.push_back(image::area_of(c.mask));
    each_pixel(c, [&](int x, int y) { inks.push_back(ink(x, y)); });
  }
  std::sort(areas.begin(), areas.end());
  // The very smallest may be a fragment.
  const double smallest = areas[areas.size() / 20];
  return {base::median(std::move(depths)), smallest, mean_long_side(boxes), base::median(std::move(inks)),
          std::move(boxes)};
}

/// Far enough from every outline, and from the border as well: 1.
Mask free_of(const Grey& picture, const std::vector<PlacedMask>& chromosomes, double rim) {
  Mask field(picture.width(), picture.height(), 1);
  for (const auto& c : chromosomes) each_pixel(c, [&](int x, int y) { field(x, y) = 0; });
  const auto distance = image::distance_to_background(field);
  std::transform(distance.values().begin(), distance.values().end(), field.values().begin(),
                 [rim](float d) { return static_cast<std::uint8_t>(d > rim); });
  return field;
}

double median_where(const Grey& picture, const Mask& mask) {
  std::vector<std::uint8_t> levels;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (mask.values()[i] != 0) levels.push_back(picture.values()[i]);
  }
  return levels.empty() ? 255 : base::median(std::move(levels));
}

bool looks_like_one(const PlacedMask& piece, const Grey& picture, const Grey& ink, const Usual& usual,
                    double background) {
  const double area = image::area_of(piece.mask);
  if (area < kLeastArea * usual.smallest) return false;
  const double margin = kRim * usual.half_width + 1;
  const auto box = piece.frame();
  if (box.x <= margin || box.y <= margin || box.right() >= picture.width() - margin ||
      box.bottom() >= picture.height() - margin)
    return false;
  const double depth = depth_of(piece.mask);
  if (depth < kNarrowest * usual.half_width || depth > kWidest * usual.half_width) return false;
  double all_ink = 0;
  std::vector<int> behind;
  each_pixel(piece, [&](int x, int y) {
    all_ink += ink(x, y);
    behind.push_back(picture(x, y) + ink(x, y));
  });
  if (all_ink < kDarkPiece * usual.ink * area ||
      base::median(std::move(behind)) < background - kNucleus * usual.ink)
    return false;
  return std::any_of(usual.boxes.begin(), usual.boxes.end(), [&](const auto& other) {
    return base::length(other.centre() - box.centre()) < kFarthest * usual.length;
  });
}

}  // namespace

std::vector<PlacedMask> left_over(const Grey& dark_on_white, const std::vector<PlacedMask>& chromosomes) {
  std::vector<PlacedMask> whole;
  std::vector<base::Box> boxes;
  for (const auto& c : chromosomes) {
    if (image::area_of(c.mask) == 0) continue;
    whole.push_back(c);
    boxes.push_back(c.frame());
  }
  if (whole.empty()) return {};
  const auto ink = ink_over_background(dark_on_white, boxes);
  const auto usual = usual_of(ink, whole, std::move(boxes));
  auto field = free_of(dark_on_white, whole, kRim * usual.half_width);
  const double background = median_where(dark_on_white, field),
               level = std::max<double>(kLeastInk, kDarkPixel * usual.ink);
  for (std::size_t i = 0; i < field.size(); ++i)
    field.values()[i] = field.values()[i] != 0 && ink.values()[i] >= level;
  auto pieces = image::pieces_of({0, 0, image::opened(field)});
  std::erase_if(pieces, [&](const auto& piece) {
    return !looks_like_one(piece, dark_on_white, ink, usual, background);
  });
  return pieces;
}

}  // namespace pinnacle::segmentation
