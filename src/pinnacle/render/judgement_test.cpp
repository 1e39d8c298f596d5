#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/base/random.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/render/judgement_html.h"

namespace pinnacle::render {
namespace {

/// A model that is mostly right, over so many labels; the last ones are abnormal.
evaluation::Run example_run(int labels, std::uint64_t seed) {
  base::Random random(seed);
  evaluation::Run run;
  run.origin = {
      "model <" + std::to_string(seed) + ">", "0123", "make & do", "", std::to_string(seed), "", "", ""};
  for (int l = 0; l < labels; ++l)
    run.predictions.labels.push_back(l < 22 ? std::to_string(l + 1)
                                            : "t(9;22)(q34.1;q11." + std::to_string(l) + ")");
  for (int i = 0; i < labels * 12; ++i) {
    evaluation::Prediction p;
    p.file = std::to_string(i) + ".png";
    p.patient = "p" + std::to_string(i % 12);
    p.cell = "c";
    p.truth = i % labels;
    p.probabilities.assign(labels, 0.1 / (labels - 1));
    p.probabilities[random.chance(0.9) ? p.truth : (p.truth + 1) % labels] = 0.9;
    run.predictions.items.push_back(p);
  }
  return run;
}

evaluation::LabelGroups groups_of(int labels) {
  evaluation::LabelGroups groups;
  for (int l = 0; l < labels; ++l) groups.push_back(l < 3 ? "A" : l < 22 ? "C" : "");
  return groups;
}

evaluation::ModelJudgement example(int labels, std::uint64_t seed) {
  const auto run = example_run(labels, seed);
  return evaluation::judge_model(run.origin.model, {&run}, groups_of(labels),
                                 {.resamples = 20, .mistakes = 5});
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// The page's words: its pictures, as text, may hold any letters.
std::string without_pictures(std::string html) {
  constexpr const char* kStart = ";base64,";
  for (auto at = html.find(kStart); at != std::string::npos; at = html.find(kStart, at + 1)) {
    html.erase(at + 8, html.find('"', at) - at - 8);
  }
  return html;
}

TEST(JudgementPlots, AreWholePicturesForAnyNumberOfLabels) {
  for (const int labels : {2, 24, 32, 60}) {
    const auto model = example(labels, 3);
    const auto& j = model.pooled;
    const std::vector<Plot> plots{confusion_plot(j.confusion, j.labels, j.groups, ConfusionShare::kRecall),
                                  confusion_plot(j.confusion, j.labels, j.groups, ConfusionShare::kPrecision),
                                  roc_plot(j),
                                  precision_recall_plot(j),
                                  reliability_plot(j),
                                  risk_coverage_plot({{"m", j.risk}}),
                                  comparison_plot({model, model})};
    for (const auto& plot : plots) {
      const auto pages = image::decode(plot.png());
      ASSERT_TRUE(pages) << pages.error().text();
      EXPECT_EQ(pages->front().grey.width(), static_cast<int>(std::ceil(plot.width * 2)));
      EXPECT_NE(plot.svg().find("</svg>"), std::string::npos);
    }
  }
}

TEST(ConfusionPlot, ShowsAnErrorWhereItIs) {
  evaluation::Confusion right(2), wrong(2);
  right.add(0, 0, 10), right.add(1, 1, 10);
  wrong.add(0, 0, 10), wrong.add(1, 0, 10);
  const auto picture = [](const evaluation::Confusion& c) {
    return confusion_plot(c, {"X", "Y"}, {"C", "G"}, ConfusionShare::kCounts).png();
  };
  EXPECT_NE(picture(right), picture(wrong));
}

TEST(JudgementPlots, SurviveLabelsThatNeverOccur) {
  auto run = example_run(24, 3);
  for (auto& item : run.predictions.items) item.truth = 0;
  const auto j = evaluation::judge(run.predictions, groups_of(24), {.resamples = 0});
  for (const auto& plot : {roc_plot(j), precision_recall_plot(j),
                           confusion_plot(j.confusion, j.labels, j.groups, ConfusionShare::kPrecision)}) {
    EXPECT_TRUE(image::decode(plot.png()));
  }
}

TEST(TrainingPlot, DrawsWhatIsKnown) {
  const double nothing = std::nan("");
  const auto one = training_plot({{1, 2.0, 1.5, 0.5}, {2, 1.0, nothing, 0.8}, {3, 0.5, 0.9, 0.7}});
  EXPECT_TRUE(image::decode(one.png()));
  EXPECT_TRUE(image::decode(training_plot({}).png()));
  EXPECT_TRUE(image::decode(training_plot({{1, 2.0, nothing, nothing}}).png()));
}

TEST(JudgementHtml, HoldsEverythingAndEscapesNames) {
  const auto first = example_run(24, 1), second = example_run(24, 2);
  JudgementReport report;
  report.command = "pinnacle report <one>.csv";
  for (const auto* run : {&first, &second}) {
    report.models.push_back(
        evaluation::judge_model(run->origin.model, {run}, groups_of(24), {.resamples = 20, .mistakes = 5}));
  }
  report.differences = {
      evaluation::paired_difference(first.predictions, second.predictions, {.resamples = 20})};
  int asked = 0;
  const auto html =
      without_pictures(judgement_html(report, [&](const std::string&) -> std::optional<image::Grey> {
        if (++asked % 2 == 0) return std::nullopt;
        image::Grey grey(40, 60, 255);
        grey(20, 30) = 10;
        return grey;
      }));
  EXPECT_EQ(asked, 10);
  EXPECT_EQ(count_of(html, "data:image/png"), 5u);
  EXPECT_EQ(count_of(html, "no picture found"), 5u);
  EXPECT_EQ(html.find("<one>"), std::string::npos);
  EXPECT_EQ(html.find("model <1>"), std::string::npos);
  EXPECT_NE(html.find("make &amp; do"), std::string::npos);
  EXPECT_EQ(html.find("http"), std::string::npos) << "nothing is fetched";
  EXPECT_EQ(html.find(">nan"), std::string::npos);
  EXPECT_GT(count_of(html, "data:image/svg+xml"), 10u);
}

TEST(JudgementHtml, ListsTheRunsOfAModel) {
  const auto a = example_run(24, 1), b = example_run(24, 2);
  JudgementReport report;
  report.models.push_back(evaluation::judge_model("m", {&a, &b}, groups_of(24), {.resamples = 0}));
  const auto html = without_pictures(judgement_html(report, [](const std::string&) { return std::nullopt; }));
  EXPECT_NE(html.find("seed 1"), std::string::npos);
  EXPECT_NE(html.find("seed 2"), std::string::npos);
  EXPECT_NE(html.find("Mean of the repeats"), std::string::npos);
  EXPECT_NE(html.find("m is pooled of seed 1; seed 2."), std::string::npos);
}

}  // namespace
}  // namespace pinnacle::render
