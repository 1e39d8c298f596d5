#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "pinnacle/image/outline.h"
#include "pinnacle/synthesis/chromosome_set.h"
#include "pinnacle/synthesis/drawn_cell.h"
#include "pinnacle/synthesis/measured_chromosome.h"
#include "pinnacle/synthesis/metaphase.h"
#include "pinnacle/synthesis/preparation.h"
#include "pinnacle/synthesis/real_places.h"
#include "pinnacle/synthesis/stain_profile.h"
#include "pinnacle/synthesis/surroundings.h"
#include "pinnacle/synthesis/upright_crop.h"

namespace pinnacle::synthesis {
namespace {

using cytogenetics::ChromosomeClass;
using iscn::AcentricKind;

std::size_t count_of(const std::vector<cytogenetics::ChromosomeStructure>& set, ChromosomeClass label) {
  return static_cast<std::size_t>(
      std::count_if(set.begin(), set.end(), [label](const auto& c) { return c.placed == label; }));
}

TEST(ChromosomeSet, CountsWhatTheTextSays) {
  EXPECT_EQ(chromosome_set("46,XX")->size(), 46u);
  const auto down = chromosome_set("47,XY,+21");
  ASSERT_TRUE(down);
  EXPECT_EQ(count_of(*down, ChromosomeClass::k21), 3u);
  EXPECT_EQ(chromosome_set("45,X")->size(), 45u);
  EXPECT_EQ(chromosome_set("46,XX,-7,+8")->size(), 46u);
}

TEST(ChromosomeSet, RefusesWhatIsNotIscn) {
  EXPECT_NE(chromosome_set("47,XX").error().place.find("character 0"), std::string::npos);
  for (const auto* text :
       {"", "46", "46,", "forty,XX", "46,XZ", "46,XX,21", "47,XX,+25", "46,XX,", "arr(X,1-22)x2"})
    EXPECT_FALSE(chromosome_set(text)) << text;
}

TEST(DrawMetaphase, ArmsJoinedAtACentromereHaveOne) {
  for (const auto* text : {"45,XX,der(13;14)(q10;q10)", "46,X,i(X)(q10)", "46,XX,i(5)(p10)"}) {
    const auto drawn =
        *draw_metaphase(*chromosome_set(text), {.seed = 31, .touches = 0, .nuclei = 0, .debris = 0});
    for (const auto& c : drawn.chromosomes) EXPECT_EQ(c.centromeres.size(), 1u) << text << " " << c.name;
  }
}

TEST(ClonesOf, SaysWhatIsNotDrawn) {
  for (const auto* text : {"46,U", "45,U,rob(13;14)(q10;q10)", "69<3n>,U", "47,U,+21[3]/48,sl,+8[2]"}) {
    const auto clones = clones_of(text);
    ASSERT_TRUE(clones) << text;
    EXPECT_EQ(clones->front().chromosomes.size(), std::stoul(text)) << text;
    EXPECT_NE(clones->front().notes.front().find("drawn as X"), std::string::npos) << text;
  }
  const auto insertion = clones_of("46,XX,ins(5;?)(q13;?)");
  EXPECT_EQ(insertion->front().chromosomes.size(), 46u);
  EXPECT_NE(insertion->front().notes.back().find("one of the others"), std::string::npos);
  EXPECT_EQ(clones_of("46,XX,upd(15)mat")->front().notes,
            std::vector<std::string>{"drawn as usual: upd(15)mat"});
  EXPECT_NE(clones_of("46,XX.ish del(22)(q11.2q11.2)(HIRA-)")->front().notes.front().find("other techniques"),
            std::string::npos);
  EXPECT_EQ(clones_of("47,U,+21[3]/48,sl,+8[2]")->back().chromosomes.size(), 48u);
  const auto variant = clones_of("46,XX,9phqh,16qh+,17ps");
  ASSERT_TRUE(variant);
  EXPECT_EQ(variant->front().notes, std::vector<std::string>{"drawn as usual: 9phqh"});
  EXPECT_EQ(clones_of("mos 45,X[12]/46,XX[18]")->front().karyotype, "45,X[12]");
  EXPECT_EQ(clones_of("46,XX,tas(12;13)(q24.3;q34)")->front().notes,
            std::vector<std::string>{"drawn apart: tas(12;13)(q24.3;q34)"});
}

TEST(ClonesOf, SharesAreThoseOfTheBrackets) {
  const auto clones = clones_of("mos 45,X[12]/46,XX[18]");
  ASSERT_TRUE(clones);
  ASSERT_EQ(clones->size(), 2u);
  EXPECT_NEAR((*clones)[0].share, 0.4, 1e-9);
  EXPECT_EQ((*clones)[0].chromosomes.size(), 45u);
  EXPECT_EQ((*clones)[1].karyotype, "46,XX[18]");
}

TEST(ClonesOf, CellsOfACompositeHaveSomeOfItsChanges) {
  const auto clones = clones_of("45~47,XX,-5[2],+8[2],del(20)(q11.2)[1][cp5]/46,XX[5]");
  ASSERT_TRUE(clones);
  std::vector<std::string> cells;
  for (const auto& clone : *clones) {
    cells.push_back(clone.karyotype);
    EXPECT_TRUE(clone.notes.empty()) << clone.karyotype;
  }
  EXPECT_EQ(cells, (std::vector<std::string>{"45,XX,-5", "45,XX,-5", "47,XX,+8", "47,XX,+8",
                                             "46,XX,del(20)(q11.2)", "46,XX[5]"}));
  EXPECT_NEAR((*clones)[0].share, 0.1, 1e-9);
  EXPECT_NEAR((*clones)[5].share, 0.5, 1e-9);
  EXPECT_EQ((*clones)[2].chromosomes.size(), 47u);
}

TEST(ClonesOf, ACellOfACompositeKeepsWhatItsChangeTookFromTheList) {
  const auto clones = clones_of("45~46,X,-X[1],t(9;22)(q34;q11.2)[2],+der(22)t(9;22)[1][cp3]");
  ASSERT_TRUE(clones);
  ASSERT_EQ(clones->size(), 3u);
  EXPECT_EQ((*clones)[0].karyotype, "46,X,-X,+der(22)t(9;22)(q34;q11.2)");
  EXPECT_EQ((*clones)[1].karyotype, "46,XX,t(9;22)(q34;q11.2)");
  const auto untold = clones_of("44~46,XX,-5,-7[cp4]");
  ASSERT_TRUE(untold);
  EXPECT_EQ(std::count_if(untold->begin(), untold->end(),
                          [](const auto& c) { return c.karyotype.find("-5") != std::string::npos; }),
            3);
  EXPECT_NE(untold->front().notes.back().find("two thirds"), std::string::npos);
}

TEST(ClonesOf, EachCellHasItsOwnNumberOfAcentricBodies) {
  const auto clones = clones_of("46,XX,5~7dmin");
  ASSERT_TRUE(clones);
  EXPECT_EQ(clones->front().chromosomes.size(), 46u);
  EXPECT_TRUE(clones->front().notes.empty());
  std::set<int> seen;
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    seen.insert(static_cast<int>(acentric_bodies_of(clones->front(), seed).size()));
  EXPECT_EQ(seen, (std::set<int>{5, 6, 7}));
  EXPECT_EQ(acentric_bodies_of(clones_of("46,XX,2min")->front(), 1), std::vector(2, AcentricKind::kMinute));
  EXPECT_EQ(acentric_bodies_of(clones_of("46,XX,ace")->front(), 1), std::vector(1, AcentricKind::kFragment));
}

TEST(StainProfile, ADerivativeIsAsLongAsItsParts) {
  base::Random random(3);
  const auto cell = *chromosome_set("46,XX,t(9;22)(q34;q11.2)");
  double normal = 0, derivative = 0;
  for (const auto& c : cell) {
    const auto profile = stain_profile(c, {}, random);
    EXPECT_EQ(profile.centromeres.size(), 1u) << c.name;
    EXPECT_EQ(profile.stain.size(), profile.width.size());
    EXPECT_EQ(profile.breaks.size(), c.segments.size() - 1) << c.name;
    if (c.name == "9" || c.name == "22") normal += profile.length;
    if (c.name.find("der") == 0) derivative += profile.length;
  }
  EXPECT_NEAR(normal, derivative, 100);
}

TEST(StainProfile, ANeocentromereIsTheOnlyOne) {
  const auto set = chromosome_set("47,XX,+der(3)(pter->q26->neo->q26->qter)");
  ASSERT_TRUE(set);
  const auto found =
      std::find_if(set->begin(), set->end(), [](const auto& c) { return c.neocentromere.has_value(); });
  ASSERT_NE(found, set->end());
  base::Random random(4);
  const auto profile = stain_profile(*found, {}, random);
  ASSERT_EQ(profile.centromeres.size(), 1u);
  EXPECT_GT(profile.centromeres[0], 0.75);
  EXPECT_LT(profile.centromeres[0], 0.95);
}

TEST(StainProfile, HeteromorphismsHaveTheirSize) {
  const auto length = [](const std::string& karyotype, ChromosomeClass c) {
    const auto cell = *chromosome_set(karyotype);
    double longest = 0, shortest = 1e9;
    for (const auto& chromosome : cell) {
      if (chromosome.placed != c) continue;
      base::Random random(5);
      const double own = stain_profile(chromosome, {}, random).length;
      longest = std::max(longest, own), shortest = std::min(shortest, own);
    }
    return longest / shortest;
  };
  EXPECT_DOUBLE_EQ(length("46,XX", ChromosomeClass::k9), 1);
  // q12 of a chromosome 9 is 592 of its 7,950 units.
  EXPECT_NEAR(length("46,XX,9qh+", ChromosomeClass::k9), 1.07, 0.03);
  EXPECT_NEAR(length("46,XX,22pstk+", ChromosomeClass::k22), 1.09, 0.03);
  EXPECT_GT(length("46,XX,16qh-", ChromosomeClass::k16), 1.03);
}

TEST(StainProfile, AHomogeneousRegionHasNoBands) {
  base::Random random(6);
  const auto set = *chromosome_set("46,XX,hsr(1)(p22)");
  const auto hsr =
      std::find_if(set.begin(), set.end(), [](const auto& c) { return c.name == "hsr(1)(p22)"; });
  ASSERT_NE(hsr, set.end());
  const auto profile = stain_profile(*hsr, {}, random);
  ASSERT_EQ(profile.breaks.size(), 2u);
  const auto deviation = [&](double from, double to) {
    double sum = 0, squares = 0;
    for (int i = 0; i < 100; ++i) {
      const double v = profile.at(profile.stain, from + (to - from) * i / 99);
      sum += v / 100, squares += v * v / 100;
    }
    return std::sqrt(squares - sum * sum);
  };
  const double margin = 0.25 * (profile.breaks[1] - profile.breaks[0]);
  EXPECT_GT(margin, 0.02);
  EXPECT_LT(deviation(profile.breaks[0] + margin, profile.breaks[1] - margin),
            0.3 * deviation(0, profile.breaks[0]));
}

TEST(StainProfile, SatellitesStandOnAStalk) {
  base::Random random(7);
  const auto set = *chromosome_set("46,XX,17ps");
  double normal = 0;
  StainProfile satellited;
  for (const auto& c : set) {
    if (c.name == "17") normal = stain_profile(c, {}, random).length;
    if (c.name == "17ps") satellited = stain_profile(c, {}, random);
  }
  EXPECT_GT(satellited.length, normal + 300);
  EXPECT_EQ(satellited.centromeres.size(), 1u);
  ASSERT_EQ(satellited.breaks.size(), 1u);
  EXPECT_LT(satellited.at(satellited.width, 0.7 * satellited.breaks[0]), 0.8) << "the stalk";
}

TEST(StainProfile, ANewEndIsABreak) {
  base::Random random(8);
  const auto set = *chromosome_set("46,XX,del(5)(p14)");
  const auto deleted =
      std::find_if(set.begin(), set.end(), [](const auto& c) { return c.name == "del(5)(p14)"; });
  EXPECT_EQ(stain_profile(*deleted, {}, random).breaks, std::vector<double>{0.0});
}

TEST(StainProfile, AFragileSiteIsAGap) {
  const auto set = *chromosome_set("46,Y,fra(X)(q27.3)");
  const auto fragile =
      std::find_if(set.begin(), set.end(), [](const auto& c) { return !c.fragile_sites.empty(); });
  ASSERT_NE(fragile, set.end());
  auto normal = *fragile;
  normal.fragile_sites.clear();
  base::Random random(8), again(8);
  const auto profile = stain_profile(*fragile, {}, random), usual = stain_profile(normal, {}, again);
  EXPECT_EQ(profile.breaks, usual.breaks) << "a gap is no break";
  double place = 0, least = 1;
  for (double t = 0; t < 1; t += 0.002) {
    const double left = profile.at(profile.stain, t) / usual.at(usual.stain, t);
    if (left < least) least = left, place = t;
  }
  EXPECT_LT(least, 0.2);
  EXPECT_GT(place, 0.85);
  EXPECT_LT(place, 0.99);
  EXPECT_LT(profile.at(profile.width, place), 0.85 * usual.at(usual.width, place));
}

TEST(StainProfile, DullHeterochromatinStillShinesInQ) {
  const auto set = *chromosome_set("46,XX,1qh+,9qh+,16qh+");
  for (const auto& c : set) {
    if (c.resized.empty()) continue;
    base::Random random(3);
    const auto stain = stain_profile(c, {.look = Look::kQ, .contrast = 2.4}, random).stain;
    EXPECT_GT(*std::min_element(stain.begin(), stain.end()), 0.3) << c.name;
  }
}

TEST(StainProfile, FinerPreparationsShowMoreBands) {
  const auto cell = *chromosome_set("46,XX");
  const auto bands_seen = [&](double bands) {
    std::size_t peaks = 0;
    for (std::size_t k = 0; k < 20; ++k) {
      base::Random random(5 + k);
      const auto stain = stain_profile(cell[k], {.bands = bands}, random).stain;
      for (std::size_t i = 1; i + 1 < stain.size(); ++i)
        peaks += stain[i] > stain[i - 1] && stain[i] > stain[i + 1] ? 1 : 0;
    }
    return peaks;
  };
  EXPECT_GT(bands_seen(850), bands_seen(400));
}

TEST(StainProfile, TheVariableRegionOfYIsBrightestInQ) {
  const auto cell = *chromosome_set("46,XY");
  base::Random random(5);
  const auto& y =
      *std::find_if(cell.begin(), cell.end(), [](const auto& c) { return c.placed == ChromosomeClass::kY; });
  const auto q = stain_profile(y, {.look = Look::kQ}, random).stain, g = stain_profile(y, {}, random).stain;
  EXPECT_GT(q[q.size() * 3 / 4], g[g.size() * 3 / 4] * 1.2);
}

TEST(DrawMetaphase, DrawsDerivativesRingsAndMarkersWithTheirPlaces) {
  for (const auto* text :
       {"46,XX,t(9;22)(q34;q11.2)", "46,XX,r(20)(p13q13.3)", "47,XX,+mar", "45,XX,dic(9;20)(p13;q11.2)"}) {
    const auto set = *chromosome_set(text);
    const auto drawn = draw_metaphase(set, {.seed = 6, .nuclei = 0});
    ASSERT_TRUE(drawn) << text << drawn.error().text();
    ASSERT_EQ(drawn->chromosomes.size(), set.size());
    for (const auto& c : drawn->chromosomes) {
      EXPECT_FALSE(c.centromeres.empty()) << c.name;
      EXPECT_TRUE(c.breaks.empty() || c.name != to_string(c.label)) << c.name;
      for (const auto p : c.breaks) {
        EXPECT_GE(p.x, c.box.x - 2);
        EXPECT_LE(p.x, c.box.right() + 2);
      }
    }
    const auto abnormal = std::find_if(drawn->chromosomes.begin(), drawn->chromosomes.end(),
                                       [](const auto& c) { return c.name != to_string(c.label); });
    ASSERT_NE(abnormal, drawn->chromosomes.end());
    EXPECT_EQ(abnormal->breaks.empty(), std::string_view(text) == "47,XX,+mar");
  }
}

/// How far the nearest pixel of a chromosome's mask is.
double away_from(const image::PlacedMask& mask, base::Point p) {
  double least = 1e9;
  for (int y = 0; y < mask.mask.height(); ++y) {
    for (int x = 0; x < mask.mask.width(); ++x) {
      if (mask.mask(x, y) != 0)
        least = std::min(least, base::length(base::Point{x + mask.x + 0.5, y + mask.y + 0.5} - p));
    }
  }
  return least;
}

TEST(DrawMetaphase, TheMaskIsTheFormHoweverPaleItIs) {
  const auto set = *chromosome_set("46,X,Yqh+,1qh+,9qh+,16qh-,21ps+,22pstk+");
  for (const auto look : {Look::kG, Look::kQ, Look::kDapi}) {
    const auto drawn = draw_metaphase(set, {.seed = 117, .look = look, .variety = 1});
    ASSERT_TRUE(drawn);
    for (const auto& c : drawn->chromosomes) {
      ASSERT_EQ(c.outline.size(), 1u) << c.name;
      const auto mask = image::filled(c.outline, 800, 760);
      EXPECT_EQ(mask.frame(), c.box);
      for (const auto p :
           {c.axis.front(), c.axis[c.axis.size() / 4], c.axis[c.axis.size() / 2], c.axis.back()})
        EXPECT_LT(away_from(mask, p), 3) << c.name;
    }
  }
}

const DrawnChromosome& ring_of(const DrawnMetaphase& drawn) {
  return *std::find_if(drawn.chromosomes.begin(), drawn.chromosomes.end(),
                       [](const auto& c) { return c.name != to_string(c.label); });
}

TEST(DrawMetaphase, ARingHasItsHole) {
  auto set = *chromosome_set("46,XX,r(4)(p16q35)");
  set.push_back({"r(7)", ChromosomeClass::k7, {}, true});  // Of unknown content.
  const auto drawn = draw_metaphase(set, {.seed = 6, .touches = 0});
  ASSERT_TRUE(drawn);
  int rings = 0;
  for (const auto& c : drawn->chromosomes) {
    if (c.name == to_string(c.label)) continue;
    ++rings;
    const auto mask = image::filled(c.outline, 800, 760);
    base::Point middle;
    for (const auto p : c.axis) middle = middle + p * (1.0 / static_cast<double>(c.axis.size()));
    EXPECT_FALSE(mask.has(static_cast<int>(middle.x), static_cast<int>(middle.y))) << c.name;
    for (const auto p : c.axis) EXPECT_TRUE(mask.has(static_cast<int>(p.x), static_cast<int>(p.y))) << c.name;
    const auto corner = upright_crop(drawn->grey, c);
    EXPECT_GT(corner(corner.width() / 2, corner.height() / 2), 250) << "white in the crop";
  }
  EXPECT_EQ(rings, 2);
}

TEST(DrawMetaphase, AShortRingIsADot) {
  const auto drawn = draw_metaphase(*chromosome_set("47,XY,+r(7)(p11q11)"), {.seed = 128});
  ASSERT_TRUE(drawn);
  const auto& ring = ring_of(*drawn);
  EXPECT_LT(ring.axis.size(), 16u);
  EXPECT_LT(std::max(ring.box.width, ring.box.height), 16);
  EXPECT_GE(std::min(ring.box.width, ring.box.height), 5);
  EXPECT_EQ(ring.outline.size(), 1u);
}

/// Pairs of chromosomes that share pixels, and how many of them share a good part of one.
std::pair<int, int> crossings_of(const DrawnMetaphase& drawn) {
  std::vector<image::PlacedMask> masks;
  for (const auto& c : drawn.chromosomes)
    masks.push_back(image::filled(c.outline, drawn.grey.width(), drawn.grey.height()));
  std::pair<int, int> pairs;
  for (std::size_t i = 0; i < masks.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      int shared = 0;
      for (int y = 0; y < masks[i].mask.height(); ++y) {
        for (int x = 0; x < masks[i].mask.width(); ++x)
          shared += masks[i].mask(x, y) != 0 && masks[j].has(x + masks[i].x, y + masks[i].y);
      }
      const double smaller = std::min(image::area_of(masks[i].mask), image::area_of(masks[j].mask));
      pairs.first += shared >= 12;
      pairs.second += shared > 0.2 * smaller;
    }
  }
  return pairs;
}

TEST(DrawMetaphase, AsManyCrossAsInRealCells) {
  const auto set = *chromosome_set("46,XX");
  int pairs = 0, far_across = 0;
  constexpr int kCells = 10;
  for (std::uint64_t seed = 3000; seed < 3000 + kCells; ++seed) {
    const auto [all, far] = crossings_of(*draw_metaphase(set, {.seed = seed, .touches = 8}));
    pairs += all, far_across += far;
  }
  EXPECT_GT(pairs, 1.0 * kCells);
  EXPECT_LT(pairs, 2.8 * kCells);
  EXPECT_GT(far_across, 0.4 * kCells);
  EXPECT_EQ(crossings_of(*draw_metaphase(set, {.seed = 3000, .touches = 0})).first, 0);
}

TEST(DrawMetaphase, ADeepPictureHasItsDepth) {
  const auto set = *chromosome_set("46,XX");
  for (const auto look : {Look::kG, Look::kDapi}) {
    MetaphaseOptions options{.seed = 5, .look = look};
    const auto shallow = draw_metaphase(set, options);
    EXPECT_TRUE(shallow->deep.empty());
    options.deep = true;
    const auto drawn = draw_metaphase(set, options);
    EXPECT_EQ(drawn->grey, shallow->grey);
    const std::set<std::uint16_t> levels(drawn->deep.values().begin(), drawn->deep.values().end());
    EXPECT_GT(levels.size(), 1500u);
    double apart = 0;
    for (std::size_t i = 0; i < drawn->grey.size(); ++i)
      apart += std::abs(drawn->deep.values()[i] / double(kDeepLevels) - drawn->grey.values()[i]);
    EXPECT_LT(apart / static_cast<double>(drawn->grey.size()), 2.5);
    EXPECT_EQ(upright_crop(drawn->deep, drawn->chromosomes.front())(0, 0), 255 * kDeepLevels);
  }
}

TEST(DrawMetaphase, FluorescenceIsNotOverexposed) {
  const auto drawn =
      *draw_metaphase(*chromosome_set("46,XY"), {.seed = 2005, .look = Look::kDapi, .variety = 1});
  double clipped = 0, pixels = 0;
  for (const auto& c : drawn.chromosomes) {
    const auto mask = image::filled(c.outline, 800, 760);
    for (int y = 0; y < mask.mask.height(); ++y) {
      for (int x = 0; x < mask.mask.width(); ++x) {
        if (mask.mask(x, y) == 0) continue;
        ++pixels;
        clipped += drawn.grey(x + mask.x, y + mask.y) == 0;
      }
    }
  }
  EXPECT_LT(clipped / pixels, 0.02);
}

TEST(AddNucleus, IsMottledAndNotDoublyDark) {
  const image::Mask free(400, 400);
  Absorbance one(400, 400), many(400, 400);
  base::Random random(2);
  add_nucleus(one, 0.5, free, random);
  for (int i = 0; i < 60; ++i) add_nucleus(many, 0.5, free, random);
  const auto darkest = [](const Absorbance& a) {
    return *std::max_element(a.values().begin(), a.values().end());
  };
  EXPECT_GT(darkest(one), 0.55) << "chromocentres";
  EXPECT_LT(darkest(many), 2) << "they do not add up";
  double sum = 0, squares = 0, inside = 0;
  for (const float a : one.values()) {
    if (a > 0) sum += a, squares += a * a, ++inside;
  }
  const double mean = sum / inside;
  EXPECT_NEAR(mean, 0.45, 0.15);
  EXPECT_GT(std::sqrt(squares / inside - mean * mean), 0.1 * mean);
}

TEST(MeasuredChromosome, KnowsEachBand) {
  for (int i = 0; i < cytogenetics::kClassCount; ++i) {
    const auto c = static_cast<ChromosomeClass>(i);
    const auto& measured = measured_chromosome(c);
    EXPECT_EQ(measured.bands.size(), cytogenetics::bands_of(c, cytogenetics::BandLevel::k550).size());
    for (double t = 0; t < 1; t += 0.01)
      EXPECT_LT(real_places(c).ideogram_of(t), real_places(c).ideogram_of(t + 0.01));
  }
}

TEST(RandomPreparation, DiffersAsMuchAsAsked) {
  base::Random one(1), other(2);
  EXPECT_EQ(random_preparation(0, one).contrast, random_preparation(0, other).contrast);
  EXPECT_NE(random_preparation(1, one).contrast, random_preparation(1, other).contrast);
}

TEST(DrawMetaphase, FluorescenceAddsUpOnADarkField) {
  const auto set = *chromosome_set("46,XY");
  for (const auto look : {Look::kQ, Look::kDapi}) {
    const auto drawn = draw_metaphase(set, {.seed = 8, .touches = 0, .nuclei = 0, .debris = 0, .look = look});
    ASSERT_TRUE(drawn);
    auto levels = drawn->grey.values();
    std::nth_element(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2),
                     levels.end());
    EXPECT_GT(levels[levels.size() / 2], 225) << "most of the field is empty, inverted";
    double inside = 0, pixels = 0;
    for (const auto& c : drawn->chromosomes) {
      for (std::size_t i = c.axis.size() / 4; i < c.axis.size() * 3 / 4; ++i, ++pixels)
        inside += drawn->grey(static_cast<int>(c.axis[i].x), static_cast<int>(c.axis[i].y));
    }
    EXPECT_LT(inside / pixels, levels[levels.size() / 2] - 40);
  }
}

