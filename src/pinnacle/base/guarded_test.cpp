#include "pinnacle/base/guarded.h"

#include <gtest/gtest.h>

namespace pinnacle::base {
namespace {

TEST(Guarded, GivesBackWhatTheJobGives) {
  EXPECT_EQ(*guarded([]() -> Expected<int> { return 3; }), 3);
  EXPECT_EQ(guarded([]() -> Expected<void> { return unexpected(ErrorCode::kDamaged, "cut"); }).error().what,
            "cut");
}

TEST(Guarded, TurnsWhatTheJobThrowsIntoItsError) {
  const auto check = guarded([]() -> Expected<int> {
    PINNACLE_CHECK(false, "why");
    return 3;
  });
  ASSERT_FALSE(check);
  EXPECT_EQ(check.error().code, ErrorCode::kInternal);
  EXPECT_NE(check.error().what.find("internal error: "), std::string::npos);
  EXPECT_EQ(guarded([]() -> Expected<void> { throw std::bad_alloc(); }).error().what, "out of memory");
  EXPECT_EQ(guarded([]() -> Expected<void> { throw 3; }).error().code, ErrorCode::kInternal);
}

TEST(Guarded, BoundsTheWords) {
  const auto fault = guarded([]() -> Expected<void> { throw std::runtime_error(std::string(100000, 'x')); });
  EXPECT_LT(fault.error().text().size(), 500u);
}

}  // namespace
}  // namespace pinnacle::base
