#include "pinnacle/segmentation/provisional_outlines.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pinnacle/image/outline.h"

namespace pinnacle::segmentation {
namespace {

void paint(image::Grey& grey, int x0, int y0, int width, int height, std::uint8_t level) {
  for (int y = y0; y < y0 + height; ++y) {
    for (int x = x0; x < x0 + width; ++x) grey(x, y) = level;
  }
}

int area(const image::PlacedMask& mask) {
  return static_cast<int>(std::count_if(mask.mask.values().begin(), mask.mask.values().end(), [](auto v) { return v != 0; }));
}

bool covers(const image::PlacedMask& mask, int x, int y) {
  return mask.mask.contains(x - mask.x, y - mask.y) && mask.mask(x - mask.x, y - mask.y) != 0;
}

TEST(ProvisionalOutlines, TakeTheDarkPixelsOfABox) {
  image::Grey grey(80, 80, 245);
  paint(grey, 20, 10, 14, 50, 90);
  paint(grey, 20, 30, 14, 8, 180);  // A light band is no hole.
  const auto outlines = provisional_outlines(grey, {{19, 9, 16, 52}});
  ASSERT_EQ(outlines.size(), 1u);
  EXPECT_NEAR(area(outlines[0]), 14 * 50, 60);
  EXPECT_TRUE(covers(outlines[0], 27, 34));
}

TEST(ProvisionalOutlines, PartTwoThatTouchInTheLightGap) {
  image::Grey grey(100, 80, 245);
  paint(grey, 20, 10, 14, 50, 90);
  paint(grey, 34, 10, 2, 50, 150);
  paint(grey, 36, 10, 14, 50, 90);
  const auto outlines = provisional_outlines(grey, {{19, 9, 18, 52}, {33, 9, 18, 52}});
  EXPECT_TRUE(covers(outlines[0], 25, 30));
  EXPECT_FALSE(covers(outlines[0], 43, 30));
  EXPECT_TRUE(covers(outlines[1], 43, 30));
  EXPECT_FALSE(covers(outlines[1], 25, 30));
}

TEST(ProvisionalOutlines, JoinAChromosomeAgainThatAnotherCrosses) {
  image::Grey grey(120, 120, 245);
  paint(grey, 52, 10, 14, 100, 100);
  paint(grey, 10, 52, 100, 14, 100);
  const auto outlines = provisional_outlines(grey, {{51, 9, 16, 102}, {9, 51, 102, 16}});
  for (const auto& outline : outlines) EXPECT_EQ(image::pieces_of(outline).size(), 1u);
  EXPECT_TRUE(covers(outlines[0], 59, 15) && covers(outlines[0], 59, 105));
  EXPECT_TRUE(covers(outlines[1], 15, 59) && covers(outlines[1], 105, 59));
}

TEST(ProvisionalOutlines, AreNeverEmpty) {
  const image::Grey blank(60, 60, 240);
  for (const auto& outline : provisional_outlines(blank, {{5, 5, 20, 30}, {50, 50, 40, 40}, {-30, -30, 10, 10}})) {
    EXPECT_GT(area(outline), 0);
  }
}

}  // namespace
}  // namespace pinnacle::segmentation
