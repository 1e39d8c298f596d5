#include "pinnacle/synthesis/graft.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "pinnacle/base/nearest.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/synthesis/chromosome_set.h"
#include "pinnacle/synthesis/metaphase.h"
#include "pinnacle/synthesis/overlaid.h"
#include "pinnacle/synthesis/upright_crop.h"

namespace pinnacle::synthesis {
namespace {

using cytogenetics::ChromosomeClass;
using cytogenetics::is_telomere;

/// A drawn cell in place of a real one; nothing is lent yet.
DonorPool drawn_pool() {
  static const auto drawn_once = [] {
    const auto drawn =
        *draw_metaphase(*chromosome_set("46,XX"),
                        {.seed = 21, .width = 1000, .height = 1000, .touches = 0, .nuclei = 0, .debris = 0, .variety = 0});
    DonorPool pool;
    for (const auto& c : drawn.chromosomes) {
      auto donor = donor_of(image::lone_object(upright_crop(drawn.grey, c)), c.label, true);
      if (donor) pool.add(std::move(*donor));
    }
    return pool;
  }();
  return drawn_once;
}

cytogenetics::ChromosomeStructure abnormal_of(const std::string& karyotype) {
  const auto set = *chromosome_set(karyotype);
  for (const auto& c : set) {
    if (c.name != to_string(c.placed)) return c;
  }
  return {};
}

Assembly assembled(const cytogenetics::ChromosomeStructure& structure, DonorPool& pool,
                   base::Random& random) {
  return assembly_of(recipe_of(structure, pool, random), pool, random);
}

Piece uncut(const Donor& donor) {
  const double length = cytogenetics::length_of(donor.chromosome, cytogenetics::BandLevel::k850);
  return {.donor = &donor, .from = 0, .to = donor.rows(), .shown = {donor.chromosome, 0, length}};
}

/// A donor that was put together before.
Donor as_donor(const Graft& graft, const Donor& like) {
  Donor donor = like;
  donor.strip = graft.strip;
  return donor;
}

TEST(Donor, IsNoneThatIsPaintedOver) {
  const auto drawn =
      *draw_metaphase(*chromosome_set("46,XX"), {.seed = 22, .touches = 0, .nuclei = 0, .debris = 0});
  const auto& one = drawn.chromosomes.front();
  auto picture = image::lone_object(upright_crop(drawn.grey, one));
  ASSERT_TRUE(donor_of(picture, one.label, true));
  const auto middle = picture.mask.frame().centre();
  int painted = 0;
  for (int y = static_cast<int>(middle.y) - 2; y < middle.y + 2; ++y) {
    for (int x = 0; x < picture.grey.width(); ++x) {
      if (picture.mask.has(x, y)) picture.grey(x, y) = 61, ++painted;
    }
  }
  ASSERT_GT(painted, 25);
  EXPECT_FALSE(donor_of(picture, one.label, true));
  for (auto& v : picture.grey.values()) v = v == 61 ? 0 : v;
  EXPECT_TRUE(donor_of(picture, one.label, true)) << "black may be the end of the camera's range";
}

TEST(Donor, IsNoneThatLiesUnderAnother) {
  const auto drawn =
      *draw_metaphase(*chromosome_set("46,XX"), {.seed = 22, .touches = 0, .nuclei = 0, .debris = 0});
  const auto& one = drawn.chromosomes.front();
  auto picture = image::lone_object(upright_crop(drawn.grey, one));
  ASSERT_FALSE(is_overlaid(picture));
  // As dark as two, with what is left of their bands.
  const auto middle = picture.mask.frame().centre();
  auto darkened = picture;
  for (int y = static_cast<int>(middle.y) - 8; y < middle.y + 8; ++y) {
    for (int x = 0; x < picture.grey.width(); ++x) {
      if (picture.mask.has(x, y))
        darkened.grey(x, y) = static_cast<std::uint8_t>(15 + picture.grey(x, y) / 5);
    }
  }
  EXPECT_TRUE(is_overlaid(darkened));
  EXPECT_FALSE(donor_of(darkened, one.label, true));
}

TEST(Overlaid, IsNoneOfADrawnCell) {
  const auto drawn =
      *draw_metaphase(*chromosome_set("46,XX"), {.seed = 23, .touches = 0, .nuclei = 0, .debris = 0});
  int overlaid = 0;
  for (const auto& c : drawn.chromosomes)
    overlaid += is_overlaid(image::lone_object(upright_crop(drawn.grey, c)));
  EXPECT_LE(overlaid, 3) << "by their darkest bands";
}

TEST(Donor, KnowsItsBands) {
  const auto pool = drawn_pool();
  const auto& five = *pool.homologues(ChromosomeClass::k5).front();
  const double length = cytogenetics::length_of(ChromosomeClass::k5, cytogenetics::BandLevel::k850);
  EXPECT_EQ(five.row_of(0), 0);
  EXPECT_EQ(five.row_of(length), five.rows());
  const double centromere = cytogenetics::centromere_of(ChromosomeClass::k5, cytogenetics::BandLevel::k850);
  EXPECT_NEAR(five.row_of(centromere * length), five.centromere_row(), 1);
  Donor measured = five;
  measured.centromere += 0.04;
  EXPECT_NEAR(measured.row_of(centromere * length), measured.centromere_row(), 1);
  int before = -1;
  for (double at = 0; at <= length; at += length / 50) {
    EXPECT_GT(measured.row_of(at), before);
    before = measured.row_of(at);
  }
}

TEST(Donor, IsReadFromItsPEnd) {
  const auto drawn =
      *draw_metaphase(*chromosome_set("46,XX"), {.seed = 22, .touches = 0, .nuclei = 0, .debris = 0, .variety = 0});
  const auto crop = upright_crop(drawn.grey, drawn.chromosomes.front());
  const auto upright = donor_of(image::lone_object(crop), ChromosomeClass::k1, true),
             turned = donor_of(image::lone_object(crop), ChromosomeClass::k1, false);
  ASSERT_TRUE(upright && turned);
  auto there = image::band_profile(upright->strip), back = image::band_profile(turned->strip);
  std::reverse(back.begin(), back.end());
  ASSERT_EQ(there.size(), back.size());
  for (std::size_t i = 0; i < there.size(); ++i) EXPECT_NEAR(there[i], back[i], 0.05);
}

TEST(DonorPool, LendsWhatIsThereTwiceFromBothHomologues) {
  auto pool = drawn_pool();
  const double length = cytogenetics::length_of(ChromosomeClass::k5, cytogenetics::BandLevel::k850);
  auto lend = [&, random = base::Random(1)](double from, double to) mutable {
    return pool.lend({{ChromosomeClass::k5, from, to}}, random).front();
  };
  const auto* first = lend(0, length / 2);
  EXPECT_EQ(lend(length, length / 2), first) << "the rest of the same one";
  const auto* second = lend(0, length);
  EXPECT_NE(second, first);
  EXPECT_FALSE(second->is_copy());
  const auto* third = lend(0, length);
  EXPECT_TRUE(third->is_copy()) << "a third homologue is one of the two, but not pixel by pixel";
}

TEST(DonorPool, LendsWhatOneChromosomeHasTwiceFromOneHomologue) {
  auto pool = drawn_pool();
  base::Random random(1);
  const double length = cytogenetics::length_of(ChromosomeClass::k5, cytogenetics::BandLevel::k850);
  const auto donors = pool.lend({{ChromosomeClass::k5, length, length / 2},
                                 {ChromosomeClass::k5, length / 2, length},
                                 {ChromosomeClass::k7, 0, length}},
                                random);
  ASSERT_EQ(donors.size(), 3u);
  EXPECT_TRUE(donors[0]->is_copy() && donors[1]->is_copy() && !donors[2]->is_copy());
  EXPECT_EQ(donors[0]->axis, donors[1]->axis);
  EXPECT_NE(donors[0]->real_rows, donors[1]->real_rows);
}

TEST(Varied, DiffersAsSisterRegionsDo) {
  const auto pool = drawn_pool();
  const auto& seven = *pool.homologues(ChromosomeClass::k7).front();
  const double length = cytogenetics::length_of(ChromosomeClass::k7, cytogenetics::BandLevel::k850);
  base::Random random(4);
  double least = 1e9, most = 0;
  for (int i = 0; i < 50; ++i) {
    const auto copy = varied(seven, random);
    EXPECT_EQ(copy.axis.back().x - copy.axis.front().x, seven.axis.front().x - seven.axis.back().x);
    least = std::min<double>(least, copy.rows()), most = std::max<double>(most, copy.rows());
    // The bands are where they went.
    const auto own = image::band_profile(seven.strip), its = image::band_profile(copy.strip);
    for (double at = 0.1; at < 0.95; at += 0.1) {
      const auto row = static_cast<std::size_t>(copy.row_of(at * length));
      EXPECT_NEAR(copy.real_rows[row], seven.row_of(at * length), 1);
      EXPECT_NEAR(its[row] / own[static_cast<std::size_t>(copy.real_rows[row])], 1, 0.09);
    }
    EXPECT_EQ(copy.row_of(0), 0);
    EXPECT_EQ(copy.row_of(length), copy.rows());
  }
  EXPECT_LT(least, 0.98 * seven.rows());
  EXPECT_GT(least, 0.95 * seven.rows());
  EXPECT_GT(most, 1.02 * seven.rows());
  EXPECT_LT(most, 1.05 * seven.rows());
}

TEST(PiecesOf, TheArmsOfAnIsochromosomeAreOfOneDonor) {
  for (const auto* text : {"46,X,i(X)(q10)", "46,XX,idic(15)(q12)", "46,XX,dup(1)(q21q32)"}) {
    auto pool = drawn_pool();
    const auto structure = abnormal_of(text);
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      base::Random random(seed);
      std::vector<Piece> arms;
      for (const auto& piece : assembled(structure, pool, random).pieces) {
        if (!piece.is_tip) arms.push_back(piece);
      }
      ASSERT_EQ(arms.size(), 2u) << text;
      EXPECT_EQ(arms[0].donor->axis, arms[1].donor->axis) << text;
      EXPECT_NE(arms[0].donor->real_rows, arms[1].donor->real_rows) << text;
      EXPECT_NE(arms[0].mirrored != (arms[0].from > arms[0].to),
                arms[1].mirrored != (arms[1].from > arms[1].to))
          << text << ": both sides are seen, not one and its mirror image";
    }
  }
}

TEST(Joined, ADonorInOnePieceKeepsItsRows) {
  const auto pool = drawn_pool();
  const auto& three = *pool.homologues(ChromosomeClass::k3).front();
  const auto whole = joined({{uncut(three)}});
  EXPECT_EQ(whole.strip.mask.height(), three.rows());
  EXPECT_TRUE(whole.breaks.empty());
  ASSERT_EQ(whole.centromeres.size(), 1u);
  EXPECT_EQ(whole.centromeres.front(), three.centromere_row());
  const auto before = image::band_profile(three.strip), after = image::band_profile(whole.strip);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(before[i], after[i], 0.02);
}

TEST(Joined, AnInvertedInversionIsTheOriginal) {
  const auto pool = drawn_pool();
  const auto& nine = *pool.homologues(ChromosomeClass::k9).front();
  const int n = nine.rows(), from = n / 4, to = n / 2;
  const auto inverted = joined({{{&nine, 0, from}, {&nine, to, from}, {&nine, to, n}}});
  const auto donor = as_donor(inverted, nine);
  const auto back = joined({{{&donor, 0, from}, {&donor, to, from}, {&donor, to, n}}});
  const auto original = joined({{uncut(nine)}});
  const auto a = image::band_profile(original.strip), b = image::band_profile(back.strip),
             c = image::band_profile(inverted.strip);
  double changed = 0, restored = 0;
  for (int i = 0; i < n; ++i) {
    const auto k = static_cast<std::size_t>(i);
    changed += std::abs(a[k] - c[k]);
    // At a joint it faded, twice, into what lay there in between.
    const bool near_joint = std::min(std::abs(i - from), std::abs(i - to)) <= 2 * kStripFiner;
    if (near_joint) continue;
    EXPECT_NEAR(a[k], b[k], 0.03) << i;
    restored += std::abs(a[k] - b[k]);
  }
  EXPECT_LT(restored, 0.2 * changed);
}

TEST(PiecesOf, ADeletionShortensByTheBandsShare) {
  base::Random random(1);
  for (const auto* text :
       {"46,XX,del(5)(p14)", "46,XX,del(5)(q15q31)", "46,X,del(X)(q21)", "46,XX,del(18)(p11)"}) {
    auto pool = drawn_pool();
    const auto structure = abnormal_of(text);
    const auto& donor = *pool.homologues(structure.placed).front();
    int rows = 0;
    for (const auto& s : structure.segments) rows += std::abs(donor.row_of(s.to) - donor.row_of(s.from));
    ASSERT_LT(rows, donor.rows());
    const auto graft = joined(assembled(structure, pool, random));
    EXPECT_EQ(graft.strip.mask.height(), rows) << text;
    EXPECT_EQ(graft.breaks.size(), 1u) << text;
    EXPECT_EQ(graft.centromeres.size(), 1u) << text;
  }
}

TEST(PiecesOf, MakesWhateverHasAStraightChain) {
  base::Random random(2);
  for (const auto* text :
       {"46,XX,inv(9)(p12q13)", "46,X,i(X)(q10)", "46,XX,dup(1)(q21q32)", "46,XX,trp(1)(q21q32)",
        "46,XX,t(9;22)(q34;q11.2)", "46,XX,ins(2)(p13q21q31)", "45,XX,der(13;14)(q10;q10)",
        "45,XX,dic(9;20)(p13;q11.2)", "46,X,idic(X)(q21)", "46,XX,der(1)t(1;3)(p32;q21)"}) {
    auto pool = drawn_pool();
    const auto structure = abnormal_of(text);
    ASSERT_TRUE(check_can_be_cut(structure)) << text;
    const auto graft = joined(assembled(structure, pool, random));
    EXPECT_GE(graft.breaks.size(), 1u) << text;
    EXPECT_EQ(graft.centromeres.size(),
              std::string_view(text).find("dic") == std::string_view::npos ? 1u : 2u)
        << text;
    // Both sides of a joint are about as wide as each other.
    const auto width = image::width_profile(graft.strip);
    for (const auto& at : graft.breaks) {
      const auto k = static_cast<std::size_t>(at.row);
      if (k < 4 || k + 4 >= width.size()) continue;
      EXPECT_LE(std::abs(width[k] - width[k - 1]), 0.12 * width[k] + 1) << text;
    }
  }
}

TEST(Joined, NamesTheBandsOfItsBreaks) {
  base::Random random(4);
  const auto breaks = [&](const char* text) {
    auto pool = drawn_pool();
    std::string bands;
    const auto recipe = recipe_of(abnormal_of(text), pool, random);
    for (const auto& b : joined(assembly_of(recipe, pool, random)).breaks) bands += b.bands + ";";
    return bands;
  };
  EXPECT_EQ(breaks("46,XX,del(5)(p14)"), ":5p14.2;");
  EXPECT_EQ(breaks("46,X,i(X)(p10)"), "Xp10::Xp10;");
  EXPECT_EQ(breaks("46,XX,+1,der(1;7)(q10;p10)"), "1q10::7p10;");
  EXPECT_EQ(breaks("46,XX,del(5)(q31)"), "5q31.2:;");
  EXPECT_EQ(breaks("46,XX,inv(9)(p24.2q21.13)"), "9p24.2::9q21.13;9p24.2::9q21.13;");
  EXPECT_EQ(breaks("45,XX,der(9)t(9;22)(q34.12;q11.22),-22"), "9q34.12::22q11.22;");
}

TEST(PiecesOf, ANewEndIsRound) {
  base::Random random(3);
  auto pool = drawn_pool();
  const auto recipe = recipe_of(abnormal_of("46,XX,del(5)(p14)"), pool, random);
  const auto graft = joined(assembly_of(recipe, pool, random));
  const auto width = image::width_profile(graft.strip);
  EXPECT_LT(width.front(), 0.8 * width[width.size() / 4]);
}

TEST(RecipeOf, AnAddHasTheEndOfAnotherChromosome) {
  const auto pool = drawn_pool();
  for (const auto* text : {"46,XX,add(19)(p13)", "46,XX,add(7)(q22)"}) {
    const auto structure = abnormal_of(text);
    ASSERT_TRUE(check_can_be_cut(structure)) << text;
    const bool at_p_end = text[11] == '9';
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      base::Random random(seed);
      const auto recipe = recipe_of(structure, pool, random);
      ASSERT_EQ(recipe.stretches.size(), structure.segments.size());
      const auto& unknown = at_p_end ? recipe.stretches.front().segment : recipe.stretches.back().segment;
      EXPECT_TRUE(is_telomere(unknown, at_p_end ? unknown.from : unknown.to)) << text;
      EXPECT_GT(unknown.length(), 100) << text;
      auto lending = pool;
      const auto graft = joined(assembly_of(recipe, lending, random));
      EXPECT_EQ(graft.breaks.size(), 1u) << text;
      EXPECT_EQ(graft.centromeres.size(), 1u) << text;
    }
  }
}

