#include "pinnacle/iscn/naming.h"

#include <gtest/gtest.h>

#include "pinnacle/iscn/check.h"
#include "pinnacle/iscn/parser.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/structure.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::BandLevel;

std::string there_and_back(const std::string& text, BandLevel level = BandLevel::k850) {
  const auto karyotype = parse(text);
  EXPECT_TRUE(karyotype) << text;
  const auto named = karyotype_of(structure(*karyotype, 0).chromosomes, level);
  return named ? print(*named) : named.error().text();
}

class Naming : public testing::TestWithParam<const char*> {};

TEST_P(Naming, IsTheInverseOfStructure) {
  EXPECT_EQ(there_and_back(GetParam()), GetParam());
  EXPECT_TRUE(check(GetParam()).valid);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Naming,
    testing::Values(
        "46,XX", "46,XY", "45,X", "47,XXY", "47,XX,+21", "45,XY,-7", "48,XX,+8,+8", "47,XX,+mar",
        "44,XX,-5,-7", "46,XX,del(5)(q31.1)", "46,XX,del(5)(p15.2)", "46,XX,del(5)(q14.3q33.3)",
        "46,XX,del(5)(p15.2p13.3)", "46,XX,dup(1)(q22q25.1)", "46,XX,dup(1)(q25.1q22)",
        "46,XX,dup(1)(p22.1p34.1)", "46,XX,dup(1)(p34.1p22.1)", "46,XX,trp(1)(q22q25.1)",
        "46,XX,inv(2)(p21q31.1)", "46,XX,inv(3)(q21.3q26.2)", "46,XX,inv(2)(p23.1p21)",
        "46,XX,ins(2)(p13.1q21.1q31.1)", "46,XX,ins(2)(p13.1q31.1q21.1)", "46,XX,ins(5;2)(p14.1;q22.1q32.1)",
        "46,XX,ins(5;2)(q31.1;q32.1q22.1)", "46,XX,t(9;22)(q34.13;q11.22)", "46,XX,t(1;3)(p32.1;q21.1)",
        "46,XX,t(2;7;5)(p21;q22.1;q23.1)", "46,X,t(X;1)(q22.1;p36.11)", "46,Y,t(X;8)(p22.31;q24.13)",
        "46,XX,der(1)t(1;3)(p32.1;q21.1)", "47,XX,+der(22)t(11;22)(q23.3;q11.22)",
        "46,XX,der(1)t(1;3)(p32.1;q21.1)t(1;11)(q25.1;q13.1)", "45,XX,der(13;14)(q10;q10)",
        "46,XX,der(14;21)(q10;q10),+21", "45,XX,dic(9;20)(p13.1;q11.22)", "46,X,i(X)(q10)",
        "46,XX,i(17)(q10)", "47,XX,+i(12)(p10)", "46,X,idic(X)(q13.1)", "46,XX,r(7)(p22.1q36.1)",
        "46,XX,add(19)(p13.3)", "47,XX,t(9;22)(q34.13;q11.22),+der(22)t(9;22)(q34.13;q11.22)",
        "46,XX,trp(1)(q25.1q22)", "46,XX,t(1;3)(p10;q10)", "46,XX,t(1;3)(p10;p10)",
        "46,X,ins(5;X)(p14.1;q21.1q25)", "46,XX,ins(5;2)(q31.1;p13.1p23.1)",
        "46,XX,der(5)add(5)(p15.1)add(5)(q23.1)", "46,XX,der(5)del(5)(p15.2)add(5)(q23.1)",
        "46,XX,der(9)del(9)(p13.1)t(9;22)(q34.13;q11.22)", "46,XX,der(9)t(9;12)(p13.1;q22)del(9)(q31.1)",
        "45,XX,der(5;7)(5pter->5q22.1::3q21.1->3q27.1::7p13->7qter)",
        "44,XX,trc(4;12;9)(q31.1;q22p13.1;q34.11)", "46,XX,der(5)del(5)(p15.2)del(5)(q31.1)",
        "47,XX,+8,t(9;22)(q34.13;q11.22)", "46,t(X;18)(p11.21;q11.2),t(Y;1)(q12;p31.1)",
        "46,XX,t(9;22)(q34.13;q11.22)x2", "46,XX,der(22)t(9;22)(q34.13;q11.22)x2",
        "48,XX,+3,t(3;14)(q27.1;q32.13),+18", "46,XX,t(3;3)(q21.2;q26.2)", "46,XX,neo(10)(q26.13)",
        "47,XX,+neo(3)(q27.2)", "47,XX,+neo(3)(pter->p11.1::q11.2->q26.31->neo->q26.31->qter)",
        "46,XX,der(13)(13pter->13q14.13::5q12.1->5q32->neo->5q32->5qter)",
        "44,XX,r(1;2;5)(p36q32.1;p25q33.1;p15.31q31.2)", "47,XX,+r(1;3)(p36.13q23.2;q21.2q27.2)",
        "46,XX,der(1)r(1;3)(p36.13q23.2;q21.2q27.2)", "47,XX,-10,+fis(10)(p10),+fis(10)(q10)",
        "48,XX,-10,-10,+fis(10)(p10)x2,+fis(10)(q10)x2", "46,XX,del(10)(p10),del(10)(q10)",
        "45,XX,dic(7;7)(p11.2;q11.22)", "46,XX,ider(22)(q10)t(9;22)(q34.2;q11.21)",
        "46,XX,ins(5;5)(p14;q22.2q32)", "45,XX,der(21;21)(q10;q10)", "46,XX,i(21)(q10)x2",
        "46,XX,hsr(1)(p22.2)", "47,XX,+16,16qh-", "46,XX,9qh+x2", "48,XX,+mar1x2",
        "58<2n>,XXX,+4,+5,+6,+8,+10,+14,+17,+18,+21,+21,+21", "67,XXX,-1,del(5)(q13.2q33.2)x2,-17",
        "92,XXYY,t(9;22)(q34.2;q11.21)x2", "26,X,+10,+18,+21"));

TEST(Naming, NamesBandsAtTheLevelAskedFor) {
  EXPECT_EQ(there_and_back("46,XX,t(9;22)(q34.13;q11.22)", BandLevel::k400), "46,XX,t(9;22)(q34;q11.2)");
  EXPECT_EQ(there_and_back("46,XX,del(5)(q14.3q33.3)", BandLevel::k400), "46,XX,del(5)(q14q33)");
}

TEST(Naming, FallsBackOnTheDetailedSystem) {
  const auto text = there_and_back("46,XX,der(9)(9pter->9p13.1::22q11.22->22q12.1::9q22.1->9qter)");
  EXPECT_EQ(text, "46,XX,der(9)(9pter->9p13.1::22q11.22->22q12.1::9q22.1->9qter)");
  EXPECT_TRUE(check(text).valid);
}

TEST(Naming, RefusesAnEmptyCell) { EXPECT_FALSE(karyotype_of({}, BandLevel::k550)); }

TEST(Naming, ManyEqualDerivativesAreNoPuzzle) {
  const auto karyotype =
      parse("62,XX,der(1)t(1;3)(p31;q21),+der(1)t(1;2)(p31;q31)x8,+der(2)t(1;2)(p31;q31)x8");
  ASSERT_TRUE(karyotype);
  const auto named = karyotype_of(structure(*karyotype, 0).chromosomes, cytogenetics::BandLevel::k550);
  ASSERT_TRUE(named);
  EXPECT_TRUE(check(print(*named)).valid) << print(*named);
}

}  // namespace
}  // namespace pinnacle::iscn
