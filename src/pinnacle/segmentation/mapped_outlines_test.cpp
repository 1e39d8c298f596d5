#include "pinnacle/segmentation/mapped_outlines.h"

#include <gtest/gtest.h>

#include "pinnacle/image/outline.h"

namespace pinnacle::segmentation {
namespace {

constexpr std::uint8_t kOverlap = 255;

void paint(image::Grey& map, int x0, int y0, int width, int height, std::uint8_t value) {
  for (int y = y0; y < y0 + height; ++y) {
    for (int x = x0; x < x0 + width; ++x) map(x, y) = value;
  }
}

TEST(MappedOutlines, GiveACrossingToBothAndJoinWhatItParts) {
  image::Grey map(60, 60);
  paint(map, 25, 5, 8, 40, 1);  // Crossed by the next.
  paint(map, 5, 20, 50, 6, 2);
  paint(map, 25, 20, 8, 6, kOverlap);
  const auto mapped = mapped_outlines(map, kOverlap, {{1, 1}, {2, 1}});
  ASSERT_EQ(mapped.chromosomes.size(), 2u);
  EXPECT_EQ(image::area_of(mapped.chromosomes[0].mask), 8 * 40);
  EXPECT_EQ(image::area_of(mapped.chromosomes[1].mask), 50 * 6);
  EXPECT_EQ(mapped.classes, (std::vector<std::uint8_t>{1, 2}));
  EXPECT_EQ(mapped.left_out, 0);
}

TEST(MappedOutlines, LeaveOutHomologuesThatTouch) {
  image::Grey map(60, 60);
  paint(map, 5, 5, 8, 40, 3);
  paint(map, 13, 5, 8, 40, 3);  // Its homologue, beside it.
  paint(map, 30, 5, 8, 30, 4);
  paint(map, 45, 5, 8, 30, 4);
  const auto mapped = mapped_outlines(map, kOverlap, {{3, 2}, {4, 2}});
  EXPECT_EQ(mapped.chromosomes.size(), 2u);
  EXPECT_EQ(mapped.left_out, 2);
  EXPECT_EQ(image::area_of(mapped.unclear), 16 * 40);
}

TEST(MappedOutlines, TakeSpecksForNothing) {
  image::Grey map(60, 60);
  paint(map, 5, 5, 8, 40, 7);
  paint(map, 40, 40, 3, 3, 7);
  const auto mapped = mapped_outlines(map, kOverlap, {{7, 1}, {8, 2}});
  EXPECT_EQ(mapped.chromosomes.size(), 1u);
  EXPECT_EQ(mapped.left_out, 2) << "class 8 is nowhere";
}

}  // namespace
}  // namespace pinnacle::segmentation
