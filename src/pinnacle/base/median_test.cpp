#include "pinnacle/base/median.h"

#include <gtest/gtest.h>

namespace pinnacle::base {
namespace {

TEST(Median, IsTheMiddleOrTheUpperOfTwo) {
  EXPECT_EQ(median(std::vector<double>{9, 1, 5}), 5);
  EXPECT_EQ(median(std::vector<double>{4, 1, 3, 2}), 3);
}

}  // namespace
}  // namespace pinnacle::base
