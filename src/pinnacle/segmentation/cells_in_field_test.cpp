#include "pinnacle/segmentation/cells_in_field.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "pinnacle/base/random.h"

namespace pinnacle::segmentation {
namespace {

/// Boxes strewn over a disc; their mean longer side is about 60 px.
std::vector<base::Box> cell(base::Random& random, int count, base::Point middle, double radius) {
  std::vector<base::Box> boxes;
  for (int i = 0; i < count; ++i) {
    const double r = radius * std::sqrt(random.uniform()), angle = random.uniform(0, 2 * std::numbers::pi);
    boxes.push_back({middle.x + r * std::cos(angle) - 15, middle.y + r * std::sin(angle) - 30, 30, 60});
  }
  return boxes;
}

std::vector<base::Box> together(std::vector<base::Box> a, const std::vector<base::Box>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(CellsInField, KeepsOneCellWhole) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    base::Random random(seed);
    EXPECT_EQ(cells_in_field(cell(random, 46, {500, 500}, random.uniform(200, 700))).size(), 1u) << seed;
  }
}

TEST(CellsInField, KeepsACellWithStragglersWhole) {
  base::Random random(4);
  const auto boxes = together(cell(random, 38, {400, 400}, 250), cell(random, 9, {1500, 400}, 80));
  EXPECT_EQ(cells_in_field(boxes).size(), 1u);
}

TEST(CellsInField, TellsTwoCellsApart) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    base::Random random(seed);
    const auto boxes = together(cell(random, 46, {1400, 500}, 300), cell(random, 45, {500, 400}, 320));
    const auto cells = cells_in_field(boxes);
    ASSERT_EQ(cells.size(), 2u) << seed;
    EXPECT_EQ(cells[0].size(), 45u) << "from left to right";
    EXPECT_EQ(cells[0].front(), 46u);
    EXPECT_EQ(cells[1].size(), 46u);
  }
}

TEST(CellsInField, TellsThreeCellsApartAndLosesNone) {
  base::Random random(6);
  const auto boxes = together(together(cell(random, 46, {400, 400}, 250), cell(random, 46, {1300, 400}, 250)),
                              cell(random, 47, {850, 1300}, 250));
  const auto cells = cells_in_field(boxes);
  EXPECT_EQ(cells.size(), 3u);
  std::vector<std::size_t> all;
  for (const auto& one : cells) all.insert(all.end(), one.begin(), one.end());
  std::sort(all.begin(), all.end());
  std::vector<std::size_t> wanted(boxes.size());
  std::iota(wanted.begin(), wanted.end(), std::size_t{0});
  EXPECT_EQ(all, wanted);
}

TEST(CellsInField, TakesNoNucleusOrDirtForACell) {
  base::Random random(7);
  const auto boxes = together(cell(random, 46, {400, 400}, 250), cell(random, 12, {2500, 400}, 100));
  EXPECT_EQ(cells_in_field(boxes).size(), 1u);
}

TEST(CellsInField, HasNothingToSayOfNothing) {
  EXPECT_TRUE(cells_in_field({}).empty());
  EXPECT_EQ(cells_in_field({{1, 2, 3, 4}}).size(), 1u);
}

}  // namespace
}  // namespace pinnacle::segmentation
