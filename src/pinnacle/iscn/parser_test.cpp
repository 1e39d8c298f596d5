#include "pinnacle/iscn/parser.h"

#include <gtest/gtest.h>

#include "pinnacle/iscn/print.h"

namespace pinnacle::iscn {
namespace {

TEST(Parser, ReadsTheParts) {
  const auto k = parse("mos 47,XX,+21[12]/46,XX,t(9;22)(q34;q11.2)dn[8]");
  ASSERT_TRUE(k) << k.error().text();
  ASSERT_EQ(k->clones.size(), 2u);
  EXPECT_EQ(k->clones[0].prefix, "mos");
  EXPECT_EQ(k->clones[0].events[0].sign, Sign::kGain);
  EXPECT_EQ(*k->clones[0].cells, 12);
  const auto& t = k->clones[1].events[0];
  EXPECT_EQ(t.inheritance, "dn");
  EXPECT_EQ(t.chain[0].chromosomes[1].name, "22");
  EXPECT_EQ(t.chain[0].breakpoints[1][0].band, (BandName{false, Arm::kQ, "11.2"}));
}

TEST(Parser, PrintsWhatItRead) {
  for (const auto* text : {"46,XX",
                           "45,X",
                           "69,XXY",
                           "46~48<2n>,XX,+8,+1~3mar[cp10]",
                           "46,X,idic(X)(q13)",
                           "46,XY,der(1)t(1;3)(p32;q21)dmat",
                           "47,XX,+?8",
                           "46,XX,del(1)(q2?3)",
                           "46,XX,del(1)(q21~24)",
                           "46,XX,add(19)(p13 or q13)",
                           "46,XX,inv(16)(p13q22)[4]/46,sl,+8[3]",
                           "46,XX,9phqh,16qh-",
                           "46,XX,der(9)(pter->p21::q13->qter)",
                           "46,XX,r(2)(::p21->q31::)",
                           "92,slx2",
                           "//46,XX[20]",
                           "46,XY[20]//",
                           "46,XX.ish del(22)(q11.2q11.2)(HIRA-)",
                           "47,XY,+mar dn",
                           "46,XX,psu dic(15;13)(q12;q12)",
                           "46,XX,?del(5)(q13q33)",
                           "46,XX,rec(6)dup(6p)inv(6)(p22.2q25.2)dmat",
                           "arr[GRCh38] 22q11.21(18919477_21459713)x1",
                           "46,XX,t(1;3)(p21;q21)[2] or t(2;3)(p21;q21)"}) {
    const auto first = read(text).karyotype;
    const auto again = read(print(first)).karyotype;
    EXPECT_EQ(first, again) << text << " -> " << print(first);
  }
  EXPECT_EQ(print(*parse("46,XX,t(9;22)(q34;q11.2)[20]")), "46,XX,t(9;22)(q34;q11.2)[20]");
}

TEST(Parser, ReadsTypographicSigns) {
  EXPECT_EQ(*parse("45,X,\u2212Y"), *parse("45,X,-Y"));
  EXPECT_EQ(*parse("46,XX,del(6)(q13q23)\u00D72"), *parse("46,XX,del(6)(q13q23)x2"));
  EXPECT_EQ(*parse("46,XX,del(1)(pter\u2192q21:)"), *parse("46,XX,del(1)(pter->q21:)"));
  const auto underlined = parse("46,XX,del(1)(q21),del(1\u0332)(q31)");
  ASSERT_TRUE(underlined) << underlined.error().text();
  EXPECT_EQ(*parse(print(*underlined)), *underlined);
}

TEST(Parser, SaysWhere) {
  const auto no = parse("46,XX,t(9;22)(q34;q11.2");
  ASSERT_FALSE(no);
  EXPECT_EQ(no.error().place, "character 23");
  // Places are characters, not bytes.
  EXPECT_EQ(read("45,X,\u2212Y,foo(3)(q21)").faults.errors.at(0).place.offset, 8u);
}

TEST(Parser, ReadsWhatPeopleType) {
  const auto lenient = [](const char* text) { return print(read(text).karyotype); };
  EXPECT_EQ(lenient("46, xx"), "46,XX");
  EXPECT_EQ(lenient("47,XX+21"), "47,XX,+21");
  EXPECT_EQ(lenient("45,XO"), "45,X");
  EXPECT_EQ(lenient("46,XX,i(17q)"), "46,XX,i(17)(q10)");
  EXPECT_EQ(lenient("46,XX,5q-"), "46,XX,del(5)(q?)");
  EXPECT_EQ(lenient("46,XX,T(9;22)(q34;q11.2)"), "46,XX,t(9;22)(q34;q11.2)");
  EXPECT_EQ(lenient("46,XX,t(9q;22q)"), "46,XX,t(9;22)(q?;q?)");
  EXPECT_EQ(lenient("46,XX,del(5)(q13-q33)"), "46,XX,del(5)(q13q33)");
  EXPECT_EQ(lenient("46,XX,der(1) t(1;3)(p32;q21)"), "46,XX,der(1)t(1;3)(p32;q21)");
}

TEST(Parser, EndsOnAnyBytes) {
  for (const std::string& text :
       {std::string(5000, '('), std::string(8000, '/'), std::string(9000, 'x'),
        std::string("\xff\xfe\x00,", 4), std::string("46,XX,t("),
        std::string("46,XX,der(1)") + std::string(7000, 't'), std::string("999999999999999999999,XX"),
        std::string("46,XX,+99999999999999999999mar")}) {
    EXPECT_FALSE(parse(text));
  }
}

TEST(Parser, AnAlternativeMayFollowAnEventWithoutBandsOrWithItsOrigin) {
  for (const auto* text :
       {"46,XX,der(22)t(9;22) or del(22)(q11.2)", "46,XX,der(1)t(1;3)(p32;q21)inh or del(1)(p32)"}) {
    const auto karyotype = parse(text);
    ASSERT_TRUE(karyotype) << text << ": " << karyotype.error().text();
    EXPECT_EQ(karyotype->clones[0].events[0].alternatives.size(), 1u) << text;
    EXPECT_EQ(print(*karyotype), text);
  }
}

}  // namespace
}  // namespace pinnacle::iscn