TEST(RecipeOf, AMarkerIsSomethingAroundACentromere) {
  const auto pool = drawn_pool();
  const auto structure = abnormal_of("47,XX,+mar");
  ASSERT_TRUE(check_can_be_cut(structure));
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    base::Random random(seed);
    const auto recipe = recipe_of(structure, pool, random);
    ASSERT_EQ(recipe.stretches.size(), 1u);
    auto lending = pool;
    EXPECT_EQ(joined(assembly_of(recipe, lending, random)).centromeres.size(), 1u) << seed;
  }
}

TEST(RecipeOf, WhatIsUnknownHasACentromereOnlyWhereNothingElseHasOne) {
  const auto pool = drawn_pool();
  for (const auto* text : {"47,XX,+der(?)t(?;9)(?;q22)", "46,XX,ins(5;?)(q13;?)", "46,XX,add(7)(q22)"}) {
    const auto structure = abnormal_of(text);
    ASSERT_TRUE(check_can_be_cut(structure)) << text;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      base::Random random(seed);
      auto lending = pool;
      const auto graft = joined(assembled(structure, lending, random));
      EXPECT_EQ(graft.centromeres.size(), 1u) << text << seed;
    }
  }
}

/// The least and the greatest mean ink of some rows, over their mean.
double unevenness(const image::Strip& strip, double from, double to) {
  const auto profile = image::band_profile(strip);
  const auto begin = profile.begin() + static_cast<std::ptrdiff_t>(from),
             end = profile.begin() + static_cast<std::ptrdiff_t>(to);
  double sum = 0;
  for (auto it = begin; it != end; ++it) sum += *it;
  return (*std::max_element(begin, end) - *std::min_element(begin, end)) /
         (sum / static_cast<double>(end - begin));
}

