#include "pinnacle/iscn/check.h"

#include <gtest/gtest.h>

namespace pinnacle::iscn {
namespace {

TEST(Check, SaysWhichCountIsExpected) {
  const auto verdict = check("46,XX,+21");
  EXPECT_FALSE(verdict.valid);
  ASSERT_EQ(verdict.faults.errors.size(), 1u);
  EXPECT_EQ(verdict.faults.errors[0].rule, Rule::kCount);
  EXPECT_EQ(verdict.faults.errors[0].what.substr(0, 11), "47 expected");
  EXPECT_EQ(verdict.faults.errors[0].place.offset, 0u);
  EXPECT_EQ(verdict.suggestion, "47,XX,+21");
}

TEST(Check, ValidTextsNeedNoSuggestion) {
  const auto verdict = check("46,XX,t(9;22)(q34;q11.2)[20]");
  EXPECT_TRUE(verdict.valid);
  EXPECT_TRUE(verdict.faults.warnings.empty());
  EXPECT_FALSE(verdict.suggestion);
}

struct Correction {
  const char* wrong;
  Rule rule;
  const char* right;
};

class Corrections : public testing::TestWithParam<Correction> {};

TEST_P(Corrections, AreProposed) {
  const auto verdict = check(GetParam().wrong);
  EXPECT_FALSE(verdict.valid);
  ASSERT_FALSE(verdict.faults.errors.empty());
  EXPECT_EQ(to_string(verdict.faults.errors[0].rule), to_string(GetParam().rule));
  EXPECT_EQ(verdict.suggestion.value_or("none"), GetParam().right);
}

INSTANTIATE_TEST_SUITE_P(
    Check, Corrections,
    testing::Values(
        Correction{"46, XX", Rule::kSpace, "46,XX"}, Correction{"46,xx", Rule::kLetterCase, "46,XX"},
        Correction{"46,XX,t(22;9)(q11.2;q34)", Rule::kOrder, "46,XX,t(9;22)(q34;q11.2)"},
        Correction{"46,XX,t(9;22)(q34q11.2)", Rule::kBreakpoints, "46,XX,t(9;22)(q34;q11.2)"},
        Correction{"48,XX,+21,+8", Rule::kOrder, "48,XX,+8,+21"},
        Correction{"46,XX,del(5)(q33q13)", Rule::kOrder, "46,XX,del(5)(q13q33)"},
        Correction{"48,XX,+8x2", Rule::kEvent, "48,XX,+8,+8"},
        Correction{"46,XX[10]/47,XX,+8[5]", Rule::kCloneOrder, "47,XX,+8[5]/46,XX[10]"},
        Correction{"47,+21,XY", Rule::kSexChromosomes, "47,XY,+21"},
        Correction{"45,XX,t(13;14)(q10;q10)", Rule::kCount, "45,XX,der(13;14)(q10;q10)"},
        Correction{"46,XX,del(X)(p11)", Rule::kCount, "46,X,del(X)(p11)"},
        Correction{"46,XY,t(X;1)(q13;p22)", Rule::kCount, "46,Y,t(X;1)(q13;p22)"},
        Correction{"47,XX,i(X)(q10),+21", Rule::kCount, "47,X,i(X)(q10),+21"},
        Correction{"46,XX,i(17)(q11)", Rule::kArm, "46,XX,i(17)(q10)"},
        Correction{"46,XX,5q-", Rule::kOldEdition, "46,XX,del(5)(q?)"},
        Correction{"46,XX,-5,+del(5)(q13q33)", Rule::kEvent, "46,XX,del(5)(q13q33)"},
        Correction{"46,XX,t(5;12)(q31:p13)", Rule::kSyntax, "46,XX,t(5;12)(q31;p13)"},
        Correction{"46,XX,fis(10)(p10),fis(10)(q10)", Rule::kEvent, "47,XX,-10,+fis(10)(p10),+fis(10)(q10)"},
        Correction{"46,X,i(X)(q10),+8", Rule::kCount, "47,X,i(X)(q10),+8"},
        Correction{"46,XX,-5,-7[cp4]", Rule::kCount, "45~46,XX,-5,-7[cp4]"},
        Correction{"47,XX,21", Rule::kSyntax, "47,XX,+21"},
        Correction{"45,XX,7[8]", Rule::kCount, "45,XX,-7[8]"},
        Correction{"46,XX,t(9;22)(q34;q11,2)", Rule::kSyntax, "46,XX,t(9;22)(q34;q11.2)"},
        Correction{"46,XY,Yqh+", Rule::kCount, "46,X,Yqh+"},
        Correction{"46,XX,Yqh+", Rule::kCount, "46,X,Yqh+"},
        Correction{"46,XX,idic(Y)(q12)", Rule::kCount, "46,X,idic(Y)(q12)"},
        Correction{"46,X,tas(12;9;X)(q24;p24q34;q28)", Rule::kOrder, "46,X,tas(X;9;12)(q28;q34p24;q24)"}));

INSTANTIATE_TEST_SUITE_P(
    VariantsAndCounts, Corrections,
    testing::Values(
        Correction{"46,XX,22pskt+", Rule::kEvent, "46,XX,22pstk+"},
        Correction{"46,XX,9hq+mat", Rule::kEvent, "46,XX,9qh+mat"},
        Correction{"46,XX,9QH-", Rule::kLetterCase, "46,XX,9qh-"},
        Correction{"46,XX,16h+", Rule::kArm, "46,XX,16qh+"},
        Correction{"46,XX,21qstk+", Rule::kArm, "46,XX,21pstk+"},
        Correction{"46,XX,9qh+qh+", Rule::kEvent, "46,XX,9qh+"},
        Correction{"46,XX,dmin,dmin", Rule::kEvent, "46,XX,dmin"},
        Correction{"48,XX,+2mar1", Rule::kEvent, "48,XX,+mar1x2"},
        Correction{"47,XX,+8?", Rule::kSyntax, "47,XX,+?8"}, Correction{"45,XX,-X", Rule::kCount, "45,X,-X"},
        Correction{"46,XY,-Y", Rule::kSexChromosomes, "45,X,-Y"},
        Correction{"69<2n>,XXX", Rule::kCount, "69<3n>,XXX"},
        Correction{"47,XX,der(?)t(?;9)(?;q22)", Rule::kCount, "46,XX,der(?)t(?;9)(?;q22)"},
        Correction{"45,XX,-13,-14,+der(13;14)(q10;q10)", Rule::kEvent, "45,XX,der(13;14)(q10;q10)"},
        Correction{"46,XX,der(1)t(1;11)(q25;q13)t(1;3)(p32;q21)", Rule::kOrder,
                   "46,XX,der(1)t(1;3)(p32;q21)t(1;11)(q25;q13)"},
        Correction{"46,XX,der(1)dup(1)(q21q32)del(1)(p34)", Rule::kOrder,
                   "46,XX,der(1)del(1)(p34)dup(1)(q21q32)"},
        Correction{"46,X,Y", Rule::kSexChromosomes, "46,XY"},
        Correction{"46,XX,t(5;6)(q34;q23)matpat", Rule::kInheritance, "none"},
        Correction{"46,XX,t(5;6)(q34;q23)matmat", Rule::kInheritance, "46,XX,t(5;6)(q34;q23)mat"},
        Correction{"46,XX,hsr(1)(pter->p22::p22->qter)", Rule::kBreakpoints,
                   "46,XX,hsr(1)(pter->p22::hsr::p22->qter)"},
        Correction{"46,XX,add(19)(p13->qter)", Rule::kBreakpoints, "46,XX,add(19)(?::p13->qter)"},
        Correction{"45,XX,psudic(15;13)(q12;q12)", Rule::kOldEdition, "45,XX,psu dic(15;13)(q12;q12)"}));

/// Strings as people type them, who know what they see and not how it is written.
INSTANTIATE_TEST_SUITE_P(
    AsTyped, Corrections,
    testing::Values(
        Correction{"46,XY,del(7q22)", Rule::kBreakpoints, "46,XY,del(7)(q22)"},
        Correction{"46,XX,inv(3q21q26)", Rule::kBreakpoints, "46,XX,inv(3)(q21q26)"},
        Correction{"46,XX,add(7p22)", Rule::kBreakpoints, "46,XX,add(7)(p22)"},
        Correction{"46,XX,hsr(8q24)", Rule::kBreakpoints, "46,XX,hsr(8)(q24)"},
        Correction{"46,XX,dup(1q21q32)", Rule::kBreakpoints, "46,XX,dup(1)(q21q32)"},
        Correction{"46,XX,del(5q13-q33)", Rule::kBreakpoints, "46,XX,del(5)(q13q33)"},
        Correction{"46,XX,t(9q34;22q11.2)", Rule::kBreakpoints, "46,XX,t(9;22)(q34;q11.2)"},
        Correction{"46,XX,t(9q34;22)", Rule::kBreakpoints, "46,XX,t(9;22)(q34;?)"},
        Correction{"46,XX,ins(5p14;2q22q32)", Rule::kBreakpoints, "46,XX,ins(5;2)(p14;q22q32)"},
        Correction{"46,XX,der(1)t(1p32;3q21)", Rule::kBreakpoints, "46,XX,der(1)t(1;3)(p32;q21)"},
        Correction{"46,XX,del(7q)(q22)", Rule::kOldEdition, "46,XX,del(7)(q22)"},
        Correction{"46,XX,del(7q22)(q22)", Rule::kBreakpoints, "none"},
        Correction{"46,XX,t(9q;22q)", Rule::kOldEdition, "46,XX,t(9;22)(q?;q?)"},
        Correction{"46,XX,t(5p;7q)", Rule::kOldEdition, "46,XX,t(5;7)(p?;q?)"},
        Correction{"46,XX,t(5p7q)", Rule::kOldEdition, "46,XX,t(5;7)(p?;q?)"},
        Correction{"45,XX,t(5p;7q)", Rule::kCount, "45,XX,der(5;7)(p10;q10)"},
        Correction{"45,XX,t(13q;14q)", Rule::kCount, "45,XX,der(13;14)(q10;q10)"},
        Correction{"46,?", Rule::kSexChromosomes, "46,U"},
        Correction{"47,?,+8[20]", Rule::kSexChromosomes, "47,U,+8[20]"},
        Correction{"46,X?,+8", Rule::kSexChromosomes, "none"},
        Correction{"46,?Y", Rule::kSexChromosomes, "none"},
        Correction{"46,XX,inv ins(5;2)(p14;q22q32)", Rule::kOldEdition, "46,XX,ins(5;2)(p14;q32q22)"},
        Correction{"46,XX,inv ins(5;2)(p14;q32q22)", Rule::kOldEdition, "46,XX,ins(5;2)(p14;q32q22)"},
        Correction{"46,XX,inv ins(2)(p13q21q31)", Rule::kOldEdition, "46,XX,ins(2)(p13q31q21)"},
        Correction{"46,XX,dir ins(5;2)(p14;q22q32)", Rule::kOldEdition, "46,XX,ins(5;2)(p14;q22q32)"},
        Correction{"45,XX,rob(13;14)", Rule::kBreakpoints, "45,XX,rob(13;14)(q10;q10)"},
        Correction{"46,XX,t(4;11)(q21;qll)", Rule::kBand, "46,XX,t(4;11)(q21;q11)"},
        Correction{"46,XX,del(9)(p21p21),idem", Rule::kReference, "none"},
        Correction{"47,XY,t(9;22)(q34;q11.2),+8[5]/46,XY,t(9;22)(q34;q11.2)[20]", Rule::kOrder,
                   "46,XY,t(9;22)(q34;q11.2)[20]/47,XY,+8,t(9;22)(q34;q11.2)[5]"},
        Correction{"mos 48,XX,+21,+8[5]/47,XX,+21[3]", Rule::kOrder, "mos 48,XX,+8,+21[5]/47,XX,+21[3]"},
        Correction{"46,XY[3]/48,XY,+8,+9[5]/47,XY,+8[2]", Rule::kCloneOrder,
                   "47,XY,+8[2]/48,XY,+8,+9[5]/46,XY[3]"}));

TEST(Check, SaysOnceWhatIsWrongAndHowItIsWritten) {
  for (const auto& [text, what] : {std::pair{"46,XY,del(7q22)", "del(7)(q22)"},
                                   {"46,XX,t(9q34;22q11.2)", "t(9;22)(q34;q11.2)"},
                                   {"46,XX,del(5q13 q33)", "del(5)(q13q33)"},
                                   {"46,?", "written U"},
                                   {"46,?,+8,-9", "written U"},
                                   {"46,X?,+8", "no question mark"},
                                   {"46,XX,inv ins(5;2)(p14;q22q32)", "inverted"},
                                   {"46,XX,t(9q;22q)", "parentheses of their own"},
                                   {"46,XX,t(4;11)(q21;qll)", "the letter l"},
                                   {"46,XX,del(9)(p21p21),idem", "in place of the sex chromosomes"}}) {
    auto errors = check(text).faults.errors;
    std::erase_if(errors, [](const Fault& fault) { return fault.rule == Rule::kSpace; });
    ASSERT_EQ(errors.size(), 1u) << text;
    EXPECT_NE(errors[0].what.find(what), std::string::npos) << text << ": " << errors[0].what;
  }
  EXPECT_EQ(check("46,XY,del(7q22)").faults.errors[0].place.offset, 9u);
}

TEST(Check, LooksUpBands) {
  EXPECT_TRUE(check("46,XX,del(1)(p36)").valid);
  EXPECT_TRUE(check("46,XX,del(1)(p36.3)").valid);
  EXPECT_TRUE(check("46,XX,del(1)(p36.33)").valid);
  EXPECT_FALSE(check("46,XX,del(1)(p37)").valid);
  EXPECT_FALSE(check("46,XX,del(1)(p36.4)").valid);
  EXPECT_TRUE(check("46,XX,del(1)(p3)").valid);  // A region.
  EXPECT_FALSE(check("46,XX,del(1)(p5)").valid);
  EXPECT_FALSE(check("46,XX,del(9)(q36)").valid);
}

TEST(Check, CountsEachClone) {
  EXPECT_TRUE(check("46,XX,t(9;22)(q34;q11.2)[3]/47,sl,+8[17]/48,sdl1,+9[3]/49,sdl2,+11[12]").valid);
  EXPECT_FALSE(check("46,XX,t(9;22)(q34;q11.2)[3]/47,sl,+8[17]/48,sdl1,+9[3]/50,sdl2,+11[12]").valid);
  EXPECT_TRUE(check("45,X,-Y[10]/46,XY[10]").valid);
  EXPECT_FALSE(check("45,XY,-Y").valid);
  EXPECT_TRUE(check("46,XXYc,-X[10]/47,XXYc[10]").valid);
  EXPECT_TRUE(check("45,XX,dic(9;20)(p13;q11.2)").valid);
  EXPECT_FALSE(check("46,XX,dic(9;20)(p13;q11.2)").valid);
  EXPECT_TRUE(check("46,XX,+1,der(1;7)(q10;p10)").valid);
  EXPECT_TRUE(check("46,t(X;18)(p11.2;q11.2),t(Y;1)(q12;p31)").valid);
  EXPECT_FALSE(check("46,XX,t(X;18)(p11.2;q11.2)").valid);
}

TEST(Check, LeavesLinksThatHaveNoCertainOrder) {
  for (const auto* text :
       {"46,XX,der(1)t(1;3)(p32;q21)t(1;11)(q25;q13)", "46,XX,der(1)t(1;11)(q25;q13)t(1;3)(?p32;q21)",
        "46,XX,der(1)inv(1)(p22q25)t(1;3)(p32;q21)inv(1)(p36q21)",
        "46,XX,der(9)t(9;22)(q34;q11.2)del(9)(q32)",
        "46,XX,t(1;3)(p32;q21)[5]/46,sl,der(1)inv(1)(q21q32)t(1;3)[5]",
        "46,XX,der(8)t(8;17)(p23;q21)inv(8)(p23q13)t(8;22)(q22;q12)"})
    EXPECT_TRUE(check(text).valid) << text;
}

/// It is valid, with that warning and no other.
void expect_warning(const char* text, Rule rule) {
  const auto checked = check(text);
  EXPECT_TRUE(checked.valid) << text;
  ASSERT_EQ(checked.faults.warnings.size(), 1u) << text;
  EXPECT_EQ(checked.faults.warnings[0].rule, rule) << text;
}

TEST(Check, WarnsOfTheOldOrderOfBreaksInAShortArm) {
  expect_warning("46,XX,inv(2)(p13p23)", Rule::kOldEdition);
  EXPECT_TRUE(check("46,XX,inv(2)(p23p13)").faults.warnings.empty());
  EXPECT_FALSE(check("46,XX,inv(2)(q31q21)").valid);
  EXPECT_FALSE(check("46,XX,inv(2)(q21p13)").valid);
}

TEST(Check, WarnsOfACopyThatOlderEditionsDidNotTurnRound) {
  expect_warning("46,XX,dup(1)(p22p31)", Rule::kOldEdition);
  EXPECT_TRUE(check("46,XX,dup(1)(p31p22)").faults.warnings.empty());
  EXPECT_TRUE(check("46,XX,dup(1)(q31q22)").faults.warnings.empty());
}

TEST(Check, WarnsOfVariantsWhereNoneIsUsual) {
  for (const auto* text :
       {"46,XX,8qh+", "46,XX,9pstk+", "46,XX,3ps+", "46,XX,17ps+", "46,XX,21ps", "46,XX,22ps+,22pstk+"})
    expect_warning(text, Rule::kEvent);
  expect_warning("46,XX,15ps+pstk+", Rule::kOrder);
  for (const auto* text :
       {"46,XX,9qh+", "46,X,Yqh-", "46,XX,17ps", "46,X,Yqs", "46,XX,22pstk-", "46,XX,3cenh+", "46,XX,9phqh",
        "46,XX,1q41h+", "46,XX,22ps+mat,22pstk+pat", "46,XX,9qh+,9qh+"})
    EXPECT_TRUE(check(text).valid && check(text).faults.warnings.empty()) << text;
}

TEST(Check, CountsTheChromosomesThatVary) {
  EXPECT_FALSE(check("46,XX,9qh+,9qh+,9qh+").valid);
  EXPECT_FALSE(check("46,XX,9qh+x3").valid);
  EXPECT_FALSE(check("45,XX,-9,9qh+x2").valid);
  EXPECT_TRUE(check("47,XX,+21,21ps+,21ps+,21ps+").valid);
  EXPECT_TRUE(check("69,XXX,9qh+x3").valid);
  EXPECT_TRUE(check("46,XX,9qh+,9qh+,inv(9)(p12q13)").valid) << "one of them is inverted";
}

TEST(Check, WarnsOfTwoSexesInAMosaic) {
  expect_warning("mos 47,XX,+21[5]/46,XY[3]", Rule::kSexChromosomes);
  for (const auto* text : {"chi 47,XX,+21[5]/46,XY[3]", "mos 45,X[5]/46,XY[3]", "mos 45,X[5]/46,XX[3]",
                           "mos 47,XXY[5]/46,XX[3]", "mos 47,XXY[5]/46,XX[3]/46,XY[2]", "46,XX[5]/46,XY[3]"})
    EXPECT_TRUE(check(text).faults.warnings.empty()) << text;
}

TEST(Check, WarnsOfLinksInTheOrderOfTime) {
  for (const auto* text :
       {"46,XX,der(9)t(9;22)(q34;q11.2)t(9;17)(p13;q21),der(22)t(9;22)",
        "46,XX,der(2)t(2;5)(q33;q31)inv(2)(p13q21)", "46,XX,der(6)t(6;14)(q21;q12)hsr(6)(q12)"})
    expect_warning(text, Rule::kOrder);
}

TEST(Check, WarnsOfAParentsOwnRearrangementThatIsDerived) {
  expect_warning("46,XX,t(5;6)(q34;q23)dmat", Rule::kInheritance);
  EXPECT_TRUE(check("46,XX,t(5;6)(q34;q23)mat").faults.warnings.empty());
  EXPECT_TRUE(check("46,XX,der(5)t(5;6)(q34;q23)dmat").faults.warnings.empty());
}

TEST(Check, WarnsOfGapsInNumbersAndOfCopies) {
  expect_warning("48,XX,+mar1,+mar3", Rule::kEvent);
  expect_warning("48,XX,+mar1,+mar1", Rule::kEvent);
  expect_warning("46,XX,t(9;22)(q34;q11.2),t(9;22)(q34;q11.2)", Rule::kEvent);
  for (const auto* text :
       {"48,XX,+mar1,+mar2", "47,XX,+mar1[4]/48,sl,+mar2[3]", "48,XX,+mar1x2", "46,XX,14ps+,14ps+"})
    EXPECT_TRUE(check(text).faults.warnings.empty()) << text;
}

TEST(Check, WarnsOfClonesWithoutChanges) {
  expect_warning("47,XX,+8[4]/46,sl,-8[3]", Rule::kReference);
  expect_warning("46,XX,t(9;22)(q34;q11.2)[cp5]/46,XX[cp5]", Rule::kCloneSize);
  expect_warning("46~52,XX,+8[5],+21[3][cp6]", Rule::kCount);
  expect_warning("41~46,XY,-5[4],del(7)(q22q36)[6],-17[3][cp6]", Rule::kCount);
}

TEST(Check, WarnsOfClonesOutOfOrder) {
  for (const auto* text :
       {"46,XX,t(9;22)(q34;q11.2)[3]/48,idem,+8,+9[3]/47,idem,+8[17]", "mos 47,XXX[10]/45,X[15]/46,XX[23]",
        "mos 47,XX,+21[3]/47,XX,+13[10]", "chi 46,XX[10]/46,XY[25]"})
    expect_warning(text, Rule::kCloneOrder);
  for (const auto* text :
       {"46,XX,t(9;22)(q34;q11.2)[3]/47,idem,+8[3]/48,idem,+8,+9[17]", "chi 46,XX[25]/46,XY[10]",
        "46,XX,t(9;22)(q34;q11.2)[3]/48,sl,+8,+9[3]/47,sdl1,-9[17]", "mos 47,XX,+21[10]/47,XX,+13[3]"})
    EXPECT_TRUE(check(text).valid && check(text).faults.warnings.empty()) << text;
}

TEST(Check, TellsANormalLineFromAStemline) {
  const auto checked = check("46,XY[10]/45,sl,-Y[5]/47,sl,+8[3]");
  ASSERT_EQ(checked.faults.errors.size(), 3u);
  EXPECT_EQ(checked.faults.errors[1].rule, Rule::kReference);
  EXPECT_EQ(checked.faults.errors[1].place.offset, 13u);
  EXPECT_EQ(checked.suggestion, "45,X,-Y[5]/47,XY,+8[3]/46,XY[10]");
}

TEST(Check, CallsNoCloneUnrelatedForAReferenceThatLeadsNowhere) {
  const auto checked = check("46,XX,t(9;22)(q34;q11.2)[3]/47,sdl1,+8[17]");
  ASSERT_EQ(checked.faults.errors.size(), 1u);
  EXPECT_EQ(checked.faults.errors[0].rule, Rule::kReference);
}

TEST(Check, HoldsLossesAgainstTheStemline) {
  for (const auto* text :
       {"45,idem,-Y[5]", "45,idem,-mar[5]", "45,sl,-der(5)t(5;7)(q13;p15)[5]", "43,sl,-8,-8,-8[5]"}) {
    const auto checked = check("46,XX,t(9;22)(q34;q11.2)[3]/" + std::string(text));
    ASSERT_EQ(checked.faults.errors.size(), 1u) << text;
    EXPECT_EQ(checked.faults.errors[0].rule, Rule::kReference) << text;
  }
  for (const auto* text :
       {"46,XX,t(9;22)(q34;q11.2)[3]/45,sl,-der(22)t(9;22)[5]", "47,XY,+mar[3]/45,sl,-Y,-mar[5]",
        "48,XX,+8,+8[3]/44,sl,-8,-8,-8,-8[5]", "47,XX,+8,inc[3]/46,sl,-mar[5]", "47,U,+8[3]/46,sl,-Y[5]",
        "46,XX,t(9;22)(q34;q11.2)[3]/92,slx2[4]/88,sdl1,-8,-8,-8,-8[5]",
        "46,XX,dic(5;17)(q11;p11),+mar[5]/45,sl,-5[5]"})
    EXPECT_TRUE(check(text).valid) << text << (check(text).valid ? "" : check(text).faults.errors[0].what);
}

TEST(Check, WarnsOfAnInversionWithinOneBand) {
  expect_warning("46,XX,inv(5)(q13q13)", Rule::kBreakpoints);
  for (const auto* text : {"46,XX,del(5)(q13q13)", "46,XX,dup(5)(q13q13)", "46,XX,inv(5)(q13q?)",
                           "46,XX,inv(5)(pter->q13::q13->q13::q13->qter)"})
    EXPECT_TRUE(check(text).faults.warnings.empty()) << text;
}

TEST(Check, ComparesARecombinantWithTheEventOfTheParent) {
  EXPECT_TRUE(check("46,XX,rec(3)dup(3q)del(3p)inv(3)(p25q21)").valid);
  EXPECT_TRUE(check("46,XX,rec(2)dup(2p)inv(2)(p21q31)mat").valid);
  const auto paracentric = check("46,XX,rec(2)dup(2p)inv(2)(q21q31)mat");
  ASSERT_EQ(paracentric.faults.errors.size(), 1u);
  EXPECT_EQ(paracentric.faults.errors[0].rule, Rule::kDerivative);
  EXPECT_EQ(paracentric.faults.errors[0].place.offset, 19u);
  EXPECT_FALSE(check("46,XX,rec(3)dup(3q)del(3q)inv(3)(p25q21)").valid);
  EXPECT_FALSE(check("46,XX,rec(21)del(21p)ins(21)(p13q22.1q22.3)dpat").valid);
}

TEST(Check, WarnsOfASignBeforeOneOfTwoSexChromosomes) {
  for (const auto* text : {"46,X,+r(X)(p22q21)", "45,X[21]/46,X,+idic(Y)(q11.2)[9]", "46,X,+Y"})
    expect_warning(text, Rule::kSexChromosomes);
  for (const auto* text : {"46,X,r(X)(p22q21)", "46,Xc,+inv(X)(p22q21)", "47,XX,+inv(X)(p22q21)", "46,X,+mar",
                           "47,X,t(X;18)(p11.2;q11.2),+Y"})
    EXPECT_TRUE(check(text).faults.warnings.empty()) << text;
}

TEST(Check, JoinsTheChromosomesOfADerivative) {
  EXPECT_TRUE(check("45,XY,der(5;7)t(3;5)(q21;q22)t(3;7)(q29;p13)").valid);
  const auto apart = check("45,XY,der(5;7)t(3;15)(q21;q22)t(3;7)(q29;p13)");
  ASSERT_EQ(apart.faults.errors.size(), 1u);
  EXPECT_EQ(apart.faults.errors[0].rule, Rule::kDerivative);
  EXPECT_EQ(apart.faults.errors[0].place.offset, 12u);
}

TEST(Check, MissesWhatTechniquesLeaveOut) {
  EXPECT_TRUE(check("nuc ish (ABL1,BCR)x2[100],(TP53)x2[200]").valid);
  for (const auto* text : {"nuc ish (ABL1,BCR)x[100]", "arr ()x1", "arr (8,,9)x3", "ish (subtel41,)x2"})
    EXPECT_FALSE(check(text).valid) << text;
}

TEST(Check, KeepsThePersonsOfAChimaeraApart) {
  EXPECT_TRUE(check("46,XX,t(15;17)(q24.1;q21.2)[8]/47,XX,+8,t(15;17)[12]//46,XY[2]").valid);
  const auto shared = check("46,XX,t(15;17)(q24.1;q21.2)[8]//47,XX,+8,t(15;17)[12]");
  ASSERT_EQ(shared.faults.errors.size(), 1u);
  EXPECT_EQ(shared.faults.errors[0].rule, Rule::kBreakpoints);
  EXPECT_EQ(shared.faults.errors[0].place.offset, 41u);
  EXPECT_TRUE(check("46,XX,t(2;15)(q21;q26.1)mat[8]//46,XY,t(2;15)c[12]").valid);
}

TEST(Check, BoundsCompositeKaryotypes) {
  EXPECT_TRUE(check("48,XX,+7,+9,+11,+13[cp5]").valid);
  EXPECT_TRUE(check("43~46,XX,-7,+8[cp4]").valid);  // Single cells have lost other chromosomes, too.
  EXPECT_FALSE(check("52,XX,+7,+9,+11,+13[cp5]").valid);
  EXPECT_FALSE(check("53~55,XX,-7,+8[cp4]").valid);
  EXPECT_FALSE(check("46~48634,XX,+r,+mar[cp9]").valid);
  EXPECT_FALSE(check("46,XX,+del(5)(q13)x9999[cp9]").valid);
}

TEST(Check, CountsADoubledCell) {
  EXPECT_TRUE(check("50(25,X,+X,+14)x2[8]/46,XX[12]").valid);
  const auto outer = check("51(25,X,+X,+14)x2[8]/46,XX[12]");
  ASSERT_EQ(outer.faults.errors.size(), 1u);
  EXPECT_EQ(outer.faults.errors[0].place.offset, 0u);
  const auto inner = check("50(26,X,+X,+14)x2[8]/46,XX[12]");
  ASSERT_FALSE(inner.valid);
  EXPECT_EQ(inner.faults.errors.back().place.offset, 3u);
}

TEST(Check, TakesAnyBytesWithinAMoment) {
  for (const std::string& text :
       {std::string(8000, ','), std::string(8000, '['), std::string("46,XX") + std::string(4000, '/')}) {
    EXPECT_FALSE(check(text).valid);
  }
}

}  // namespace
}  // namespace pinnacle::iscn
