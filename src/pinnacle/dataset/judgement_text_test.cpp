#include "pinnacle/dataset/judgement_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "pinnacle/dataset/csv.h"

namespace pinnacle::dataset {
namespace {

evaluation::Run two_labels() {
  evaluation::Run run;
  run.origin.model = "m";
  run.predictions.labels = {"X", "46,XY"};
  for (int i = 0; i < 4; ++i) {
    evaluation::Prediction p;
    p.file = std::to_string(i);
    p.patient = "p" + std::to_string(i / 2);
    p.truth = i % 2;
    p.probabilities = {i < 3 ? 0.75 : 0.25, i < 3 ? 0.25 : 0.75};
    run.predictions.items.push_back(p);
  }
  return run;
}

TEST(GridCsv, QuotesLabelsAndLeavesUnknownEmpty) {
  EXPECT_EQ(grid_csv({"X", "46,XY"}, {{1, 0.5}, {std::nan(""), 2}}),
            "truth,X,\"46,XY\"\nX,1,0.5\n\"46,XY\",,2\n");
}

TEST(JudgementTables, AreTablesWithARowForEachPoint) {
  const auto run = two_labels();
  const auto judgement = evaluation::judge(run.predictions, {"C", ""}, {.resamples = 0});
  const auto scores = read_csv(label_scores_csv(judgement), {"label", "f1", "roc_auc"});
  ASSERT_TRUE(scores);
  EXPECT_EQ(scores->rows.size(), 2u);
  EXPECT_EQ(scores->rows[0][*scores->column("support")], "2");
  EXPECT_EQ(scores->rows[1][*scores->column("roc_auc")], "0.75");
  const auto curves = read_csv(curves_csv(judgement), {"label", "curve", "x", "y", "threshold"});
  ASSERT_TRUE(curves);
  EXPECT_GT(curves->rows.size(), 6u);
  EXPECT_TRUE(read_csv(calibration_csv(judgement), {"low", "count", "accuracy"}));
  const auto risk = read_csv(risk_csv(judgement), {"threshold", "coverage", "risk"});
  ASSERT_TRUE(risk);
  EXPECT_EQ(risk->rows.back()[*risk->column("risk")], "0.25");
}

TEST(FiguresJson, HoldsEachFigureAndNullForTheUnknown) {
  const auto run = two_labels();
  const auto model = evaluation::judge_model("m", {&run}, {"C", ""}, {.resamples = 50});
  const auto json = nlohmann::json::parse(figures_json({model}, "pinnacle report \xff.csv"));
  EXPECT_EQ(json["schema"], "pinnacle.judgement/1");
  const auto& figures = json["models"][0]["figures"];
  EXPECT_EQ(figures[0]["name"], "accuracy");
  EXPECT_EQ(figures[0]["value"], 0.75);
  EXPECT_LE(figures[0]["low"], figures[0]["high"]);
  EXPECT_TRUE(figures[1]["value"].is_null());
  EXPECT_EQ(json["models"][0]["runs"].size(), 1u);
  EXPECT_FALSE(json["models"][0].contains("over_repeats"));
}

}  // namespace
}  // namespace pinnacle::dataset
