#include "pinnacle/iscn/heteromorphism.h"

#include <gtest/gtest.h>

#include "pinnacle/cytogenetics/bands.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::ChromosomeClass;

/// The bands that a variant changes: "q12+", "p13-".
std::vector<std::string> changed(std::string_view variant, ChromosomeClass c) {
  std::vector<std::string> all;
  for (const auto& stretch : resized_by(variant, c)) {
    for (const auto& band : cytogenetics::bands_of(c, cytogenetics::BandLevel::k850)) {
      if (band.start == stretch.from && band.stop == stretch.to)
        all.push_back((band.on_p_arm ? "p" : "q") + band.name + (stretch.times > 1 ? "+" : "-"));
    }
  }
  return all;
}

using Bands = std::vector<std::string>;

TEST(ResizedBy, NamesTheRegion) {
  EXPECT_EQ(changed("qh+", ChromosomeClass::k9), Bands{"q12+"});
  EXPECT_EQ(changed("qh-", ChromosomeClass::k16), Bands{"q11.2-"});
  EXPECT_EQ(changed("ps+", ChromosomeClass::k21), Bands{"p13+"});
  EXPECT_EQ(changed("pss", ChromosomeClass::k22), Bands{"p13+"});
  EXPECT_EQ(changed("pstk+", ChromosomeClass::k22), Bands{"p12+"});
  EXPECT_EQ(changed("pstk+ps-", ChromosomeClass::k13), (Bands{"p12+", "p13-"}));
  EXPECT_EQ(changed("cenh+", ChromosomeClass::k15), Bands{"p11.2+"});
  EXPECT_EQ(changed("q12h-", ChromosomeClass::kY), Bands{"q12-"});
}

TEST(HasNewSatellites, WhereANormalChromosomeHasNone) {
  EXPECT_TRUE(has_new_satellites("ps", ChromosomeClass::k17, Arm::kP));
  EXPECT_FALSE(has_new_satellites("ps", ChromosomeClass::k17, Arm::kQ));
  EXPECT_TRUE(has_new_satellites("qs", ChromosomeClass::kY, Arm::kQ));
  EXPECT_FALSE(has_new_satellites("ps", ChromosomeClass::k21, Arm::kP));
  EXPECT_FALSE(has_new_satellites("ps+", ChromosomeClass::k21, Arm::kP));
  EXPECT_FALSE(has_new_satellites("ph", ChromosomeClass::k17, Arm::kP));
}

TEST(PlainHeteromorphism, SaysWhatIsLonger) {
  EXPECT_EQ(plain_heteromorphism("qh+"), "longer heterochromatin of the long arm");
  EXPECT_EQ(plain_heteromorphism("pstk+ps-"), "longer stalk of the short arm and shorter satellites of the short arm");
  EXPECT_EQ(plain_heteromorphism("cenh-"), "shorter heterochromatin at the centromere");
  EXPECT_EQ(plain_heteromorphism("ps"), "satellites of the short arm");
}

TEST(ResizedBy, NothingWithoutASizeOrARegion) {
  EXPECT_TRUE(resized_by("phqh", ChromosomeClass::k9).empty());
  EXPECT_TRUE(resized_by("ps", ChromosomeClass::k21).empty());
  EXPECT_TRUE(resized_by("ps+", ChromosomeClass::k17).empty()) << "it has none";
  EXPECT_TRUE(resized_by("", ChromosomeClass::k1).empty());
}

}  // namespace
}  // namespace pinnacle::iscn
