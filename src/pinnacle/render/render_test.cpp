#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "pinnacle/image/codec.h"
#include "pinnacle/render/abnormality_marks.h"
#include "pinnacle/render/contact_sheet.h"
#include "pinnacle/render/heat_picture.h"
#include "pinnacle/render/karyogram.h"
#include "pinnacle/render/overlay.h"
#include "pinnacle/render/worksheet.h"

namespace pinnacle::render {
namespace {

namespace fs = std::filesystem;
using cytogenetics::ChromosomeClass;

/// Bars of falling length with every label, some upside down, some uncertain.
struct Example {
  cytogenetics::Cell cell;
  image::Grey picture{900, 300, 255};

  explicit Example(int count) {
    cell.image = "a <script> & \"name\".png";
    cell.width = picture.width();
    cell.height = picture.height();
    for (int i = 0; i < count; ++i) {
      cytogenetics::Chromosome c;
      c.id = i + 1;
      c.label = static_cast<ChromosomeClass>(i % (cytogenetics::kClassCount + 2));
      const double x = 6 + i % 46 * 19, y = 10 + i / 46 * 150, length = 110 - i % 46 * 2;
      c.box = {x, y, 13, length};
      c.outline = {{{x, y}, {x + 12, y}, {x + 12, y + length}, {x, y + length}}};
      c.axis = {{x + 6, y}, {x + 6, y + length}};
      c.upside_down = i % 2 == 0;
      c.centromere_from_p_end = 0.3;
      c.uncertain = i % 5 == 0;
      if (c.uncertain) c.reasons = {"a reason"};
      for (int dy = 0; dy < length; ++dy) {
        for (int dx = 0; dx < 13; ++dx) picture(static_cast<int>(x) + dx, static_cast<int>(y) + dy) = dy % 20 < 9 ? 70 : 180;
      }
      cell.chromosomes.push_back(c);
    }
  }
};

TEST(KaryogramPng, MarksWhatIsAbnormalAndExplainsTheMark) {
  Example example(46);
  const auto height = [&] { return karyogram_height(1400, example.cell, example.picture); };
  const auto svg = [&] { return karyogram_svg(example.cell, example.picture); };
  const auto arrows = [](const std::string& text) {
    std::size_t count = 0;
    for (auto at = text.find("<path"); at != std::string::npos; at = text.find("<path", at + 1)) ++count;
    return count;
  };
  const double plain = height();
  auto& deleted = example.cell.chromosomes[4];
  deleted.abnormality = "del(5)(p14)";
  const double keyed = height();
  EXPECT_GT(keyed, plain + 15) << "a line of the key";
  const auto before = arrows(svg());
  deleted.breaks = {deleted.axis.front(), deleted.axis.back()};
  EXPECT_EQ(arrows(svg()), before + 2);
  example.cell.chromosomes[6].abnormality = "i(7)(q10)";
  EXPECT_GT(height(), keyed + 15);
}

TEST(AbnormalityKey, GivesEachNameALetter) {
  AbnormalityKey key;
  EXPECT_TRUE(key.empty());
  EXPECT_EQ(key.letter_of("del(5)(p14)"), "a");
  EXPECT_EQ(key.letter_of("mar"), "b");
  EXPECT_EQ(key.letter_of("del(5)(p14)"), "a");
  for (int i = 0; i < 24; ++i) key.letter_of("r" + std::to_string(i));
  EXPECT_EQ(key.letter_of("another"), "aa");
}

TEST(KaryogramPng, IsAWholePictureForAnyNumberOfChromosomes) {
  for (const int count : {0, 1, 46, 92}) {
    const Example example(count);
    const auto pages = image::decode(karyogram_png(example.cell, example.picture));
    ASSERT_TRUE(pages) << pages.error().text();
    EXPECT_EQ(pages->front().grey.width(), 1400);
    EXPECT_GT(pages->front().grey.height(), 300);
  }
}

TEST(KaryogramPng, StandsAChromosomeOnEitherEnd) {
  Example example(1);
  example.cell.chromosomes[0].upside_down = false;
  const auto upright = karyogram_png(example.cell, example.picture);
  example.cell.chromosomes[0].upside_down = true;
  EXPECT_NE(karyogram_png(example.cell, example.picture), upright);
}

TEST(KaryogramPng, SurvivesAChromosomeWithoutOutlineOrAtTheBorder) {
  Example example(3);
  example.cell.chromosomes[0].outline.clear();
  example.cell.chromosomes[0].axis.clear();
  example.cell.chromosomes[1].outline = {{{-20, -20}, {2000, -20}, {2000, 2000}}};
  EXPECT_TRUE(image::decode(karyogram_png(example.cell, example.picture)));
  EXPECT_TRUE(image::decode(overlay_png(example.cell, example.picture)));
}

TEST(KaryogramPng, QualifiesCountAndCompositionByTheCellsFlags) {
  Example example(46);
  const auto height = [&] {
    return image::decode(karyogram_png(example.cell, example.picture))->front().grey.height();
  };
  const auto clean = karyogram_png(example.cell, example.picture);
  const int without = height();
  example.cell.flags = {"46 chromosomes, yet not two of each"};
  EXPECT_NE(karyogram_png(example.cell, example.picture), clean);
  example.cell.flags.resize(6, std::string(300, 'w'));
  EXPECT_GT(height(), without + 60) << "all are written, none over the chromosomes";
}

/// The right end of what is dark in some rows.
int dark_up_to(const image::Grey& picture, int from_row, int to_row) {
  int end = 0;
  for (int y = from_row; y < to_row; ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      if (picture(x, y) < 200) end = std::max(end, x + 1);
    }
  }
  return end;
}

TEST(KaryogramPng, WritesALongCompositionBesideTheName) {
  Example example(1);
  const auto drawn = [&] { return *image::decode_grey8(karyogram_png(example.cell, example.picture)); };
  constexpr int kFrom = 20, kTo = 52;  // The rows of the first line.
  for (const auto* name : {"metaphase-1001.png",
                           "a folder with a name/a-picture-whose-name-is-so-long-that-it-fills-"
                           "the-sheet-by-itself-2026-11-27-slide-7-field-1001.png"}) {
    example.cell.image = name;
    example.cell.composition = "46,XX";
    const auto brief = drawn();
    auto alone = brief;
    for (int y = 0; y < alone.height(); ++y) std::fill(alone.row(y) + 640, alone.row(y) + alone.width(), 255);
    example.cell.composition =
        "48,XX,fra(3)(p14.2),neo(4)(q25),hsr(8)(q24),9qh+,17ps,r(20)(p13q13.3),+r,+mar,4dmin";
    const auto crowded = drawn();
    const int end = dark_up_to(alone, kFrom, kTo);
    for (int y = kFrom; y < kTo; ++y) {
      for (int x = 0; x < end + 25; ++x)
        ASSERT_EQ(crowded(x, y), alone(x, y)) << name << " " << x << " " << y;
    }
  }
}

/// A ring of one grey, its joint at some angle, as the only chromosome.
Example ring_with_joint_at(double angle) {
  Example example(1);
  auto& c = example.cell.chromosomes[0];
  const base::Point middle{300, 150};
  constexpr double kRadius = 60, kHalfWidth = 12;
  constexpr int kPoints = 360;
  c.outline.assign(2, {});
  c.axis.clear();
  for (int i = 0; i < kPoints; ++i) {
    const double t = angle + 2 * std::numbers::pi * i / kPoints;
    const base::Point out{std::cos(t), std::sin(t)};
    c.outline[0].push_back(middle + out * (kRadius + kHalfWidth));
    c.outline[1].push_back(middle + out * (kRadius - kHalfWidth));
    c.axis.push_back(middle + out * kRadius);
  }
  c.abnormality = "r(1)(p36q44)";
  c.ring = true;
  c.breaks = {c.axis.front()};
  c.uncertain = false;
  for (int y = 0; y < 300; ++y) {
    for (int x = 200; x < 400; ++x) {
      const double off = std::hypot(x - middle.x, y - middle.y) - kRadius;
      if (std::abs(off) < kHalfWidth) example.picture(x, y) = 128;
    }
  }
  return example;
}

TEST(KaryogramPng, TheArrowOfARingLiesBesideIt) {
  for (const double angle : {0.0, 1.5, 3.1, 4.4}) {
    auto example = ring_with_joint_at(angle);
    example.cell.chromosomes[0].upside_down = false;
    const auto sheet = *image::decode_grey8(karyogram_png(example.cell, example.picture));
    int highest = 0, lowest = 0;  // Of the ring, at the sheet's left.
    for (int y = 90; y < sheet.height(); ++y) {
      const bool grey = std::count(sheet.row(y), sheet.row(y) + 300, 128) > 20;
      if (grey && highest == 0) highest = y;
      if (grey) lowest = y;
    }
    ASSERT_GT(lowest, highest + 100);
    const auto* row = sheet.row((highest + lowest) / 2);
    const auto is_ink = [](auto v) { return v < 60; };
    const auto* ink = std::find_if(row, row + 300, is_ink);
    ASSERT_NE(ink, row + 300) << "the arrow at its right";
    EXPECT_EQ(std::count(ink, row + 300, 128), 0) << "nothing of the ring lies beyond the arrow";
    EXPECT_GT(std::count(row, ink, 128), 20);
  }
}

TEST(KaryogramPng, LeavesOutSpecksBesideAChromosome) {
  Example example(1);
  const auto clean = karyogram_png(example.cell, example.picture);
  const auto& box = example.cell.chromosomes[0].box;
  const double x = box.right() + 60;
  example.cell.chromosomes[0].outline.push_back({{x, 20}, {x + 4, 20}, {x + 4, 24}, {x, 24}});
  EXPECT_EQ(karyogram_png(example.cell, example.picture), clean);
  // What is no speck is drawn.
  example.cell.chromosomes[0].outline.back() = {{x, 20}, {x + 12, 20}, {x + 12, 70}, {x, 70}};
  EXPECT_NE(karyogram_png(example.cell, example.picture), clean);
}

TEST(KaryogramPng, ShowsWhatPartsThePiecesOfAChromosome) {
  Example example(1);
  auto& c = example.cell.chromosomes[0];
  const double x = c.box.x, y = c.box.y;
  c.outline = {{{x, y}, {x + 12, y}, {x + 12, y + 50}, {x, y + 50}},
               {{x, y + 80}, {x + 12, y + 80}, {x + 12, y + 110}, {x, y + 110}}};
  c.axis.clear();
  for (int k = 0; k <= 50; ++k) c.axis.push_back({x + 6, y + k});
  const auto dark = karyogram_png(example.cell, example.picture);
  for (int dy = 60; dy < 70; ++dy)
    std::fill_n(example.picture.row(static_cast<int>(y) + dy) + static_cast<int>(x), 13, std::uint8_t{255});
  EXPECT_NE(karyogram_png(example.cell, example.picture), dark);
}

TEST(OverlayPng, ShowsWhatIsLeftOver) {
  Example example(3);
  const auto before = overlay_png(example.cell, example.picture);
  example.cell.left_over = {{{500, 200}, {520, 200}, {520, 260}, {500, 260}}};
  EXPECT_NE(overlay_png(example.cell, example.picture), before);
}

TEST(KaryogramSvg, HoldsAPictureForEachChromosome) {
  const Example example(46);
  const auto svg = karyogram_svg(example.cell, example.picture);
  int pictures = 0;
  for (auto at = svg.find("<image"); at != std::string::npos; at = svg.find("<image", at + 1)) ++pictures;
  EXPECT_EQ(pictures, 46);
}

TEST(OverlayPng, BoundsBothSidesOfAnyPicture) {
  for (const auto& [width, height] : {std::pair{100, 3000}, {3, 16384}, {16384, 3}, {5000, 5000}}) {
    cytogenetics::Cell cell;
    cell.width = width;
    cell.height = height;
    const auto pages = image::decode(overlay_png(cell, image::Grey(width, height, 255)));
    ASSERT_TRUE(pages) << pages.error().text();
    EXPECT_LE(pages->front().grey.width(), 4000) << width;
    EXPECT_LE(pages->front().grey.height(), 4000) << width;
  }
}

TEST(OverlayPng, ShowsTheIdsThatTheDoubtsName) {
  Example example(1);
  const auto before = overlay_png(example.cell, example.picture);
  example.cell.chromosomes[0].id = 7;
  EXPECT_NE(overlay_png(example.cell, example.picture), before);
}

TEST(ClassInk, TellsAnyTwoClassesApart) {
  for (int i = 0; i < cytogenetics::kClassCount; ++i) {
    for (int j = 0; j < i; ++j) {
      const auto a = class_ink(static_cast<ChromosomeClass>(i)), b = class_ink(static_cast<ChromosomeClass>(j));
      EXPECT_GT(std::hypot(a.r - b.r, a.g - b.g, a.b - b.b), 0.11) << i + 1 << " and " << j + 1;
    }
  }
}

TEST(KaryogramPng, NamesTheFolderOfItsImage) {
  Example example(1);
  example.cell.image = "some/where/A/001.png";
  const auto a = karyogram_png(example.cell, example.picture);
  example.cell.image = "some/where/B/001.png";
  EXPECT_NE(karyogram_png(example.cell, example.picture), a);
}

TEST(OverlayPng, KeepsThePicturesShape) {
  const Example example(46);
  const auto pages = image::decode(overlay_png(example.cell, example.picture));
  ASSERT_TRUE(pages);
  EXPECT_EQ(pages->front().grey.width(), 1200);
  EXPECT_EQ(pages->front().grey.height(), 400);
}

/// As pdfinfo counts them: a PDF's list of pages may be compressed.
int pages_of(const Bytes& pdf) {
  const auto file = fs::temp_directory_path() / ("pinnacle-pages-" + std::to_string(getpid()) + ".pdf");
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(pdf.data()), static_cast<std::streamsize>(pdf.size()));
  int pages = 0;
  if (auto* info = popen(("pdfinfo '" + file.string() + "'").c_str(), "r")) {
    char line[256];
    while (std::fgets(line, sizeof line, info) != nullptr) std::sscanf(line, "Pages: %d", &pages);
    pclose(info);
  }
  fs::remove(file);
  EXPECT_GT(pages, 0) << "pdfinfo (poppler-utils, of script/bootstrap) reads no page in " << file;
  return pages;
}

