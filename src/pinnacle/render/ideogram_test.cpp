#include "pinnacle/render/ideogram.h"

#include <gtest/gtest.h>

#include "pinnacle/image/codec.h"
#include "pinnacle/iscn/check.h"
#include "pinnacle/iscn/structure.h"
#include "pinnacle/render/ideogram_page.h"

namespace pinnacle::render {
namespace {

using cytogenetics::ChromosomeClass;

iscn::Karyotype karyotype(const std::string& text) {
  const auto verdict = iscn::check(text);
  EXPECT_TRUE(verdict.valid) << text;
  return *verdict.karyotype;
}

ChromosomeFigure figure_of(const std::string& text, const std::string& name, FigureScale scale = {}) {
  const auto cell = iscn::structure(karyotype(text), 0);
  for (const auto& c : cell.chromosomes) {
    if (c.name.find(name) == 0) return {c, scale};
  }
  ADD_FAILURE() << name << " is not in " << text;
  return {cell.chromosomes.front(), scale};
}

TEST(Spread, KeepsOrderAndDistance) {
  EXPECT_EQ(spread({0, 20, 40}, 10), (std::vector<double>{0, 20, 40}));
  EXPECT_EQ(spread({10, 10, 10}, 10), (std::vector<double>{0, 10, 20}));
  const auto places = spread({0, 1, 2, 50, 50}, 8);
  for (std::size_t i = 1; i < places.size(); ++i) EXPECT_GE(places[i] - places[i - 1], 8 - 1e-9);
  EXPECT_TRUE(spread({}, 5).empty());
}

TEST(ChromosomeFigure, AVariantHasAnotherSize) {
  for (const auto level : {cytogenetics::BandLevel::k400, cytogenetics::BandLevel::k850}) {
    const FigureScale scale{level, 0.03, 12};
    const auto usual = figure_of("46,XX", "16", scale), larger = figure_of("46,XX,16qh+", "16qh+", scale),
               smaller = figure_of("46,XX,16qh-", "16qh-", scale);
    EXPECT_GT(larger.length(), usual.length() + 5);
    EXPECT_LT(smaller.length(), usual.length() - 3);
    EXPECT_NEAR(larger.above(), usual.above(), 1e-6) << "the short arm is as it was";
    EXPECT_NEAR(larger.slices().back().to, larger.length(), 1e-6);
    const auto stalk = figure_of("46,XX,21pstk+", "21pstk+", scale);
    EXPECT_GT(stalk.above(), figure_of("46,XX", "21", scale).above() + 1)
        << "the centromere lies further down";
  }
}

TEST(ClonePage, SaysWhichVariantsLookAsUsual) {
  EXPECT_EQ(clone_page(karyotype("46,XX,9phqh,16qh+"), 0).notes,
            std::vector<std::string>{"drawn as usual: 9phqh"});
}

TEST(ChromosomeFigure, ADerivativeIsItsPartsInOrder) {
  const auto figure = figure_of("46,XX,t(9;22)(q34;q11.2)", "der(22)");
  EXPECT_EQ(figure.slices().front().band.chromosome, ChromosomeClass::k22);
  EXPECT_EQ(figure.slices().back().band.chromosome, ChromosomeClass::k9);
  EXPECT_EQ(figure.slices().back().band.name, "34.3");
  ASSERT_EQ(figure.joints().size(), 3u);
  EXPECT_LT(figure.joints()[1], figure.length());
  double at = 0;
  for (const auto& slice : figure.slices()) {
    EXPECT_NEAR(slice.from, at, 0.1) << "no gap before " << slice.band.name;
    at = slice.to;
  }
  EXPECT_NEAR(at, figure.length(), 0.1);
}

TEST(ChromosomeFigure, StandsWithItsOwnLongArmDown) {
  const auto figure = figure_of("45,XX,der(14;21)(q10;q10)", "der(14;21)");
  EXPECT_TRUE(figure.turned());
  EXPECT_EQ(figure.slices().front().band.chromosome, ChromosomeClass::k21);
  EXPECT_EQ(figure.slices().back().band.chromosome, ChromosomeClass::k14);
  EXPECT_LT(figure.above(), figure.below());
}

TEST(ChromosomeFigure, AnInversionTurnsTheBandsBetweenItsBreaks) {
  const auto figure = figure_of("46,XY,inv(9)(p12q13)", "inv");
  std::vector<std::string> names;
  for (const auto& slice : figure.slices())
    names.push_back((slice.band.on_p_arm ? "p" : "q") + slice.band.name);
  const auto at = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) - names.begin();
  };
  EXPECT_LT(at("q12"), at("q11"));
  EXPECT_LT(at("q11"), at("p11"));
}

