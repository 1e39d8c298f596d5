#include "pinnacle/nn/trainer.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <future>
#include <numbers>
#include <numeric>
#include <sstream>

#include "pinnacle/base/random.h"
#include "pinnacle/nn/predictor.h"
#include "pinnacle/nn/tensors.h"
#include "pinnacle/nn/weights_file.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::nn {
namespace {

using learning::SampleSource;
using learning::TrainingOptions;
using Clock = std::chrono::steady_clock;

constexpr double kLargestGradient = 10;
constexpr std::size_t kLargestCheckpoint = std::size_t{4} << 30;

/// The order in which examples come, and with which random numbers: a function of seed and step alone, so that
/// a resumed run sees what the unbroken one would have seen.
class Schedule {
 public:
  Schedule(const SampleSource& source, const TrainingOptions& options) : source_(source), options_(options) {}

  std::int64_t total_steps() const {
    return static_cast<std::int64_t>(std::ceil(options_.passes * static_cast<double>(source_.size()) / options_.batch));
  }

  base::Expected<std::vector<learning::Sample>> batch(std::int64_t step) const {
    std::vector<learning::Sample> samples;
    for (int i = 0; i < options_.batch; ++i) {
      const auto position = static_cast<std::uint64_t>(step) * static_cast<std::uint64_t>(options_.batch) +
                            static_cast<std::uint64_t>(i);
      PINNACLE_TRY(auto sample, source_.sample(index_at(position), base::Random::for_part(options_.seed, position).bits()));
      samples.push_back(std::move(sample));
    }
    return samples;
  }

 private:
  std::size_t index_at(std::uint64_t position) const {
    const auto pass = position / source_.size();
    if (pass != pass_ || order_.empty()) {
      order_.resize(source_.size());
      std::iota(order_.begin(), order_.end(), std::size_t{0});
      base::Random::for_part(options_.seed + 1, pass).shuffle(order_);
      pass_ = pass;
    }
    return order_[position % source_.size()];
  }

  const SampleSource& source_;
  const TrainingOptions& options_;
  mutable std::vector<std::size_t> order_;  // One batch is made at a time, so this needs no lock.
  mutable std::uint64_t pass_ = 0;
};

double learning_rate(const TrainingOptions& options, std::int64_t step, std::int64_t total) {
  const double at = static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(total, 1));
  if (at < options.warm_up) return options.learning_rate * (at / options.warm_up + 0.01);
  const double cooled = (at - options.warm_up) / (1 - options.warm_up);
  return options.learning_rate * (0.01 + 0.99 * 0.5 * (1 + std::cos(std::numbers::pi * std::min(cooled, 1.0))));
}

std::unique_ptr<torch::optim::AdamW> make_optimizer(const Network& network, const TrainingOptions& options) {
  Tensors decayed, kept;
  for (const auto& p : network.parameters()) (p.dim() >= 2 ? decayed : kept).push_back(p);
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(decayed, std::make_unique<torch::optim::AdamWOptions>(
                                   torch::optim::AdamWOptions(options.learning_rate).weight_decay(options.weight_decay)));
  groups.emplace_back(kept, std::make_unique<torch::optim::AdamWOptions>(
                                torch::optim::AdamWOptions(options.learning_rate).weight_decay(0)));
  return std::make_unique<torch::optim::AdamW>(groups, torch::optim::AdamWOptions(options.learning_rate));
}

/// Everything that a run must remember to go on as if it had never stopped.
struct Run {
  std::shared_ptr<Network> network;
  std::shared_ptr<Network> average;
  std::unique_ptr<torch::optim::AdamW> optimizer;
  std::int64_t step = 0;
  learning::Verdict best{-1, {}};

  void write_to(torch::serialize::OutputArchive& archive) const {
    for (const auto& [name, tensor] : state_of(*network)) archive.write("network." + name, tensor.detach());
    for (const auto& [name, tensor] : state_of(*average)) archive.write("average." + name, tensor.detach());
    torch::serialize::OutputArchive inner(archive.compilation_unit());
    optimizer->save(inner);
    archive.write("optimizer", inner);
    archive.write("step", c10::IValue(step));
    archive.write("best", c10::IValue(best.score));
  }

