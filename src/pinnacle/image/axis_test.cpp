#include "pinnacle/image/axis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>
#include <vector>

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

/// All pixels within `half_width` of a line.
Mask around(const std::vector<base::Point>& line, double half_width, int side = 160) {
  Mask mask(side, side);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      mask(x, y) = std::any_of(line.begin(), line.end(), [&](base::Point p) {
        return base::length(p - base::Point{double(x), double(y)}) <= half_width;
      });
    }
  }
  return mask;
}

/// Down one leg, round half a circle and up the other, a point a pixel.
std::vector<base::Point> u_turn(double leg, double radius) {
  std::vector<base::Point> line;
  for (double t = 0; t < leg; ++t) line.push_back({80 - radius, 30 + t});
  for (double t = 0; t < std::numbers::pi; t += 1 / radius)
    line.push_back({80 - radius * std::cos(t), 30 + leg + radius * std::sin(t)});
  for (double t = leg; t > 0; --t) line.push_back({80 + radius, 30 + t});
  return line;
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

TEST(MedialAxis, KeepsBothArmsOfAU) {
  const double half_width = 8;
  const auto line = u_turn(50, 13);
  const auto axis = medial_axis(around(line, half_width));
  ASSERT_TRUE(axis.trusted) << axis.doubt;
  // To the tips of the round ends, and no farther from the line than the object's border.
  EXPECT_NEAR(static_cast<double>(axis.points.size()), static_cast<double>(line.size()) + 2 * half_width,
              half_width);
  for (const auto p : axis.points)
    EXPECT_TRUE(
        around(line, half_width)(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))));
}

TEST(MedialAxis, DoesNotTrustAnAxisThatMissesAnArm) {
  std::vector<base::Point> cross;
  for (double t = 0; t < 100; ++t) cross.push_back({80, 30 + t});
  for (double t = 0; t < 80; ++t) cross.push_back({40 + t, 80});
  const auto axis = medial_axis(around(cross, 7));
  EXPECT_FALSE(axis.trusted);
  EXPECT_NE(axis.doubt.find("misses a part"), std::string::npos) << axis.doubt;
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
  for (std::size_t i = 6; i + 6 < profile.size(); ++i)
    changes += (profile[i] > 0.45) != (profile[i - 1] > 0.45);
  EXPECT_NEAR(changes, 7, 1);
  const auto widths = width_profile(strip);
  EXPECT_NEAR(widths[widths.size() / 2], 17, 2);
}

TEST(Straighten, LeavesTheOtherArmOfAUToItsOwnRows) {
  const auto line = u_turn(50, 10);  // Its arms are nearer to each other than a strip is wide.
  const auto mask = around(line, 8);
  Grey grey(mask.width(), mask.height());
  for (int y = 0; y < grey.height(); ++y) {
    for (int x = 0; x < grey.width(); ++x) grey(x, y) = x < 80 ? 60 : 180;
  }
  const auto strip = straighten(grey, mask, medial_axis(mask), 16);
  for (const int row : {15, 30, strip.grey.height() - 31, strip.grey.height() - 16}) {
    std::set<int> shades;
    for (int x = 0; x < strip.grey.width(); ++x) {
      if (strip.mask(x, row) != 0) shades.insert(strip.grey(x, row));
    }
    EXPECT_EQ(shades.size(), 1u) << "row " << row;
  }
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
