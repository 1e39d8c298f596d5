#include "pinnacle/evaluation/figure.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pinnacle::evaluation {
namespace {

TEST(ValueText, SaysWhatTheNumberIs) {
  EXPECT_EQ(value_text(0.97854, Unit::kShare), "97.85 %");
  EXPECT_EQ(value_text(0.98765, Unit::kScore), "0.9877 of 1");
  EXPECT_EQ(value_text(3.14, Unit::kPerThousand), "3.1 per 1,000");
  EXPECT_EQ(value_text(0.5, Unit::kChromosomes), "0.50 chromosomes");
  EXPECT_EQ(value_text(1.234, Unit::kSeconds), "1.23 s");
  EXPECT_EQ(value_text(std::nan(""), Unit::kShare), "-");
}

TEST(ValueText, RoundsNothingUpToPerfect) {
  EXPECT_EQ(value_text(0.99999, Unit::kShare), ">99.99 %");
  EXPECT_EQ(value_text(0.99999, Unit::kScore), ">0.9999 of 1");
  EXPECT_EQ(value_text(1, Unit::kShare), "100.00 %");
}

TEST(IntervalText, SaysTheUnitOnce) {
  EXPECT_EQ(interval_text({"accuracy", 0.9, 0.85, 0.95, Unit::kShare}), "85.00 to 95.00 %");
  EXPECT_EQ(interval_text({"accuracy", 0.9, std::nan(""), std::nan(""), Unit::kShare}), "-");
}

}  // namespace
}  // namespace pinnacle::evaluation