TEST(DrawMetaphase, IsTheSameForTheSameSeed) {
  const auto set = *chromosome_set("46,XY");
  const auto a = draw_metaphase(set, {.seed = 4}), b = draw_metaphase(set, {.seed = 4}),
             c = draw_metaphase(set, {.seed = 5});
  ASSERT_TRUE(a && b && c);
  EXPECT_EQ(a->grey, b->grey);
  EXPECT_NE(a->grey, c->grey);
}

TEST(DrawMetaphase, KnowsWhereEverythingIs) {
  const auto set = *chromosome_set("47,XX,+21");
  const auto drawn = draw_metaphase(set, {.seed = 11});
  ASSERT_TRUE(drawn) << drawn.error().text();
  ASSERT_EQ(drawn->chromosomes.size(), 47u);
  for (const auto& c : drawn->chromosomes) {
    EXPECT_GE(c.box.x, 0);
    EXPECT_LE(c.box.right(), drawn->grey.width());
    EXPECT_LE(c.box.bottom(), drawn->grey.height());
    const auto middle = c.axis[c.axis.size() / 2];
    EXPECT_LT(drawn->grey(static_cast<int>(middle.x), static_cast<int>(middle.y)), 215)
        << "dark where it should be";
    EXPECT_FALSE(c.outline.empty());
  }
}

