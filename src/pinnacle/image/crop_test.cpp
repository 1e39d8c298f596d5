#include "pinnacle/image/crop.h"

#include <gtest/gtest.h>

namespace pinnacle::image {
namespace {

TEST(Cropped, KeepsTheBoxAndItsMargin) {
  Grey picture(20, 10, 0);
  picture(5, 4) = 200;
  const auto part = cropped(picture, {4, 3, 3, 2}, 1);
  EXPECT_EQ(part.width(), 5);
  EXPECT_EQ(part.height(), 4);
  EXPECT_EQ(part(2, 2), 200);
}

TEST(Cropped, StaysInsideThePicture) {
  const Grey picture(20, 10, 0);
  EXPECT_EQ(cropped(picture, {-5, -5, 8, 100}, 2).width(), 5);
  EXPECT_EQ(cropped(picture, {-5, -5, 8, 100}, 2).height(), 10);
  EXPECT_EQ(cropped(picture, {500, 500, 8, 8}, 0).size(), 1u);
}

}  // namespace
}  // namespace pinnacle::image
