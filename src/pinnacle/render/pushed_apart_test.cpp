#include "pinnacle/render/pushed_apart.h"

#include <gtest/gtest.h>

namespace pinnacle::render {
namespace {

constexpr base::Box kBounds{0, 0, 100, 100};

TEST(PushedApart, LeavesAloneWhatNothingOverlaps) {
  const std::vector<base::Box> boxes{{10, 10, 20, 10}, {40, 10, 20, 10}, {10, 30, 20, 10}};
  EXPECT_EQ(pushed_apart(boxes, kBounds), boxes);
}

TEST(PushedApart, MovesBothTheShorterWay) {
  const auto boxes = pushed_apart({{10, 10, 20, 10}, {12, 18, 20, 10}}, kBounds);
  EXPECT_EQ(boxes[0].x, 10);
  EXPECT_NEAR(boxes[0].y, 9, 0.1);
  EXPECT_NEAR(boxes[1].y, 19, 0.1);
  EXPECT_EQ(base::intersection_area(boxes[0], boxes[1]), 0);
}

TEST(PushedApart, PartsAHeapWithinTheBounds) {
  const auto boxes = pushed_apart(std::vector<base::Box>(9, {90, 90, 20, 8}), kBounds);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    EXPECT_LE(boxes[i].right(), 100);
    EXPECT_LE(boxes[i].bottom(), 100);
    for (std::size_t j = i + 1; j < boxes.size(); ++j)
      EXPECT_LT(base::intersection_area(boxes[i], boxes[j]), 1) << i << " " << j;
  }
}

}  // namespace
}  // namespace pinnacle::render
