#include "pinnacle/evaluation/class_precision.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pinnacle::evaluation {
namespace {

const base::Box kHere{0, 0, 10, 10}, kThere{50, 50, 10, 10};

double precision_of(const std::vector<NamedBox>& found, const std::vector<TrueNamedBox>& truth) {
  return mean_average_precision(class_hits(found, truth, 3, 0.5));
}

TEST(ClassPrecision, IsTheMeanOverTheClassesThatOccur) {
  const std::vector<TrueNamedBox> truth{{kHere, 0, false}, {kThere, 2, false}};
  EXPECT_DOUBLE_EQ(precision_of({{{kHere, 0.9}, 0}, {{kThere, 0.8}, 2}}, truth), 1);
  // A right place under a wrong name is false there and missing here.
  EXPECT_DOUBLE_EQ(precision_of({{{kHere, 0.9}, 0}, {{kThere, 0.8}, 1}}, truth), 0.5);
  EXPECT_TRUE(std::isnan(precision_of({{{kHere, 0.9}, 0}}, {})));
}

TEST(ClassPrecision, RanksTheNamesOfABoxByTheirScores) {
  const std::vector<TrueNamedBox> truth{{kHere, 0, false}, {kThere, 1, false}};
  // Each box stands for both classes, the right one first.
  EXPECT_DOUBLE_EQ(
      precision_of({{{kHere, 0.9}, 0}, {{kHere, 0.1}, 1}, {{kThere, 0.8}, 1}, {{kThere, 0.2}, 0}}, truth), 1);
  EXPECT_DOUBLE_EQ(
      precision_of({{{kHere, 0.9}, 1}, {{kHere, 0.1}, 0}, {{kThere, 0.8}, 0}, {{kThere, 0.2}, 1}}, truth),
      0.5);
}

TEST(ClassPrecision, CountsWhatIsOptionalOnlyWhereItIsFound) {
  const std::vector<TrueNamedBox> twins{{kHere, 0, true}, {kHere, 1, true}, {kThere, 2, false}};
  EXPECT_DOUBLE_EQ(precision_of({{{kHere, 0.9}, 0}, {{kThere, 0.8}, 2}}, twins), 1);
  EXPECT_DOUBLE_EQ(precision_of({{{kHere, 0.9}, 0}, {{kHere, 0.9}, 1}, {{kThere, 0.8}, 2}}, twins), 1);
}

TEST(ClassPrecision, PoolsPictures) {
  auto all = class_hits({{{kHere, 0.9}, 0}}, {{kHere, 0, false}}, 3, 0.5);
  append(all, class_hits({}, {{kThere, 0, false}}, 3, 0.5));
  EXPECT_DOUBLE_EQ(all[0].true_objects, 2);
  EXPECT_DOUBLE_EQ(mean_average_precision(all), 0.5);
}

}  // namespace
}  // namespace pinnacle::evaluation