TEST(RecipeOf, AnAmplifiedRegionIsOfOneGreyAndHasNoBreakWithin) {
  const auto pool = drawn_pool();
  const auto structure = abnormal_of("46,XX,hsr(2)(q31)");
  ASSERT_TRUE(check_can_be_cut(structure));
  double there = 0, usual = 0;
  constexpr int kSeeds = 20;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    base::Random random(seed);
    auto lending = pool;
    const auto graft = joined(assembled(structure, lending, random));
    ASSERT_EQ(graft.breaks.size(), 2u) << seed;
    const double length = graft.breaks[1].row - graft.breaks[0].row;
    EXPECT_GT(length, 0.09 * lending.homologues(ChromosomeClass::k2).front()->rows()) << seed;
    const double inner = 2 * kStripFiner;
    there += unevenness(graft.strip, graft.breaks[0].row + inner, graft.breaks[1].row - inner);
    const auto& whole = *lending.homologues(ChromosomeClass::k2).front();
    usual += unevenness(whole.strip, whole.rows() / 2.0, whole.rows() / 2.0 + length);
  }
  EXPECT_LT(there, 0.5 * usual);
}

TEST(RecipeOf, AVariableRegionIsAsLongAsItsVariantSays) {
  const auto pool = drawn_pool();
  base::Random random(5);
  const auto& nine = *pool.homologues(ChromosomeClass::k9).front();
  const auto rows_of = [&](const char* text) {
    auto lending = pool;
    const auto structure = abnormal_of(text);
    EXPECT_TRUE(check_can_be_cut(structure)) << text;
    const auto graft = joined(assembled(structure, lending, random));
    EXPECT_TRUE(graft.breaks.empty()) << text;
    EXPECT_EQ(graft.centromeres.size(), 1u) << text;
    return graft.strip.mask.height();
  };
  const auto region = abnormal_of("46,XX,9qh+").resized.front();
  const double rows = nine.row_of(region.to) - nine.row_of(region.from);
  ASSERT_GT(rows, 4);
  EXPECT_NEAR(rows_of("46,XX,9qh+"), nine.rows() + (region.times - 1) * rows, 0.25 * rows);
  const auto smaller = abnormal_of("46,XX,9qh-").resized.front();
  EXPECT_NEAR(rows_of("46,XX,9qh-"), nine.rows() - (1 - smaller.times) * rows, 0.25 * rows);
}

