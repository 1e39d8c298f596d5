#include <gtest/gtest.h>

#include <algorithm>

#include "pinnacle/synthesis/chromosome_set.h"
#include "pinnacle/synthesis/metaphase.h"

namespace pinnacle::synthesis {
namespace {

using cytogenetics::ChromosomeClass;

TEST(ChromosomeSet, CountsWhatTheTextSays) {
  EXPECT_EQ(chromosome_set("46,XX")->size(), 46u);
  const auto down = chromosome_set("47,XY,+21");
  ASSERT_TRUE(down);
  EXPECT_EQ(std::count(down->begin(), down->end(), ChromosomeClass::k21), 3);
  EXPECT_EQ(chromosome_set("45,X")->size(), 45u);
  EXPECT_EQ(chromosome_set("46,XX,+8,-7")->size(), 46u);
}

TEST(ChromosomeSet, NamesThePartAtFault) {
  EXPECT_EQ(chromosome_set("47,XX").error().place, "'47'");
  EXPECT_EQ(chromosome_set("47,XX,+25").error().place, "'+25'");
  for (const auto* text : {"", "46", "46,", "forty,XX", "46,XZ", "46,XX,21", "45,XX,-Y", "46,XX,"}) EXPECT_FALSE(chromosome_set(text)) << text;
}

TEST(DrawMetaphase, IsTheSameForTheSameSeed) {
  const auto set = *chromosome_set("46,XY");
  const auto a = draw_metaphase(set, {.seed = 4}), b = draw_metaphase(set, {.seed = 4}), c = draw_metaphase(set, {.seed = 5});
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
    EXPECT_LT(drawn->grey(static_cast<int>(middle.x), static_cast<int>(middle.y)), 215) << "dark where it should be";
    EXPECT_FALSE(c.outline.empty());
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
      const double away = base::length(c.axis[i] - c.centromere);
      if (away < least) least = away, at = i;
    }
    EXPECT_LT(least, 1) << "it lies on the axis";
    const double share = static_cast<double>(at) / static_cast<double>(c.axis.size() - 1);
    EXPECT_NEAR(share, cytogenetics::centromere_of(c.label, cytogenetics::BandLevel::k400), 0.06);
  }
}

TEST(DrawMetaphase, BendsMoreWhenAsked) {
  const auto bent_by = [](double bend) {
    const auto drawn = draw_metaphase(*chromosome_set("46,XX"), {.seed = 9, .width = 1200, .height = 1200, .bend = bend});
    double sum = 0;  // How much nearer the ends are than the way between them is long.
    for (const auto& c : drawn->chromosomes) sum += base::length(c.axis.back() - c.axis.front()) / static_cast<double>(c.axis.size());
    return sum / static_cast<double>(drawn->chromosomes.size());
  };
  EXPECT_GT(bent_by(0), bent_by(1));
  EXPECT_GT(bent_by(1), bent_by(4) + 0.1);
  EXPECT_FALSE(draw_metaphase(*chromosome_set("46,XX"), {.bend = -1}));
  EXPECT_FALSE(draw_metaphase(*chromosome_set("46,XX"), {.hinge = 2}));
}

TEST(SideBySide, ShiftsTheTruthWithThePicture) {
  const auto left = *draw_metaphase(*chromosome_set("46,XX"), {.seed = 3}), right = *draw_metaphase(*chromosome_set("45,X"), {.seed = 4});
  const auto both = side_by_side(left, right);
  ASSERT_EQ(both.chromosomes.size(), 91u);
  const auto& moved = both.chromosomes[46];
  const auto& before = right.chromosomes[0];
  EXPECT_EQ(moved.box.x, before.box.x + left.grey.width());
  EXPECT_EQ(moved.centromere.x, before.centromere.x + left.grey.width());
  const auto x = static_cast<int>(moved.centromere.x), y = static_cast<int>(moved.centromere.y);
  EXPECT_EQ(both.grey(x, y), right.grey(x - left.grey.width(), y));
}

TEST(DrawMetaphase, RefusesAFieldThatIsTooSmall) {
  EXPECT_FALSE(draw_metaphase(*chromosome_set("46,XX"), {.width = 150, .height = 150}));
  EXPECT_FALSE(draw_metaphase({}, {}));
}

}  // namespace
}  // namespace pinnacle::synthesis
