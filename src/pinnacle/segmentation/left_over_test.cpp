#include "pinnacle/segmentation/left_over.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pinnacle::segmentation {
namespace {

void paint(image::Grey& grey, int x0, int y0, int width, int height, std::uint8_t level) {
  for (int y = y0; y < y0 + height; ++y) std::fill_n(grey.row(y) + x0, width, level);
}

/// Ten bars, 10 px wide and 50 long, all outlined.
struct Field {
  image::Grey grey{600, 400, 240};
  std::vector<image::PlacedMask> outlined;

  Field() {
    for (int k = 0; k < 10; ++k) {
      paint(grey, 100 + 30 * k, 100, 10, 50, 90);
      outlined.push_back({100 + 30 * k, 100, image::Mask(10, 50, 1)});
    }
  }
};

TEST(LeftOver, IsWhatLooksLikeAChromosomeAndHasNoOutline) {
  Field field;
  EXPECT_TRUE(left_over(field.grey, field.outlined).empty());
  const auto missed = field.outlined.back();
  field.outlined.pop_back();
  const auto found = left_over(field.grey, field.outlined);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].x, missed.x);
  EXPECT_EQ(found[0].mask.height(), 50);
}

TEST(LeftOver, IsTheRestOfAChromosomeThatWasCutOff) {
  Field field;
  field.outlined[3].mask = image::Mask(10, 20, 1);
  const auto found = left_over(field.grey, field.outlined);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(found[0].y, 122, 2);
}

TEST(LeftOver, IsNoDirtNorWhatIsFaintFarThinWideOrAtTheBorder) {
  Field field;
  paint(field.grey, 300, 170, 6, 6, 90);     // A speck.
  paint(field.grey, 200, 170, 10, 50, 200);  // Faint.
  paint(field.grey, 300, 300, 10, 50, 90);   // Far away.
  paint(field.grey, 100, 170, 3, 50, 90);    // A thread.
  paint(field.grey, 400, 130, 28, 28, 90);   // A clump.
  field.outlined.push_back({12, 100, image::Mask(10, 50, 1)});
  paint(field.grey, 12, 100, 10, 50, 90);
  paint(field.grey, 0, 100, 8, 50, 90);  // Cut by the border.
  EXPECT_TRUE(left_over(field.grey, field.outlined).empty());
}

TEST(LeftOver, IsNoTextureOfANucleus) {
  Field field;
  paint(field.grey, 405, 60, 140, 140, 170);
  paint(field.grey, 415, 100, 10, 50, 40);
  EXPECT_TRUE(left_over(field.grey, field.outlined).empty());
}

TEST(LeftOver, OfNoChromosomesIsNothing) {
  EXPECT_TRUE(left_over(Field().grey, {}).empty());
  EXPECT_TRUE(left_over(Field().grey, {image::PlacedMask{}}).empty());
}

}  // namespace
}  // namespace pinnacle::segmentation