TEST(Worksheet, SaysDraftAndEscapesNames) {
  const Example example(46);
  const cytogenetics::Case all{"<script>alert(1)</script>", {{example.cell, "cell & one", "s", "c", "l", "1", "2"}}};
  const auto html = worksheet_html(all, {example.picture});
  EXPECT_NE(html.find("DRAFT, NOT REVIEWED"), std::string::npos);
  EXPECT_EQ(html.find("<script>"), std::string::npos);
  EXPECT_NE(html.find("cell &amp; one"), std::string::npos);
}

TEST(Worksheet, ListsTheCellsWithTheirFlags) {
  Example example(46);
  example.cell.flags = {"a flag < of it"};
  const auto html = worksheet_html(
      {"case", {{example.cell, "one", "s7", "", "", "", ""}, {Example(0).cell, "two", "", "", "", "", ""}}},
      {example.picture, example.picture});
  const auto table = html.substr(html.find("<table class=\"cells\">"),
                                 html.find("<section") - html.find("<table class=\"cells\">"));
  for (const auto* words :
       {"#cell-1", ">one<", "<td>46</td>", "specimen s7", "a flag &lt; of it", "#cell-2", ">two<"}) {
    EXPECT_NE(table.find(words), std::string::npos) << words;
  }
  EXPECT_NE(html.find("<section id=\"cell-2\">"), std::string::npos);
  EXPECT_NE(html.find("name=\"viewport\""), std::string::npos) << "as wide as the telephone is";
}

