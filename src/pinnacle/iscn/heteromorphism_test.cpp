#include "pinnacle/iscn/heteromorphism.h"

#include <gtest/gtest.h>

#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/iscn/parser.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::ChromosomeClass;

Event event_of(const std::string& text) { return read("46,XX," + text).karyotype.clones.at(0).events.at(0); }

/// The bands that a variant changes: "q12+", "p13-".
std::vector<std::string> changed(const std::string& variant, ChromosomeClass c) {
  std::vector<std::string> all;
  for (const auto& stretch : resized_by(event_of(std::string(to_string(c)) + variant))) {
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
  EXPECT_EQ(changed("pstkstk", ChromosomeClass::k14), Bands{"p12+"});
  EXPECT_EQ(changed("pstk+", ChromosomeClass::k22), Bands{"p12+"});
  EXPECT_EQ(changed("pstk+ps-", ChromosomeClass::k13), (Bands{"p13-", "p12+"}));
  EXPECT_EQ(changed("cenh+", ChromosomeClass::k15), Bands{"p11.2+"});
  EXPECT_EQ(changed("q12h-", ChromosomeClass::kY), Bands{"q12-"});
}

TEST(HasNewSatellites, WhereANormalChromosomeHasNone) {
  EXPECT_TRUE(has_new_satellites(event_of("17ps"), Arm::kP));
  EXPECT_FALSE(has_new_satellites(event_of("17ps"), Arm::kQ));
  EXPECT_TRUE(has_new_satellites(event_of("Yqs"), Arm::kQ));
  EXPECT_FALSE(has_new_satellites(event_of("21ps"), Arm::kP));
  EXPECT_FALSE(has_new_satellites(event_of("21ps+"), Arm::kP));
  EXPECT_FALSE(has_new_satellites(event_of("17ph"), Arm::kP));
}

TEST(PlainHeteromorphism, SaysWhatIsLonger) {
  const auto in_words = [](const std::string& variant) {
    return plain_heteromorphism(event_of("9" + variant).variant);
  };
  EXPECT_EQ(in_words("qh+"), "longer heterochromatin of the long arm");
  EXPECT_EQ(in_words("pstk+ps-"), "longer stalk of the short arm and shorter satellites of the short arm");
  EXPECT_EQ(in_words("cenh-"), "shorter heterochromatin at the centromere");
  EXPECT_EQ(in_words("ps"), "satellites of the short arm");
  EXPECT_EQ(in_words("q41h+"), "longer heterochromatin of band q41");
  EXPECT_EQ(in_words("pstkstk"), "double stalks of the short arm");
  EXPECT_EQ(in_words("pvar"), "unusual look of the short arm");
}

TEST(ResizedBy, NothingWithoutASizeOrARegion) {
  EXPECT_TRUE(changed("phqh", ChromosomeClass::k9).empty());
  EXPECT_TRUE(changed("ps", ChromosomeClass::k21).empty());
  EXPECT_TRUE(changed("ps+", ChromosomeClass::k17).empty()) << "it has none";
  EXPECT_TRUE(changed("q41h+", ChromosomeClass::k1).empty()) << "it has none there";
  EXPECT_TRUE(changed("pvar", ChromosomeClass::k22).empty());
}

}  // namespace
}  // namespace pinnacle::iscn
