#include "pinnacle/segmentation/threshold_objects.h"

#include <gtest/gtest.h>

namespace pinnacle::segmentation {
namespace {

TEST(ThresholdObjects, FindDarkPiecesButNoSpecksAndNoNuclei) {
  image::Grey grey(400, 300, 240);
  const auto paint = [&](int x0, int y0, int width, int height) {
    for (int y = y0; y < y0 + height; ++y) {
      for (int x = x0; x < x0 + width; ++x) grey(x, y) = 80;
    }
  };
  for (int k = 0; k < 8; ++k) paint(10 + 30 * k, 10, 14, 50);
  paint(300, 200, 3, 3);
  paint(20, 100, 150, 150);
  const auto boxes = threshold_objects(grey);
  EXPECT_EQ(boxes.size(), 8u);
  for (const auto& box : boxes) EXPECT_EQ(box.height, 50);
  EXPECT_TRUE(threshold_objects(image::Grey(50, 50, 200)).empty());
}

}  // namespace
}  // namespace pinnacle::segmentation