TEST(RecipeOf, NewSatellitesAreThoseOfAnAcrocentric) {
  const auto pool = drawn_pool();
  base::Random random(6);
  const auto recipe = recipe_of(abnormal_of("46,XX,17ps"), pool, random);
  ASSERT_EQ(recipe.stretches.size(), 2u);
  const auto lender = recipe.stretches[0].segment.chromosome;
  EXPECT_TRUE(lender == ChromosomeClass::k13 || lender == ChromosomeClass::k14 ||
              lender == ChromosomeClass::k15 || lender == ChromosomeClass::k21 ||
              lender == ChromosomeClass::k22);
  EXPECT_EQ(recipe.stretches[1].segment.chromosome, ChromosomeClass::k17);
  EXPECT_FALSE(recipe.stretches[1].goes_on);
}

TEST(RecipeOf, TheRegionsOfAVariantLieInTheirOrder) {
  const auto pool = drawn_pool();
  base::Random random(6);
  for (const auto* text : {"46,XX,15cenh+pss", "46,XX,14cenh+pstk+", "46,XX,9qh-cenh-"}) {
    const auto structure = abnormal_of(text);
    double at = 0;
    for (const auto& stretch : recipe_of(structure, pool, random).stretches) {
      if (stretch.amplified_to > 0) continue;
      EXPECT_GE(stretch.segment.from, at) << text;
      at = stretch.segment.to;
    }
    auto lending = pool;
    EXPECT_EQ(joined(assembled(structure, lending, random)).centromeres.size(), 1u) << text;
  }
}

