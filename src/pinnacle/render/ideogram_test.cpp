#include "pinnacle/render/ideogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

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

TEST(ChromosomeFigure, ARingOfUntoldContentIsRoundToo) {
  const auto ring = figure_of("46,X,r(X)", "r(X)");
  EXPECT_TRUE(ring.ring());
  EXPECT_EQ(ring.slices().front().band.chromosome, ChromosomeClass::kX)
      << "its hatching has the parent's hue";
  EXPECT_EQ(clone_page(karyotype("46,X,r(X)"), 0).colours.parents(), std::vector{ChromosomeClass::kX});
}

TEST(ChromosomeFigure, AnUnknownCentromereIsInTheUnknownPart) {
  const auto figure = figure_of("46,XX,der(?)t(?;9)(?;q22)", "der(?)");
  EXPECT_EQ(figure.slices().front().filling, ChromosomeFigure::Filling::kUnknown);
  EXPECT_LT(figure.above(), figure.slices().front().to) << "it stands on the row's line";
}

/// The abnormal chromosome whose name begins so, with its marks.
std::vector<std::string> marks_of(const std::string& text, const std::string& name) {
  const auto page = clone_page(karyotype(text), 0);
  std::vector<std::string> all;
  for (const auto& c : page.chromosomes) {
    if (c.structure.name.find(name) != 0) continue;
    for (const auto& mark : break_marks(c, ChromosomeFigure(c.structure, {}))) all.push_back(mark.words);
  }
  return all;
}

using Words = std::vector<std::string>;

TEST(BreakMarks, AreReadAsTheExplanationReadsThem) {
  EXPECT_EQ(marks_of("46,X,dic(X;Y)(p22.3;p11.3)", "dic"), Words{"Xp22.3::Yp11.3"});
  EXPECT_EQ(marks_of("45,XX,der(14;21)(q10;q10)", "der"), Words{"14q10::21q10"});
  EXPECT_EQ(marks_of("46,XX,t(9;22)(q34;q11.2)", "der(22)"), Words{"22q11.2::9q34"});
  EXPECT_EQ(marks_of("46,XX,r(20)(p13q13.3)", "r(20)"), Words{"20q13.3::20p13"});
}

TEST(BreakMarks, StandAlsoWhereNothingIsJoined) {
  EXPECT_EQ(marks_of("46,Y,fra(X)(q27.3)", "fra"), Words{"fra Xq27.3"});
  EXPECT_EQ(marks_of("46,XX,tas(12;13)(q24.3;q34)", "tas"),
            (Words{"12q24.3 with 13q34", "13q34 with 12q24.3"}));
  EXPECT_EQ(marks_of("46,X,tas(X;9;12)(q28;q34p24;q24)", "tas"),
            (Words{"9q34 with Xq28", "9p24 with 12q24", "12q24 with 9p24", "Xq28 with 9q34"}));
  const auto page = clone_page(karyotype("46,XX,tas(12;13)(q24.3;q34)"), 0);
  for (const auto& c : page.chromosomes) {
    const ChromosomeFigure figure(c.structure, {});
    if (c.normal) continue;
    EXPECT_DOUBLE_EQ(break_marks(c, figure).front().along, figure.length()) << "at the end";
  }
}

TEST(BreakMarks, OfARingPointAtItFromOutside) {
  const auto page = clone_page(karyotype("44,XX,r(1;2;5)(p36q32;p25q33;p15q31)"), 0);
  const auto ring =
      std::find_if(page.chromosomes.begin(), page.chromosomes.end(), [](const auto& c) { return !c.normal; });
  const ChromosomeFigure figure(ring->structure, {});
  const auto marks = break_marks(*ring, figure);
  ASSERT_EQ(marks.size(), 3u);
  for (const auto& mark : marks) {
    const Pointer pointer(figure, mark.along);
    EXPECT_GT(base::length(pointer.tip), figure.half_width());
    EXPECT_GT(base::length(pointer.bend), base::length(pointer.tip));
    EXPECT_GE(pointer.bend.x * pointer.side, 0) << "its words are on its own side";
  }
}

