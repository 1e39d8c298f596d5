#include "pinnacle/segmentation/crowding.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pinnacle::segmentation {
namespace {

/// Dark bars 10 px wide and 60 long on a light field, 60 px apart.
TaughtMetaphase bars(int count) {
  TaughtMetaphase metaphase{image::Grey(60 * count + 200, 300, 240), {}, {}};
  for (int k = 0; k < count; ++k) {
    for (int y = 120; y < 180; ++y) std::fill_n(metaphase.grey.row(y) + 100 + 60 * k, 10, std::uint8_t{90});
    metaphase.boxes.push_back({96.0 + 60 * k, 116, 18, 68});
    metaphase.classes.push_back(k);
  }
  return metaphase;
}

double darkest_share(const image::Grey& grey, const base::Box& box) {
  int dark = 0;
  for (int y = 0; y < static_cast<int>(box.height); ++y) {
    for (int x = 0; x < static_cast<int>(box.width); ++x)
      dark += grey(static_cast<int>(box.x) + x, static_cast<int>(box.y) + y) < 120;
  }
  return dark / box.area();
}

TEST(Crowding, KnowsWhatLiesAlone) {
  EXPECT_EQ(lying_alone({{0, 0, 10, 10}, {5, 5, 10, 10}, {40, 0, 10, 10}}), (std::vector<std::size_t>{2}));
}

TEST(Crowding, AddsCopiesWithTheirBoxesAndClasses) {
  const auto metaphase = bars(8);
  int added = 0, crossing = 0;
  for (std::uint64_t seed = 1; seed < 20; ++seed) {
    base::Random random(seed), again(seed);
    const auto dense = crowded(metaphase, {2, 5}, random);
    ASSERT_EQ(dense.boxes.size(), dense.classes.size());
    EXPECT_EQ(crowded(metaphase, {2, 5}, again).grey.values(), dense.grey.values());
    for (std::size_t i = 8; i < dense.boxes.size(); ++i, ++added) {
      const auto& box = dense.boxes[i];
      EXPECT_EQ(std::max(box.width, box.height), 68);
      EXPECT_TRUE(dense.classes[i] == 2 || dense.classes[i] == 5);
      EXPECT_GT(darkest_share(dense.grey, box), 0.4) << "a bar is half of its box";
      crossing += std::any_of(metaphase.boxes.begin(), metaphase.boxes.end(),
                              [&](const auto& other) { return base::intersection_area(other, box) > 0; });
    }
  }
  EXPECT_GT(added, 40);
  EXPECT_GT(crossing, added / 2);
}

TEST(Crowding, AddsNothingWhereNothingLiesAlone) {
  base::Random random(1);
  const auto metaphase = bars(3);
  EXPECT_EQ(crowded(metaphase, {}, random).grey.values(), metaphase.grey.values());
}

}  // namespace
}  // namespace pinnacle::segmentation
