#include "pinnacle/classification/centromere.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pinnacle::classification {
namespace {

image::Strip waisted(double at, int rows = 100) {
  image::Strip strip{image::Grey(21, rows, 255), image::Mask(21, rows)};
  for (int y = 0; y < rows; ++y) {
    const int half = std::abs(y - at * rows) < 4 ? 4 : 8;
    for (int x = 10 - half; x <= 10 + half; ++x) strip.mask(x, y) = 1;
  }
  return strip;
}

TEST(FindCentromere, FindsTheWaistNearWhereItIsExpected) {
  EXPECT_NEAR(*find_centromere(waisted(0.36), 0.40), 0.36, 0.03);
  EXPECT_NEAR(*find_centromere(waisted(0.44), 0.40), 0.44, 0.03);
}

TEST(FindCentromere, IsNotDrawnToAWaistElsewhere) { EXPECT_NEAR(*find_centromere(waisted(0.85), 0.4), 0.4, 0.05); }

TEST(FindCentromere, HasNoOpinionOnAFewPixels) { EXPECT_FALSE(find_centromere(waisted(0.5, 6), 0.5)); }

}  // namespace
}  // namespace pinnacle::classification