  void read_from(torch::serialize::InputArchive& archive) {
    const torch::NoGradGuard no_gradients;
    const auto fill = [&](const Network& target, const std::string& prefix) {
      for (auto& [name, tensor] : state_of(target)) {
        torch::Tensor stored;
        archive.read(prefix + name, stored);
        tensor.copy_(stored);
      }
    };
    fill(*network, "network.");
    fill(*average, "average.");
    torch::serialize::InputArchive inner;
    archive.read("optimizer", inner);
    optimizer->load(inner);
    c10::IValue value;
    archive.read("step", value);
    step = value.toInt();
    archive.read("best", value);
    best.score = value.toDouble();
  }
};

base::Expected<void> save_checkpoint(const Run& run, const std::string& path) {
  torch::serialize::OutputArchive archive;
  run.write_to(archive);
  std::ostringstream stream;
  archive.save_to(stream);
  const auto text = stream.str();
  return platform::write_file(path, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

base::Expected<void> load_checkpoint(Run& run, const std::string& path) {
  PINNACLE_TRY(const auto bytes, platform::read_file(path, kLargestCheckpoint));
  try {
    torch::serialize::InputArchive archive;
    archive.load_from(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    run.read_from(archive);
    return {};
  } catch (const std::exception&) {
    return base::unexpected(base::ErrorCode::kDamaged, "this checkpoint does not fit the training that is asked for", path,
                            "Train with the options that it was made with, or remove it to begin anew");
  }
}

base::Expected<Run> begin(const TrainingOptions& options) {
  torch::manual_seed(options.seed);
  Run run;
  PINNACLE_TRY(run.network, make_network(options.network, options.settings));
  PINNACLE_TRY(run.average, make_network(options.network, options.settings));
  const torch::NoGradGuard no_gradients;
  if (!options.start_from.empty()) {
    PINNACLE_TRY(const auto given, read_weights(options.start_from));
    if (given.info.network != options.network) {
      return base::unexpected(base::ErrorCode::kInvalidArgument, "these weights are of the network " + given.info.network,
                              options.start_from, "Start from weights of " + options.network);
    }
    // What the two networks do not share (a head for other labels) keeps its random weights.
    for (auto& [name, tensor] : state_of(*run.network)) {
      const auto stored = given.tensors.find(name);
      if (stored != given.tensors.end() && stored->second.sizes() == tensor.sizes()) tensor.copy_(stored->second);
    }
  }
  auto target = state_of(*run.average);
  const auto source = state_of(*run.network);
  for (std::size_t i = 0; i < target.size(); ++i) target[i].second.copy_(source[i].second);
  run.optimizer = make_optimizer(*run.network, options);
  if (!options.checkpoint_path.empty() && std::filesystem::exists(options.checkpoint_path)) {
    PINNACLE_TRY_VOID(load_checkpoint(run, options.checkpoint_path));
  }
  return run;
}

void follow(Network& average, const Network& network, double decay) {
  const torch::NoGradGuard no_gradients;
  auto target = state_of(average);
  const auto source = state_of(network);
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (target[i].second.is_floating_point()) {
      target[i].second.lerp_(source[i].second, 1 - decay);
    } else {
      target[i].second.copy_(source[i].second);
    }
  }
}

/// One step of gradient descent; the parts of its loss, "loss" being the whole.
base::Expected<std::map<std::string, double>> descend(Run& run, const TrainingOptions& options, std::int64_t total,
                                                      const std::vector<learning::Sample>& samples) {
  // Dropout draws from LibTorch's own generator: seeding it by step keeps a resumed run on its course.
  torch::manual_seed(base::Random::for_part(options.seed + 2, static_cast<std::uint64_t>(run.step)).bits());
  const double rate = learning_rate(options, run.step, total);
  for (auto& group : run.optimizer->param_groups()) static_cast<torch::optim::AdamWOptions&>(group.options()).lr(rate);
  run.network->train();
  run.optimizer->zero_grad();
  auto loss = run.network->loss(run.network->forward(stack(samples, &learning::Sample::inputs)),
                                stack(samples, &learning::Sample::targets));
  const double value = loss.total.item<double>();
  if (!std::isfinite(value)) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "the training diverged at step " + std::to_string(run.step), {},
                            "Lower the learning rate");
  }
  loss.total.backward();
  torch::nn::utils::clip_grad_norm_(run.network->parameters(), kLargestGradient);
  run.optimizer->step();
  ++run.step;
  const double steps = static_cast<double>(run.step);
  follow(*run.average, *run.network, std::min(options.average_decay, (1 + steps) / (10 + steps)));
  loss.parts["loss"] = value;
  return loss.parts;
}

