#include "pinnacle/segmentation/views.h"

#include <gtest/gtest.h>

#include <numeric>

namespace pinnacle::segmentation {
namespace {

/// Two pictures of two maps of three by two: 0, 1, 2, ...
learning::Array pictures() {
  learning::Array array({2, 2, 2, 3});
  std::iota(array.values.begin(), array.values.end(), 0.0F);
  return array;
}

std::vector<float> first_map(const learning::Array& array) { return {array.values.begin(), array.values.begin() + 6}; }

TEST(Views, AreMirroredAsTheyAsk) {
  EXPECT_EQ(mirrored(pictures(), kUpright).values, pictures().values);
  EXPECT_EQ(first_map(mirrored(pictures(), {true, false})), (std::vector<float>{2, 1, 0, 5, 4, 3}));
  EXPECT_EQ(first_map(mirrored(pictures(), {false, true})), (std::vector<float>{3, 4, 5, 0, 1, 2}));
}

TEST(Views, ComeBack) {
  for (const auto view : kOtherViews) EXPECT_EQ(mirrored(mirrored(pictures(), view), view).values, pictures().values);
}

TEST(Views, MapsMayChangeTheirRolesWithinEachPicture) {
  const auto swapped = mirrored(pictures(), kUpright, [](std::size_t k) { return 1 - k; });
  EXPECT_EQ(swapped.values[0], 6);
  EXPECT_EQ(swapped.values[6], 0);
  EXPECT_EQ(swapped.values[12], 18);
}

}  // namespace
}  // namespace pinnacle::segmentation
