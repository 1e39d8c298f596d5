#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/evaluation/cell_score.h"

namespace pinnacle::evaluation {
namespace {

double figure(const std::vector<Figure>& figures, const std::string& name) {
  for (const auto& f : figures) {
    if (f.name == name) return f.value;
  }
  ADD_FAILURE() << "no figure " << name;
  return std::nan("");
}

base::Box at(double x) { return {x, 0, 10, 10}; }

TEST(Match, GivesATrueBoxToItsBestScoringAnswer) {
  const auto answers = match({{at(1), 0.5}, {at(0), 0.9}, {at(40), 0.8}}, {at(0), at(100)}, 0.5);
  EXPECT_EQ(answers, (std::vector<int>{-1, 0, -1}));
}

TEST(AveragePrecision, AgreesWithAHandComputedCurve) {
  // Right, wrong, right of 4: precision 1 and, made monotone, 2/3; each right one is a quarter of the recall.
  EXPECT_NEAR(average_precision({{0.9, true}, {0.8, false}, {0.7, true}}, 4), 0.25 * (1 + 2.0 / 3), 1e-12);
  EXPECT_EQ(average_precision({}, 3), 0);
}

ScoredCell cell_of(std::vector<TrueObject> truth, std::vector<FoundObject> found) {
  ScoredCell cell{"p", std::move(truth), std::move(found), std::vector<ScoredBox>{}, {}, false, 1};
  for (const auto& f : cell.found) cell.candidates->push_back({f.box, f.score});
  return cell;
}

TEST(Tally, TellsSilentErrorsFromFlaggedOnes) {
  const auto t = tally(cell_of({{at(0), 1}, {at(50), 2}, {at(100), 3}},
                               {{at(0), 0.9, {1}, false}, {at(50), 0.9, {7}, true}, {at(300), 0.4, {5}, false}}));
  EXPECT_EQ(t.matched, 2);
  EXPECT_EQ(t.right[0], 1);
  EXPECT_EQ(t.true_objects, 3);
  EXPECT_EQ(t.errors, 2) << "a wrong name and a false object";
  EXPECT_EQ(t.missed, 1);
  EXPECT_EQ(t.flagged_errors, 1);
  EXPECT_EQ(t.count_error, 0);
  EXPECT_FALSE(t.entirely_right);
}

TEST(Tally, TakesADoubleBoxForOneObjectOrTwo) {
  const std::vector<TrueObject> truth{{at(0), 7}, {at(0), 22}, {at(50), 2}};
  const auto one = tally(cell_of(truth, {{at(0), 0.9, {22}, false}, {at(50), 0.9, {2}, false}}));
  EXPECT_TRUE(one.entirely_right);
  EXPECT_EQ(one.true_objects, 2);
  EXPECT_EQ(one.count_error, 0);
  const auto two = tally(cell_of(truth, {{at(0), 0.9, {7}, false}, {at(0), 0.8, {22}, false}, {at(50), 0.9, {2}, false}}));
  EXPECT_TRUE(two.entirely_right);
  EXPECT_EQ(two.true_objects, 3);
  const auto none = tally(cell_of(truth, {{at(50), 0.9, {2}, false}}));
  EXPECT_EQ(none.missed, 1);
  EXPECT_EQ(none.count_error, 1);
}

TEST(Tally, JudgesNoNameWhereNobodyKnowsIt) {
  const auto t = tally(cell_of({{at(0), -1}, {at(50), 2}, {at(100), -1}}, {{at(0), 0.9, {5}, false}, {at(50), 0.9, {2}, false}}));
  EXPECT_EQ(t.matched, 2);
  EXPECT_EQ(t.matched_with_label, 1);
  EXPECT_EQ(t.with_label, 1);
  EXPECT_EQ(t.right[0], 1);
  EXPECT_EQ(t.errors, 0);
  EXPECT_EQ(t.missed, 1);
}

TEST(Score, AddsUpOverCellsAndKeepsWaysApart) {
  std::vector<ScoredCell> cells;
  for (int i = 0; i < 10; ++i) {
    cells.push_back(cell_of({{at(0), 1}, {at(50), 2}}, {{at(0), 0.9, {1, 1}, false}, {at(50), 0.9, {i < 5 ? 2 : 3, 2}, false}}));
    cells.back().patient = "p" + std::to_string(i);
  }
  const auto figures = score(cells, {"alone", "joint"}, 200);
  EXPECT_NEAR(figure(figures, "class accuracy of matched, alone"), 0.75, 1e-12);
  EXPECT_NEAR(figure(figures, "class accuracy of matched, joint"), 1, 1e-12);
  EXPECT_NEAR(figure(figures, "AP50"), 1, 1e-12);
  EXPECT_NEAR(figure(figures, "silent errors per 1,000"), 0, 1e-12);
  EXPECT_TRUE(std::isnan(figure(figures, "exact count, cells with 46")));
  for (const auto& f : figures) {
    if (std::isnan(f.value)) continue;
    EXPECT_LE(f.low, f.high) << f.name;
  }
}

TEST(Score, GivesNoFigureOfFindingWhereObjectsWereGiven) {
  auto cell = cell_of({{at(0), 1}, {at(50), 2}}, {{at(0), 1, {1}, false}, {at(50), 1, {7}, false}});
  cell.candidates.reset();
  const auto figures = score({cell}, {"alone"}, 20);
  for (const auto* name : {"AP50", "recall at IoU 0.5", "precision at IoU 0.5", "mean count error"}) {
    EXPECT_TRUE(std::isnan(figure(figures, name))) << name;
  }
  EXPECT_EQ(figure(figures, "class accuracy of matched, alone"), 0.5);
  EXPECT_EQ(figure(figures, "found and rightly named"), 0.5);
}

TEST(Score, GivesNoFigureOfNamesWhereObjectsHaveNone) {
  const auto figures = score({cell_of({{at(0), 1}, {at(50), 2}}, {{at(0), 1, {}, false}})}, {}, 20);
  EXPECT_EQ(figure(figures, "recall at IoU 0.5"), 0.5);
  for (const auto* name : {"found and rightly named", "cells entirely right", "share flagged", "share of errors flagged",
                           "silent errors per 1,000"}) {
    EXPECT_TRUE(std::isnan(figure(figures, name))) << name;
  }
  for (const auto& f : figures) EXPECT_EQ(f.name.find("class accuracy"), std::string::npos) << f.name;
}

TEST(Bootstrap, WidensWithTheClusters) {
  // Ten patients of ten equal cells each: no narrower than ten single cells.
  std::vector<std::string> patients;
  for (int i = 0; i < 100; ++i) patients.push_back(std::to_string(i / 10));
  const auto statistic = [](const std::vector<std::size_t>& items) {
    double sum = 0;
    for (const auto i : items) sum += i / 10 % 2 == 0;
    return std::vector<Figure>{{"share", sum / static_cast<double>(items.size()), 0, 0}};
  };
  const auto f = bootstrap(statistic, patients, 2000).front();
  EXPECT_NEAR(f.value, 0.5, 1e-12);
  EXPECT_NEAR(f.low, 0.2, 0.11);
  EXPECT_NEAR(f.high, 0.8, 0.11);
}

TEST(Bootstrap, GivesNoIntervalForOnePatient) {
  const auto mean_index = [](const std::vector<std::size_t>& items) {
    double sum = 0;
    for (const auto i : items) sum += static_cast<double>(i);
    return std::vector<Figure>{{"mean", sum / static_cast<double>(items.size()), 0, 0}};
  };
  for (const auto* patient : {"p", ""}) {
    const auto f = bootstrap(mean_index, std::vector<std::string>(20, patient), 50).front();
    EXPECT_DOUBLE_EQ(f.value, 9.5);
    EXPECT_TRUE(std::isnan(f.low) && std::isnan(f.high)) << f.low << " to " << f.high;
  }
}

TEST(WarningOfFew, IsSilentFromTenPatientsOn) {
  EXPECT_NE(warning_of_few(1).find("1 patients are too few; there are no intervals"), std::string::npos);
  EXPECT_NE(warning_of_few(9).find("9 patients are too few; the intervals"), std::string::npos);
  EXPECT_TRUE(warning_of_few(10).empty());
}

}  // namespace
}  // namespace pinnacle::evaluation
