#include "pinnacle/cytogenetics/bands.h"

#include <gtest/gtest.h>

namespace pinnacle::cytogenetics {
namespace {

constexpr BandLevel kLevels[] = {BandLevel::k400, BandLevel::k550, BandLevel::k850};

TEST(Bands, CoverEachChromosomeInOrder) {
  for (const auto level : kLevels) {
    for (int k = 0; k < kClassCount; ++k) {
      const auto own = bands_of(static_cast<ChromosomeClass>(k), level);
      EXPECT_EQ(own.front().start, 0);
      for (std::size_t i = 1; i < own.size(); ++i) {
        EXPECT_NEAR(own[i].start, own[i - 1].stop, 1e-6) << to_string(own[i].chromosome) << own[i].name;
        EXPECT_GE(own[i - 1].on_p_arm, own[i].on_p_arm);
      }
    }
  }
}

TEST(Bands, GrowInNumberWithTheLevel) {
  EXPECT_LT(bands(BandLevel::k400).size(), bands(BandLevel::k550).size());
  EXPECT_LT(bands(BandLevel::k550).size(), bands(BandLevel::k850).size());
}

TEST(Bands, KnowTheLongestAndTheAcrocentrics) {
  for (int k = 1; k < kClassCount; ++k) {
    EXPECT_GT(length_of(ChromosomeClass::k1, BandLevel::k550), length_of(static_cast<ChromosomeClass>(k), BandLevel::k550));
  }
  EXPECT_NEAR(centromere_of(ChromosomeClass::k1, BandLevel::k550), 0.5, 0.05);
  for (const auto acrocentric : {ChromosomeClass::k13, ChromosomeClass::k14, ChromosomeClass::k15}) {
    EXPECT_LT(centromere_of(acrocentric, BandLevel::k550), 0.25);
  }
}

TEST(Bands, PutTheCentromereIntoItsBand) {
  for (int k = 0; k < kClassCount; ++k) {
    const auto chromosome = static_cast<ChromosomeClass>(k);
    const double at = centromere_of(chromosome, BandLevel::k550) * length_of(chromosome, BandLevel::k550);
    bool inside = false;
    for (const auto& band : bands_of(chromosome, BandLevel::k550)) {
      inside = inside || (band.stain == Stain::kCentromere && band.start <= at && at <= band.stop);
    }
    EXPECT_TRUE(inside) << to_string(chromosome);
  }
}

}  // namespace
}  // namespace pinnacle::cytogenetics
