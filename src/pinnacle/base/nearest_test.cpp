#include "pinnacle/base/nearest.h"

#include <gtest/gtest.h>

namespace pinnacle::base {
namespace {

TEST(Nearest, IsTheFirstOfTheNearest) {
  const std::vector<Point> line{{0, 0}, {4, 0}, {8, 0}, {4, 0}};
  EXPECT_EQ(nearest(line, {5, 3}).place, 1u);
  EXPECT_DOUBLE_EQ(nearest(line, {5, 3}).square, 10);
  EXPECT_EQ(nearest(line, {5, 3}, 2).place, 2u) << "the second point is passed over";
}

}  // namespace
}  // namespace pinnacle::base
