#include "pinnacle/iscn/structure.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/parser.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;

CellStructure structure_of(const std::string& text, std::size_t clone = 0) {
  const auto karyotype = parse(text);
  EXPECT_TRUE(karyotype) << text;
  return structure(*karyotype, clone);
}

/// The band at a place, as 850 bands have it; "cen", "pter", "qter" at the special ones.
std::string band_at(ChromosomeClass c, double at) {
  if (at == 0) return "pter";
  if (at == length_at(c)) return "qter";
  if (std::abs(at - centromere_at(c)) < 0.01) return "cen";
  for (const auto& band : cytogenetics::bands_of(c, cytogenetics::BandLevel::k850)) {
    if (at >= band.start && at <= band.stop) return (band.on_p_arm ? "p" : "q") + band.name;
  }
  return "gap";
}

/// "9pter>9q34.13 22q11.22>22qter"; "?" for unknown material.
std::string told(const ChromosomeStructure& chromosome) {
  std::string text;
  for (const auto& s : chromosome.segments) {
    if (!text.empty()) text += ' ';
    if (!cytogenetics::is_normal_class(s.chromosome)) {
      text += '?';
      continue;
    }
    const std::string name(to_string(s.chromosome));
    text += name + band_at(s.chromosome, s.from) + ">" + name + band_at(s.chromosome, s.to);
  }
  return text;
}

/// The abnormal chromosomes, in their order.
std::vector<std::string> abnormal(const std::string& text, std::size_t clone = 0) {
  std::vector<std::string> all;
  for (const auto& c : structure_of(text, clone).chromosomes) {
    if (c.name != to_string(c.placed)) all.push_back(told(c));
  }
  return all;
}

using Strings = std::vector<std::string>;

TEST(Structure, TheDetailsOfOneDerivativeAreNotThoseOfAnother) {
  EXPECT_EQ(abnormal("47,XX,+der(1)(1qter->1p36.21::5q21->5qter),der(1)t(1;3)(p32.2;q21.2)").back(),
            "3qter>3q21.2 1p32.2>1qter");
}

TEST(Structure, GainedChromosomesAreThereForThoseOfOtherEvents) {
  EXPECT_EQ(abnormal("46,XX,der(13;14)(q10;q10),+14,t(14;18)(q32.31;q21.2)").size(), 3u);
  EXPECT_EQ(abnormal("45,XX,der(1;15)(q10;q10),der(13;15)(q10;q10),der(14;15)(q10;q10),+15").size(), 3u);
  EXPECT_EQ(
      structure_of("44,XX,der(1;15)(q10;q10),der(13;15)(q10;q10),der(14;15)(q10;q10),+15").chromosomes.size(),
      44u);
}

TEST(Structure, OfANormalCellIsNormal) {
  const auto cell = structure_of("46,XY");
  EXPECT_EQ(cell.chromosomes.size(), 46u);
  EXPECT_TRUE(abnormal("46,XY").empty());
  EXPECT_TRUE(cell.notes.empty());
}

TEST(Structure, HasAsManyChromosomesAsTheCount) {
  for (const auto* text :
       {"47,XX,+21", "45,X", "45,XX,der(13;14)(q10;q10)", "46,XX,t(9;22)(q34;q11.2)", "45,X,-Y", "69,XXY",
        "48,XX,+8,+mar", "46,X,i(X)(q10)", "46,XX,+1,der(1;7)(q10;p10)", "45,XX,dic(9;20)(p13;q11.2)",
        "46,t(X;18)(p11.2;q11.2),t(Y;1)(q12;p31)", "46,XX,del(6)(q13q23)x2", "46,XXYc,-X"}) {
    const auto karyotype = parse(text);
    ASSERT_TRUE(karyotype) << text;
    EXPECT_EQ(static_cast<int>(structure(*karyotype, 0).chromosomes.size()), karyotype->clones[0].count.low)
        << text;
  }
}