class Log {
 public:
  explicit Log(std::string path) : path_(std::move(path)) {}

  void line(double pass, double loss, const learning::Verdict& verdict, double seconds) const {
    if (path_.empty()) return;
    const bool fresh = !std::filesystem::exists(path_);
    if (auto* file = std::fopen(path_.c_str(), "a")) {
      if (fresh) std::fprintf(file, "pass,loss,score,seconds,figures\n");
      std::fprintf(file, "%.3f,%.5f,%.5f,%.0f,", pass, loss, verdict.score, seconds);
      for (const auto& [name, value] : verdict.figures) std::fprintf(file, "%s=%.5f ", name.c_str(), value);
      std::fprintf(file, "\n");
      std::fclose(file);
    }
  }

 private:
  std::string path_;
};

std::string in_words(const learning::Verdict& verdict) {
  std::ostringstream text;
  text.precision(4);
  for (const auto& [name, value] : verdict.figures) text << name << " " << value << "  ";
  return text.str();
}

}  // namespace

base::Expected<learning::TrainingReport> train(const SampleSource& source, const learning::Judge& judge,
                                               const TrainingOptions& options, base::Progress& progress) {
  if (source.size() == 0) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "there is no example to train on");
  }
  at::set_num_threads(options.threads);
  PINNACLE_TRY(auto run, begin(options));
  const Schedule schedule(source, options);
  const auto total = schedule.total_steps();
  const double steps_a_pass = static_cast<double>(source.size()) / options.batch;
  const auto judge_every = std::max<std::int64_t>(1, std::llround(options.judge_every_passes * steps_a_pass));
  const Log log(options.log_path);
  const auto started = Clock::now();
  auto saved = started;
  double mean_loss = 0;

  const auto save = [&]() -> base::Expected<void> {
    saved = Clock::now();
    return options.checkpoint_path.empty() ? base::Expected<void>() : save_checkpoint(run, options.checkpoint_path);
  };
  const auto judged = [&]() -> base::Expected<void> {
    const learning::ModelInfo info{options.name, options.network, {}, options.settings};
    PINNACLE_TRY(const auto verdict, judge(NetworkPredictor(run.average, info)));
    const double pass = static_cast<double>(run.step) / steps_a_pass;
    log.line(pass, mean_loss, verdict, std::chrono::duration<double>(Clock::now() - started).count());
    progress.say("pass " + std::to_string(pass) + "  " + in_words(verdict));
    if (verdict.score <= run.best.score) return {};
    run.best = verdict;
    return save_weights(options.weights_path, *run.average, info);
  };

  progress.begin("Training " + options.name, static_cast<std::size_t>(total));
  auto next = std::async(std::launch::async, [&, step = run.step] { return schedule.batch(step); });
  while (run.step < total) {
    PINNACLE_TRY(const auto samples, next.get());
    next = std::async(std::launch::async, [&, step = run.step + 1] { return schedule.batch(step); });
    PINNACLE_TRY(const auto parts, descend(run, options, total, samples));
    mean_loss = mean_loss == 0 ? parts.at("loss") : mean_loss + 0.02 * (parts.at("loss") - mean_loss);
    char note[64];
    std::snprintf(note, sizeof note, "loss %.4f", mean_loss);
    progress.update(static_cast<std::size_t>(run.step), note);
    const bool at_judgement = run.step % judge_every == 0 || run.step == total;
    if (at_judgement) PINNACLE_TRY_VOID(judged());
    const std::chrono::duration<double> since_saved = Clock::now() - saved;
    const bool stopping = progress.stop_requested();
    if (stopping || at_judgement || since_saved.count() > 60 * options.checkpoint_every_minutes) PINNACLE_TRY_VOID(save());
    if (stopping) return learning::TrainingReport{run.step, run.best, false};
  }
  return learning::TrainingReport{run.step, run.best, true};
}

}  // namespace pinnacle::nn
