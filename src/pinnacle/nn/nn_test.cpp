#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/predictor.h"
#include "pinnacle/nn/run.h"
#include "pinnacle/nn/tensors.h"
#include "pinnacle/nn/trainer.h"
#include "pinnacle/nn/two_classes.h"
#include "pinnacle/nn/weights_file.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::nn {
namespace {

namespace fs = std::filesystem;

/// The lines of a log but for their fourth column.
std::vector<std::string> lines_without_seconds(const std::string& log) {
  std::vector<std::string> lines;
  std::ifstream file(log);
  for (std::string line; std::getline(file, line);) {
    std::size_t begin = 0;
    for (int column = 0; column < 3; ++column) begin = line.find(',', begin) + 1;
    lines.push_back(line.erase(begin, line.find(',', begin) - begin));
  }
  return lines;
}

/// Keeps what is said.
class Listener final : public base::Progress {
 public:
  void begin(const std::string&, std::size_t) override {}
  void update(std::size_t, const std::string&) override {}
  void say(const std::string& line) override { lines.push_back(line); }
  bool stop_requested() const override { return false; }

  std::vector<std::string> lines;
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
    return two_classes_options(folder_, name);
  }

  fs::path folder_;
};

TEST_F(Training, LearnsAndItsWeightsComeBack) {
  const auto o = options("learns");
  base::SilentProgress quiet;
  const auto report = train(TwoClasses{}, judge_two_classes, o, quiet);
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_TRUE(report->finished);
  EXPECT_EQ(report->best.score, 1);
  const auto loaded = load_weights(o.weights_path);
  ASSERT_TRUE(loaded) << loaded.error().text();
  EXPECT_EQ(loaded->info.hash.size(), 64u);
  EXPECT_EQ(judge_two_classes(NetworkPredictor(loaded->network, loaded->info))->score, 1);
}

TEST_F(Training, GoesOnToTheSameResultAfterAStop) {
  base::SilentProgress quiet;
  const auto whole = options("whole"), parted = options("parted");
  ASSERT_TRUE(train(TwoClasses{}, judge_two_classes, whole, quiet));
  StopAfter stop(7);
  const auto first = train(TwoClasses{}, judge_two_classes, parted, stop);
  ASSERT_TRUE(first);
  EXPECT_FALSE(first->finished);
  ASSERT_TRUE(train(TwoClasses{}, judge_two_classes, parted, quiet)->finished);
  const auto a = load_weights(whole.weights_path), b = load_weights(parted.weights_path);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->info.hash, b->info.hash);
  const auto left = state_of(*a->network), right = state_of(*b->network);
  for (std::size_t i = 0; i < left.size(); ++i) EXPECT_TRUE(torch::equal(left[i].second, right[i].second)) << left[i].first;
}

TEST_F(Training, ItsLogGoesOnAsIfItHadNeverStopped) {
  auto whole = options("whole"), parted = options("parted");
  whole.log_path = folder_ / "whole.csv";
  parted.log_path = folder_ / "parted.csv";
  base::SilentProgress quiet;
  ASSERT_TRUE(train(TwoClasses{}, judge_two_classes, whole, quiet));
  for (const std::size_t steps : {3, 12}) {
    StopAfter stop(steps);
    ASSERT_FALSE(train(TwoClasses{}, judge_two_classes, parted, stop)->finished);
  }
  // As one that was killed after its next judgement leaves it.
  std::ofstream(parted.log_path, std::ios::app) << "2.000,0.1,0.1,9,,,0.1\n";
  ASSERT_TRUE(train(TwoClasses{}, judge_two_classes, parted, quiet)->finished);
  EXPECT_EQ(lines_without_seconds(whole.log_path), lines_without_seconds(parted.log_path));
  EXPECT_EQ(lines_without_seconds(whole.log_path).size(), 4u);
}

TEST_F(Training, IsTheSameForTheSameSeed) {
  base::SilentProgress quiet;
  auto one = options("one"), same = options("same"), other = options("other");
  one.passes = same.passes = other.passes = 1;
  other.seed = 2;
  for (const auto& o : {one, same, other}) ASSERT_TRUE(train(TwoClasses{}, judge_two_classes, o, quiet));
  const auto hash = [](const learning::TrainingOptions& o) {
    return load_weights(o.weights_path)->info.hash;
  };
  EXPECT_EQ(hash(one), hash(same));
  EXPECT_NE(hash(one), hash(other));
}