TEST(ChromosomeFigure, ANeocentromereIsItsOnlyConstriction) {
  const auto figure =
      figure_of("47,XX,der(4)(:p13->q12:),+neo(4)(pter->p13::q12->q28->neo->q28->qter)", "neo(4)");
  ASSERT_TRUE(figure.neocentromere());
  EXPECT_DOUBLE_EQ(figure.above(), *figure.neocentromere()) << "it stands on the row's line";
  const auto band = std::find_if(figure.slices().begin(), figure.slices().end(), [&](const auto& slice) {
    return slice.from <= *figure.neocentromere() && *figure.neocentromere() <= slice.to;
  });
  ASSERT_NE(band, figure.slices().end());
  EXPECT_EQ(band->band.name, "28");
  EXPECT_FALSE(figure_of("46,XX,t(9;22)(q34;q11.2)", "der(22)").neocentromere());
}

TEST(ChromosomeFigure, RingsAreRound) {
  const auto ring = figure_of("46,XX,r(20)(p13q13.3)", "r(20)");
  EXPECT_TRUE(ring.ring());
  const auto start = ring.place(0, 0), end = ring.place(ring.length(), 0);
  EXPECT_NEAR(start.x, end.x, 1e-6);
  EXPECT_NEAR(start.y, end.y, 1e-6);
  EXPECT_TRUE(figure_of("47,XX,+r", "r").ring()) << "also one of unknown content";
}

TEST(ClonePage, HuesGoToTheParentsOnly) {
  const auto page = clone_page(karyotype("46,XX,t(9;22)(q34;q11.2)"), 0);
  EXPECT_EQ(page.colours.parents(),
            (std::vector<ChromosomeClass>{ChromosomeClass::k9, ChromosomeClass::k22}));
  const auto grey = page.colours.shade(ChromosomeClass::k1, 0.5),
             blue = page.colours.shade(ChromosomeClass::k9, 0.5);
  EXPECT_NEAR(grey.r, grey.b, 0.05);
  EXPECT_GT(blue.b, blue.r + 0.2);
  ASSERT_EQ(page.breaks.size(), 2u);
  EXPECT_EQ(page.breaks[0].band, "q34");
}

TEST(ClonePage, SeesWholeChromosomesThatAreTooManyOrTooFew) {
  EXPECT_EQ(clone_page(karyotype("47,XX,+21"), 0).counted, std::vector{ChromosomeClass::k21});
  EXPECT_EQ(clone_page(karyotype("mos 45,X[12]/46,XX[18]"), 0).counted, std::vector{ChromosomeClass::kX});
  EXPECT_TRUE(clone_page(karyotype("mos 45,X[12]/46,XX[18]"), 1).counted.empty());
  EXPECT_TRUE(clone_page(karyotype("46,X,i(X)(q10)"), 0).counted.empty());
  EXPECT_EQ(clone_page(karyotype("48(24,X,+21)x2"), 0).counted, std::vector{ChromosomeClass::k21});
}

TEST(Ideograms, AreDrawnOfAllForms) {
  for (const auto* text :
       {"46,XX", "69,XXY", "47,XX,+21", "46,X,i(X)(q10)", "46,XX,i(18)(q10)", "46,XX,ins(5;2)(p14;q21q31)",
        "45,XX,dic(9;20)(p13;q11.2)", "46,XX,add(7)(p22)", "48,XX,+r,+mar,5~20dmin", "46,XX,hsr(1)(p22)",
        "46,XX,der(1)t(1;3)(p32;q21)t(1;11)(q25;q13)", "mos 45,X[12]/46,XX[18]", "46,U", "92,XXYY",
        "47,XX,+dic r(1;3)(p36.1q32;p24q26.2)", "47,XX,+neo(3)(:q27->qter)",
        "44,XX,trc(4;12;9)(q31.2;q22p13;q34)", "46,XX,der(1)del(1)(p33p21)hsr(1)(p33)",
        "50(25,X,+X,+14)x2[8]/46,XX[12]"}) {
    for (const bool karyogram : {false, true}) {
      const auto svg = ideograms_svg({karyotype(text)}, {cytogenetics::BandLevel::k400, karyogram});
      EXPECT_NE(svg.find("<path"), std::string::npos) << text;
      EXPECT_EQ(svg.find("nan"), std::string::npos) << text;
    }
  }
}

TEST(Ideograms, ClonesAreRowsOfAPictureAndPagesOfAPdf) {
  const auto one = karyotype("45,X"), both = karyotype("mos 45,X[12]/46,XX[18]");
  const auto low = image::decode_grey8(ideograms_png({one}, {})),
             high = image::decode_grey8(ideograms_png({both}, {}));
  ASSERT_TRUE(low && high);
  EXPECT_GT(high->height(), low->height() + 1000);
  const auto pdf = ideograms_pdf({both}, {});
  const std::string text(pdf.begin(), pdf.end());
  EXPECT_NE(text.find("/Count 2"), std::string::npos);
  EXPECT_EQ(pdf, ideograms_pdf({both}, {})) << "the same bytes each time";
}

}  // namespace
}  // namespace pinnacle::render