TEST(Joined, AFragileSiteIsPaleAndNoBreak) {
  auto pool = drawn_pool();
  base::Random random(8);
  const auto structure = abnormal_of("46,XX,fra(6)(q25)");
  ASSERT_TRUE(check_can_be_cut(structure));
  const auto assembly = assembled(structure, pool, random);
  ASSERT_EQ(assembly.pieces.size(), 1u);
  ASSERT_EQ(assembly.gaps.size(), 1u);
  const auto graft = joined(assembly);
  EXPECT_TRUE(graft.breaks.empty());
  EXPECT_EQ(graft.centromeres.size(), 1u);
  const auto own = image::band_profile(assembly.pieces[0].donor->strip),
             there = image::band_profile(graft.strip);
  const auto at = static_cast<std::size_t>(assembly.gaps[0]);
  EXPECT_LT(there[at], 0.6 * own[at]);
  EXPECT_NEAR(there[at / 2], own[at / 2], 0.02);
}

TEST(Joined, ANeocentromereIsTheOnlyWaist) {
  auto pool = drawn_pool();
  base::Random random(9);
  const auto structure = abnormal_of("46,XX,neo(2)(q33)");
  ASSERT_TRUE(check_can_be_cut(structure));
  const auto assembly = assembled(structure, pool, random);
  const auto graft = joined(assembly);
  EXPECT_TRUE(graft.breaks.empty());
  ASSERT_EQ(graft.centromeres.size(), 1u);
  const auto new_row = static_cast<std::size_t>(graft.centromeres.front());
  const auto& donor = *assembly.pieces[0].donor;
  const auto old_row = static_cast<std::size_t>(donor.centromere_row());
  const auto own = image::width_profile(donor.strip), there = image::width_profile(graft.strip);
  EXPECT_LT(there[new_row], 0.8 * own[new_row]);
  EXPECT_GT(there[old_row], 1.15 * own[old_row]);
}