TEST(Worksheet, GivesEachMetaphaseAPage) {
  const Example example(46);
  cytogenetics::Case all{"case", {}};
  for (int i = 0; i < 3; ++i)
    all.cells.push_back({example.cell, "cell " + std::to_string(i), "", "", "", "", ""});
  EXPECT_GE(pages_of(worksheet_pdf(all, std::vector<image::Grey>(3, example.picture))), 2 * 3);
}

TEST(Worksheet, MakesTheSamePdfTwice) {
  const Example example(46);
  cytogenetics::Case all{std::string(200, 'n'), {}};
  for (int i = 0; i < 12; ++i) all.cells.push_back({example.cell, "cell " + std::to_string(i), "", "", "", "", ""});
  const std::vector<image::Grey> pictures(12, example.picture);
  const auto pdf = worksheet_pdf(all, pictures);
  EXPECT_EQ(std::string(pdf.begin(), pdf.begin() + 5), "%PDF-");
  EXPECT_EQ(pdf, worksheet_pdf(all, pictures));
}

/// How many pixels are clearly darker than text.
long black_pixels(const image::Grey& picture) {
  return std::count_if(picture.values().begin(), picture.values().end(), [](int v) { return v < 8; });
}

image::Grey sheet_of(const std::vector<SheetRow>& rows, SheetScale scale) {
  return *image::decode_grey8(contact_sheet("sheet", rows, scale));
}

