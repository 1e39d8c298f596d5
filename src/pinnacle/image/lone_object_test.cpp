#include "pinnacle/image/lone_object.h"

#include <gtest/gtest.h>

#include "pinnacle/image/outline.h"

namespace pinnacle::image {
namespace {

Grey bar(std::uint8_t background, std::uint8_t object) {
  Grey crop(40, 80, background);
  for (int y = 10; y < 70; ++y) {
    for (int x = 15; x < 25; ++x) crop(x, y) = object;
  }
  return crop;
}

TEST(LoneObject, IsFoundOnAnyBackground) {
  for (const auto& [background, object] : {std::pair{255, 90}, {255, 247}, {200, 90}, {0, 170}, {30, 200}}) {
    const auto found =
        lone_object(bar(static_cast<std::uint8_t>(background), static_cast<std::uint8_t>(object)));
    EXPECT_EQ(found.bright_on_dark, background < 128);
    EXPECT_EQ(area_of(found.mask.mask), 600) << object << " on " << background;
    EXPECT_EQ(found.mask.x, 15);
    EXPECT_EQ(found.mask.y, 10);
    EXPECT_GT(found.grey(0, 0), found.grey(20, 40));
  }
}

TEST(LoneObject, IsNotSeenInAFlatPicture) {
  EXPECT_TRUE(lone_object(Grey(20, 20, 255)).mask.mask.empty());
  EXPECT_TRUE(lone_object(Grey(20, 20, 130)).mask.mask.empty());
  EXPECT_TRUE(lone_object(Grey(1, 1, 0)).mask.mask.empty());
}

}  // namespace
}  // namespace pinnacle::image