TEST(Structure, OfOneChromosome) {
  EXPECT_EQ(abnormal("46,XX,del(5)(q31.1)"), Strings{"5pter>5q31.1"});
  EXPECT_EQ(abnormal("46,XX,del(5)(p15.2)"), Strings{"5p15.2>5qter"});
  EXPECT_EQ(abnormal("46,XX,del(5)(q14.3q33.3)"), Strings{"5pter>5q14.3 5q33.3>5qter"});
  EXPECT_EQ(abnormal("46,XX,del(5)(p15.2p13.3)"), Strings{"5pter>5p15.2 5p13.3>5qter"});
  EXPECT_EQ(abnormal("46,XX,del(5)(p13.3p15.2)"), Strings{"5pter>5p15.2 5p13.3>5qter"});
  EXPECT_EQ(abnormal("46,XX,dup(1)(q22q25.1)"), Strings{"1pter>1q25.1 1q22>1qter"});
  EXPECT_EQ(abnormal("46,XX,dup(1)(q25.1q22)"), Strings{"1pter>1q25.1 1q25.1>1q22 1q25.1>1qter"});
  // The order of the bands from the end of the short arm tells which way round a copy lies, in both arms.
  EXPECT_EQ(abnormal("46,XX,dup(1)(p34.1p31.1)"), Strings{"1pter>1p31.1 1p34.1>1qter"});
  EXPECT_EQ(abnormal("46,XX,dup(1)(p31.1p34.1)"), Strings{"1pter>1p31.1 1p31.1>1p34.1 1p31.1>1qter"});
  EXPECT_EQ(abnormal("46,XX,trp(1)(q22q25.1)"), Strings{"1pter>1q25.1 1q22>1q25.1 1q22>1qter"});
  EXPECT_EQ(abnormal("46,XX,trp(1)(q25.1q22)"), Strings{"1pter>1q25.1 1q25.1>1q22 1q22>1qter"});
  EXPECT_EQ(abnormal("46,XX,inv(2)(p21q31.1)"), Strings{"2pter>2p21 2q31.1>2p21 2q31.1>2qter"});
  EXPECT_EQ(abnormal("46,XX,add(19)(p13.3)"), Strings{"? 19p13.3>19qter"});
  EXPECT_EQ(abnormal("46,XX,i(17)(q10)"), Strings{"17qter>17cen 17cen>17qter"});
  EXPECT_EQ(abnormal("46,X,idic(X)(q13.1)"), Strings{"Xpter>Xq13.1 Xq13.1>Xpter"});
  EXPECT_EQ(abnormal("46,XX,ins(2)(p13.1q21.1q31.1)"),
            Strings{"2pter>2p13.1 2q21.1>2q31.1 2p13.1>2q21.1 2q31.1>2qter"});
  EXPECT_EQ(abnormal("46,XX,ins(2)(p13.1q31.1q21.1)"),
            Strings{"2pter>2p13.1 2q31.1>2q21.1 2p13.1>2q21.1 2q31.1>2qter"});
  const auto ring = structure_of("46,XX,r(7)(p22.1q36.1)").chromosomes;
  const auto found = std::find_if(ring.begin(), ring.end(), [](const auto& c) { return c.ring; });
  ASSERT_NE(found, ring.end());
  EXPECT_EQ(told(*found), "7p22.1>7q36.1");
}