TEST_F(Training, EndsWhenNothingIsGained) {
  base::SilentProgress quiet;
  auto o = options("patience");
  o.passes = 20;
  o.patience = 2;
  int judged = 0;
  const auto never_better = [&](const learning::Predictor&) -> base::Expected<learning::Verdict> {
    return learning::Verdict{1.0 / ++judged, {{"accuracy", 1.0 / judged}}};
  };
  Listener listener;
  const auto report = train(TwoClasses{}, never_better, o, listener);
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_TRUE(report->finished);
  EXPECT_EQ(judged, 3);
  EXPECT_EQ(listener.lines.back(),
            "ended early, after pass 3: the last 2 judgements were no better; kept are the weights of pass 1 "
            " accuracy 1  ");
  // Its patience is in the checkpoint: the same command has nothing left to do.
  const auto again = train(TwoClasses{}, never_better, o, quiet);
  EXPECT_EQ(again->steps, report->steps);
  EXPECT_TRUE(again->was_finished);
  EXPECT_EQ(judged, 3);
}

TEST_F(Training, TellsAFinishedOneFromOneThatIsFinishedNow) {
  base::SilentProgress quiet;
  auto o = options("finished");
  EXPECT_FALSE(train(TwoClasses{}, judge_two_classes, o, quiet)->was_finished);
  const auto again = train(TwoClasses{}, judge_two_classes, o, quiet);
  EXPECT_TRUE(again->finished);
  EXPECT_TRUE(again->was_finished);
  // Asked for more it has something left to do.
  o.passes += 1;
  const auto further = train(TwoClasses{}, judge_two_classes, o, quiet);
  EXPECT_GT(further->steps, again->steps);
  EXPECT_FALSE(further->was_finished);
}

TEST_F(Training, RefusesTheCheckpointOfAnotherOne) {
  base::SilentProgress quiet;
  auto o = options("other");
  o.identity = "training-data=12\n";
  StopAfter stop(3);
  ASSERT_FALSE(train(TwoClasses{}, judge_two_classes, o, stop)->finished);
  auto other_data = o, other_seed = o, other_batch = o, other_judgements = o;
  other_data.identity = "training-data=34\n";
  other_seed.seed = 9;
  other_batch.batch = 4;
  other_judgements.judge_every_passes = 0.5;
  for (const auto& [changed, word] :
       {std::pair{other_data, "training-data=34"}, std::pair{other_seed, "seed=9"},
        std::pair{other_batch, "batch=4"}, std::pair{other_judgements, "judge-every=0.5"}}) {
    const auto refused = train(TwoClasses{}, judge_two_classes, changed, quiet);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::kInvalidArgument);
    EXPECT_NE(refused.error().text().find(word), std::string::npos) << refused.error().text();
  }
  o.passes += 1;
  o.patience = 50;
  EXPECT_TRUE(train(TwoClasses{}, judge_two_classes, o, quiet)->finished) << "more of the same is no other training";
}

TEST_F(Training, KeepsTheFiguresOfItsBestJudgement) {
  base::SilentProgress quiet;
  const auto o = options("figures");
  int judged = 0;
  const auto first_is_best = [&](const learning::Predictor&) -> base::Expected<learning::Verdict> {
    return learning::Verdict{1.0 / ++judged, {{"two words", 0.25 / judged}}};
  };
  StopAfter stop(12);
  ASSERT_FALSE(train(TwoClasses{}, first_is_best, o, stop)->finished);
  ASSERT_EQ(judged, 1);
  const auto report = train(TwoClasses{}, first_is_best, o, quiet);
  EXPECT_EQ(report->best.figures, (std::map<std::string, double>{{"two words", 0.25}}));
}

TEST_F(Training, FailsWhereNothingCouldBeJudged) {
  base::SilentProgress quiet;
  const auto report = train(
      TwoClasses{}, [](const learning::Predictor&) -> base::Expected<learning::Verdict> { return learning::Verdict{std::nan(""), {}}; },
      options("nan"), quiet);
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().text().find("no weights were kept"), std::string::npos);
}

TEST_F(Training, ABadScoreIsAScore) {
  base::SilentProgress quiet;
  const auto o = options("bad");
  const auto report = train(
      TwoClasses{}, [](const learning::Predictor&) -> base::Expected<learning::Verdict> { return learning::Verdict{-3, {}}; }, o, quiet);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->best.score, -3);
  EXPECT_TRUE(fs::exists(o.weights_path));
}

