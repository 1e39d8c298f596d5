#include "pinnacle/segmentation/edit_outlines.h"

#include <gtest/gtest.h>

#include <map>

#include "pinnacle/base/random.h"
#include "pinnacle/image/outline.h"

namespace pinnacle::segmentation {
namespace {

using image::Mask;
using image::PlacedMask;

PlacedMask bar(int x, int y, int width, int height) { return {x, y, Mask(width, height, 1)}; }

/// How many of the masks hold each pixel.
std::map<std::pair<int, int>, int> pixels_of(const std::vector<PlacedMask>& masks) {
  std::map<std::pair<int, int>, int> count;
  for (const auto& m : masks) {
    for (int y = 0; y < m.mask.height(); ++y) {
      for (int x = 0; x < m.mask.width(); ++x) {
        if (m.mask(x, y) != 0) ++count[{m.x + x, m.y + y}];
      }
    }
  }
  return count;
}

base::Polygon square(double x, double y, double side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

/// A blob without holes, of the union of random bars that all meet in the middle.
PlacedMask blob(base::Random& random) {
  PlacedMask object{7, 11, Mask(90, 80)};
  for (int k = 0; k < 5; ++k) {
    image::draw_bar(object.mask, {45, 40}, {random.uniform(5, 85), random.uniform(5, 75)},
                    random.uniform(5, 15));
  }
  return object;
}

TEST(SplitAlong, GivesEachPixelToOnePart) {
  const auto object = bar(10, 20, 40, 8);
  const auto parts = split_along(object, {{25, 10}, {25, 40}});
  ASSERT_TRUE(parts) << parts.error().text();
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_EQ(pixels_of(*parts), pixels_of({object}));
  EXPECT_EQ((*parts)[0].mask.width() + (*parts)[1].mask.width(), 40);
  EXPECT_GE(image::area_of((*parts)[0].mask), image::area_of((*parts)[1].mask));
}

TEST(SplitAlong, LosesNoPixelOfAnyObjectAlongAnyLine) {
  int cut = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    base::Random random(seed);
    const auto object = blob(random);
    const double tilt = random.uniform(-60, 60);
    const auto parts =
        split_along(object, {{52 - tilt, 0}, {52 + random.uniform(-9, 9), 51}, {52 + tilt, 110}});
    if (!parts) continue;
    ++cut;
    EXPECT_EQ(pixels_of(*parts), pixels_of({object})) << "seed " << seed;
    for (const auto& part : *parts) EXPECT_GE(image::area_of(part.mask), 8) << "seed " << seed;
  }
  EXPECT_GT(cut, 50);
}

TEST(SplitAlong, CutsABentObjectTwice) {
  PlacedMask u{0, 0, Mask(40, 40)};
  image::draw_bar(u.mask, {8, 4}, {8, 34}, 7);
  image::draw_bar(u.mask, {8, 34}, {32, 34}, 7);
  image::draw_bar(u.mask, {32, 34}, {32, 4}, 7);
  const auto parts = split_along(u, {{-2, 18}, {45, 18}});
  ASSERT_TRUE(parts) << parts.error().text();
  EXPECT_EQ(parts->size(), 3u);
  EXPECT_EQ(pixels_of(*parts), pixels_of({u}));
}

TEST(SplitAlong, SendsAPieceBeyondACrossingWithTheNearestPart) {
  PlacedMask object{0, 0, Mask(60, 8)};
  for (int y = 0; y < 8; ++y) {
    for (int x = 0; x < 60; ++x) object.mask(x, y) = x < 40 || x >= 48;
  }
  const auto parts = split_along(object, {{15, -3}, {15, 12}});
  ASSERT_TRUE(parts) << parts.error().text();
  ASSERT_EQ(parts->size(), 2u);
  EXPECT_EQ(pixels_of(*parts), pixels_of({object}));
  EXPECT_EQ((*parts)[0].x + (*parts)[0].mask.width(), 60);
}

TEST(SplitAlong, RefusesALineThatDoesNotCutThrough) {
  const auto object = bar(10, 20, 40, 8);
  for (const auto& line : {std::vector<base::Point>{{25, 10}, {25, 23}},
                           std::vector<base::Point>{{0, 0}, {60, 5}}, std::vector<base::Point>{{25, 10}}}) {
    const auto parts = split_along(object, line);
    ASSERT_FALSE(parts);
    EXPECT_EQ(parts.error().code, base::ErrorCode::kInvalidArgument);
    EXPECT_NE(parts.error().text().find("Draw it"), std::string::npos) << parts.error().text();
  }
}

TEST(Joined, UndoesASplit) {
  base::Random random(3);
  const auto object = blob(random);
  const auto parts = split_along(object, {{0, 51}, {110, 51}});
  ASSERT_TRUE(parts) << parts.error().text();
  const auto whole = joined(*parts, Apart::kRefused);
  ASSERT_TRUE(whole) << whole.error().text();
  EXPECT_EQ(pixels_of({*whole}), pixels_of({object}));
}

TEST(Joined, JoinsWhatDoesNotTouchOnlyWhereThatIsAllowed) {
  const std::vector<PlacedMask> parts{bar(0, 0, 10, 5), bar(20, 0, 10, 5)};
  EXPECT_FALSE(joined(parts, Apart::kRefused));
  const auto whole = joined(parts, Apart::kAllowed);
  ASSERT_TRUE(whole);
  EXPECT_EQ(pixels_of({*whole}), pixels_of(parts)) << "nothing is filled in between";
  // A third part between them makes them touch; a corner is enough.
  EXPECT_TRUE(joined({parts[0], parts[1], bar(10, 5, 10, 3)}, Apart::kRefused));
}

TEST(Joined, NeedsTwoPartsWithPixels) {
  EXPECT_FALSE(joined({bar(0, 0, 3, 3)}, Apart::kAllowed));
  EXPECT_FALSE(joined({bar(0, 0, 3, 3), PlacedMask{}}, Apart::kAllowed));
}

TEST(Brush, AddsAndRemovesTheSamePixels) {
  const auto object = bar(20, 20, 10, 10);
  const auto more = with_pixels(object, {square(30, 22, 4)}, 100, 100);
  ASSERT_TRUE(more) << more.error().text();
  EXPECT_EQ(image::area_of(more->mask), 125);
  const auto less = without_pixels(*more, {square(30, 22, 4)});
  ASSERT_TRUE(less) << less.error().text();
  EXPECT_EQ(pixels_of({*less}), pixels_of({object}));
  EXPECT_EQ(less->x, 20);
  EXPECT_EQ(less->mask.width(), 10) << "the frame shrinks again";
}

TEST(Brush, StaysInThePicture) {
  const auto more = with_pixels(bar(0, 0, 3, 3), {square(-10, -10, 20)}, 8, 6);
  ASSERT_TRUE(more);
  EXPECT_EQ(image::area_of(more->mask), 48);
}

TEST(Brush, RefusesWhatChangesNothingOrLeavesNothing) {
  const auto object = bar(20, 20, 10, 10);
  EXPECT_FALSE(with_pixels(object, {square(22, 22, 3)}, 100, 100));
  EXPECT_FALSE(with_pixels(object, {square(200, 200, 3)}, 100, 100));
  EXPECT_FALSE(with_pixels(object, {}, 100, 100));
  EXPECT_FALSE(without_pixels(object, {square(50, 50, 3)}));
  EXPECT_FALSE(without_pixels(object, {square(10, 10, 40)}));
}

TEST(Overlapped, GivesTheCrossingToBoth) {
  const auto lying = bar(0, 10, 40, 6);
  PlacedMask standing{17, 0, Mask(6, 26, 1)};
  for (int y = 10; y < 16; ++y) {
    for (int x = 0; x < 6; ++x) standing.mask(x, y) = 0;
  }
  const auto both = overlapped(lying, standing, {square(17, 10, 5)});
  ASSERT_TRUE(both) << both.error().text();
  EXPECT_EQ(pixels_of({both->first}), pixels_of({lying}));
  EXPECT_EQ(pixels_of({both->second}), pixels_of({PlacedMask{17, 0, Mask(6, 26, 1)}}));
  EXPECT_FALSE(overlapped(both->first, both->second, {square(17, 10, 5)})) << "it is shared already";
  EXPECT_FALSE(overlapped(lying, standing, {square(60, 60, 5)}));
}

TEST(EditedOutlines, SurviveTheirRings) {
  base::Random random(9);
  const auto parts = split_along(blob(random), {{52, -5}, {58, 120}});
  ASSERT_TRUE(parts) << parts.error().text();
  for (const auto& part : *parts) {
    const auto solid = image::without_holes(part.mask, 1e9);
    const PlacedMask again = image::filled(image::outlines_of({part.x, part.y, solid}), 200, 200);
    EXPECT_EQ(pixels_of({again}), pixels_of({{part.x, part.y, solid}}));
  }
}

}  // namespace
}  // namespace pinnacle::segmentation
