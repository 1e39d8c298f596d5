#include "pinnacle/image/axis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "pinnacle/image/straighten.h"

namespace pinnacle::image {
namespace {

/// All pixels within `half_width` of an arc of that radius; a large radius is nearly a straight bar.
Mask arc(double radius, double angle, double half_width, int side = 160) {
  Mask mask(side, side);
  const base::Point centre{side / 2.0 - radius, side / 2.0};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const base::Point d{x - centre.x, y - centre.y};
      const bool in_angle = std::abs(std::atan2(d.y, d.x)) <= angle / 2;
      mask(x, y) = in_angle && std::abs(base::length(d) - radius) <= half_width;
    }
  }
  return mask;
}

TEST(MedialAxis, RunsTheLengthOfAStraightBarFromTheTop) {
  Mask mask(60, 120);
  for (int y = 10; y < 100; ++y) {
    for (int x = 24; x < 40; ++x) mask(x, y) = 1;
  }
  const auto axis = medial_axis(mask);
  ASSERT_TRUE(axis.trusted) << axis.doubt;
  EXPECT_NEAR(static_cast<double>(axis.points.size()), 90, 3);
  EXPECT_LT(axis.points.front().y, axis.points.back().y);
  for (const auto p : axis.points) EXPECT_NEAR(p.x, 31.5, 1.5);
}

TEST(MedialAxis, FollowsABend) {
  const double radius = 40, angle = 2.2;
  const auto axis = medial_axis(arc(radius, angle, 8));
  ASSERT_TRUE(axis.trusted) << axis.doubt;
  EXPECT_NEAR(static_cast<double>(axis.points.size()), radius * angle, 8);
  const base::Point centre{40, 80};
  for (const auto p : axis.points) EXPECT_NEAR(base::length(p - centre), radius, 4);
}

TEST(MedialAxis, GivesACompactObjectItsPrincipalAxis) {
  Mask mask(30, 30);
  for (int y = 5; y < 20; ++y) {
    for (int x = 8; x < 19; ++x) mask(x, y) = 1;
  }
  const auto axis = medial_axis(mask);
  EXPECT_NEAR(axis.points.front().x, axis.points.back().x, 1);
  EXPECT_NEAR(static_cast<double>(axis.points.size()), 15, 2);
}

TEST(MedialAxis, HasNothingToSayOfNothing) { EXPECT_TRUE(medial_axis(Mask(10, 10)).points.empty()); }

TEST(Straighten, MakesTheBandsOfABentChromosomeLevel) {
  const double radius = 40, angle = 2.2;
  const auto mask = arc(radius, angle, 8);
  Grey grey(mask.width(), mask.height(), 255);
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      const double along = std::atan2(y - 80.0, x - 40.0) * radius;
      if (mask(x, y) != 0) grey(x, y) = std::fmod(along + 200, 20) < 10 ? 80 : 190;
    }
  }
  const auto strip = straighten(grey, mask, medial_axis(mask), 12);
  const auto profile = band_profile(strip);
  EXPECT_EQ(strip.grey.width(), 25);
  int changes = 0;
  for (std::size_t i = 6; i + 6 < profile.size(); ++i) changes += (profile[i] > 0.45) != (profile[i - 1] > 0.45);
  EXPECT_NEAR(changes, 7, 1);
  const auto widths = width_profile(strip);
  EXPECT_NEAR(widths[widths.size() / 2], 17, 2);
}

TEST(Straighten, DoesNotMirror) {
  Mask mask(40, 60);
  Grey grey(40, 60, 255);
  for (int y = 5; y < 55; ++y) {
    for (int x = 14; x < 26; ++x) mask(x, y) = 1, grey(x, y) = x < 20 ? 50 : 200;
  }
  const auto strip = straighten(grey, mask, medial_axis(mask), 10);
  EXPECT_LT(strip.grey(7, 25), strip.grey(13, 25));
}

}  // namespace
}  // namespace pinnacle::image