TEST_F(Training, BeginsTheHeadOfOtherLabelsAnew) {
  base::SilentProgress quiet;
  auto o = options("labels");
  o.settings["labels"] = "a\nb";
  ASSERT_TRUE(train(TwoClasses{}, judge_two_classes, o, quiet));
  const auto head_is_kept = [&](const std::string& labels) {
    auto further = options("further");
    further.settings["labels"] = labels;
    further.start_from = o.weights_path;
    const auto run = new_run(further, torch::Device(torch::kCPU));
    const auto before = load_weights(o.weights_path);
    const auto state = state_of(*run->network), given = state_of(*before->network);
    bool kept = true;
    for (std::size_t i = 0; i < state.size(); ++i) {
      const bool same = torch::equal(state[i].second, given[i].second);
      if (state[i].first.rfind("p.class.", 0) == 0) kept = same;
      else EXPECT_TRUE(same) << state[i].first;
    }
    return kept;
  };
  EXPECT_TRUE(head_is_kept("a\nb"));
  EXPECT_FALSE(head_is_kept("b\na"));
}

TEST_F(Training, KeepsItsCurves) {
  base::SilentProgress quiet;
  auto o = options("curves");
  o.passes = 1;
  o.log_path = folder_ / "curves.csv";
  o.events_folder = folder_ / "events";
  ASSERT_TRUE(train(TwoClasses{}, judge_two_classes, o, quiet));
  const auto bytes = platform::read_file(o.log_path, 1 << 20);
  ASSERT_TRUE(bytes);
  const std::string text(bytes->begin(), bytes->end());
  EXPECT_EQ(text.rfind("pass,loss,score,seconds,figures,accuracy,learning_rate\n1.000,", 0), 0u) << text;
  EXPECT_FALSE(fs::is_empty(o.events_folder));
  // Another training is no continuation of these curves.
  fs::remove(o.checkpoint_path);
  ASSERT_TRUE(train(TwoClasses{}, judge_two_classes, o, quiet));
  EXPECT_EQ(platform::read_file(o.log_path, 1 << 20)->size(), bytes->size());
}

TEST_F(Training, IsCheckedBeforeThereAreExamples) {
  base::SilentProgress quiet;
  auto o = options("checked");
  EXPECT_TRUE(check(o));
  StopAfter stop(3);
  ASSERT_FALSE(train(TwoClasses{}, judge_two_classes, o, stop)->finished);
  EXPECT_TRUE(check(o));
  auto other = o, damaged = o, begun_with_another = o;
  other.seed = 9;
  EXPECT_NE(check(other).error().text().find("seed=9, not seed=1"), std::string::npos)
      << check(other).error().text();
  ASSERT_TRUE(platform::write_text(folder_ / "damaged", "no checkpoint"));
  damaged.checkpoint_path = folder_ / "damaged";
  EXPECT_EQ(check(damaged).error().code, base::ErrorCode::kDamaged);
  ASSERT_TRUE(save_weights(folder_ / "outliner", **make_network("outline_net", {}),
                           {"outliner", "outline_net", "", {}}));
  begun_with_another.start_from = folder_ / "outliner";
  EXPECT_EQ(check(begun_with_another).error().code, base::ErrorCode::kInvalidArgument);
}