TEST(Ideograms, AMissingChromosomeLeavesItsPlaceVacant) {
  const auto vacant = [](const char* text, ChromosomeClass c) {
    return vacant_places(clone_page(karyotype(text), 0), c);
  };
  EXPECT_EQ(vacant("45,XX,-7", ChromosomeClass::k7), 1u);
  EXPECT_EQ(vacant("45,XX,-7", ChromosomeClass::k8), 0u);
  EXPECT_EQ(vacant("47,XX,+8", ChromosomeClass::k8), 0u);
  EXPECT_EQ(vacant("44,XX,-7,-7", ChromosomeClass::k7), 2u);
  EXPECT_EQ(vacant("45,X", ChromosomeClass::kX), 1u);
  EXPECT_EQ(vacant("45,X,-Y", ChromosomeClass::kX), 0u);
  EXPECT_EQ(vacant("45,X,-Y", ChromosomeClass::kY), 1u);
  EXPECT_EQ(vacant("45,XX,-7", ChromosomeClass::kX), 0u);
}

TEST(Ideograms, SmallGroupsShareARow) {
  const auto height = [](const char* text) {
    return image::decode_grey8(ideograms_png({karyotype(text)}, {}))->height();
  };
  EXPECT_LT(height("46,XX,del(5)(q13q33),del(6)(q13q21),del(7)(q22q31),del(8)(q13q22),del(9)(q13q22)"),
            2.3 * height("46,XX,del(5)(q13q33)"));
}

/// How wide the page is for its figures, in columns.
double columns(const char* text) {
  constexpr double kColumn = 184;
  const auto level = cytogenetics::BandLevel::k550;
  return (derivatives_width(clone_page(karyotype(text), 0), level) - 2 * kIdeogramMargin) / kColumn;
}

TEST(Ideograms, APageIsAsWideAsSmallGroupsFillIt) {
  EXPECT_NEAR(columns("46,XX,9qh+"), 2, 0.2);
  EXPECT_NEAR(columns("46,XX,9qh+,16qh-"), 4, 0.3);
  EXPECT_NEAR(columns("46,X,fra(X)(q27.3),9qh+,16qh-,17ps,22pstk+"), 6, 0.3) << "three pairs, and two below";
}

TEST(Ideograms, ADerivativeIsNotPartedFromItsHomologue) {
  EXPECT_NEAR(columns("46,XX,t(1;7;14)(p32;q34;q11),inv(7)(p15q34)"), 5, 0.3) << "14 and der(14) below";
  EXPECT_NEAR(columns("46,XX,t(1;7;14)(p32;q34;q11)"), 6, 0.3);
}

TEST(Ideograms, AHeadingHasALineIfThatIsWhatThePageIsMadeFor) {
  for (const auto* text : {"46,XX,del(5)(p14)", "46,XX,der(4)inv(4)(p14q35)del(4)(q12q21)dup(4)(q31q34)",
                           "46,XX,der(21)hsr(21)(p11.2)hsr(21)(q11.2)hsr(21)(q21)hsr(21)(q22.1)"}) {
    const auto picture = *image::decode_grey8(ideograms_png({karyotype(text)}, {}));
    int last = 0;
    for (int y = 0; y < picture.height(); ++y) {
      if (std::any_of(picture.row(y), picture.row(y) + picture.width(), [](auto v) { return v < 200; }))
        last = y;
    }
    EXPECT_NEAR(picture.height() - last, 77, 12) << text;
  }
}