TEST(DrawMetaphase, AcentricBodiesLieBesideTheChromosomes) {
  const auto set = *chromosome_set("46,XX");
  MetaphaseOptions options{.seed = 11, .nuclei = 0, .debris = 0};
  for (int i = 0; i < 6; ++i) {
    for (const auto kind : {AcentricKind::kDoubleMinute, AcentricKind::kMinute, AcentricKind::kFragment})
      options.acentric.push_back(kind);
  }
  const auto drawn = draw_metaphase(set, options);
  ASSERT_TRUE(drawn);
  EXPECT_EQ(drawn->chromosomes.size(), 46u);
  ASSERT_EQ(drawn->acentric.size(), 18u);
  double largest_minute = 0, smallest_fragment = 1e9;
  for (const auto& [kind, box, dots] : drawn->acentric) {
    const double size = std::max(box.width, box.height);
    EXPECT_LT(size, 20) << "smaller than a chromosome is long";
    EXPECT_EQ(dots.size(), kind == AcentricKind::kMinute         ? 1u
                           : kind == AcentricKind::kDoubleMinute ? 2u
                                                                 : 6u);
    if (kind == AcentricKind::kMinute) largest_minute = std::max(largest_minute, size);
    if (kind == AcentricKind::kFragment) smallest_fragment = std::min(smallest_fragment, size);
    for (const auto dot : dots) {
      EXPECT_TRUE(dot.x > box.x && dot.x < box.right() && dot.y > box.y && dot.y < box.bottom());
      EXPECT_LT(drawn->grey(static_cast<int>(dot.x), static_cast<int>(dot.y)), 215);
      for (const auto& c : drawn->chromosomes) {
        const auto on_axis =
            std::any_of(c.axis.begin(), c.axis.end(), [dot](auto p) { return base::length(p - dot) < 8; });
        EXPECT_FALSE(on_axis);
      }
    }
  }
  EXPECT_GT(largest_minute, 2);
  EXPECT_GT(smallest_fragment, largest_minute);
  options.acentric.clear();
  EXPECT_TRUE(draw_metaphase(set, options)->acentric.empty());
  options.acentric.assign(20000, AcentricKind::kDoubleMinute);
  EXPECT_FALSE(draw_metaphase(set, options));
}

