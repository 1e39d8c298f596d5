#include "pinnacle/evaluation/judgement.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/base/random.h"

namespace pinnacle::evaluation {
namespace {

const std::vector<std::string> kLabels{"1", "2", "4", "del(5)(q13)"};
const LabelGroups kGroups{"A", "A", "B", ""};

Prediction item(const std::string& file, const std::string& patient, int truth,
                std::vector<double> probabilities) {
  Prediction p;
  p.file = file;
  p.patient = patient;
  p.cell = "c";
  p.truth = truth;
  p.probabilities = std::move(probabilities);
  return p;
}

/// Five chromosomes of two patients, three of them named rightly.
Predictions five() {
  return {kLabels,
          {item("a", "p1", 0, {0.7, 0.1, 0.1, 0.1}), item("b", "p1", 1, {0.6, 0.3, 0.1, 0.0}),
           item("c", "p2", 2, {0.1, 0.1, 0.8, 0.0}), item("d", "p2", 3, {0.4, 0.3, 0.2, 0.1}),
           item("e", "p2", 3, {0.0, 0.0, 0.1, 0.9})}};
}

double figure(const std::vector<Figure>& figures, const std::string& name) {
  for (const auto& f : figures) {
    if (f.name == name) return f.value;
  }
  ADD_FAILURE() << "no figure " << name;
  return std::nan("");
}

TEST(Headline, AgreesWithHandComputedFigures) {
  const auto figures = headline(five(), kGroups, {.resamples = 100});
  EXPECT_DOUBLE_EQ(figure(figures, "accuracy"), 0.6);
  EXPECT_DOUBLE_EQ(figure(figures, "top-3 accuracy"), 0.8);
  EXPECT_DOUBLE_EQ(figure(figures, "macro recall"), (1 + 0 + 1 + 0.5) / 4);
  EXPECT_DOUBLE_EQ(figure(figures, "macro precision"), (1.0 / 3 + 0 + 1 + 1) / 4);
  EXPECT_DOUBLE_EQ(figure(figures, "errors within look-alike groups"), 200);
  EXPECT_DOUBLE_EQ(figure(figures, "errors between groups"), 0);
  EXPECT_DOUBLE_EQ(figure(figures, "abnormal taken for normal"), 200);
  EXPECT_DOUBLE_EQ(figure(figures, "coverage at 1 % error"), 0.6);
  EXPECT_DOUBLE_EQ(figure(figures, "cells entirely right"), 0);
  EXPECT_TRUE(std::isnan(figure(figures, "accuracy, whole cell jointly")));
  EXPECT_TRUE(std::isnan(figure(figures, "silent errors")));
  EXPECT_TRUE(std::isnan(figure(figures, "orientation")));
  for (const auto& f : figures) {
    if (std::isnan(f.value)) continue;
    EXPECT_LE(f.low, f.high) << f.name;
  }
}

TEST(Headline, JudgesTheJointNameTheFlagAndTheEnd) {
  auto predictions = five();
  for (auto& p : predictions.items) {
    p.assigned = p.truth;
    p.flagged = false;
    p.upside_down = false;
    p.p_on_top = 0.9;
  }
  predictions.items[1].assigned = 0;
  predictions.items[3].assigned = 0;
  predictions.items[3].flagged = true;
  predictions.items[0].upside_down = true;
  predictions.items[2].upside_down.reset();
  const auto figures = headline(predictions, kGroups, {.resamples = 0});
  EXPECT_DOUBLE_EQ(figure(figures, "accuracy"), 0.6) << "of the chromosome alone";
  EXPECT_DOUBLE_EQ(figure(figures, "accuracy, whole cell jointly"), 0.6);
  EXPECT_DOUBLE_EQ(figure(figures, "share flagged"), 0.2);
  EXPECT_DOUBLE_EQ(figure(figures, "share of errors flagged"), 0.5);
  EXPECT_DOUBLE_EQ(figure(figures, "silent errors"), 200);
  EXPECT_DOUBLE_EQ(figure(figures, "orientation"), 0.75);
}

TEST(Headline, CountsWhatGotNoLabelAsWrong) {
  auto predictions = five();
  for (auto& p : predictions.items) {
    p.assigned = p.truth;
    p.flagged = false;
  }
  predictions.items[0].assigned = kNoLabel;  // By itself it is named rightly.
  predictions.items[0].flagged = true;
  const auto judgement = judge(predictions, kGroups, {.resamples = 0});
  EXPECT_DOUBLE_EQ(figure(judgement.figures, "accuracy, whole cell jointly"), 0.8);
  EXPECT_DOUBLE_EQ(figure(judgement.figures, "cells entirely right"), 0.5);
  EXPECT_DOUBLE_EQ(figure(judgement.figures, "share of errors flagged"), 1);
  EXPECT_DOUBLE_EQ(figure(judgement.figures, "macro F1, whole cell jointly"), 0.75);
  ASSERT_TRUE(judgement.joint_confusion);
  EXPECT_DOUBLE_EQ(judgement.joint_confusion->unanswered()[0], 1);
  EXPECT_DOUBLE_EQ(judgement.joint_confusion->true_count(0), 1);
}

TEST(Headline, JudgesJointlyWhatHasACell) {
  auto predictions = five();
  for (auto& p : predictions.items) p.assigned = p.truth;
  predictions.items[1].assigned = 0;
  auto& lone = predictions.items[3];
  lone.assigned.reset();
  lone.cell.clear();
  const auto judgement = judge(predictions, kGroups, {.resamples = 0});
  EXPECT_DOUBLE_EQ(figure(judgement.figures, "accuracy, whole cell jointly"), 0.75);
  EXPECT_DOUBLE_EQ(figure(judgement.figures, "cells entirely right"), 0.5);
  EXPECT_DOUBLE_EQ(figure(judgement.figures, "accuracy"), 0.6) << "of all of them";
  EXPECT_EQ(judgement.jointly, 4u);
  EXPECT_EQ(judgement.cells, 2u);
}

TEST(Judge, NamesTheMostConfidentMistakesFirstAndOnce) {
  auto predictions = five();
  predictions.items.push_back(predictions.items[1]);  // The same chromosome as another seed saw it.
  const auto judgement = judge(predictions, kGroups, {.resamples = 0, .mistakes = 5});
  ASSERT_EQ(judgement.mistakes.size(), 2u);
  EXPECT_EQ(judgement.mistakes[0].file, "b");
  EXPECT_EQ(judgement.mistakes[1].file, "d");
  EXPECT_EQ(judgement.items, 6u);
  EXPECT_EQ(judgement.chromosomes, 5u);
  EXPECT_EQ(judgement.patients, 2u);
  EXPECT_EQ(judgement.curves.size(), 4u);
  EXPECT_EQ(judgement.confusion.counts()[3][0], 1);
  EXPECT_FALSE(judgement.joint_confusion);
}

TEST(Headline, GivesAnIntervalThatHoldsTheTruthForManyPatients) {
  base::Random random(8);
  Predictions predictions{{"1", "2"}, {}};
  for (int i = 0; i < 2000; ++i) {
    const bool right = random.chance(0.9);
    auto p = item(std::to_string(i), std::to_string(i % 50), i % 2, {0.2, 0.2});
    p.probabilities[right ? p.truth : 1 - p.truth] = 0.8;
    predictions.items.push_back(p);
  }
  const auto accuracy = headline(predictions, {"A", "A"}, {.resamples = 300}).front();
  EXPECT_LT(accuracy.low, 0.9);
  EXPECT_GT(accuracy.high, 0.9);
  EXPECT_NEAR(accuracy.high - accuracy.low, 2 * 1.96 * std::sqrt(0.9 * 0.1 / 2000), 0.012);
}

TEST(Spread, IsMeanAndSampleDeviation) {
  const auto s =
      spread({{{"x", 1, 0, 0}}, {{"x", 2, 0, 0}}, {{"x", 6, 0, 0}}, {{"x", std::nan(""), 0, 0}}}).front();
  EXPECT_DOUBLE_EQ(s.mean, 3);
  EXPECT_DOUBLE_EQ(s.deviation, std::sqrt(7.0));
  EXPECT_EQ(s.low, 1);
  EXPECT_EQ(s.high, 6);
  EXPECT_TRUE(std::isnan(spread({{{"x", 1, 0, 0}}}).front().deviation));
}

/// A run over the chromosomes with these names.
Run run_of(const std::vector<std::string>& files, const std::string& seed = {}) {
  Run run{{}, {kLabels, {}}};
  run.origin.seed = seed;
  for (const auto& file : files) run.predictions.items.push_back(item(file, file, 0, {0.7, 0.1, 0.1, 0.1}));
  return run;
}

TEST(JudgeModel, TellsFoldsFromSeeds) {
  const auto a = run_of({"1", "2"}), b = run_of({"3", "4"}), c = run_of({"2", "3"}), d = run_of({"1", "4"});
  const auto model = judge_model("m", {&a, &b, &c, &d}, kGroups, {.resamples = 0});
  EXPECT_EQ(model.repeats, 2);
  EXPECT_EQ(model.runs[1].repeat, 0);
  EXPECT_EQ(model.runs[2].repeat, 1);
  EXPECT_EQ(model.runs[3].repeat, 1);
  EXPECT_EQ(model.pooled.items, 8u);
  EXPECT_EQ(model.pooled.chromosomes, 4u);
  EXPECT_FALSE(model.over_repeats.empty());
  EXPECT_FALSE(model.over_folds.empty());
  EXPECT_TRUE(judge_model("m", {&a}, kGroups, {.resamples = 0}).over_repeats.empty());
}

TEST(JudgeModel, JudgesACellOncePerSeed) {
  const auto right = run_of({"1"});
  auto wrong = right;
  wrong.predictions.items[0].probabilities = {0.1, 0.9, 0, 0};
  const auto model = judge_model("m", {&right, &wrong}, kGroups, {.resamples = 0});
  EXPECT_DOUBLE_EQ(figure(model.pooled.figures, "cells entirely right"), 0.5);
  EXPECT_EQ(model.pooled.cells, 1u);
}

TEST(JudgeModel, BelievesTheSeedsThatAreStated) {
  const auto a = run_of({"1"}, "7"), b = run_of({"2"}, "8"), c = run_of({"2"}, "7"), d = run_of({"1"}, "8");
  const auto model = judge_model("m", {&a, &b, &c, &d}, kGroups, {.resamples = 0});
  EXPECT_EQ(model.repeats, 2);
  EXPECT_EQ(model.runs[2].repeat, 0);
  EXPECT_EQ(model.runs[3].repeat, 1);
}

TEST(Reordered, ChangesNothingButThePlaces) {
  auto before = five();
  before.items[0].assigned = 2;
  before.items[1].assigned = kNoLabel;
  const auto after = reordered(before, {"del(5)(q13)", "1", "4", "2"});
  ASSERT_TRUE(after);
  EXPECT_EQ(after->items[0].truth, 1);
  EXPECT_EQ(after->items[0].assigned, 2);
  EXPECT_EQ(after->items[1].assigned, kNoLabel);
  EXPECT_EQ(after->items[1].probabilities, (std::vector<double>{0.0, 0.6, 0.1, 0.3}));
  EXPECT_FALSE(reordered(before, {"1", "2", "4", "5"}));
  EXPECT_FALSE(reordered(before, {"1", "2"}));
}

TEST(PairedDifference, ComparesWhatBothHave) {
  auto other = five();
  other.items[1].probabilities = {0.1, 0.9, 0.0, 0.0};
  other.items.pop_back();
  const auto difference = paired_difference(five(), other, {.resamples = 200});
  EXPECT_EQ(difference.chromosomes, 4u);
  EXPECT_DOUBLE_EQ(difference.accuracy.value, 0.25);
  EXPECT_DOUBLE_EQ(difference.accuracy.low, 0) << "only one of the two patients gains";
}

}  // namespace
}  // namespace pinnacle::evaluation