TEST(Canvas, AKaryotypeIsBrokenBehindCommasAndJoints) {
  Canvas::png(1, 1, [](Canvas& canvas) {
    const auto lines = [&](const std::string& words, const TextStyle& style) {
      return canvas.lines_of(words, style);
    };
    const TextStyle style{.bold = true, .max_width = 150, .max_lines = 7, .iscn = true};
    EXPECT_EQ(lines("+neo(3)(pter->p11::q11->q26->neo->q26->qter)", style),
              (Words{"+neo(3)(pter->p11::", "q11->q26->neo->", "q26->qter)"}));
    EXPECT_EQ(lines("dic r(1;3)(p36.1q32;p24q26.2)", style), (Words{"dic r(1;3)(p36.1q32;", "p24q26.2)"}));
    EXPECT_EQ(lines("47,XX,>50dmin", style), Words{"47,XX,>50dmin"});
    EXPECT_EQ(lines("46,XX,del(5)(q13q33),del(7)(q22)", style),
              (Words{"46,XX,", "del(5)(q13q33),", "del(7)(q22)"}));
    for (const double width : {40, 60, 80, 100, 120}) {
      auto narrow = style;
      narrow.max_width = width;
      narrow.max_lines = 40;
      std::string all;
      for (const auto& line : lines("der(4)(pter->p14::q35->q31::p14->q31:)", narrow)) {
        EXPECT_FALSE(line.front() == '>' || line.back() == '-') << line;
        all += line;
      }
      EXPECT_EQ(all, "der(4)(pter->p14::q35->q31::p14->q31:)");
    }
    EXPECT_EQ(
        lines("46,XX,del(5)(q13q33),del(7)(q22)", {.max_width = 60, .max_lines = 2, .iscn = true}).size(),
        2u);
  });
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

TEST(Ideograms, APageIsAsWideAsWhatItShows) {
  const auto width = [](const char* text, bool whole = false) {
    return image::decode_grey8(ideograms_png({karyotype(text)}, {cytogenetics::BandLevel::k550, whole}))
        ->width();
  };
  EXPECT_LT(width("46,XX,del(5)(p14)"), 1000);
  EXPECT_LT(width("46,XX,del(5)(p14)"), width("46,XX,t(2;7;5)(p21;q22;q23)"));
  EXPECT_EQ(width("46,XX,del(5)(p14)", true), 2400);
  const auto pdf = ideograms_pdf({karyotype("46,XX,del(5)(p14)"), karyotype("46,XX")}, {});
  const std::string text(pdf.begin(), pdf.end());
  EXPECT_NE(text.find("/MediaBox [ 0 0 460 "), std::string::npos);
  EXPECT_NE(text.find("/MediaBox [ 0 0 1200 "), std::string::npos);
}

TEST(ClonePage, TellsHowManyDoubleMinutesThereAre) {
  EXPECT_EQ(clone_page(karyotype("46,XX,8dmin"), 0).double_minute_number, (iscn::Range{8, 8}));
  const DoubleMinutes few({8, 8}), many({5, 60});
  EXPECT_GT(many.height(), few.height());
  const auto drawn = [](iscn::Range number) {
    return Canvas::svg(400, 400, [&](Canvas& canvas) { DoubleMinutes(number).draw(canvas, {200, 200}); });
  };
  const auto dots = [](const std::string& svg) {
    std::size_t count = 0;
    for (auto at = svg.find("<path"); at != std::string::npos; at = svg.find("<path", at + 1)) ++count;
    return count;
  };
  EXPECT_EQ(dots(drawn({8, 8})) - dots(drawn({0, 0})), 16u);
  EXPECT_EQ(dots(drawn({2, 5})) - dots(drawn({0, 0})), 10u);
}

TEST(ChromosomeFigure, ShowsHeteromorphisms) {
  const auto length = [](const char* text, const char* name) { return figure_of(text, name).length(); };
  EXPECT_GT(length("46,XX,17ps", "17ps"), length("46,XX", "17") + 10);
  EXPECT_GT(length("46,XX,9qh+", "9qh+"), length("46,XX", "9") + 10);
  EXPECT_LT(length("46,XX,16qh-", "16qh-"), length("46,XX", "16") - 5);
  const auto satellited = figure_of("46,X,Yqs", "Yqs");
  const auto& slices = satellited.slices();
  EXPECT_EQ(slices.back().band.stain, cytogenetics::Stain::kVariable);
  EXPECT_EQ(slices[slices.size() - 2].band.stain, cytogenetics::Stain::kStalk);
  EXPECT_LT(satellited.joints().back(), satellited.length()) << "they are no part of the Y's own segment";
}

TEST(ChromosomeFigure, TellsAHomogeneousRegionFromUnknownMaterial) {
  const auto figure = figure_of("46,XX,der(1)add(1)(p36)hsr(1)(q21)", "der(1)");
  const auto count = [&figure](ChromosomeFigure::Filling filling) {
    return std::count_if(figure.slices().begin(), figure.slices().end(),
                         [filling](const auto& slice) { return slice.filling == filling; });
  };
  EXPECT_EQ(count(ChromosomeFigure::Filling::kAmplified), 1);
  EXPECT_EQ(count(ChromosomeFigure::Filling::kUnknown), 1);
}

/// A figure in colours on a white sheet, its origin in the middle.
image::Grey drawn(const ChromosomeFigure& figure, ChromosomeClass parent, int side) {
  const auto png = Canvas::png(side, side, [&](Canvas& canvas) {
    figure.draw(canvas, {side / 2.0, side / 2.0}, ParentColours({parent}));
  });
  return *image::decode_grey8(png);
}

TEST(ChromosomeFigure, ARingsCentromereIsAsDeepOutsideAsInside) {
  const FigureScale scale{.px_per_unit = 0.05, .half_width_px = 30};
  const auto ring = figure_of("46,XX,r(7)(p22q36)", "r(7)", scale);
  const int side = 2 * static_cast<int>(ring.half_width()) + 20;
  const auto picture = drawn(ring, ChromosomeClass::k7, side);
  const double radius = ring.half_width() - scale.half_width_px;
  int outside = 0, inside = 0;  // What the constriction lacks of the ring.
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const double off = std::hypot(x + 0.5 - side / 2.0, y + 0.5 - side / 2.0) - radius;
      if (picture(x, y) < 250 || std::abs(off) > scale.half_width_px - 2) continue;
      (off > 0 ? outside : inside) += 1;
    }
  }
  EXPECT_GT(inside, 200);
  EXPECT_NEAR(outside / double(inside), 1, 0.15);
}