TEST(UprightCrop, StandsOnTheLongArm) {
  const auto drawn =
      *draw_metaphase(*chromosome_set("46,XX"), {.seed = 8, .touches = 0, .nuclei = 0, .debris = 0});
  for (const auto& c : drawn.chromosomes) {
    if (c.label != ChromosomeClass::k1) continue;
    const auto crop = upright_crop(drawn.grey, c);
    EXPECT_GT(crop.height(), 2 * crop.width());
    EXPECT_EQ(crop(0, 0), 255);
    EXPECT_LT(*std::min_element(crop.values().begin(), crop.values().end()), 130);
  }
}

TEST(DrawMetaphase, DrawsLongerChromosomesLonger) {
  const auto drawn = draw_metaphase(*chromosome_set("46,XX"), {.seed = 3});
  ASSERT_TRUE(drawn);
  std::size_t one = 0, twenty_one = 0;
  for (const auto& c : drawn->chromosomes) {
    if (c.label == ChromosomeClass::k1) one = c.axis.size();
    if (c.label == ChromosomeClass::k21) twenty_one = c.axis.size();
  }
  EXPECT_GT(one, 2 * twenty_one);
}

TEST(DrawMetaphase, KnowsTheCentromere) {
  const auto drawn = draw_metaphase(*chromosome_set("46,XX"), {.seed = 8, .bend = 3, .hinge = 0.5});
  ASSERT_TRUE(drawn) << drawn.error().text();
  for (const auto& c : drawn->chromosomes) {
    double least = 1e9;
    std::size_t at = 0;
    for (std::size_t i = 0; i < c.axis.size(); ++i) {
      const double away = base::length(c.axis[i] - c.centromeres.front());
      if (away < least) least = away, at = i;
    }
    EXPECT_LT(least, 1) << "it lies on the axis";
    const double share = static_cast<double>(at) / static_cast<double>(c.axis.size() - 1);
    // Arms are stretched as those of real chromosomes measure: near the ideogram, not on it.
    EXPECT_NEAR(share, cytogenetics::centromere_of(c.label, cytogenetics::BandLevel::k400), 0.13);
  }
}

