#include "pinnacle/dataset/banding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "pinnacle/base/random.h"
#include "pinnacle/cytogenetics/bands.h"

namespace pinnacle::dataset {
namespace {

using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;

enum class Look { kG, kR, kQ, kSolid };

/// A chromosome drawn from the ideogram, p arm up or down.
image::Grey drawn(ChromosomeClass chromosome, Look look, base::Random& random) {
  constexpr int kWidth = 16, kMargin = 5;
  const auto length = cytogenetics::length_of(chromosome, BandLevel::k550);
  const int rows =
      40 + static_cast<int>(length / cytogenetics::length_of(ChromosomeClass::k1, BandLevel::k550) * 60);
  image::Grey crop(kWidth + 2 * kMargin, rows + 2 * kMargin, look == Look::kQ ? 0 : 255);
  const bool turned = random.chance(0.5);
  for (int y = 0; y < rows; ++y) {
    const double at = (turned ? rows - 1 - y + 0.5 : y + 0.5) / rows * length;
    double stain = 0;
    for (const auto& band : cytogenetics::bands_of(chromosome, BandLevel::k550)) {
      if (band.start <= at && at < band.stop && band.stain == cytogenetics::Stain::kPositive)
        stain = band.density / 100.0;
    }
    const double level = look == Look::kG   ? 180 - 100 * stain
                         : look == Look::kR ? 80 + 100 * stain
                         : look == Look::kQ ? 90 + 120 * stain
                                            : 100;
    for (int x = 0; x < kWidth; ++x) {
      crop(x + kMargin, y + kMargin) =
          static_cast<std::uint8_t>(std::clamp(level + random.normal(0, 8), 1.0, 240.0));
    }
  }
  return crop;
}

BandingEvidence evidence(Look look, int count) {
  base::Random random(11);
  BandingEvidence all;
  for (int i = 0; i < count; ++i) {
    const auto chromosome = static_cast<ChromosomeClass>(i % cytogenetics::kClassCount);
    all.add(drawn(chromosome, look, random), chromosome);
  }
  return all;
}

TEST(Banding, IsToldByPolarityAndProfile) {
  EXPECT_EQ(evidence(Look::kG, 96).guess(), Banding::kG);
  EXPECT_EQ(evidence(Look::kR, 96).guess(), Banding::kR);
  EXPECT_EQ(evidence(Look::kQ, 96).guess(), Banding::kQOrDapi);
}

TEST(Banding, IsUnclearWhereNothingShowsIt) {
  EXPECT_EQ(evidence(Look::kSolid, 96).guess(), Banding::kUnclear);
  EXPECT_EQ(evidence(Look::kG, 12).guess(), Banding::kUnclear);
  BandingEvidence nothing;
  nothing.add(image::Grey(20, 20, 255), ChromosomeClass::k1);
  EXPECT_EQ(nothing.chromosomes(), 0);
  EXPECT_EQ(nothing.guess(), Banding::kUnclear);
}

TEST(BandAgreement, DoesNotDependOnTheEndThatIsUp) {
  std::vector<double> stain;
  for (int i = 0; i < 90; ++i) stain.push_back(std::sin(0.1 * i) + 0.01 * i);
  const auto upright = band_agreement(stain, ChromosomeClass::k5);
  std::reverse(stain.begin(), stain.end());
  const auto turned = band_agreement(stain, ChromosomeClass::k5);
  EXPECT_NEAR(upright.as_g, turned.as_g, 1e-9);
  EXPECT_NEAR(upright.as_r, turned.as_r, 1e-9);
}

}  // namespace
}  // namespace pinnacle::dataset
