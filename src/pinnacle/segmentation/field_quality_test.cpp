#include "pinnacle/segmentation/field_quality.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/image/outline.h"
#include "pinnacle/image/resample.h"

namespace pinnacle::segmentation {
namespace {

using image::Grey;

/// Banded bars, 10 px wide and 60 long, in rows; every second one lies across its neighbour if they are to
/// cross.
Grey bars(int count, bool crossing) {
  constexpr int kPerRow = 8;
  Grey field(kPerRow * 80 + 60, (count / kPerRow + 1) * 90 + 60, 240);
  for (int k = 0; k < count; ++k) {
    const int x = 50 + k % kPerRow * 80, y = 50 + k / kPerRow * 90;
    const bool across = crossing && k % 2 == 1;
    for (int along = 0; along < 60; ++along) {
      for (int width = 0; width < 10; ++width) {
        const int px = across ? x - 110 + along : x + width, py = across ? y + 25 + width : y + along;
        const int ink = along / 8 % 2 == 0 ? 150 : 70;
        field(px, py) = static_cast<std::uint8_t>(std::max(0, field(px, py) - ink));
      }
    }
  }
  return image::blurred(field, 1);
}

TEST(FieldQuality, PrefersChromosomesThatLieAlone) {
  const auto apart = field_quality(bars(40, false)), crossing = field_quality(bars(40, true));
  ASSERT_EQ(apart.skipped, "");
  ASSERT_EQ(crossing.skipped, "");
  EXPECT_GT(apart.measures.alone, 0.95);
  EXPECT_LT(crossing.measures.alone, 0.2);
  EXPECT_GT(apart.measures.compactness, crossing.measures.compactness);
  EXPECT_GT(apart.score, crossing.score);
  EXPECT_FALSE(crossing.reasons.empty());
}

TEST(FieldQuality, MeasuresABar) {
  const auto m = field_quality(bars(40, false)).measures;
  EXPECT_NEAR(m.width_px, 10, 2.5);
  EXPECT_NEAR(m.slenderness, 6, 2);
  EXPECT_LT(m.bend, 0.3);
  EXPECT_GT(m.band_contrast, 0.1);
}

TEST(FieldQuality, IsTheSameUnderAnotherMagnification) {
  const auto small = field_quality(bars(40, false)),
             large = field_quality(image::resized(bars(40, false), 3));
  EXPECT_NEAR(large.measures.width_px, 3 * small.measures.width_px, 0.3 * large.measures.width_px);
  EXPECT_NEAR(large.measures.alone, small.measures.alone, 0.1);
  EXPECT_NEAR(large.measures.compactness, small.measures.compactness, 0.1);
}

TEST(FieldQuality, DoesNotCount) {
  const auto many = field_quality(bars(48, false)), fewer = field_quality(bars(40, false));
  EXPECT_NEAR(many.score, fewer.score, 0.03);
}

TEST(FieldQuality, SaysWhyAFieldIsSkipped) {
  EXPECT_FALSE(field_quality(Grey()).skipped.empty());
  EXPECT_FALSE(field_quality(Grey(400, 300, 240)).skipped.empty());
  Grey nucleus(500, 500, 240);
  for (int y = 0; y < 500; ++y) {
    for (int x = 0; x < 500; ++x) {
      if (std::hypot(x - 250, y - 250) < 120) nucleus(x, y) = 90;
    }
  }
  EXPECT_FALSE(field_quality(nucleus).skipped.empty());
  EXPECT_FALSE(field_quality(bars(6, false)).skipped.empty()) << "that is no metaphase";
}

}  // namespace
}  // namespace pinnacle::segmentation
