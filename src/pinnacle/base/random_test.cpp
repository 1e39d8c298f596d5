#include "pinnacle/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace pinnacle::base {
namespace {

TEST(Random, GivesTheSameNumbersForTheSameSeed) {
  Random a(7), b(7), c(8);
  const auto first = a.bits();
  EXPECT_EQ(first, b.bits());
  EXPECT_NE(first, c.bits());
}

TEST(Random, DrawsNormalNumbersOfTheAskedMoments) {
  Random random(1);
  double sum = 0, squares = 0;
  const int n = 100000;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal(3, 2);
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / n, 3, 0.03);
  EXPECT_NEAR(squares / n - (sum / n) * (sum / n), 4, 0.08);
}

TEST(Random, ShufflesToAPermutation) {
  std::vector<int> values(100);
  std::iota(values.begin(), values.end(), 0);
  const auto sorted = values;
  Random(5).shuffle(values);
  EXPECT_NE(values, sorted);
  std::sort(values.begin(), values.end());
  EXPECT_EQ(values, sorted);
}

TEST(Random, PartsOfAJobDiffer) { EXPECT_NE(Random::for_part(1, 0).bits(), Random::for_part(1, 1).bits()); }

}  // namespace
}  // namespace pinnacle::base
