#include "pinnacle/nn/trainer.h"

#include <malloc.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <future>
#include <sstream>
#include <utility>

#include "pinnacle/base/random.h"
#include "pinnacle/nn/device.h"
#include "pinnacle/nn/predictor.h"
#include "pinnacle/nn/run.h"
#include "pinnacle/nn/schedule.h"
#include "pinnacle/nn/tensors.h"
#include "pinnacle/nn/training_log.h"
#include "pinnacle/nn/weights_file.h"
#include "pinnacle/nn/workers.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::nn {
namespace {

using base::ErrorCode;
using learning::TrainingOptions;
using Clock = std::chrono::steady_clock;

constexpr double kLargestGradient = 10;
constexpr std::size_t kLargestCheckpoint = std::size_t{4} << 30;

/// Every step frees and asks for the same large tensors again: given back to the system each time they would
/// be paged in anew, which costs small networks 10 to 30 %. Only here: prediction would keep memory that it
/// does not need.
void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  mallopt(M_TOP_PAD, 256 << 20);
#endif
}

double seconds_since(Clock::time_point moment) {
  return std::chrono::duration<double>(Clock::now() - moment).count();
}

std::string in_words(double value) {
  std::ostringstream text;
  text.precision(4);
  text << value;
  return text.str();
}

std::string in_words(const learning::Verdict& verdict) {
  std::string text;
  for (const auto& [name, value] : verdict.figures) text += name + " " + in_words(value) + "  ";
  return text;
}

/// Puts the sums over all processes in the place of this process's gradients, loss parts and wish to stop:
/// one message a step.
/// @return Whether any process wants to stop.
bool sum_up(const Workers& workers, const std::vector<torch::Tensor>& parameters,
            std::map<std::string, double>& parts, bool stop) {
  if (workers.alone()) return stop;
  std::vector<torch::Tensor> flat;
  for (const auto& p : parameters) flat.push_back(p.grad().flatten());
  std::vector<float> scalars{stop ? 1.0f : 0.0f};
  for (const auto& [name, value] : parts) scalars.push_back(static_cast<float>(value));
  flat.push_back(torch::tensor(scalars).to(parameters.front().device()));
  const auto sum = workers.sum(torch::cat(flat));
  std::int64_t at = 0;
  for (const auto& p : parameters) {
    p.grad().copy_(sum.narrow(0, at, p.numel()).view_as(p));
    at += p.numel();
  }
  const auto totals = sum.narrow(0, at, static_cast<std::int64_t>(scalars.size())).cpu();
  std::int64_t k = 0;
  const bool any_stops = totals[k].item<float>() > 0;
  for (auto& [name, value] : parts) value = totals[++k].item<double>();
  return any_stops;
}

/// What is in the checkpoint file; empty where there is none yet.
base::Expected<std::string> checkpoint_file(const TrainingOptions& options) {
  if (options.checkpoint_path.empty() || !std::filesystem::exists(options.checkpoint_path)) return std::string();
  PINNACLE_TRY(const auto bytes, platform::read_file(options.checkpoint_path, kLargestCheckpoint));
  return std::string(bytes.begin(), bytes.end());
}

/// This process's place among those that train together.
base::Expected<Place> place_in(const TrainingOptions& options) {
  PINNACLE_TRY(auto place, place_among_workers(platform::process_environment));
  if (options.batch % place.count == 0) return place;
  return base::unexpected(ErrorCode::kInvalidArgument,
                          "a batch of " + std::to_string(options.batch) + " cannot be shared evenly by " +
                              std::to_string(place.count) + " processes",
                          "--batch", "Take a multiple of the number of processes");
}

/// What a step did.
struct Step {
  std::map<std::string, double> parts;  ///< Of the loss, "loss" being the whole.
  double rate = 0;
  bool stopping = false;
};