TEST(DrawMetaphase, BendsMoreWhenAsked) {
  const auto bent_by = [](double bend) {
    const auto drawn =
        draw_metaphase(*chromosome_set("46,XX"), {.seed = 9, .width = 1200, .height = 1200, .bend = bend});
    double sum = 0;  // How much nearer the ends are than the way between them is long.
    for (const auto& c : drawn->chromosomes)
      sum += base::length(c.axis.back() - c.axis.front()) / static_cast<double>(c.axis.size());
    return sum / static_cast<double>(drawn->chromosomes.size());
  };
  EXPECT_GT(bent_by(0), bent_by(1));
  EXPECT_GT(bent_by(1), bent_by(4) + 0.1);
  EXPECT_FALSE(draw_metaphase(*chromosome_set("46,XX"), {.bend = -1}));
  EXPECT_FALSE(draw_metaphase(*chromosome_set("46,XX"), {.hinge = 2}));
  EXPECT_FALSE(draw_metaphase(*chromosome_set("46,XX"), {.variety = 2}));
}

TEST(CellOf, MarksWhatIsAbnormal) {
  const auto drawn = *draw_metaphase(*chromosome_set("46,XX,del(5)(p14)"), {.seed = 28});
  int abnormal = 0;
  for (const auto& c : cell_of(drawn, "46,XX,del(5)(p14)", "metaphase-28.png").chromosomes) {
    if (c.abnormality.empty()) {
      EXPECT_TRUE(c.breaks.empty());
      continue;
    }
    ++abnormal;
    EXPECT_EQ(c.abnormality, "del(5)(p14)");
    EXPECT_EQ(c.breaks.size(), 1u);
  }
  EXPECT_EQ(abnormal, 1);
}

