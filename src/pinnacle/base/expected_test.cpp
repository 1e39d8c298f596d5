#include "pinnacle/base/expected.h"

#include <gtest/gtest.h>

namespace pinnacle::base {
namespace {

Expected<int> half(int x) {
  if (x % 2 != 0) return unexpected(ErrorCode::kInvalidArgument, "the number is odd", "x", "Pass an even one");
  return x / 2;
}

Expected<int> quarter(int x) {
  PINNACLE_TRY(const int h, half(x));
  return half(h);
}

Expected<void> is_even(int x) {
  PINNACLE_TRY_VOID(half(x));
  return {};
}

TEST(Expected, HandsValuesAndErrorsOn) {
  EXPECT_EQ(*quarter(8), 2);
  ASSERT_FALSE(quarter(6));
  EXPECT_EQ(quarter(6).error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(is_even(2));
  EXPECT_FALSE(is_even(3));
}

TEST(Expected, TellsPlaceWhatAndCure) { EXPECT_EQ(half(3).error().text(), "x: the number is odd. Pass an even one"); }

TEST(Expected, RefusesTheValueOfAnError) { EXPECT_THROW((void)half(3).value(), std::logic_error); }

}  // namespace
}  // namespace pinnacle::base