TEST(Structure, OfSeveralChromosomes) {
  EXPECT_EQ(abnormal("46,XX,t(9;22)(q34.13;q11.22)"),
            (Strings{"9pter>9q34.13 22q11.22>22qter", "22pter>22q11.22 9q34.13>9qter"}));
  EXPECT_EQ(abnormal("46,XX,t(1;3)(p32.1;q21.1)"),
            (Strings{"3qter>3q21.1 1p32.1>1qter", "3pter>3q21.1 1p32.1>1pter"}));
  EXPECT_EQ(abnormal("46,XX,t(2;7;5)(p21;q22.1;q23.1)"),
            (Strings{"5qter>5q23.1 2p21>2qter", "5pter>5q23.1 7q22.1>7qter", "7pter>7q22.1 2p21>2pter"}));
  EXPECT_EQ(abnormal("46,XX,ins(5;2)(p14.1;q22.1q32.1)"),
            (Strings{"2pter>2q22.1 2q32.1>2qter", "5pter>5p14.1 2q22.1>2q32.1 5p14.1>5qter"}));
  EXPECT_EQ(abnormal("46,XX,ins(5;2)(q31.1;p13.1p23.1)"),
            (Strings{"2pter>2p23.1 2p13.1>2qter", "5pter>5q31.1 2p13.1>2p23.1 5q31.1>5qter"}));
  EXPECT_EQ(abnormal("46,XX,ins(5;14;9)(q13.1q23.1;q24.1q21.1;p12p23)"),
            (Strings{"5pter>5q13.1 9p12>9p23 5q23.1>5qter", "9pter>9p23 14q24.1>14q21.1 9p12>9qter",
                     "14pter>14q21.1 5q13.1>5q23.1 14q24.1>14qter"}));
  EXPECT_EQ(abnormal("46,XX,der(1)del(1)(p34.1p22.1)ins(1;17)(p34.1;q25.1q11.2)"),
            Strings{"1pter>1p34.1 17q25.1>17q11.2 1p22.1>1qter"});
  EXPECT_EQ(abnormal("45,XX,der(13;14)(q10;q10)"), Strings{"13qter>13cen 14cen>14qter"});
  EXPECT_EQ(abnormal("45,XX,dic(13;15)(q22.1;q24.1)"), Strings{"13pter>13q22.1 15q24.1>15pter"});
  EXPECT_EQ(abnormal("46,XX,t(1;3)(p10;q10)"), (Strings{"1pter>1cen 3cen>3qter", "3pter>3cen 1cen>1qter"}));
  EXPECT_EQ(abnormal("46,XX,t(1;3)(p10;p10)"), (Strings{"1pter>1cen 3cen>3pter", "1qter>1cen 3cen>3qter"}));
  EXPECT_EQ(abnormal("46,XX,der(1)t(1;3)(p32.1;q21.1)t(1;11)(q25.1;q13.1)"),
            Strings{"3qter>3q21.1 1p32.1>1q25.1 11q13.1>11qter"});
  EXPECT_EQ(abnormal("46,XX,ider(22)(q10)t(9;22)(q34.13;q11.22)"),
            Strings{"9qter>9q34.13 22q11.22>22cen 22cen>22q11.22 9q34.13>9qter"});
  EXPECT_EQ(abnormal("46,XX,rec(6)dup(6p)inv(6)(p22.2q25.2)"), Strings{"6pter>6q25.2 6p22.2>6pter"});
}

TEST(Structure, PlacesANeocentromere) {
  const auto neo = [](const char* text) {
    const auto cell = structure_of(text);
    const auto& all = cell.chromosomes;
    const auto found =
        std::find_if(all.begin(), all.end(), [](const auto& c) { return c.neocentromere.has_value(); });
    return found == all.end() ? -1 : *found->neocentromere;
  };
  const auto band = band_place(ChromosomeClass::k3, Arm::kQ, "26");
  ASSERT_TRUE(band);
  EXPECT_DOUBLE_EQ(neo("47,XX,+der(3)(pter->q26->neo->q26->qter)"), band->middle());
  // Turned round, joined to itself, with the neocentromere in the second copy.
  const auto from = band_place(ChromosomeClass::k10, Arm::kQ, "25"),
             to = band_place(ChromosomeClass::k10, Arm::kQ, "26");
  const double first = length_at(ChromosomeClass::k10) - from->middle();
  EXPECT_NEAR(neo("47,XX,+neo(10)(qter->q25::q25->q26->neo->q26->qter)"),
              first + to->middle() - from->middle(), 1e-6);
  EXPECT_EQ(neo("46,XX,t(9;22)(q34;q11.2)"), -1);
  EXPECT_EQ(structure_of("47,XX,+neo(3)(:q27->qter)").notes.size(), 1u) << "its place is not told";
}

TEST(Structure, SaysWhichEventHasNothingToBreak) {
  const auto notes = structure_of("46,XX,der(7)t(2;7)(q21;q22)t(7;11)(q31;q13)").notes;
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_NE(notes[0].find("t(7;11)(q31;q13)"), std::string::npos);
}

TEST(Structure, OfThreePartsWithTwoCentromeres) {
  EXPECT_EQ(abnormal("45,XY,der(5;7)t(3;5)(q21.1;q22.1)t(3;7)(q29;p13)del(7)(q32.1)"),
            Strings{"5pter>5q22.1 3q21.1>3q29 7p13>7q32.1"});
}

TEST(Structure, PutsAStainingRegionBetweenTwoChromosomes) {
  EXPECT_EQ(abnormal("46,XX,der(1)ins(1;7)(q21.1;p21.1p11.2)hsr(1;7)(q21.1;p11.2)"),
            Strings{"1pter>1q21.1 7p21.1>7p11.2 ? 1q21.1>1qter"});
  EXPECT_EQ(abnormal("46,XX,der(1)ins(1;7)(q21.1;p11.2p21.1)hsr(1;7)(q21.1;p11.2)"),
            Strings{"1pter>1q21.1 ? 7p11.2>7p21.1 1q21.1>1qter"});
}

