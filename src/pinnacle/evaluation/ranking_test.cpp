#include "pinnacle/evaluation/ranking.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/base/random.h"
#include "pinnacle/evaluation/calibration.h"
#include "pinnacle/evaluation/risk_coverage.h"

namespace pinnacle::evaluation {
namespace {

Weights once(std::size_t count) { return Weights(count, 1); }

TEST(AreaUnderRoc, IsTheShareOfRightlyOrderedPairs) {
  const Ranking ranking({0.9, 0.8, 0.7, 0.6, 0.5});
  const std::vector<bool> positive{true, false, true, true, false};
  EXPECT_DOUBLE_EQ(area_under_roc(ranking, positive, once(5)), 4.0 / 6);
  const auto curve = roc_curve(ranking, positive, once(5));
  ASSERT_EQ(curve.size(), 6u);
  EXPECT_EQ(curve[0].y, 0);
  EXPECT_DOUBLE_EQ(curve[1].y, 1.0 / 3);
  EXPECT_DOUBLE_EQ(curve[2].x, 0.5);
  EXPECT_DOUBLE_EQ(curve[5].x, 1);
  EXPECT_EQ(curve[2].threshold, 0.8);
}

TEST(AreaUnderRoc, CountsTiesHalfWhateverTheirOrder) {
  EXPECT_DOUBLE_EQ(area_under_roc(Ranking({0.5, 0.5}), {true, false}, once(2)), 0.5);
  EXPECT_DOUBLE_EQ(area_under_roc(Ranking({0.5, 0.5}), {false, true}, once(2)), 0.5);
  EXPECT_DOUBLE_EQ(average_precision(Ranking({0.5, 0.5}), {false, true}, once(2)), 0.5);
}

TEST(AreaUnderRoc, IsNotKnownForOneKindOnly) {
  EXPECT_TRUE(std::isnan(area_under_roc(Ranking({0.5, 0.4}), {true, true}, once(2))));
  EXPECT_TRUE(roc_curve(Ranking({0.5, 0.4}), {false, false}, once(2)).empty());
  EXPECT_TRUE(std::isnan(average_precision(Ranking({0.5, 0.4}), {false, false}, once(2))));
}

TEST(AveragePrecisionOfScores, AgreesWithAHandComputedOne) {
  const Ranking ranking({0.9, 0.8, 0.7, 0.6, 0.5});
  const std::vector<bool> positive{true, false, true, true, false};
  EXPECT_DOUBLE_EQ(average_precision(ranking, positive, once(5)), (1 + 2.0 / 3 + 3.0 / 4) / 3);
  const auto curve = precision_recall_curve(ranking, positive, once(5));
  EXPECT_DOUBLE_EQ(curve[1].x, 1.0 / 3);
  EXPECT_DOUBLE_EQ(curve[1].y, 0.5);
}

TEST(Corners, KeepTheShapeWithFewerPoints) {
  const std::vector<CurvePoint> curve{{0, 0, 9}, {0, 0.5, 8}, {0, 1, 7}, {0.5, 1, 6}, {1, 1, 5}};
  const auto kept = corners(curve);
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept[1].threshold, 7);
  EXPECT_TRUE(corners({}).empty());
}

TEST(Weights, CountAsManyCopiesWould) {
  base::Random random(3);
  std::vector<double> scores, copied_scores;
  std::vector<bool> positive, copied_positive;
  Weights weights;
  for (int i = 0; i < 60; ++i) {
    scores.push_back(static_cast<double>(random.below(20)) / 20);
    positive.push_back(random.chance(scores.back()));
    weights.push_back(static_cast<double>(random.below(4)));
    for (int k = 0; k < weights.back(); ++k) {
      copied_scores.push_back(scores.back());
      copied_positive.push_back(positive.back());
    }
  }
  const Ranking ranking(scores), copied(copied_scores);
  const auto ones = once(copied.size());
  EXPECT_NEAR(area_under_roc(ranking, positive, weights), area_under_roc(copied, copied_positive, ones),
              1e-12);
  EXPECT_NEAR(average_precision(ranking, positive, weights), average_precision(copied, copied_positive, ones),
              1e-12);
  for (const auto binning : {Binning::kEqualWidth, Binning::kEqualMass}) {
    EXPECT_NEAR(calibration_error(calibration_bins(ranking, positive, weights, binning)),
                calibration_error(calibration_bins(copied, copied_positive, ones, binning)), 1e-12);
  }
  EXPECT_NEAR(area_under_risk(risk_coverage(ranking, positive, weights)),
              area_under_risk(risk_coverage(copied, copied_positive, ones)), 1e-12);
}

TEST(CalibrationBins, AgreeWithHandComputedOnes) {
  const Ranking confidence({0.6, 0.8, 0.4});
  const std::vector<bool> right{true, false, false};
  const auto width = calibration_bins(confidence, right, once(3), Binning::kEqualWidth, 2);
  ASSERT_EQ(width.size(), 2u);
  EXPECT_DOUBLE_EQ(width[1].confidence, 0.7);
  EXPECT_DOUBLE_EQ(width[1].accuracy, 0.5);
  EXPECT_EQ(width[1].low, 0.5);
  EXPECT_NEAR(calibration_error(width), (1 * 0.4 + 2 * 0.2) / 3, 1e-12);
  const auto mass = calibration_bins(confidence, right, once(3), Binning::kEqualMass, 3);
  ASSERT_EQ(mass.size(), 3u);
  EXPECT_NEAR(calibration_error(mass), (0.4 + 0.4 + 0.8) / 3, 1e-12);
  EXPECT_TRUE(std::isnan(calibration_error({})));
}

TEST(CalibrationBins, AreClosedAboveAndKeepEqualConfidencesTogether) {
  const auto width =
      calibration_bins(Ranking({0.5, 1.0, 0.0}), {true, true, false}, once(3), Binning::kEqualWidth, 2);
  ASSERT_EQ(width.size(), 2u);
  EXPECT_EQ(width[0].count, 2);
  const auto mass = calibration_bins(Ranking({0.9, 0.9, 0.9, 0.2}), {true, false, true, false}, once(4),
                                     Binning::kEqualMass, 4);
  ASSERT_EQ(mass.size(), 2u);
  EXPECT_EQ(mass[1].count, 3);
  EXPECT_LT(mass[1].accuracy_low, 2.0 / 3);
  EXPECT_GT(mass[1].accuracy_high, 2.0 / 3);
}

TEST(CalibrationBins, StateWilsonsInterval) {
  // 8 of 10: 0.490 to 0.943 (Newcombe 1998 gives such tables).
  std::vector<bool> right(10, true);
  right[0] = right[1] = false;
  const auto bin =
      calibration_bins(Ranking(std::vector<double>(10, 0.9)), right, once(10), Binning::kEqualWidth).front();
  EXPECT_NEAR(bin.accuracy_low, 0.490, 0.001);
  EXPECT_NEAR(bin.accuracy_high, 0.943, 0.001);
}

TEST(RiskCoverage, AgreesWithAHandComputedCurve) {
  const auto curve = risk_coverage(Ranking({0.9, 0.8, 0.7, 0.6}), {true, false, true, true}, once(4));
  ASSERT_EQ(curve.size(), 4u);
  EXPECT_DOUBLE_EQ(curve[1].coverage, 0.5);
  EXPECT_DOUBLE_EQ(curve[1].risk, 0.5);
  EXPECT_NEAR(area_under_risk(curve), (0 + 0.5 + 1.0 / 3 + 0.25) / 4, 1e-12);
  EXPECT_EQ(coverage_at_risk(curve, 0.3), 1);
  EXPECT_EQ(coverage_at_risk(curve, 0.2), 0.25);
  const auto wrong_first = risk_coverage(Ranking({0.9, 0.8}), {false, true}, once(2));
  EXPECT_EQ(coverage_at_risk(wrong_first, 0.01), 0);
}

}  // namespace
}  // namespace pinnacle::evaluation
