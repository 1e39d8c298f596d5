#include "pinnacle/image/resample.h"

#include <gtest/gtest.h>

namespace pinnacle::image {
namespace {

Grey ramp() {
  Grey grey(20, 10);
  for (int y = 0; y < 10; ++y) {
    for (int x = 0; x < 20; ++x) grey(x, y) = static_cast<std::uint8_t>(10 * x + y);
  }
  return grey;
}

TEST(WarpRows, LeavesAPictureAsItIs) {
  const auto source = ramp();
  std::vector<SourceRow> rows;
  for (int y = 0; y < source.height(); ++y) rows.push_back({{0, double(y)}, {1, 0}});
  EXPECT_EQ(warp_rows(source, rows, source.width(), 0), source);
}

TEST(WarpRows, ShiftsEachRowByItself) {
  const auto source = ramp();
  const auto target = warp_rows(source, {{{2, 5}, {1, 0}}, {{0.5, 3}, {1, 0}}, {{0, 0}, {0, 1}}}, 4, 77);
  ASSERT_EQ(target.height(), 3);
  EXPECT_EQ(target(1, 0), source(3, 5));
  EXPECT_EQ(target(1, 1), (source(1, 3) + source(2, 3)) / 2);
  EXPECT_EQ(target(3, 2), source(0, 3));
}

TEST(WarpRows, FillsWhatTheSourceDoesNotReach) {
  EXPECT_EQ(warp_rows(ramp(), {{{-30, 2}, {1, 0}}}, 4, 77)(0, 0), 77);
}

}  // namespace
}  // namespace pinnacle::image
