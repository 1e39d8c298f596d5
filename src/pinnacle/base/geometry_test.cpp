#include "pinnacle/base/geometry.h"

#include <gtest/gtest.h>

namespace pinnacle::base {
namespace {

TEST(Box, OverlapsByIntersectionOverUnion) {
  const Box a{0, 0, 10, 10};
  EXPECT_DOUBLE_EQ(iou(a, a), 1);
  EXPECT_DOUBLE_EQ(iou(a, {5, 0, 10, 10}), 50.0 / 150.0);
  EXPECT_DOUBLE_EQ(iou(a, {20, 20, 5, 5}), 0);
  EXPECT_DOUBLE_EQ(iou({}, {}), 0);
}

TEST(BoundsOf, HoldsEveryRing) {
  EXPECT_EQ(bounds_of({{{3, 4}}}), (Box{3, 4, 0, 0}));
  EXPECT_EQ(bounds_of({{{3, 4}, {5, -1}}, {{-2, 0}, {0, 9}}}), (Box{-2, -1, 7, 10}));
}

}  // namespace
}  // namespace pinnacle::base