TEST(Structure, OfRingsOfSeveralChromosomes) {
  EXPECT_EQ(abnormal("46,XX,der(1)r(1;3)(p36.13q23.1;q27.1q21.1)"), Strings{"1p36.13>1q23.1 3q27.1>3q21.1"});
  EXPECT_EQ(abnormal("46,XX,der(1)r(1;?)(p36.13q23.1;?)"), Strings{"1p36.13>1q23.1 ?"});
  EXPECT_EQ(abnormal("47,XX,+trc r(1;3;12)(p36.13q32.1;q26.1p24.1;p12.1q23.1)"),
            Strings{"1p36.13>1q32.1 3q26.1>3p24.1 12p12.1>12q23.1"});
}

TEST(Structure, OfADoubledCell) {
  const std::string text = "53(26,X,+X,+10,+21)x2,+6[7]/46,XY[13]";
  const auto cell = structure_of(text);
  EXPECT_EQ(cell.chromosomes.size(), 53u);
  const auto number = [&cell](ChromosomeClass c) {
    return std::count_if(cell.chromosomes.begin(), cell.chromosomes.end(),
                         [c](const auto& x) { return x.placed == c; });
  };
  EXPECT_EQ(number(ChromosomeClass::kX), 4);
  EXPECT_EQ(number(ChromosomeClass::k6), 3);
  EXPECT_EQ(number(ChromosomeClass::k10), 4);
  EXPECT_EQ(number(ChromosomeClass::k1), 2);
}

TEST(Structure, FollowsTheDetailedSystem) {
  EXPECT_EQ(abnormal("46,XX,t(2;5)(2pter->2q21.1::5q31.1->5qter;5pter->5q31.1::2q21.1->2qter)"),
            abnormal("46,XX,t(2;5)(q21.1;q31.1)"));
  EXPECT_EQ(abnormal("46,XX,inv(2)(pter->p21::q31.1->p21::q31.1->qter)"), abnormal("46,XX,inv(2)(p21q31.1)"));
}

TEST(Structure, FollowsTheStemline) {
  const std::string text = "46,XX,t(9;22)(q34.13;q11.22)[3]/47,sl,+8[17]/48,sdl1,+der(22)t(9;22)[3]";
  EXPECT_EQ(structure_of(text, 1).chromosomes.size(), 47u);
  const auto last = abnormal(text, 2);
  ASSERT_EQ(last.size(), 3u);
  EXPECT_EQ(last[1], last[2]);
  EXPECT_EQ(structure_of("46,XX,t(9;22)(q34;q11.2)[4]/92,slx2[3]", 1).chromosomes.size(), 92u);
  const std::string two = "45,XY,-7[5]/46,sl1,+8[6]/46,XY,t(9;22)(q34;q11.2)[3]/47,sl2,+8[5]";
  EXPECT_EQ(structure_of(two, 3).chromosomes.size(), 47u);
  EXPECT_EQ(abnormal(two, 3).size(), 2u);
}

Range copies_at(const std::string& text, ChromosomeClass c, const std::string& band) {
  const auto place = band_place(c, band[0] == 'p' ? Arm::kP : Arm::kQ, band.substr(1));
  std::vector<cytogenetics::Segment> breaks;
  const auto karyotype = parse(text);
  for (const auto& event : karyotype->clones[0].events) {
    for (const auto& wide : break_bands(event)) breaks.push_back(wide);
  }
  for (const auto& stretch : copy_numbers(structure_of(text).chromosomes, breaks)) {
    if (stretch.chromosome == c && stretch.from_bp <= place->from_bp && place->to_bp <= stretch.to_bp)
      return stretch.copies;
  }
  return {-1, -1};
}