/// One training, from its options to its report.
class Trainer {
 public:
  Trainer(const learning::SampleSource& source, const learning::Judge& judge, const TrainingOptions& options,
          base::Progress& progress, Workers workers, torch::Device device, bool in_16_bits, TrainingLog log)
      : judge_(judge),
        options_(options),
        progress_(progress),
        workers_(std::move(workers)),
        device_(device),
        in_16_bits_(in_16_bits),
        log_(std::move(log)),
        schedule_(source, options, {workers_.rank(), workers_.count()}) {}

  base::Expected<learning::TrainingReport> train() {
    try {
      PINNACLE_TRY_VOID(begin());
      return descend_to_the_end();
    } catch (const LostWorker&) {
      return lost_a_worker();
    }
  }

 private:
  base::Expected<void> begin() {
    PINNACLE_TRY(run_, new_run(options_, device_));
    std::string checkpoint;
    if (workers_.leads()) {
      PINNACLE_TRY(checkpoint, checkpoint_file(options_));
    }
    // The leader's state is everybody's, whatever lies on the other machines.
    if (!workers_.alone() && checkpoint.empty()) checkpoint = checkpoint_of(run_, options_);
    checkpoint = workers_.from_leader(checkpoint);
    if (!checkpoint.empty()) PINNACLE_TRY_VOID(restore(run_, checkpoint, options_));
    if (run_.step == 0) {
      log_.begin_anew();
    } else {
      log_.go_on(run_.loss_means, pass_of(run_.step));
    }
    run_.network->share(workers_);
    return {};
  }

  base::Expected<learning::TrainingReport> descend_to_the_end() {
    const auto total = schedule_.total_steps();
    const auto judge_every =
        std::max<std::int64_t>(1, std::llround(options_.judge_every_passes * schedule_.steps_a_pass()));
    if (ended(total)) return report(true, /*was_finished=*/true);
    saved_ = timed_ = Clock::now();
    begun_ = true;
    if (workers_.leads()) progress_.begin("Training " + options_.name, static_cast<std::size_t>(total));
    const auto batch = [this](std::int64_t step) {
      return std::async(std::launch::async, [this, step] { return schedule_.batch(step); });
    };
    auto next = batch(run_.step);
    while (!ended(total)) {
      PINNACLE_TRY(const auto samples, next.get());
      next = batch(run_.step + 1);
      PINNACLE_TRY(const auto step, descend(samples, total));
      log_.step(run_.step, step.parts, step.rate);
      if (workers_.leads()) progress_.update(static_cast<std::size_t>(run_.step), log_.note());
      const bool at_judgement = run_.step % judge_every == 0 || run_.step == total;
      if (at_judgement) PINNACLE_TRY_VOID(be_judged());
      const bool due = seconds_since(saved_) > 60 * options_.checkpoint_every_minutes;
      if (workers_.leads() && (step.stopping || at_judgement || due)) PINNACLE_TRY_VOID(save_checkpoint());
      if (step.stopping) return report(false);
    }
    if (!std::isfinite(run_.best.score)) {
      return base::unexpected(ErrorCode::kInvalidArgument,
                              "no judgement gave a score, so no weights were kept", options_.weights_path,
                              "Judge by validation patients that the network can be tried on");
    }
    if (workers_.leads() && run_.step < total) progress_.say(end_of_patience());
    return report(true);
  }