TEST(CellOf, HasEveryChromosomeTheRightWayUp) {
  const auto drawn = *draw_metaphase(*chromosome_set("46,X,i(X)(q10)"), {.seed = 27});
  const auto cell = cell_of(drawn, "46,X,i(X)(q10)", "metaphase-27.png");
  ASSERT_EQ(cell.count(), 46);
  for (std::size_t i = 0; i < drawn.chromosomes.size(); ++i) {
    const auto& truth = drawn.chromosomes[i];
    const auto& one = cell.chromosomes[i];
    EXPECT_EQ(one.label, truth.label);
    EXPECT_LE(one.axis.front().y, one.axis.back().y);
    EXPECT_EQ(*one.upside_down ? one.axis.back() : one.axis.front(), truth.axis.front()) << truth.name;
    ASSERT_TRUE(one.centromere_from_p_end) << truth.name;
    const auto at = truth.axis[static_cast<std::size_t>(*one.centromere_from_p_end * double(truth.axis.size() - 1) + 0.5)];
    EXPECT_LT(base::length(at - truth.centromeres.front()), 2) << truth.name;
  }
}

TEST(SideBySide, ShiftsTheTruthWithThePicture) {
  const auto left = *draw_metaphase(*chromosome_set("46,XX"), {.seed = 3}),
             right = *draw_metaphase(*chromosome_set("45,X"), {.seed = 4});
  const auto both = side_by_side(left, right);
  ASSERT_EQ(both.chromosomes.size(), 91u);
  const auto& moved = both.chromosomes[46];
  const auto& before = right.chromosomes[0];
  EXPECT_EQ(moved.box.x, before.box.x + left.grey.width());
  EXPECT_EQ(moved.centromeres.front().x, before.centromeres.front().x + left.grey.width());
  const auto x = static_cast<int>(moved.centromeres.front().x),
             y = static_cast<int>(moved.centromeres.front().y);
  EXPECT_EQ(both.grey(x, y), right.grey(x - left.grey.width(), y));
}

TEST(DrawMetaphase, RefusesAFieldThatIsTooSmall) {
  EXPECT_FALSE(draw_metaphase(*chromosome_set("46,XX"), {.width = 150, .height = 150}));
  EXPECT_FALSE(draw_metaphase({}, {}));
  EXPECT_FALSE(draw_metaphase(*chromosome_set("46,XX"), {.bands = 300}));
}

}  // namespace
}  // namespace pinnacle::synthesis