TEST(Structure, DoubleMinutesAreNoChromosomes) {
  const auto cell = structure_of("46,XX,8dmin");
  EXPECT_EQ(cell.chromosomes.size(), 46u);
  EXPECT_EQ(cell.acentric[AcentricKind::kDoubleMinute], (Range{8, 8}));
  const auto range = structure_of("46,XX,5~20dmin");
  EXPECT_EQ(range.acentric[AcentricKind::kDoubleMinute], (Range{5, 20}));
  EXPECT_TRUE(range.notes.empty()) << "no number is taken of the range";
  EXPECT_EQ(structure_of("46,XX").acentric[AcentricKind::kDoubleMinute], (Range{0, 0}));
  EXPECT_EQ(structure_of("46,XX,2min").acentric[AcentricKind::kMinute], (Range{2, 2}));
  EXPECT_EQ(structure_of("46,XX,ace").acentric[AcentricKind::kFragment], (Range{1, 1}));
  EXPECT_EQ(structure_of("46,XX,>50dmin").acentric[AcentricKind::kDoubleMinute], (Range{51, 75}));
  EXPECT_EQ(structure_of("46,XX,4dmin[5]/92,slx2[5]", 1).acentric[AcentricKind::kDoubleMinute],
            (Range{8, 8}));
}

TEST(CopyNumbers, CountEachBand) {
  EXPECT_EQ(copies_at("47,XX,+21", ChromosomeClass::k21, "q22.3"), (Range{3, 3}));
  EXPECT_EQ(copies_at("46,XX,del(5)(q14.3q33.3)", ChromosomeClass::k5, "q31.2"), (Range{1, 1}));
  EXPECT_EQ(copies_at("46,XX,del(5)(q14.3q33.3)", ChromosomeClass::k5, "q33.3"), (Range{1, 2}));
  EXPECT_EQ(copies_at("46,XX,del(5)(q14.3q33.3)", ChromosomeClass::k5, "q35.1"), (Range{2, 2}));
  EXPECT_EQ(copies_at("46,XX,der(1)t(1;3)(p32.1;q21.1)", ChromosomeClass::k3, "q29"), (Range{3, 3}));
  EXPECT_EQ(copies_at("46,XX,der(1)t(1;3)(p32.1;q21.1)", ChromosomeClass::k1, "p36.33"), (Range{1, 1}));
  EXPECT_EQ(copies_at("46,XX,i(17)(q10)", ChromosomeClass::k17, "p13.1"), (Range{1, 1}));
  EXPECT_EQ(copies_at("46,XX,i(17)(q10)", ChromosomeClass::k17, "q25.3"), (Range{3, 3}));
  // Anywhere in a band that is written broadly.
  EXPECT_EQ(copies_at("46,XX,dup(22)(q11.2q11.2)", ChromosomeClass::k22, "q11.22"), (Range{2, 3}));
  EXPECT_EQ(copies_at("46,XX,del(9)(q34)", ChromosomeClass::k9, "q34.3"), (Range{1, 2}));
}

TEST(CopyNumbers, ADicentricRingHasAllTwice) {
  EXPECT_EQ(copies_at("46,XX,dic r(13)(p11.2q34)", ChromosomeClass::k13, "q21.1"), (Range{3, 3}));
  EXPECT_EQ(copies_at("46,XX,r(13)(p11.2q34)", ChromosomeClass::k13, "q21.1"), (Range{2, 2}));
}

TEST(CopyNumbers, AnInvertedDuplicationLosesNothing) {
  EXPECT_EQ(copies_at("46,XX,inv dup(15)(q11q13)", ChromosomeClass::k15, "q12"), (Range{3, 3}));
  EXPECT_EQ(copies_at("46,XX,inv dup(15)(q11q13)", ChromosomeClass::k15, "q26.3"), (Range{2, 2}));
  EXPECT_EQ(copies_at("47,XX,+inv dup(15)(q11q13)", ChromosomeClass::k15, "q12"), (Range{4, 4}));
}

TEST(CopyNumbers, OfABalancedCellAreTwo) {
  for (const auto* text : {"46,XX,t(9;22)(q34;q11.2)", "46,XX,inv(3)(q21q26.2)",
                           "46,XX,t(2;7;5)(p21;q22;q23)", "46,XX,ins(5;2)(p14;q22q32)"}) {
    for (const auto& stretch : copy_numbers(structure_of(text).chromosomes, {})) {
      if (stretch.chromosome == ChromosomeClass::kY) continue;
      EXPECT_EQ(stretch.copies, (Range{2, 2}))
          << text << " " << to_string(stretch.chromosome) << stretch.from_band;
    }
  }
}

}  // namespace
}  // namespace pinnacle::iscn