TEST_F(Training, RefusesADeviceThatIsNotThere) {
  base::SilentProgress quiet;
  auto o = options("device");
  o.device = "abacus";
  EXPECT_EQ(check(o).error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(train(TwoClasses{}, judge_two_classes, o, quiet).error().code, base::ErrorCode::kInvalidArgument);
}

TEST_F(Training, LearnsIn16BitsAsWell) {
  base::SilentProgress quiet;
  auto whole = options("32-bits"), half = options("16-bits");
  half.precision = "bfloat16";
  ASSERT_TRUE(train(TwoClasses{}, judge_two_classes, whole, quiet));
  const auto report = train(TwoClasses{}, judge_two_classes, half, quiet);
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_EQ(report->best.score, 1);
  const auto a = load_weights(whole.weights_path), b = load_weights(half.weights_path);
  ASSERT_TRUE(a && b);
  EXPECT_NE(a->info.hash, b->info.hash) << "computed in 32 bits all the same";
  EXPECT_LT(distance(*a->network, *b->network), 0.1);
}

TEST_F(Training, RefusesAPrecisionThatNobodyKnows) {
  auto o = options("precision");
  o.precision = "float8";
  EXPECT_EQ(check(o).error().code, base::ErrorCode::kInvalidArgument);
}

std::int64_t parameters_of(const std::string& network, const std::string& classes) {
  std::int64_t count = 0;
  for (const auto& p : (*make_network(network, {{"classes", classes}}))->parameters()) count += p.numel();
  return count;
}

TEST(Networks, HaveTheParametersOfTheirModels) {
  EXPECT_EQ(parameters_of("notebook", "32"), 81'929'184);
  // He et al.'s 11,689,512 with one input map less, 24 classes and an orientation instead of 1,000 classes, 4
  // scalars.
  EXPECT_EQ(parameters_of("resnet18", "24"), 11'689'512 - 64 * 49 - 513 * 1000 + 517 * 25);
  EXPECT_LT(parameters_of("strip_classifier", "24"), 1'000'000);
}

TEST(Networks, RefuseSettingsThatAreNoNumbers) {
  EXPECT_FALSE(make_network("strip_classifier", {{"classes", "many"}}));
  EXPECT_FALSE(make_network("strip_classifier", {{"classes", "2"}, {"label_smoothing", "1.5"}}));
}

TEST(Settings, ComeBackWithTheirLineBreaks) {
  const std::map<std::string, std::string> settings{{"a", "1"}, {"labels", "1\n2\ndel(5)(p14)\n"}, {"z", "\\n\\"}};
  EXPECT_EQ(settings_from_text(settings_text(settings)), settings);
  // As version 0.1 wrote them.
  EXPECT_EQ(settings_from_text("labels=1\n2\nX\nz=3\n").at("labels"), "1\n2\nX");
}

TEST_F(Training, TellsWhatIsWrongWithAFile) {
  EXPECT_EQ(load_weights((folder_ / "none").string()).error().code, base::ErrorCode::kNotFound);
  ASSERT_TRUE(platform::write_text(folder_ / "text.weights", "no weights"));
  EXPECT_EQ(load_weights((folder_ / "text.weights").string()).error().code, base::ErrorCode::kDamaged);
  auto o = options("unknown");
  o.network = "no such network";
  base::SilentProgress quiet;
  EXPECT_EQ(train(TwoClasses{}, judge_two_classes, o, quiet).error().code, base::ErrorCode::kInvalidArgument);
}

TEST_F(Training, PredictionRefusesAWrongShape) {
  auto network = make_network("strip_classifier", {{"classes", "2"}});
  ASSERT_TRUE(network);
  (*network)->eval();
  const NetworkPredictor predictor(*network, {"classifier", "strip_classifier", "", {}});
  EXPECT_EQ(predictor.predict({learning::Array({1, 1, 8, 8})}).error().code, base::ErrorCode::kInvalidArgument);
}

TEST(FoldedNormalisations, ChangeNothing) {
  const std::map<std::string, Tensors> inputs{
      {"centre_detector", {torch::rand({1, 1, 64, 96})}},
      {"outline_net", {torch::rand({2, 3, 32, 32})}},
      {"strip_classifier", {torch::rand({2, 2, 128, 48}), torch::rand({2, 4})}},
      {"resnet18", {torch::rand({1, 2, 128, 48}), torch::rand({1, 4})}}};
  for (const auto& [name, input] : inputs) {
    torch::manual_seed(4);
    const auto network = *make_network(name, {{"classes", "24"}});
    network->eval();
    const torch::NoGradGuard no_gradients;
    int normalisations = 0;
    for (const auto& module : network->modules()) {
      const auto normalisation = std::dynamic_pointer_cast<BatchNormImpl>(module);
      if (!normalisation) continue;
      ++normalisations;
      for (auto* values : {&normalisation->weight, &normalisation->bias, &normalisation->running_mean,
                           &normalisation->running_var})
        values->add_(torch::rand_like(*values).mul_(0.3));
    }
    ASSERT_GT(normalisations, 0) << name;
    const auto before = network->forward(input);
    fold_normalisations(*network);
    const auto after = network->forward(input);
    for (std::size_t k = 0; k < before.size(); ++k)
      EXPECT_TRUE(torch::allclose(before[k], after[k], 1e-3, 1e-4)) << name << " " << k;
    for (const auto& module : network->modules()) {
      if (const auto normalisation = std::dynamic_pointer_cast<BatchNormImpl>(module))
        normalisation->weight.add_(1);
    }
    EXPECT_TRUE(torch::allclose(network->forward(input)[0], after[0]))
        << name << ": a normalisation was not folded";
  }
}

}  // namespace
}  // namespace pinnacle::nn
