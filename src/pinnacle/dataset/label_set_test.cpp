#include "pinnacle/dataset/label_set.h"

#include <gtest/gtest.h>

namespace pinnacle::dataset {
namespace {

using cytogenetics::ChromosomeClass;
using Names = std::vector<std::string>;

TEST(LabelSet, OfNormalChromosomesCountsAsTheClassesDo) {
  const auto labels = LabelSet::normal();
  ASSERT_EQ(labels.size(), 24u);
  EXPECT_EQ(labels.index_of("1"), static_cast<int>(ChromosomeClass::k1));
  EXPECT_EQ(labels.index_of("Y"), static_cast<int>(ChromosomeClass::kY));
  EXPECT_FALSE(labels.index_of("marker"));
}

TEST(LabelSet, SuitsWhatOccurs) {
  EXPECT_EQ(LabelSet::suiting({"7", "X", "7"}), LabelSet::normal());
  const auto wider = LabelSet::suiting({"t(9;22)", "i(X)(q10)", "3", "del(5)(p14)"});
  ASSERT_EQ(wider.size(), 27u);
  EXPECT_EQ((Names{wider.names().begin() + 24, wider.names().end()}),
            (Names{"del(5)(p14)", "i(X)(q10)", "t(9;22)"}));
  EXPECT_EQ(LabelSet::suiting({"nucleus", "debris"}).names(), (Names{"debris", "nucleus"}));
}

TEST(LabelSet, SetsAnAbnormalityAgainstItsChromosome) {
  EXPECT_EQ(LabelSet::against_normal("del(5)(p14)")->names(), (Names{"5", "del(5)(p14)"}));
  EXPECT_EQ(LabelSet::against_normal("der(9)t(9;22)(q34;q11.2)")->names().front(), "9");
  EXPECT_FALSE(LabelSet::against_normal("t(9;22)(q34;q11.2)"));
  EXPECT_FALSE(LabelSet::against_normal("5"));
}

TEST(LabelSet, ComesBackFromItsText) {
  const auto labels = *LabelSet::of({"5", "del(5)(p14)"});
  EXPECT_EQ(*read_label_set(labels.text()), labels);
  EXPECT_EQ(read_label_set("del(5)(p14)\r\n\n  5 \n")->names(), (Names{"del(5)(p14)", "5"}));
}

TEST(LabelSet, RefusesNamesThatTellNothing) {
  EXPECT_FALSE(LabelSet::of({}));
  EXPECT_FALSE(LabelSet::of({"1", ""}));
  EXPECT_FALSE(LabelSet::of({"1", "2", "1"}));
  EXPECT_FALSE(read_label_set("\n \n"));
}

}  // namespace
}  // namespace pinnacle::dataset
