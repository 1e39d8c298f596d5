#include "pinnacle/cytogenetics/band_scale.h"

#include <gtest/gtest.h>

namespace pinnacle::cytogenetics {
namespace {

double stop_of(ChromosomeClass chromosome, BandLevel level, bool on_p_arm, const std::string& name) {
  for (const auto& band : bands_of(chromosome, level)) {
    if (band.on_p_arm == on_p_arm && band.name == name) return band.stop;
  }
  ADD_FAILURE() << name;
  return -1;
}

TEST(BandScale, ABorderStaysThatBorder) {
  const auto c = ChromosomeClass::k9;
  EXPECT_NEAR(at_level(c, stop_of(c, BandLevel::k850, false, "33.3"), BandLevel::k850, BandLevel::k400),
              stop_of(c, BandLevel::k400, false, "33"), 1);
}

TEST(BandScale, CentromeresAndEndsStay) {
  for (int k = 0; k < kClassCount; ++k) {
    const auto c = static_cast<ChromosomeClass>(k);
    const double length = length_of(c, BandLevel::k850);
    for (const auto level : {BandLevel::k400, BandLevel::k550}) {
      const double centromere = centromere_of(c, BandLevel::k850) * length;
      EXPECT_NEAR(at_level(c, centromere, BandLevel::k850, level),
                  centromere_of(c, level) * length_of(c, level), 1);
      EXPECT_EQ(at_level(c, -5, BandLevel::k850, level), 0);
      EXPECT_EQ(at_level(c, length, BandLevel::k850, level), length_of(c, level));
    }
  }
}

TEST(BandScale, ThereAndBack) {
  const double back =
      at_level(ChromosomeClass::kX, at_level(ChromosomeClass::kX, 3000, BandLevel::k850, BandLevel::k400),
               BandLevel::k400, BandLevel::k850);
  EXPECT_NEAR(back, 3000, 1);
}

}  // namespace
}  // namespace pinnacle::cytogenetics