TEST(ChromosomeFigure, AFragileSiteIsAGap) {
  const auto level = cytogenetics::BandLevel::k550;
  for (const double half_width : {13.0, 8.0}) {
    const FigureScale scale{level, 0.05, half_width};
    const auto blank_rows = [&](const char* text, const char* name) {
      const auto figure = figure_of(text, name, scale);
      const auto picture = drawn(figure, ChromosomeClass::kX, 900);
      const int from = static_cast<int>(450 - figure.above()) + 2,
                to = static_cast<int>(450 + figure.below()) - 2;
      int blank = 0;
      for (int y = from; y < to; ++y) blank += picture(450, y) > 250;
      return blank;
    };
    EXPECT_EQ(blank_rows("46,XX", "X"), 0);
    EXPECT_GE(blank_rows("46,X,fra(X)(q27.3)", "fra(X)"), 1);
    EXPECT_LE(blank_rows("46,X,fra(X)(q27.3)", "fra(X)"), 5);
  }
}

TEST(ChromosomeFigure, SatellitesAreSmallKnobsAtAnySize) {
  for (const double px_per_unit : {0.0142, 0.05}) {
    const FigureScale scale{.px_per_unit = px_per_unit, .half_width_px = 8};
    const auto figure = figure_of("46,XX", "14", scale);
    const auto picture = drawn(figure, ChromosomeClass::k14, 800);
    const auto& knob = figure.slices().front();
    const int y = static_cast<int>(400 - figure.above() + (knob.from + knob.to) / 2);
    int width = 0;
    for (int x = 0; x < picture.width(); ++x) width += picture(x, y) < 250;
    EXPECT_LT(width, 2.6 * (knob.to - knob.from)) << "no mushroom's cap";
    EXPECT_GT(width, 4);
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
