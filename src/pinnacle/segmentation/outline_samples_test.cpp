#include "pinnacle/segmentation/outline_samples.h"

#include <gtest/gtest.h>

#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/outline_view.h"

namespace pinnacle::segmentation {
namespace {

/// Three bars alone, and two that cross.
const std::vector<base::Box> kBoxes = {
    {20, 20, 12, 70}, {60, 20, 12, 60}, {100, 20, 60, 12}, {180, 20, 12, 80}, {150, 50, 80, 12}};

image::Grey field() {
  image::Grey grey(300, 160, 235);
  for (const auto& b : kBoxes) {
    for (int y = static_cast<int>(b.y); y < b.bottom(); ++y) {
      for (int x = static_cast<int>(b.x); x < b.right(); ++x) grey(x, y) = 90;
    }
  }
  return grey;
}

TEST(OutlinesFromBoxes, KnowWhatLiesAloneAndDoubtWhatIsClaimedTwice) {
  const auto metaphase = outlines_from_boxes(field(), kBoxes);
  ASSERT_EQ(metaphase.chromosomes.size(), 5u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(metaphase.chromosomes[i].exact) << i;
    EXPECT_NEAR(image::area_of(metaphase.chromosomes[i].object.mask), kBoxes[i].area(), 60) << i;
  }
  for (std::size_t i = 3; i < 5; ++i) {
    EXPECT_FALSE(metaphase.chromosomes[i].exact) << i;
    EXPECT_GE(image::area_of(metaphase.chromosomes[i].unknown.mask), 140) << i;
  }
  EXPECT_GT(metaphase.empty(26, 50), 200) << "the field is what lies behind the chromosomes";
}

TEST(OutlinesFromPolygons, AreExact) {
  std::vector<std::vector<base::Polygon>> rings;
  for (const auto& b : kBoxes)
    rings.push_back(
        {{{b.x, b.y}, {b.right() - 1, b.y}, {b.right() - 1, b.bottom() - 1}, {b.x, b.bottom() - 1}}});
  const auto metaphase = outlines_from_polygons(field(), kBoxes, rings);
  ASSERT_EQ(metaphase.chromosomes.size(), 5u);
  EXPECT_EQ(image::area_of(metaphase.chromosomes[3].object.mask), kBoxes[3].area());
  EXPECT_EQ(image::area_of(metaphase.chromosomes[3].unknown.mask), 0);
}

TEST(OutlineSamples, AreTheSameForTheSameSeedAndHoldTheirTarget) {
  const OutlineSamples samples({outlines_from_boxes(field(), kBoxes)});
  ASSERT_EQ(samples.size(), 5u);
  int targets = 0, uncertain = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto one = samples.sample(seed % 5, seed), again = samples.sample(seed % 5, seed);
    ASSERT_TRUE(one);
    EXPECT_EQ(one->inputs[0].values, again->inputs[0].values);
    EXPECT_EQ(one->inputs[0].shape, (std::vector<std::int64_t>{OutlineView::kChannels, OutlineView::kSidePx,
                                                               OutlineView::kSidePx}));
    double area = 0, known = 0;
    for (const float v : one->targets[0].values) area += v;
    for (const float v : one->targets[1].values) known += v;
    targets += area > 300;
    uncertain += known < 96 * 96;
  }
  EXPECT_GE(targets, 38);
  EXPECT_GE(uncertain, 2) << "crossings as they lie are not known wholly";
}

TEST(OutlineSamples, PutTogetherOnesCrossWithExactTruth) {
  const OutlineSamples samples({outlines_from_boxes(field(), kBoxes)});
  int crossings = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto one = samples.composed(0, seed);
    ASSERT_FALSE(one.inputs.empty());
    for (const float w : one.targets[1].values) ASSERT_EQ(w, 1.0F);
    // Where another box lies over the target's pixels, they are crossed or nearly.
    constexpr std::size_t area = OutlineView::kSidePx * OutlineView::kSidePx;
    int shared = 0;
    for (std::size_t i = 0; i < area; ++i)
      shared += one.targets[0].values[i] > 0 && one.inputs[0].values[2 * area + i] > 0;
    crossings += shared > 20;
  }
  EXPECT_GE(crossings, 10);
}

TEST(ComposedGroup, HoldsEachChromosomeWholeInItsBox) {
  const auto metaphase = outlines_from_boxes(field(), kBoxes);
  int crossings = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto group = composed_group(metaphase, seed);
    ASSERT_GE(group.boxes.size(), 2u);
    ASSERT_EQ(group.boxes.size(), group.truth.size());
    for (std::size_t i = 0; i < group.boxes.size(); ++i) {
      double area = 0, dark = 0, inside = 0, shared = 0;
      for (int y = 0; y < group.grey.height(); ++y) {
        for (int x = 0; x < group.grey.width(); ++x) {
          if (!group.truth[i].has(x, y)) continue;
          ++area;
          dark += group.grey(x, y) < 180;
          const auto& b = group.boxes[i];
          inside += x >= b.x - 6 && y >= b.y - 6 && x <= b.right() + 6 && y <= b.bottom() + 6;
          for (std::size_t k = 0; k < i; ++k) shared += group.truth[k].has(x, y);
        }
      }
      EXPECT_GT(area, 300) << seed;
      EXPECT_GT(dark, 0.85 * area) << seed;
      EXPECT_GT(inside, 0.9 * area) << seed;
      crossings += shared > 20;
    }
    EXPECT_EQ(composed_group(metaphase, seed).grey, group.grey);
  }
  EXPECT_GT(crossings, 2);
}

TEST(ComposedGroup, NoneLiesWhollyOnAnother) {
  const auto metaphase = outlines_from_boxes(field(), kBoxes);
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const auto group = composed_group(metaphase, seed);
    for (std::size_t i = 0; i < group.truth.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        const auto &a = group.truth[i], &b = group.truth[k];
        double shared = 0;
        for (int y = 0; y < group.grey.height(); ++y) {
          for (int x = 0; x < group.grey.width(); ++x) shared += a.has(x, y) && b.has(x, y);
        }
        EXPECT_LE(shared, 0.5 * std::min(image::area_of(a.mask), image::area_of(b.mask))) << seed;
      }
    }
  }
}

TEST(ComposedGroup, NeedsTwoThatLieAlone) {
  EXPECT_TRUE(composed_group(outlines_from_boxes(image::Grey(80, 120, 235), {}), 1).boxes.empty());
}

}  // namespace
}  // namespace pinnacle::segmentation