TEST(HeatPicture, ColoursOnlyWhatIsHot) {
  const image::Grey picture(20, 40, 128);
  image::Raster<float> heat(20, 40);
  const auto cold = heat_picture(picture, heat, "21", "crop.png");
  heat(10, 20) = 1;
  const auto hot = heat_picture(picture, heat, "21", "crop.png");
  EXPECT_NE(cold, hot);
  const auto a = image::decode(cold), b = image::decode(hot);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->front().grey.width(), b->front().grey.width());
}

TEST(ContactSheet, ShowsAllPicturesAtOneScaleOrRowByRow) {
  const SheetRow large{"1", "large", {{image::Grey(80, 340, 0), ""}}},
      small{"21", "small", {{image::Grey(40, 34, 0), ""}, {image::Grey(40, 34, 0), ""}}};
  const auto common = black_pixels(sheet_of({large, small}, SheetScale::kCommon));
  EXPECT_NEAR(static_cast<double>(common), 40 * 170 + 2 * 20 * 17, 300);
  const auto each = black_pixels(sheet_of({large, small}, SheetScale::kEachRow));
  EXPECT_NEAR(static_cast<double>(each), 40 * 170 + 2 * 64 * 54.4, 600);
}

TEST(ContactSheet, ShrinksARowThatWouldNotFit) {
  SheetRow row{"1", "many", {}};
  for (int i = 0; i < 100; ++i) row.pictures.push_back({image::Grey(100, 50, 0), ""});
  const auto sheet = sheet_of({row}, SheetScale::kCommon);
  for (int y = 0; y < sheet.height(); ++y) EXPECT_EQ(sheet(sheet.width() - 1, y), 255) << "row " << y;
  EXPECT_GT(black_pixels(sheet), 100);
}

