// How fast a network for strips works on this machine, to set beside the same network in Python
// (bench/networks.py; script/bench-networks runs both in turn):
//
//   networks_bench predict|train pinnacle|resnet18 THREADS
//
// predict: milliseconds for the 46 chromosomes of a cell, either end up as `classify` asks twice, median of 20.
// train: examples a second over whole steps (augmentation, forward, backward, AdamW, moving average), batches of 32.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "pinnacle/base/random.h"
#include "pinnacle/classification/classifier.h"
#include "pinnacle/classification/strip_samples.h"
#include "pinnacle/cli/models.h"

namespace pinnacle {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kChromosomes = 46, kRuns = 20, kBatch = 32, kWarmUp = 5, kSteps = 45;

/// Time does not depend on what a strip shows.
std::vector<classification::TaughtStrip> strips(int count) {
  using classification::PreparedStrip;
  base::Random random(1);
  std::vector<classification::TaughtStrip> strips(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < strips.size(); ++i) {
    auto& s = strips[i].strip;
    s.ink = image::Grey(PreparedStrip::kColumns, PreparedStrip::kRows);
    s.mask = image::Mask(PreparedStrip::kColumns, PreparedStrip::kRows);
    for (int y = 0; y < PreparedStrip::kRows; ++y) {
      for (int x = 12; x < 36; ++x)
        s.mask(x, y) = 255, s.ink(x, y) = static_cast<std::uint8_t>(random.uniform(60, 250));
    }
    strips[i].label = static_cast<int>(i % 24);
    strips[i].p_on_top = true;
  }
  return strips;
}

/// Notes when steps end.
class StepTimes final : public base::Progress {
 public:
  void begin(const std::string&, std::size_t) override {}
  void update(std::size_t done, const std::string&) override {
    if (done == kWarmUp) from_ = Clock::now();
    if (done == kWarmUp + kSteps) to_ = Clock::now();
  }
  void say(const std::string&) override {}
  bool stop_requested() const override { return false; }
  double seconds() const { return std::chrono::duration<double>(to_ - from_).count(); }

 private:
  Clock::time_point from_, to_;
};

learning::TrainingOptions options_for(const std::string& model, int threads, int steps,
                                      const std::filesystem::path& folder) {
  learning::TrainingOptions options;
  options.name = "classifier";
  options.network = model == "pinnacle" ? "strip_classifier" : model;
  options.settings["classes"] = "24";
  options.weights_path = (folder / "bench.weights").string();
  options.batch = kBatch;
  options.passes = static_cast<double>(steps);
  options.judge_every_passes = 1e6;
  options.threads = threads;
  return options;
}

base::Expected<double> train(const std::string& model, int threads, int steps,
                             const std::filesystem::path& folder) {
  PINNACLE_TRY(const auto* engine, cli::engine_for_model(model));
  const classification::StripSamples source(strips(kBatch));
  StepTimes times;
  const auto judge = [](const learning::Predictor&) -> base::Expected<learning::Verdict> {
    return learning::Verdict{};
  };
  PINNACLE_TRY_VOID(engine->train(source, judge, options_for(model, threads, steps, folder), times));
  return kSteps * kBatch / times.seconds();
}

base::Expected<double> predict(const std::string& model, int threads, const std::filesystem::path& folder) {
  PINNACLE_TRY_VOID(train(model, threads, 1, folder));
  PINNACLE_TRY(const auto network, cli::load_model("classifier", (folder / "bench.weights").string(), threads));
  const classification::Classifier classifier(*network);
  std::vector<classification::PreparedStrip> cell;
  for (auto& taught : strips(kChromosomes)) cell.push_back(std::move(taught.strip));
  std::vector<double> milliseconds;
  for (int i = 0; i < kRuns; ++i) {
    const auto from = Clock::now();
    PINNACLE_TRY_VOID(classifier.classify(cell));
    milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count());
  }
  std::nth_element(milliseconds.begin(), milliseconds.begin() + kRuns / 2, milliseconds.end());
  return milliseconds[kRuns / 2];
}

}  // namespace
}  // namespace pinnacle

int main(int argc, char** argv) {
  const std::string task = argc == 4 ? argv[1] : "";
  if (task != "predict" && task != "train") {
    std::fprintf(stderr, "usage: networks_bench predict|train pinnacle|resnet18 THREADS\n");
    return 2;
  }
  std::string folder = (std::filesystem::temp_directory_path() / "networks_bench-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 1;
  const int threads = std::atoi(argv[3]);
  const auto result = task == "train"
                          ? pinnacle::train(argv[2], threads, pinnacle::kWarmUp + pinnacle::kSteps, folder)
                          : pinnacle::predict(argv[2], threads, folder);
  std::filesystem::remove_all(folder);
  if (!result) {
    std::fprintf(stderr, "networks_bench: %s\n", result.error().text().c_str());
    return 1;
  }
  std::printf("%.1f\n", *result);
  return 0;
}
