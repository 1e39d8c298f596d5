#include "pinnacle/image/normalise.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "pinnacle/base/random.h"

namespace pinnacle::image {
namespace {

/// Bars on an even field with a little noise.
Grey16 bars(double field, double bar, double noise, int side = 256) {
  base::Random random(5);
  Grey16 picture(side, side);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const bool dark = y % 64 < 12 && x % 96 < 60;
      picture(x, y) = static_cast<std::uint16_t>(std::lround((dark ? bar : field) + random.normal(0, noise)));
    }
  }
  return picture;
}

double mean_difference(const Grey& a, const Grey16& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(a.values()[i] - static_cast<int>(b.values()[i]));
  return sum / static_cast<double>(a.size());
}

TEST(Normalise, LeavesAWellExposedPictureAlone) {
  const auto picture = bars(240, 90, 2);
  const auto result = normalise(picture, 8);
  EXPECT_FALSE(result.bright_on_dark);
  EXPECT_LT(mean_difference(result.grey, picture), 0.5);
}

TEST(Normalise, TurnsBrightOnDark) {
  const auto result = normalise(bars(12, 180, 2), 8);
  EXPECT_TRUE(result.bright_on_dark);
  EXPECT_GT(result.grey(90, 30), 200);
  EXPECT_LT(result.grey(30, 5), 110);
}

TEST(Normalise, StretchesANarrowRangeOfSixteenBits) {
  const auto result = normalise(bars(1900, 1500, 4), 16);
  EXPECT_FALSE(result.bright_on_dark);
  EXPECT_NEAR(result.grey(90, 30), 245, 8);
  EXPECT_NEAR(result.grey(30, 5), 40, 12);
}

TEST(Normalise, StretchesAFewLevelsOfSixteenBits) {
  for (const int levels : {20, 60, 150}) {
    const auto result = normalise(bars(1000 + levels, 1000, 0.02 * levels), 16);
    EXPECT_NEAR(result.contrast_levels, levels, 0.1 * levels);
    EXPECT_NEAR(result.grey(90, 30), 245, 12) << levels;
    EXPECT_NEAR(result.grey(30, 5), 40, 24) << levels;
  }
}

TEST(Normalise, TakesEightBitsInAFileOfSixteenForWhatTheyAre) {
  for (const auto& picture : {bars(240, 90, 2), bars(150, 90, 1), bars(12, 180, 2)}) {
    EXPECT_EQ(normalise(picture, 16).grey.values(), normalise(picture, 8).grey.values());
  }
}

TEST(Normalise, DoesNotStretchNoise) {
  const auto faint = normalise(bars(200, 200, 0.4), 8);
  for (const auto v : faint.grey.values()) EXPECT_NEAR(v, 200, 4);
  const auto strong = normalise(bars(200, 200, 9), 8);
  for (const auto v : strong.grey.values()) EXPECT_NEAR(v, 200, 60);
  const auto deep = normalise(bars(30000, 30000, 300), 16);
  for (const auto v : deep.grey.values()) EXPECT_NEAR(v, 117, 10);
}

TEST(Normalise, EvensALightThatFallsOff) {
  auto picture = bars(240, 90, 1);
  for (int y = 0; y < 256; ++y) {
    for (int x = 0; x < 256; ++x) picture(x, y) = static_cast<std::uint16_t>(picture(x, y) * (1 - 0.35 * x / 255.0));
  }
  const auto result = normalise(picture, 8);
  EXPECT_LT(std::abs(result.grey(90, 30) - result.grey(250, 30)), 16);
}

}  // namespace
}  // namespace pinnacle::image
