#include "pinnacle/iscn/explain.h"

#include <gtest/gtest.h>

#include "pinnacle/iscn/parser.h"

namespace pinnacle::iscn {
namespace {

ExplainedClone explained(const std::string& text, std::size_t clone = 0) {
  const auto karyotype = parse(text);
  EXPECT_TRUE(karyotype) << text;
  return explain(*karyotype).at(clone);
}

std::string text_of(const std::string& text) { return explained(text).events.at(0).text; }

TEST(Explain, SaysWhatHappened) {
  EXPECT_EQ(text_of("47,XX,+21"), "one more chromosome 21");
  EXPECT_EQ(text_of("45,XX,-7"), "loss of chromosome 7");
  EXPECT_EQ(text_of("46,XX,del(5)(q31)"), "deletion: what lies beyond 5q31 is lost");
  EXPECT_EQ(text_of("46,XX,del(5)(q13q33)dn"),
            "deletion: the segment between 5q13 and 5q33 is lost; new, in neither parent");
  EXPECT_EQ(text_of("46,XX,dup(1)(q25q22)"),
            "duplication: the segment between 1q25 and 1q22 is there twice, the copy turned round");
  EXPECT_EQ(text_of("46,XX,dup(1)(p34p31)"), "duplication: the segment between 1p34 and 1p31 is there twice");
  EXPECT_EQ(text_of("46,XX,ins(5;2)(p14;q32q22)"),
            "insertion: the segment between 2q32 and 2q22 has moved into 5p14, turned round");
  EXPECT_EQ(text_of("46,XX,ins(5;2)(p14;q22q32)"),
            "insertion: the segment between 2q22 and 2q32 has moved into 5p14");
  EXPECT_EQ(
      text_of("46,XY,ins(5;6)(q13q23;q15q23)"),
      "insertion of segments into each other's place: that between 5q13 and 5q23 has moved to chromosome 6, "
      "that between 6q15 and 6q23 has moved to chromosome 5");
  EXPECT_EQ(text_of("46,XX,9~>50dmin[8]"),
            "9 to more than 50 double minute chromosomes, which are not counted");
  EXPECT_EQ(text_of("46,XX,inv(9)(p12q13)"),
            "pericentric inversion: the segment between 9p12 and 9q13, with the centromere, is turned round");
  EXPECT_EQ(text_of("46,XX,t(9;22)(q34;q11.2)"),
            "translocation: what lies beyond 9q34 and what lies beyond 22q11.2 have changed places");
  EXPECT_EQ(text_of("46,XX,i(17)(q10)"),
            "isochromosome of chromosome 17: its long arm twice, the other arm lost");
}

TEST(Explain, SaysWhichArmsAreJoined) {
  EXPECT_EQ(text_of("46,XX,t(1;3)(p10;q10)"),
            "translocation of whole arms: 1p is joined to 3q, and 1q to 3p");
  EXPECT_EQ(text_of("46,XX,t(1;3)(q10;q10)"),
            "translocation of whole arms: 1q is joined to 3q, and 1p to 3p");
  EXPECT_NE(text_of("46,XX,ider(22)(q10)t(9;22)(q34;q11.2)").find("the long arm is there twice"),
            std::string::npos);
}

TEST(Explain, SaysWhatOneSideOfAnEventHas) {
  EXPECT_EQ(text_of("46,XX,der(5)ins(5;2)(p14;q22q32)"),
            "derivative chromosome with the centromere of chromosome 5, made by insertion: the segment "
            "between 2q22 and "
            "2q32 lies in 5p14");
  EXPECT_EQ(text_of("46,XX,der(2)ins(5;2)(p14;q22q32)"),
            "derivative chromosome with the centromere of chromosome 2, made by insertion: the segment "
            "between 2q22 and "
            "2q32 is missing, for it has moved to chromosome 5");
  EXPECT_EQ(text_of("46,XX,der(1)r(1;3)(p36.1q23;q21q27)"),
            "derivative chromosome: ring chromosome of 1p36.1 to 1q23 and 3q21 to 3q27");
  const auto unknown = explained("46,XX,der(?)t(?;9)(?;q22)").events.at(0);
  EXPECT_NE(unknown.text.find("what lies beyond 9q22 is joined to it"), std::string::npos);
  ASSERT_EQ(unknown.breaks.size(), 1u);
}

std::string made_by(const std::string& text) {
  const auto sentence = text_of(text);
  const std::string words = "made by ";
  return sentence.substr(sentence.find(words) + words.size());
}

TEST(Explain, SaysOnlyWhatIsInTheDerivative) {
  EXPECT_EQ(made_by("46,XX,der(5)t(5;7)(q31;q22)t(7;12)(q32;p12)"),
            "translocation: what lies beyond 5q31 is replaced by what lies beyond 7q22; and translocation: "
            "what lies beyond 7q32 is replaced by what lies beyond 12p12");
  EXPECT_EQ(made_by("46,XX,der(22)t(9;22;17)(q34;q11.2;q21)"),
            "translocation: what lies beyond 22q11.2 is replaced by what lies beyond 9q34");
  EXPECT_EQ(made_by("46,XX,der(1)t(1;3)(p32;q21)ins(3;7)(q25;q21q31)"),
            "translocation: what lies beyond 1p32 is replaced by what lies beyond 3q21; and insertion: the "
            "segment between 7q21 and 7q31 lies in 3q25");
  EXPECT_EQ(made_by("46,XX,der(5)ins(5;6)(q13q23;q15q23)"),
            "insertion: the segment between 5q13 and 5q23 is replaced by the segment between 6q15 and 6q23");
  EXPECT_EQ(made_by("46,XX,der(1)t(1;3)(p10;q10)"),
            "translocation: what lies beyond 1p10 is replaced by what lies beyond 3q10");
}

TEST(Explain, SaysWhatJoinsTwoCentromeres) {
  EXPECT_EQ(made_by("45,XX,der(5;7)t(5;7)(q13;p22)t(3;7)(q21;q22)"),
            "translocation of chromosome 5 and chromosome 7, joined at 5q13 and 7p22; what lies beyond these "
            "bands is lost; and translocation: what lies beyond 7q22 is replaced by what lies beyond 3q21");
  EXPECT_EQ(made_by("45,XX,der(5;7)t(3;5)(q21;q22)t(3;7)(q29;p13)"),
            "translocations: the segment between 3q21 and 3q29 joins 5q22 and 7p13; what lies beyond these "
            "bands is lost");
}

TEST(Explain, CallsWhatIsNotToldByItsName) {
  EXPECT_EQ(made_by("46,XX,der(6)t(6;?)(q21;?)"),
            "translocation: what lies beyond 6q21 is replaced by material of unknown origin");
  EXPECT_EQ(made_by("46,XX,der(6)ins(6;?)(q21;?)"), "insertion of material of unknown origin into 6q21");
  EXPECT_EQ(made_by("46,XX,der(6)t(6;12)(q21;?)"),
            "translocation: what lies beyond 6q21 is replaced by a part of chromosome 12 that is not told");
  EXPECT_EQ(text_of("46,XX,t(6;?)(q21;?)"),
            "translocation: what lies beyond 6q21 and material of unknown origin have changed places");
  EXPECT_EQ(text_of("45,XX,dic(5;?)(q31;?)"),
            "dicentric chromosome of 5 and an unknown chromosome, joined at 5q31");
  EXPECT_EQ(text_of("45,XX,dic(?;?)(?;?)"),
            "dicentric chromosome of an unknown chromosome and an unknown chromosome");
}

TEST(Explain, SaysWhatARecombinantHasTwiceAndLacks) {
  EXPECT_NE(text_of("46,XX,rec(6)dup(6p)inv(6)(p22.2q25.2)dmat")
                .find("what lies beyond 6p22.2 is there twice and what lies beyond 6q25.2 is lost"),
            std::string::npos);
  const auto doubled = explained("46,XX,rec(5)dup(5q)ins(5)(p14q22q31)dmat");
  EXPECT_NE(doubled.events[0].text.find("the segment between 5q22 and 5q31 is there twice"),
            std::string::npos);
  EXPECT_EQ(doubled.derivatives.at(0).bands, "5pter->5p14::5q22->5q31::5p14->5qter");
  EXPECT_TRUE(doubled.events[0].lost.empty());
}

TEST(Explain, TellsADescriptionPartByPart) {
  EXPECT_EQ(text_of("46,XX,der(9)(:p12->q34::22q11.2->22qter)"),
            "derivative chromosome 9: 9p12 to 9q34, then 22q11.2 to 22qter");
  EXPECT_EQ(text_of("46,XX,add(19)(?::p13.3->qter)"),
            "chromosome 19 with additional material of unknown origin: material of unknown origin, then "
            "19p13.3 to 19qter");
}

TEST(Explain, ADoubtfulBreakIsNoMoreCertainThanItsBand) {
  const auto doubtful = explained("46,XX,del(1)(q?21)"), certain = explained("46,XX,del(1)(q21)");
  EXPECT_EQ(doubtful.derivatives.at(0).bands, "1pter->1q?21:");
  EXPECT_GT(doubtful.events[0].breaks.at(0).to_bp, 150'000'000);
  ASSERT_EQ(doubtful.unusual.size(), certain.unusual.size());
  EXPECT_EQ(doubtful.unusual[0].from_band, certain.unusual[0].from_band);
  const auto arm = explained("46,XX,del(11)(q?)");
  ASSERT_EQ(arm.unusual.size(), 1u);
  EXPECT_EQ(arm.unusual[0].from_band, "q11");
  EXPECT_EQ(arm.unusual[0].copies, (Range{1, 2}));
  EXPECT_EQ(arm.derivatives.at(0).bands, "11pter->11q?:");
}

TEST(Explain, GivesBandsAsIntervals) {
  const auto event = explained("46,XX,t(9;22)(q34;q11.2)").events.at(0);
  ASSERT_EQ(event.breaks.size(), 2u);
  EXPECT_EQ(event.breaks[0].band, "9q34");
  EXPECT_GT(event.breaks[0].to_bp - event.breaks[0].from_bp, 5'000'000);
  EXPECT_TRUE(event.lost.empty());
  EXPECT_TRUE(event.gained.empty());
}

TEST(Explain, SaysWhatIsLostAndGained) {
  const auto event = explained("46,XX,i(17)(q10)").events.at(0);
  ASSERT_EQ(event.lost.size(), 1u);
  EXPECT_EQ(event.lost[0].from_band, "p13.3");
  ASSERT_EQ(event.gained.size(), 1u);
  EXPECT_EQ(event.gained[0].to_band, "q25.3");
  EXPECT_EQ(event.gained[0].copies, (Range{1, 1}));
  EXPECT_EQ(explained("45,XX,-7").events.at(0).lost.size(), 1u);
}

TEST(Explain, NamesBandsAsTheKaryotypeDoes) {
  const auto clone = explained("46,XX,t(9;22)(q34;q11.2)");
  ASSERT_EQ(clone.derivatives.size(), 2u);
  EXPECT_EQ(clone.derivatives[0].name, "der(9)t(9;22)(q34;q11.2)");
  EXPECT_EQ(clone.derivatives[0].bands, "9pter->9q34::22q11.2->22qter");
  EXPECT_EQ(clone.derivatives[1].bands, "22pter->22q11.2::9q34->9qter");
  EXPECT_EQ(explained("46,XX,r(7)(p22q36)").derivatives.at(0).bands, "::7p22->7q36::");
  EXPECT_EQ(explained("46,XX,del(5)(q31)").derivatives.at(0).bands, "5pter->5q31:");
}

TEST(Explain, SaysWhereANeocentromereLies) {
  EXPECT_EQ(explained("47,XX,+der(3)(pter->q26->neo->q26->qter)").derivatives.at(0).bands,
            "3pter->3q26->neo->3q26->3qter");
  const auto told_by_its_band = explained("46,XY,neo(2)(p23)");
  EXPECT_EQ(told_by_its_band.derivatives.at(0).bands, "2pter->2p23->neo->2p23->2qter");
  EXPECT_TRUE(told_by_its_band.unusual.empty());
}

TEST(Explain, SaysNothingOfSexChromosomesThatAreNotDisclosed) { EXPECT_TRUE(explained("46,U").unusual.empty()); }

TEST(Explain, SaysALossOnlyWhereItIsCertain) {
  for (const auto* text : {"46,XX,-3,+mar", "46,XX,-3,+der(?)t(?;9)(?;q22)", "46,XX,r(3)"}) {
    const auto clone = explained(text);
    ASSERT_FALSE(clone.unusual.empty()) << text;
    EXPECT_EQ(clone.unusual[0].chromosome, cytogenetics::ChromosomeClass::k3) << text;
    EXPECT_EQ(clone.unusual[0].copies, (Range{1, 2})) << text;
    EXPECT_NE(clone.notes.back().find("what seems lost may be in "), std::string::npos) << text;
  }
  EXPECT_EQ(explained("45,XX,-3").unusual.at(0).copies, (Range{1, 1}));
  EXPECT_EQ(explained("45,XX,-3,-3,+mar").unusual.at(0).copies, (Range{0, 1}));
  EXPECT_EQ(explained("48,XX,+3,+mar").unusual.at(0).copies, (Range{3, 3}));
  EXPECT_EQ(explained("46,X,+mar").unusual.at(0).copies, (Range{1, 2})) << "it may be a sex chromosome";
  const auto replaced = explained("46,XX,der(?)t(?;9)(?;q22)");
  ASSERT_EQ(replaced.notes.size(), 1u);
  EXPECT_EQ(replaced.notes[0],
            "which chromosome der(?)t(?;9)(?;q22) stands in place of is not told: none is taken out");
}

TEST(Explain, ListsSexChromosomesFirst) {
  const auto clone = explained("46,Y,t(X;9)(p22;q34),del(5)(p14)");
  ASSERT_EQ(clone.derivatives.size(), 3u);
  EXPECT_EQ(clone.derivatives[0].placed, "X");
  EXPECT_EQ(clone.derivatives[1].placed, "5");
  EXPECT_EQ(clone.copies.front().chromosome, cytogenetics::ChromosomeClass::kX);
  EXPECT_EQ(explained("46,X,+21").unusual.at(0).chromosome, cytogenetics::ChromosomeClass::kX);
}

TEST(Explain, NamesAHomogeneouslyStainingRegion) {
  EXPECT_EQ(explained("46,XX,hsr(1)(p22)").derivatives.at(0).bands, "1pter->1p22::hsr::1p22->1qter");
}

TEST(Explain, TellsUnusualCopies) {
  EXPECT_TRUE(explained("46,XY").unusual.empty());
  const auto unusual = explained("47,XY,+21").unusual;
  ASSERT_EQ(unusual.size(), 1u);
  EXPECT_EQ(unusual[0].copies, (Range{3, 3}));
  EXPECT_EQ(explained("45,X").unusual.size(), 1u);
  EXPECT_EQ(explained("46,XX,del(5)(q13q33)x2").events.at(0).lost.at(1).copies, (Range{2, 2}));
  EXPECT_EQ(explained("47,XX,t(9;22)(q34;q11.2)[3]/48,sl,+8[2]", 1).derivatives.size(), 2u);
}

TEST(Explain, ALostYIsNoLostX) {
  for (const auto& clone : {explained("45,X,-Y"), explained("46,XY,t(8;21)(q22;q22.1)[3]/45,sl,-Y[7]", 1),
                            explained("mos 45,X[10]/46,XY[20]", 0)}) {
    ASSERT_EQ(clone.unusual.size(), 1u);
    EXPECT_EQ(clone.unusual[0].chromosome, cytogenetics::ChromosomeClass::kY);
    EXPECT_EQ(clone.unusual[0].copies, (Range{0, 0}));
  }
}

TEST(Explain, ComparesCopiesWithThePloidyLevel) {
  const auto triploid = explained("69,XXX,-5,+7");
  ASSERT_EQ(triploid.unusual.size(), 2u);
  EXPECT_EQ(triploid.unusual[0].copies, (Range{2, 2}));
  EXPECT_EQ(triploid.unusual[1].copies, (Range{4, 4}));
  EXPECT_NE(triploid.notes.at(0).find("<3n>"), std::string::npos);
  EXPECT_EQ(explained("69,XXX,-5,+mar").unusual.at(0).copies, (Range{2, 3}));
}

TEST(Explain, WholeChromosomesAreNotListedAsAbnormal) {
  EXPECT_TRUE(explained("46,XX,16qh-,fra(16)(q22)").derivatives.empty());
  EXPECT_TRUE(explained("46,XX,neo(3)(q26)").events.at(0).breaks.empty());
}

TEST(Explain, SaysOneSexChromosomeOrSeveral) {
  EXPECT_EQ(explained("45,X").text, "45 chromosomes, the unchanged sex chromosome X");
  EXPECT_EQ(explained("46,XY").text, "46 chromosomes, the unchanged sex chromosomes X and Y");
}

TEST(Explain, NotesWhatIsLeftOpen) {
  const auto composite = explained("45~47,XX,-5[2],+8[2][cp7]");
  ASSERT_EQ(composite.notes.size(), 1u);
  EXPECT_NE(composite.notes[0].find("no single cell needs to have"), std::string::npos);
  const auto unknown = explained("46,XX,der(?)t(?;9)(?;q22)");
  ASSERT_EQ(unknown.notes.size(), 1u);
  EXPECT_EQ(unknown.notes[0], "which chromosome der(?)t(?;9)(?;q22) stands in place of is not told: none is taken out");
}

}  // namespace
}  // namespace pinnacle::iscn
