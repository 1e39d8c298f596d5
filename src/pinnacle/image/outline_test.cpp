#include "pinnacle/image/outline.h"

#include <gtest/gtest.h>

namespace pinnacle::image {
namespace {

TEST(OutlinesWithHoles, FilledTheyAreTheObject) {
  // A thick ring with two holes, one of a single pixel, beside a plain block.
  PlacedMask object{10, 20, Mask(40, 30)};
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x < 40; ++x) {
      const int dx = x - 14, dy = y - 15, away = dx * dx + dy * dy;
      object.mask(x, y) = (away < 14 * 14 && away > 5 * 5) || x > 32;
    }
  }
  object.mask(22, 20) = 0;
  const auto outlines = outlines_with_holes_of(object);
  ASSERT_EQ(outlines.size(), 2u) << "a polygon for each piece";
  const auto again = filled(outlines, 100, 100);
  for (int y = 0; y < 100; ++y) {
    for (int x = 0; x < 100; ++x) ASSERT_EQ(again.has(x, y), object.has(x, y)) << x << " " << y;
  }
}

}  // namespace
}  // namespace pinnacle::image