TEST(Joined, ANeocentromereBetweenPiecesOrInWhatIsUnknownHasItsWaist) {
  for (const auto* text : {"47,XX,+neo(13)(qter->q14::q14->qter)", "47,XX,+neo(13)(qter->q14::?->neo->?)"}) {
    const auto structure = abnormal_of(text);
    ASSERT_TRUE(structure.neocentromere) << text;
    ASSERT_TRUE(check_can_be_cut(structure)) << text;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      auto pool = drawn_pool();
      base::Random random(seed);
      const auto assembly = assembled(structure, pool, random);
      ASSERT_TRUE(assembly.waist) << text;
      const auto graft = joined(assembly);
      ASSERT_EQ(graft.centromeres.size(), 1u) << text;
      EXPECT_GT(graft.centromeres[0], 0) << text;
      EXPECT_LT(graft.centromeres[0], graft.strip.mask.height()) << text;
    }
  }
}

TEST(Joined, AnAmplifiedRegionAtAnEndIsRound) {
  auto pool = drawn_pool();
  base::Random random(10);
  const auto graft = joined(assembled(abnormal_of("46,XX,der(1)(pter->q31::hsr)"), pool, random));
  ASSERT_EQ(graft.breaks.size(), 2u);
  EXPECT_EQ(graft.breaks[0].bands, "1q31.2::hsr");
  EXPECT_EQ(graft.breaks[1].bands, "hsr:");
  const auto width = image::width_profile(graft.strip);
  EXPECT_LT(width.back(), 0.8 * width[width.size() - 12]);
}

TEST(Joined, AFissionsProductsHaveANewEndAndACentromereEach) {
  auto pool = drawn_pool();
  base::Random random(11);
  const auto set = *chromosome_set("47,XX,-10,+fis(10)(p10),+fis(10)(q10)");
  int products = 0;
  for (const auto& c : set) {
    if (c.name.find("fis") == std::string::npos) continue;
    ++products;
    const auto graft = joined(assembled(c, pool, random));
    ASSERT_EQ(graft.breaks.size(), 1u) << c.name;
    EXPECT_EQ(graft.breaks[0].bands, c.name == "fis(10)(p10)" ? "10p10:" : ":10q10");
    EXPECT_EQ(graft.centromeres.size(), 1u) << c.name;
  }
  EXPECT_EQ(products, 2);
}