  /// One step of gradient descent.
  base::Expected<Step> descend(const std::vector<learning::Sample>& samples, std::int64_t total) {
    // Dropout draws from LibTorch's own generator: seeding it by step keeps a resumed run on its course.
    torch::manual_seed(
        base::Random::for_part(options_.seed + 2, static_cast<std::uint64_t>(run_.step)).bits());
    Step step;
    step.rate = learning_rate(options_, run_.step, total);
    for (auto& group : run_.optimizer->param_groups()) {
      static_cast<torch::optim::AdamWOptions&>(group.options()).lr(step.rate);
    }
    keep_buffers();
    run_.network->train();
    run_.optimizer->zero_grad();
    auto loss = loss_of(samples);
    step.parts = std::move(loss.parts);
    step.parts["loss"] = loss.total.item<double>();
    loss.total.backward();
    step.stopping = sum_up(workers_, run_.network->parameters(), step.parts, progress_.stop_requested());
    if (!std::isfinite(step.parts["loss"])) {
      return base::unexpected(ErrorCode::kInvalidArgument,
                              "the training diverged at step " + std::to_string(run_.step), {},
                              "Lower the learning rate");
    }
    torch::nn::utils::clip_grad_norm_(run_.network->parameters(), kLargestGradient);
    run_.optimizer->step();
    ++run_.step;
    buffers_.clear();
    const double steps = static_cast<double>(run_.step);
    follow(*run_.average, *run_.network, std::min(options_.average_decay, (1 + steps) / (10 + steps)));
    return step;
  }

  Loss loss_of(const std::vector<learning::Sample>& samples) {
    Tensors outputs;
    {
      const MixedPrecision mixed(device_, in_16_bits_);
      outputs = run_.network->forward(on_device(stack(samples, &learning::Sample::inputs), device_));
    }
    for (auto& output : outputs) output = output.to(torch::kFloat);
    return run_.network->loss(outputs, on_device(stack(samples, &learning::Sample::targets), device_));
  }

  base::Expected<void> be_judged() {
    // The leader judges and keeps the weights, then the others learn the score: all must agree on when
    // patience ends, and none may remember a score whose weights nobody has.
    base::Expected<double> score = 0.0;
    if (workers_.leads()) score = judge_and_keep();
    const auto told = workers_.from_leader(std::vector<double>{score ? 1.0 : 0.0, score.value_or(0)});
    if (!score) return base::Unexpected{std::move(score).error()};
    if (told[0] == 0) {
      return base::unexpected(ErrorCode::kCancelled,
                              "the leading process could not judge the network or keep its weights");
    }
    if (!workers_.leads()) remember({told[1], {}});
    return {};
  }

  /// @return The score.
  base::Expected<double> judge_and_keep() {
    learning::ModelInfo info{options_.name, options_.network, {}, options_.settings};
    PINNACLE_TRY(const auto verdict, judge_(NetworkPredictor(run_.average, info)));
    log_.judgement(run_.step, pass_of(run_.step), seconds_so_far(), verdict);
    progress_.say("pass " + in_words(pass_of(run_.step)) + "  " + in_words(verdict));
    if (verdict.score > run_.best.score) {
      for (const auto& [name, value] : verdict.settings) info.settings[name] = value;
      PINNACLE_TRY_VOID(save_weights(options_.weights_path, *run_.average, info));
    }
    remember(verdict);
    return verdict.score;
  }

  void remember(const learning::Verdict& verdict) {
    const bool better = verdict.score > run_.best.score;
    run_.judgements_without_gain = better ? 0 : run_.judgements_without_gain + 1;
    if (better) run_.best = verdict, run_.best_step = run_.step;
  }

  double pass_of(std::int64_t step) const { return static_cast<double>(step) / schedule_.steps_a_pass(); }

  /// Of all that was done for this run, before a stop too.
  double seconds_so_far() {
    run_.seconds += seconds_since(std::exchange(timed_, Clock::now()));
    return run_.seconds;
  }

  std::string end_of_patience() const {
    const auto kept = run_.best_step > 0 ? "the weights of pass " + in_words(pass_of(run_.best_step)) : "the best weights";
    return "ended early, after pass " + in_words(pass_of(run_.step)) + ": the last " +
           std::to_string(run_.judgements_without_gain) + " judgements were no better; kept are " + kept + "  " +
           in_words(run_.best);
  }

  bool out_of_patience() const {
    return options_.patience > 0 && run_.judgements_without_gain >= options_.patience;
  }

  bool ended(std::int64_t total) const { return run_.step >= total || out_of_patience(); }

  learning::TrainingReport report(bool finished, bool was_finished = false) const {
    return {run_.step, run_.best, finished, workers_.leads(), was_finished};
  }

