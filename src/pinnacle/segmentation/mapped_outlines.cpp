#include "pinnacle/segmentation/mapped_outlines.h"

#include <algorithm>

#include "pinnacle/image/outline.h"

namespace pinnacle::segmentation {
namespace {

using image::Grey;
using image::Mask;
using image::PlacedMask;

constexpr double kSpeckShare = 0.2;
/// A crossing that touches a class by fewer pixels lies beside it by chance.
constexpr int kLeastContactPx = 3;

PlacedMask pixels_of(const Grey& classes, std::uint8_t value) {
  PlacedMask all{0, 0, Mask(classes.width(), classes.height())};
  for (std::size_t i = 0; i < classes.size(); ++i) all.mask.values()[i] = classes.values()[i] == value;
  return all;
}

/// How many pixels of the piece lie beside one of that class.
int contact(const PlacedMask& piece, const Grey& classes, std::uint8_t value) {
  int count = 0;
  for (int y = piece.y; y < piece.y + piece.mask.height(); ++y) {
    for (int x = piece.x; x < piece.x + piece.mask.width(); ++x) {
      if (!piece.has(x, y)) continue;
      bool beside = false;
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx)
          beside = beside || (classes.contains(x + dx, y + dy) && classes(x + dx, y + dy) == value);
      }
      count += beside;
    }
  }
  return count;
}

/// The objects of a class, joined by the crossings between their parts.
std::vector<PlacedMask> objects_of(const Grey& classes, std::uint8_t value,
                                   const std::vector<PlacedMask>& crossings) {
  auto all = pixels_of(classes, value);
  for (const auto& crossing : crossings) {
    if (contact(crossing, classes, value) >= kLeastContactPx) image::add_to(all, crossing);
  }
  auto objects = image::pieces_of(all);
  if (objects.empty()) return objects;
  const double least = kSpeckShare * image::area_of(objects.front().mask);
  std::erase_if(objects, [&](const auto& o) { return image::area_of(o.mask) < least; });
  return objects;
}

}  // namespace

MappedOutlines mapped_outlines(const Grey& classes, std::uint8_t overlap,
                               const std::map<std::uint8_t, int>& copies) {
  MappedOutlines mapped;
  PlacedMask unclear{0, 0, Mask(classes.width(), classes.height())};
  const auto crossings = image::pieces_of(pixels_of(classes, overlap));
  for (const auto& [value, number] : copies) {
    auto objects = objects_of(classes, value, crossings);
    if (objects.size() == static_cast<std::size_t>(number)) {
      mapped.chromosomes.insert(mapped.chromosomes.end(), objects.begin(), objects.end());
      mapped.classes.insert(mapped.classes.end(), objects.size(), value);
      continue;
    }
    mapped.left_out += number;
    for (const auto& object : objects) image::add_to(unclear, object);
  }
  mapped.unclear = std::move(unclear.mask);
  return mapped;
}

}  // namespace pinnacle::segmentation