TEST(Joined, ARingHasABreakWhereItsEndsMeetAndNoEnds) {
  auto pool = drawn_pool();
  base::Random random(7);
  const auto structure = abnormal_of("46,XX,r(7)(p22q36)");
  ASSERT_TRUE(check_can_be_cut(structure));
  const auto assembly = assembled(structure, pool, random);
  ASSERT_TRUE(assembly.ring);
  ASSERT_EQ(assembly.pieces.size(), 1u);
  EXPECT_FALSE(assembly.pieces.front().is_tip);
  const auto ring = joined(assembly);
  ASSERT_EQ(ring.breaks.size(), 1u);
  EXPECT_EQ(ring.breaks.front().row, 0);
  EXPECT_EQ(ring.breaks.front().bands, "7q36.2::7p22.2");
  EXPECT_EQ(ring.centromeres.size(), 1u);
  const auto greys = image::band_profile(ring.strip),
             cut = image::band_profile(joined({assembly.pieces}).strip);
  EXPECT_LT(std::abs(greys.front() - greys.back()), std::abs(cut.front() - cut.back()))
      << "the ends fade into each other";
}

TEST(LaidOut, ARingIsClosedAndNoWiderThanItIs) {
  auto pool = drawn_pool();
  base::Random random(7);
  for (const auto* text : {"46,XX,r(1)(p36q44)", "46,XX,r(20)(p13q13.3)", "46,XX,r(18)(p11.2q12)",
                           "46,XX,r(1)(p12q12)", "47,XX,+r"}) {
    const auto structure = abnormal_of(text);
    ASSERT_TRUE(check_can_be_cut(structure)) << text;
    const auto graft = joined(assembled(structure, pool, random));
    const auto laid = laid_out_as_ring(graft.strip, random);
    ASSERT_EQ(laid.axis.size(), static_cast<std::size_t>(graft.strip.mask.height()));
    for (const auto p : laid.axis)
      EXPECT_LT(laid.grey(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))), 255)
          << text;
    const double widest = graft.strip.mask.width() / (2.0 * kStripFiner) + 1;
    for (int y = 0; y < laid.grey.height(); ++y) {
      for (int x = 0; x < laid.grey.width(); ++x) {
        if (laid.grey(x, y) == 255) continue;
        const auto near = base::nearest(laid.axis, {double(x), double(y)});
        EXPECT_LT(std::sqrt(near.square), widest) << text;
      }
    }
    if (text == std::string("46,XX,r(1)(p36q44)")) {
      EXPECT_EQ(laid.grey(laid.grey.width() / 2, laid.grey.height() / 2), 255) << "its hole";
    }
  }
}

TEST(LaidOut, WhatIsShorterThanWideIsNarrower) {
  auto pool = drawn_pool();
  base::Random random(7);
  const auto structure = abnormal_of("47,XX,+neo(3)(:q27->qter)");
  const auto graft = joined(assembled(structure, pool, random));
  ASSERT_LT(graft.strip.mask.height(), graft.strip.mask.width() - 10);
  const auto laid = laid_out(graft.strip, pool.homologues(ChromosomeClass::k3).front()->axis);
  EXPECT_LE(laid.grey.width(), laid.grey.height() + 3);
}

TEST(CheckCanBeCut, RefusesWhatIsNoChainOfNormalStretches) {
  const auto why = [](const char* karyotype) {
    const auto checked = check_can_be_cut(abnormal_of(karyotype));
    return checked ? std::string() : checked.error().text();
  };
  EXPECT_NE(why("46,XX,r(7)(p10q10)").find("too short"), std::string::npos);
  EXPECT_NE(why("46,XX,der(11)hsr(11;?)(q13;?)").find("not told"), std::string::npos);
  EXPECT_NE(why("46,XX,9q12var").find("told in bands"), std::string::npos);
  EXPECT_EQ(why("46,XX,r(20)(p13q13.3)"), "");
  EXPECT_EQ(why("46,XX,9qh+"), "");
}