  base::Expected<void> save_checkpoint() {
    saved_ = Clock::now();
    if (options_.checkpoint_path.empty()) return {};
    seconds_so_far();
    run_.loss_means = log_.means();
    const auto text = checkpoint_of(run_, options_);
    return platform::write_file(options_.checkpoint_path,
                                {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  }

  /// The forward pass moves running means before it is known whether the step will succeed.
  void keep_buffers() {
    if (workers_.alone()) return;
    for (const auto& buffer : run_.network->buffers()) buffers_.push_back(buffer.detach().clone());
  }

  /// Every survivor keeps the state before the step that failed: all of them are the same, and nobody knows
  /// who else lives.
  base::Unexpected lost_a_worker() {
    const torch::NoGradGuard no_gradients;
    // Before the first step there is nothing new to keep, and an older checkpoint must stay.
    if (!begun_) {
      return base::unexpected(ErrorCode::kCancelled, "another process of this training was lost at its beginning",
                              {}, "Start it again");
    }
    const auto buffers = run_.network->buffers();
    for (std::size_t i = 0; i < buffers_.size(); ++i) buffers[i].copy_(buffers_[i]);
    const auto kept = save_checkpoint();
    const bool has_checkpoint = kept && !options_.checkpoint_path.empty();
    return base::unexpected(
        ErrorCode::kCancelled,
        "another process of this training was lost after step " + std::to_string(run_.step), {},
        has_checkpoint ? "The same command goes on from " + options_.checkpoint_path : "Start it again");
  }

  const learning::Judge& judge_;
  const TrainingOptions& options_;
  base::Progress& progress_;
  Workers workers_;
  torch::Device device_;
  bool in_16_bits_;
  TrainingLog log_;
  Schedule schedule_;
  Run run_;
  std::vector<torch::Tensor> buffers_;  ///< As they were before a step that is not finished.
  bool begun_ = false;
  Clock::time_point timed_;  ///< Until then the run's seconds are counted.
  Clock::time_point saved_;
};

}  // namespace

base::Expected<learning::TrainingReport> train(const learning::SampleSource& source,
                                               const learning::Judge& judge, const TrainingOptions& options,
                                               base::Progress& progress) {
  if (source.size() == 0) {
    return base::unexpected(ErrorCode::kInvalidArgument, "there is no example to train on");
  }
  PINNACLE_TRY(const auto place, place_in(options));
  PINNACLE_TRY(const auto device, device_named(options.device, place.local_rank));
  PINNACLE_TRY(const bool sixteen_bits, in_16_bits(options.precision, device));
  at::set_num_threads(options.threads);
  // Not setDeterministicAlgorithms(): of what has no such algorithm that would warn at every step.
  if (device.is_cuda()) at::globalContext().setDeterministicCuDNN(true);
  keep_freed_memory();
  PINNACLE_TRY(auto workers, Workers::join(place));
  auto logged = options;
  if (!workers.leads()) logged.log_path.clear(), logged.events_folder.clear();
  PINNACLE_TRY(auto log, TrainingLog::open(logged));
  return Trainer(source, judge, options, progress, std::move(workers), device, sixteen_bits, std::move(log))
      .train();
}

base::Expected<void> check(const TrainingOptions& options) {
  PINNACLE_TRY(const auto place, place_in(options));
  PINNACLE_TRY(const auto device, device_named(options.device, place.local_rank));
  PINNACLE_TRY_VOID(in_16_bits(options.precision, device));
  if (!options.start_from.empty()) PINNACLE_TRY_VOID(weights_to_begin_with(options));
  // Several processes must fail together, or the others wait for the one that did: train() sees to that.
  if (place.count > 1) return {};
  PINNACLE_TRY(const auto checkpoint, checkpoint_file(options));
  return checkpoint.empty() ? base::Expected<void>() : check_checkpoint(checkpoint, options);
}

}  // namespace pinnacle::nn
