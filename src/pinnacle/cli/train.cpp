#include <cstdio>
#include <map>
#include <memory>

#include "pinnacle/cli/command.h"
#include "pinnacle/cli/installation.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/cli/training.h"

namespace pinnacle::cli {
namespace {

struct TrainArguments {
  std::string task;
  TrainingRequest request;
};

using TrainTask = base::Expected<learning::TrainingReport> (*)(const learning::Engine&, const TrainingRequest&, base::Progress&);
const std::map<std::string, TrainTask> kTasks = {
    {"detection", train_detection}, {"segmentation", train_segmentation}, {"classification", train_classification}};

base::Expected<ExitCode> train(TrainArguments arguments) {
  auto& request = arguments.request;
  auto& options = request.options;
  if (request.splits.size() != request.datasets.size()) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            std::to_string(request.datasets.size()) + " data sets but " +
                                std::to_string(request.splits.size()) + " splits",
                            "--split", "Give one --split for each data set, in the same order");
  }
  if (options.checkpoint_path.empty()) options.checkpoint_path = options.weights_path + ".checkpoint";
  if (options.log_path.empty()) options.log_path = options.weights_path + ".csv";
  PINNACLE_TRY(const auto* engine, open_engine());
  TerminalProgress progress;
  const auto train_task = kTasks.at(arguments.task);
  PINNACLE_TRY(const auto report, train_task(*engine, request, progress));
  if (!report.finished) {
    std::printf("stopped after step %lld; the same command goes on from %s\n", static_cast<long long>(report.steps),
                options.checkpoint_path.c_str());
    return kFailed;
  }
  std::printf("trained; best weights in %s\n", options.weights_path.c_str());
  for (const auto& [name, value] : report.best.figures) std::printf("  %-18s %.4f\n", name.c_str(), value);
  return kDone;
}

}  // namespace

void add_train(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("train", "Train a network on your own images");
  const auto arguments = std::make_shared<TrainArguments>();
  auto& request = arguments->request;
  auto& options = request.options;
  command->add_option("DATA", request.datasets, "Data sets: folders with annotations.json or chromosomes.csv")
      ->required();
  command->add_option("--task", arguments->task, "What to learn")->required()->check(CLI::IsMember(kTasks));
  command->add_option("--split", request.splits, "CSV of patient and part, one for each data set")->required();
  command->add_option("-o,--output", options.weights_path, "Where the best weights go")->required();
  command->add_option("--checkpoint", options.checkpoint_path, "Resumed from if it exists (default: OUTPUT.checkpoint)");
  command->add_option("--log", options.log_path, "CSV of each judgement (default: OUTPUT.csv)");
  command->add_option("--start-from", options.start_from, "Weights to begin with");
  command->add_option("--outline-with", request.outline_with, "Outliner weights that cut chromosomes out of metaphases (default: Pinnacle's own)");
  command->add_option("--orient-with", request.orient_with,
                      "Classifier weights that tell the orientation where the data do not");
  auto* labels = command->add_option(
      "--labels", request.labels,
      "File with the labels to tell apart, one a line (default: those that suit the data)");
  command
      ->add_option("--abnormality", request.abnormality,
                   "Told apart from the normal ones of its chromosome, as del(5)(p14)")
      ->excludes(labels);
  command->add_option("--passes", options.passes, "How often every example is seen")->capture_default_str()->check(CLI::Range(0.001, 1e6));
  command->add_option("--judge-every", options.judge_every_passes, "Passes between judgements")->capture_default_str()->check(CLI::Range(0.001, 1e6));
  command->add_option("--judged-cells", request.judged_cells, "Validation cells a judgement")->capture_default_str()->check(CLI::Range(1, 1000000));
  command->add_option("--batch", options.batch, "Examples a step")->capture_default_str()->check(CLI::Range(1, 4096));
  command->add_option("--learning-rate", options.learning_rate, "At its height")->capture_default_str()->check(CLI::Range(1e-9, 10.0));
  command->add_option("--weight-decay", options.weight_decay, "Of AdamW")->capture_default_str()->check(CLI::Range(0.0, 10.0));
  command->add_option("--fraction", request.fraction, "Of the training cells, to try an idea")->capture_default_str()->check(CLI::Range(0.001, 1.0));
  command->add_option("--threads", options.threads, "Of the network")->capture_default_str()->check(CLI::Range(1, 1024));
  command->add_option("--seed", options.seed, "Of all that is random")->capture_default_str();
  command->footer(
      "Example:\n  pinnacle train --task detection DATA --split split.csv -o detector.weights --passes 12\n"
      "Ctrl-C keeps a checkpoint; the same command goes on from it.");
  command->callback([arguments, &work] { work = [arguments] { return train(*arguments); }; });
}

}  // namespace pinnacle::cli
