#include "pinnacle/nn/schedule.h"

#include <gtest/gtest.h>

#include <map>

namespace pinnacle::nn {
namespace {

/// Examples that say who they are.
class Numbered final : public learning::SampleSource {
 public:
  explicit Numbered(std::vector<double> weights) : weights_(std::move(weights)) {}
  std::size_t size() const override { return weights_.size(); }
  double weight(std::size_t index) const override { return weights_[index]; }
  base::Expected<learning::Sample> sample(std::size_t index, std::uint64_t seed) const override {
    learning::Sample one;
    one.inputs.emplace_back(std::vector<std::int64_t>{2});
    one.inputs[0].values = {static_cast<float>(index), static_cast<float>(seed % 1000)};
    return one;
  }

 private:
  std::vector<double> weights_;
};

std::map<int, int> shown_in_a_pass(const Numbered& source, int batch) {
  learning::TrainingOptions options;
  options.batch = batch;
  const Schedule schedule(source, options, {});
  std::map<int, int> times;
  for (std::size_t step = 0; step < source.size() / static_cast<std::size_t>(batch); ++step) {
    const auto samples = schedule.batch(static_cast<std::int64_t>(step));
    for (const auto& sample : *samples) ++times[static_cast<int>(sample.inputs[0].values[0])];
  }
  return times;
}

TEST(Schedule, ShowsEachExampleOnceAPass) {
  const auto times = shown_in_a_pass(Numbered(std::vector<double>(40, 3.0)), 8);
  EXPECT_EQ(times.size(), 40u);
}

TEST(Schedule, ShowsWhatWeighsMoreMoreOften) {
  std::vector<double> weights(40, 1.0);
  weights[7] = 5;
  weights[8] = 0.2;
  auto times = shown_in_a_pass(Numbered(weights), 8);
  EXPECT_GE(times[7], 4);
  EXPECT_LE(times[7], 6);
  EXPECT_LE(times[8], 1);
  for (int i = 9; i < 40; ++i) EXPECT_LE(times[i], 1) << i;
}

TEST(Schedule, SharesAreTheBatchInParts) {
  const Numbered source(std::vector<double>(20, 1.0));
  learning::TrainingOptions options;
  options.batch = 6;
  const Schedule whole(source, options, {}), first(source, options, {0, 3}), last(source, options, {2, 3});
  // Step 3 reaches into the second pass.
  const auto all = whole.batch(3), low = first.batch(3), high = last.batch(3);
  ASSERT_EQ(low->size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ((*low)[i].inputs[0].values, (*all)[i].inputs[0].values);
    EXPECT_EQ((*high)[i].inputs[0].values, (*all)[4 + i].inputs[0].values);
  }
}

TEST(LearningRate, WarmsUpAndCools) {
  learning::TrainingOptions options;
  options.learning_rate = 1;
  options.warm_up = 0.1;
  EXPECT_LT(learning_rate(options, 0, 1000), 0.02);
  EXPECT_NEAR(learning_rate(options, 100, 1000), 1, 1e-6);
  EXPECT_NEAR(learning_rate(options, 550, 1000), 0.505, 1e-6);
  EXPECT_NEAR(learning_rate(options, 1000, 1000), 0.01, 1e-6);
}

}  // namespace
}  // namespace pinnacle::nn