TEST(RejoinedPieces, AShamCutKeepsLengthAndBands) {
  const auto pool = drawn_pool();
  for (const auto c : {ChromosomeClass::k1, ChromosomeClass::k9, ChromosomeClass::k21, ChromosomeClass::kX}) {
    const auto& donor = *pool.homologues(c).front();
    base::Random random(7);
    const auto pieces = rejoined_pieces({&donor}, random);
    EXPECT_GT(pieces.size(), 1u);
    const auto sham = joined({pieces});
    EXPECT_EQ(sham.strip.mask.height(), donor.rows());
    EXPECT_EQ(sham.breaks.size() + 1, pieces.size());
    const auto before = image::band_profile(donor.strip), after = image::band_profile(sham.strip);
    for (std::size_t i = 4; i + 4 < before.size(); ++i) EXPECT_NEAR(before[i], after[i], 0.1);
  }
}

TEST(Joined, HardJointsAreAsTheyWereCut) {
  const auto pool = drawn_pool();
  base::Random random(8);
  const auto pieces = rejoined_pieces(pool.homologues(ChromosomeClass::k4), random);
  const auto last_row = static_cast<std::size_t>(pieces[0].length()) - 1;
  const auto own = image::band_profile(pieces[0].donor->strip)[static_cast<std::size_t>(pieces[0].to) - 1];
  const auto off = [&](Joining joining) {
    return std::abs(image::band_profile(joined({pieces}, joining).strip)[last_row] - own);
  };
  EXPECT_LT(off(Joining::kHard), 0.01);
  EXPECT_GT(off(Joining::kSmooth), 2 * off(Joining::kHard));
}

TEST(RejoinedPieces, AnExchangeTakesHomologuesInTurn) {
  const auto pool = drawn_pool();
  const auto both = pool.homologues(ChromosomeClass::k4);
  ASSERT_EQ(both.size(), 2u);
  base::Random random(8);
  const auto pieces = rejoined_pieces(both, random);
  EXPECT_EQ(pieces[0].donor, both[0]);
  EXPECT_EQ(pieces[1].donor, both[1]);
}

TEST(ShamPieces, AreOfBothHomologuesOrOfAVariedCopy) {
  auto pool = drawn_pool();
  base::Random random(9);
  const auto both = sham_pieces(ChromosomeClass::k4, pool, random);
  ASSERT_GT(both.size(), 1u);
  EXPECT_NE(both[0].donor, both[1].donor);
  EXPECT_FALSE(both[0].donor->is_copy() || both[1].donor->is_copy());
  DonorPool alone;
  alone.add(*pool.homologues(ChromosomeClass::k4).front());
  const auto copied = sham_pieces(ChromosomeClass::k4, alone, random);
  ASSERT_GT(copied.size(), 1u);
  EXPECT_FALSE(copied[0].donor->is_copy());
  EXPECT_TRUE(copied[1].donor->is_copy());
}

TEST(LaidOut, AShamLiesAsItsDonorDid) {
  const auto drawn =
      *draw_metaphase(*chromosome_set("46,XX"), {.seed = 26, .touches = 0, .nuclei = 0, .debris = 0, .variety = 0});
  const auto crop = upright_crop(drawn.grey, drawn.chromosomes.front());
  const auto object = image::lone_object(crop);
  const auto donor = donor_of(object, ChromosomeClass::k1, true);
  ASSERT_TRUE(donor);
  const auto laid = laid_out(donor->strip, donor->axis);
  EXPECT_EQ(laid.axis.size(), static_cast<std::size_t>(donor->rows()));
  EXPECT_GT(laid.axis.back().y, laid.axis.front().y);
  // The same picture, but for its margins and what is blurred in between.
  const auto again = image::lone_object(laid.grey);
  EXPECT_NEAR(again.mask.mask.width(), object.mask.mask.width(), 2);
  EXPECT_NEAR(again.mask.mask.height(), object.mask.mask.height(), 2);
  const auto at = [](const image::LoneObject& o, int x, int y) {
    return double(o.grey(o.mask.x + x, o.mask.y + y));
  };
  double off = 0;
  int count = 0;
  for (int y = 6; y + 6 < object.mask.mask.height(); ++y) {
    for (int x = 6; x + 6 < object.mask.mask.width(); ++x) {
      if (object.mask.mask(x, y) == 0 || !again.mask.has(again.mask.x + x, again.mask.y + y)) continue;
      off += std::abs(at(object, x, y) - at(again, x, y)), ++count;
    }
  }
  // Wrongly laid ones differ by more than 30 grey levels, the fine grain by some 10.
  EXPECT_LT(off / count, 14);
}

}  // namespace
}  // namespace pinnacle::synthesis
