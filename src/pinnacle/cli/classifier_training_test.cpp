#include "pinnacle/cli/classifier_training.h"

#include <gtest/gtest.h>

#include "pinnacle/cli/listener.h"

namespace pinnacle::cli {
namespace {

using classification::PreparedStrip;
using classification::TaughtStrip;

/// A classifier that reads its answer off the strip: the output from its first number, the p arm from the end
/// that is dark.
class Reader final : public learning::Predictor {
 public:
  /// @param labels  As LabelSet::text().
  Reader(std::size_t outputs, const std::string& labels) : outputs_(outputs) {
    info_.settings[kLabelsSetting] = labels;
  }
  void take(const std::map<std::string, std::string>& settings) {
    for (const auto& [name, value] : settings) info_.settings[name] = value;
  }
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(
      const std::vector<learning::Array>& inputs) const override {
    const auto count = inputs[0].shape[0];
    learning::Array logits({count, static_cast<std::int64_t>(outputs_)}), orientation({count, 1});
    const auto size = inputs[0].values.size() / static_cast<std::size_t>(count);
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      const auto answer = static_cast<std::size_t>(inputs[1].values[i * PreparedStrip::kScalars]);
      logits.values[i * outputs_ + answer] = 5;
      orientation.values[i] = inputs[0].values[i * size] > 0 ? 8.0F : -8.0F;
    }
    return std::vector{logits, orientation};
  }

 private:
  std::size_t outputs_;
  learning::ModelInfo info_;
};

/// A chromosome of that label for which Reader answers so.
TaughtStrip strip_of(int label, int answer, bool dark_on_top, std::optional<bool> p_on_top = std::nullopt) {
  PreparedStrip strip;
  strip.ink = image::Grey(PreparedStrip::kColumns, PreparedStrip::kRows);
  strip.mask = image::Mask(PreparedStrip::kColumns, PreparedStrip::kRows, 1);
  for (int x = 0; x < PreparedStrip::kColumns; ++x)
    strip.ink(x, dark_on_top ? 0 : PreparedStrip::kRows - 1) = 255;
  strip.scalars[0] = static_cast<float>(answer);
  return {strip, label, p_on_top};
}

TEST(Orient, ComparesLabelsByTheirNames) {
  const auto labels = *dataset::read_label_set("3\n1\n2\n");
  const Reader teacher(3, "1\n2\n3\n");
  // Taught as 3, 1, 2 and 1; the teacher says 3, 1, 1 and 1.
  std::vector<TaughtStrip> strips{strip_of(0, 2, true), strip_of(1, 0, false), strip_of(2, 0, true),
                                  strip_of(1, 0, false, true)};
  Listener listener;
  const auto done = orient(strips, labels, teacher, listener);
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(strips[0].p_on_top, std::optional(true));
  EXPECT_EQ(strips[1].p_on_top, std::optional(false));
  EXPECT_EQ(strips[2].p_on_top, std::nullopt) << "where it is wrong about the label it is not believed";
  EXPECT_EQ(strips[3].p_on_top, std::optional(true)) << "the data know better";
  EXPECT_EQ(
      listener.lines,
      (std::vector<std::string>{"of 3 chromosomes whose orientation is not known, 2 were told theirs"}));
}

TEST(Orient, RefusesATeacherThatNamesNotAllItsAnswers) {
  std::vector<TaughtStrip> strips{strip_of(0, 2, true)};
  Listener listener;
  EXPECT_EQ(orient(strips, dataset::LabelSet::normal(), Reader(3, "1\n2\n"), listener).error().code,
            base::ErrorCode::kInvalidArgument);
}

TEST(Judge, TakesTheMeanOfWhatTheSetsTell) {
  const Reader network(2, "1\n2\n");
  // All named; both turned rightly; one of two turned rightly; one that tells no orientation and is misnamed.
  const std::vector<JudgedSet> sets{{"a", {strip_of(0, 0, true, true), strip_of(1, 1, false, false)}},
                                    {"b", {strip_of(0, 0, true, true), strip_of(1, 1, true, false)}},
                                    {"c", {strip_of(0, 1, true)}},
                                    {"d", {}}};
  const auto verdict = judge(network, sets, true);
  ASSERT_TRUE(verdict) << verdict.error().text();
  EXPECT_EQ(verdict->figures.at("c_accuracy"), 0);
  EXPECT_EQ(verdict->figures.at("b_orientation"), 0.5);
  EXPECT_EQ(verdict->figures.count("c_orientation"), 0u);
  EXPECT_EQ(verdict->figures.count("d_accuracy"), 0u) << "all its cells are trained on";
  EXPECT_NEAR(verdict->score, 2.0 / 3 + 0.1 * 0.75, 1e-9);
}

TEST(Judge, KeepsThatNoOrientationWasLearnt) {
  const std::vector<JudgedSet> sets{{"a", {strip_of(0, 0, true, true), strip_of(1, 1, false, false)}}};
  Reader network(2, "1\n2\n");
  EXPECT_EQ(judge(network, sets, true)->settings.count(learning::kOrientationSetting), 0u);
  const auto verdict = judge(network, sets, false);
  EXPECT_EQ(verdict->figures.count("a_orientation"), 0u);
  EXPECT_EQ(verdict->score, 1);
  // A classifier that carries this setting holds its tongue.
  network.take(verdict->settings);
  const auto opinions = classification::Classifier(network).classify({sets[0].strips[0].strip});
  ASSERT_TRUE(opinions);
  EXPECT_FALSE(classification::tells_orientation(opinions->front()));
}

}  // namespace
}  // namespace pinnacle::cli
