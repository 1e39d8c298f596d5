#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "pinnacle/base/random.h"
#include "pinnacle/nn/predictor.h"
#include "pinnacle/nn/trainer.h"
#include "pinnacle/nn/weights_file.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::nn {
namespace {

namespace fs = std::filesystem;

/// Strips of two classes: dark above or dark below, with noise.
class TwoClasses final : public learning::SampleSource {
 public:
  std::size_t size() const override { return 64; }
  base::Expected<learning::Sample> sample(std::size_t index, std::uint64_t seed) const override {
    base::Random random(seed);
    learning::Sample one;
    one.inputs.emplace_back(std::vector<std::int64_t>{2, 128, 48});
    one.inputs.emplace_back(std::vector<std::int64_t>{4});
    const bool below = index % 2 == 1;
    for (std::size_t i = 0; i < 128 * 48; ++i) {
      one.inputs[0].values[i] = static_cast<float>(((i > 64 * 48) == below ? 0.7 : 0.2) + 0.1 * random.normal());
    }
    one.targets.emplace_back(std::vector<std::int64_t>{1}, below ? 1.0f : 0.0f);
    one.targets.emplace_back(std::vector<std::int64_t>{1}, below ? 1.0f : 0.0f);
    return one;
  }
};

/// Stops after a number of steps, as Ctrl-C would.
class StopAfter final : public base::Progress {
 public:
  explicit StopAfter(std::size_t steps) : steps_(steps) {}
  void begin(const std::string&, std::size_t) override {}
  void update(std::size_t done, const std::string&) override { stop_ = done >= steps_; }
  void say(const std::string&) override {}
  bool stop_requested() const override { return stop_; }

 private:
  std::size_t steps_;
  bool stop_ = false;
};

class Training : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("pinnacle-nn-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  learning::TrainingOptions options(const std::string& name) const {
    learning::TrainingOptions o;
    o.name = "classifier";
    o.network = "strip_classifier";
    o.settings["classes"] = "2";
    o.weights_path = folder_ / (name + ".weights");
    o.checkpoint_path = folder_ / (name + ".checkpoint");
    o.passes = 3;
    o.batch = 8;
    o.learning_rate = 1e-3;
    o.average_decay = 0.9;
    o.threads = 1;
    return o;
  }

  static base::Expected<learning::Verdict> judge(const learning::Predictor& network) {
    const TwoClasses source;
    double right = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      auto inputs = source.sample(i, 1000 + i)->inputs;
      for (auto& input : inputs) input.shape.insert(input.shape.begin(), 1);
      const auto outputs = network.predict(inputs);
      if (!outputs) return base::Unexpected{outputs.error()};
      right += (outputs->at(0).values[1] > outputs->at(0).values[0]) == (i % 2 == 1);
    }
    return learning::Verdict{right / 8, {{"accuracy", right / 8}}};
  }

  fs::path folder_;
};

TEST_F(Training, LearnsAndItsWeightsComeBack) {
  const auto o = options("learns");
  base::SilentProgress quiet;
  const auto report = train(TwoClasses{}, judge, o, quiet);
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_TRUE(report->finished);
  EXPECT_EQ(report->best.score, 1);
  const auto loaded = load_weights(o.weights_path);
  ASSERT_TRUE(loaded) << loaded.error().text();
  EXPECT_EQ(loaded->info.hash.size(), 64u);
  EXPECT_EQ(judge(NetworkPredictor(loaded->network, loaded->info))->score, 1);
}

TEST_F(Training, GoesOnToTheSameResultAfterAStop) {
  base::SilentProgress quiet;
  const auto whole = options("whole"), parted = options("parted");
  ASSERT_TRUE(train(TwoClasses{}, judge, whole, quiet));
  StopAfter stop(7);
  const auto first = train(TwoClasses{}, judge, parted, stop);
  ASSERT_TRUE(first);
  EXPECT_FALSE(first->finished);
  ASSERT_TRUE(train(TwoClasses{}, judge, parted, quiet)->finished);
  const auto a = load_weights(whole.weights_path), b = load_weights(parted.weights_path);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->info.hash.size(), b->info.hash.size());
  const auto left = state_of(*a->network), right = state_of(*b->network);
  for (std::size_t i = 0; i < left.size(); ++i) EXPECT_TRUE(torch::equal(left[i].second, right[i].second)) << left[i].first;
}

TEST_F(Training, TellsWhatIsWrongWithAFile) {
  EXPECT_EQ(load_weights((folder_ / "none").string()).error().code, base::ErrorCode::kNotFound);
  ASSERT_TRUE(platform::write_text(folder_ / "text.weights", "no weights"));
  EXPECT_EQ(load_weights((folder_ / "text.weights").string()).error().code, base::ErrorCode::kDamaged);
  auto o = options("unknown");
  o.network = "no such network";
  base::SilentProgress quiet;
  EXPECT_EQ(train(TwoClasses{}, judge, o, quiet).error().code, base::ErrorCode::kInvalidArgument);
}

TEST_F(Training, PredictionRefusesAWrongShape) {
  auto network = make_network("strip_classifier", {{"classes", "2"}});
  ASSERT_TRUE(network);
  (*network)->eval();
  const NetworkPredictor predictor(*network, {"classifier", "strip_classifier", "", {}});
  EXPECT_EQ(predictor.predict({learning::Array({1, 1, 8, 8})}).error().code, base::ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace pinnacle::nn
