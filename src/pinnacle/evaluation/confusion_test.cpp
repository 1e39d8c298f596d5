#include "pinnacle/evaluation/confusion.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/evaluation/error_kinds.h"

namespace pinnacle::evaluation {
namespace {

Confusion of(const Grid& counts) {
  Confusion confusion(static_cast<int>(counts.size()));
  for (int t = 0; t < confusion.labels(); ++t) {
    for (int a = 0; a < confusion.labels(); ++a) confusion.add(t, a, counts[t][a]);
  }
  return confusion;
}

const Grid kThree{{3, 1, 0}, {0, 2, 0}, {1, 0, 1}};

TEST(Confusion, CountsAndShares) {
  const auto confusion = of(kThree);
  EXPECT_EQ(confusion.total(), 8);
  EXPECT_DOUBLE_EQ(confusion.accuracy(), 0.75);
  EXPECT_DOUBLE_EQ(confusion.by_recall()[0][1], 0.25);
  EXPECT_DOUBLE_EQ(confusion.by_recall()[2][2], 0.5);
  EXPECT_DOUBLE_EQ(confusion.by_precision()[0][1], 1.0 / 3);
  EXPECT_DOUBLE_EQ(confusion.by_precision()[2][0], 0.25);
  EXPECT_TRUE(std::isnan(Confusion(2).accuracy()));
}

TEST(LabelScores, AgreeWithHandComputedOnes) {
  const auto scores = label_scores(of(kThree));
  EXPECT_DOUBLE_EQ(scores[0].precision, 0.75);
  EXPECT_DOUBLE_EQ(scores[1].precision, 2.0 / 3);
  EXPECT_DOUBLE_EQ(scores[1].recall, 1);
  EXPECT_DOUBLE_EQ(scores[0].f1, 0.75);
  EXPECT_DOUBLE_EQ(scores[1].f1, 0.8);
  EXPECT_DOUBLE_EQ(scores[2].f1, 2.0 / 3);
  EXPECT_DOUBLE_EQ(macro_mean(scores).precision, (0.75 + 2.0 / 3 + 1) / 3);
  EXPECT_DOUBLE_EQ(macro_mean(scores).recall, 0.75);
  EXPECT_DOUBLE_EQ(weighted_mean(scores).precision, (4 * 0.75 + 2 * 2.0 / 3 + 2) / 8);
  EXPECT_DOUBLE_EQ(weighted_mean(scores).recall, 0.75) << "is the accuracy";
}

TEST(LabelScores, LeaveOutLabelsWithoutSupport) {
  // The third label never occurs but is answered once; the second occurs and is never answered.
  const auto scores = label_scores(of({{3, 0, 0}, {1, 0, 1}, {0, 0, 0}}));
  EXPECT_TRUE(std::isnan(scores[2].recall));
  EXPECT_EQ(scores[1].precision, 0);
  EXPECT_EQ(scores[1].f1, 0);
  EXPECT_DOUBLE_EQ(macro_mean(scores).precision, 0.75 / 2);
  EXPECT_DOUBLE_EQ(macro_mean(scores).recall, 0.5);
}

TEST(ErrorKinds, CountEachErrorOnce) {
  // Labels: two of group A, one of group B, two abnormal ones.
  const LabelGroups groups{"A", "A", "B", "", ""};
  const auto kinds = error_kinds(
      of({{5, 2, 1, 3, 0}, {0, 5, 0, 0, 0}, {4, 0, 5, 0, 0}, {6, 0, 0, 5, 7}, {0, 0, 0, 0, 5}}), groups);
  ASSERT_EQ(kinds.groups.size(), 2u);
  EXPECT_EQ(kinds.groups[0].group, "A");
  EXPECT_EQ(kinds.groups[0].count, 16);
  EXPECT_EQ(kinds.groups[0].within, 2);
  EXPECT_EQ(kinds.groups[0].between, 1);
  EXPECT_EQ(kinds.groups[0].as_abnormal, 3);
  EXPECT_EQ(kinds.groups[1].between, 4);
  EXPECT_EQ(kinds.within, 2);
  EXPECT_EQ(kinds.between, 5);
  EXPECT_EQ(kinds.false_abnormal, 3);
  EXPECT_EQ(kinds.missed_abnormal, 6);
  EXPECT_EQ(kinds.confused_abnormal, 7);
}

}  // namespace
}  // namespace pinnacle::evaluation