TEST(ContactSheet, OfNothingIsASheet) {
  EXPECT_GT(sheet_of({{"Y", "0 pictures", {}}}, SheetScale::kCommon).height(), 44);
}

TEST(Worksheet, LeavesOutNoCellOfAComposition) {
  cytogenetics::Case all{"case", {}};
  for (int i = 0; i < 30; ++i) all.cells.push_back({Example(0).cell, std::string(230, 'n') + std::to_string(i), "", "", "", "", ""});
  const auto pdf = worksheet_pdf(all, std::vector<image::Grey>(30, image::Grey(90, 30, 255)));
  // Thirty names of six lines each, once by composition and once by cell.
  EXPECT_GE(pages_of(pdf), 30 + 5);
}

TEST(Worksheet, SaysWhyAChromosomeIsUncertain) {
  Example example(46);
  const auto pdf_of = [&] { return worksheet_pdf({"case", {{example.cell, "cell", "", "", "", "", ""}}}, {example.picture}); };
  const auto before = pdf_of();
  example.cell.chromosomes[0].reasons = {"another"};
  EXPECT_NE(pdf_of(), before);
}

TEST(Worksheet, KeepsALongTrayOnThePage) {
  Example few(46), many(92);
  for (auto& c : many.cell.chromosomes) c.label = ChromosomeClass::kUnclassified, c.uncertain = false;
  for (auto& c : few.cell.chromosomes) c.label = static_cast<ChromosomeClass>((c.id - 1) / 2), c.uncertain = false;
  constexpr double kWide = 500, kA4 = 842;
  // As wide as they are long: a tray of many rows.
  for (auto& c : many.cell.chromosomes) c.outline = {{{0, 10}, {240, 10}, {240, 250}, {0, 250}}};
  ASSERT_GT(karyogram_height(kWide, many.cell, many.picture), kA4);
  const auto pdf_of = [](const Example& e) { return worksheet_pdf({"case", {{e.cell, "cell", "", "", "", "", ""}}}, {e.picture}); };
  EXPECT_EQ(pages_of(pdf_of(few)), 2) << "the overview with the karyogram, the metaphase";
  EXPECT_EQ(pages_of(pdf_of(many)), 3) << "the karyogram finds no room below the overview";
}

TEST(KaryogramHeight, GrowsWithTheWidth) {
  const Example example(92);
  EXPECT_NEAR(karyogram_height(700, example.cell, example.picture), karyogram_height(1400, example.cell, example.picture) / 2, 0.01);
}

}  // namespace
}  // namespace pinnacle::render
