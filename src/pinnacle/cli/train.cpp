#include <cstdio>
#include <map>
#include <memory>

#include "pinnacle/cli/command.h"
#include "pinnacle/cli/models.h"
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
    {"detection", train_detection},
    {"segmentation", train_segmentation},
    {"classification", train_classification},
    {"verification", train_verification}};

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
  if (arguments.task != "classification" && request.model != "pinnacle") {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "there is no " + arguments.task + " by '" + request.model + "'",
                            "--model", "Other models than pinnacle are for --task classification");
  }
  PINNACLE_TRY(const auto* engine, engine_for_model(request.model));
  TerminalProgress progress;
  const auto train_task = kTasks.at(arguments.task);
  PINNACLE_TRY(const auto report, train_task(*engine, request, progress));
  if (!report.leads) return report.finished ? kDone : kFailed;
  if (!report.finished) {
    std::printf("stopped after step %lld; the same command goes on from %s\n", static_cast<long long>(report.steps),
                options.checkpoint_path.c_str());
    return kFailed;
  }
  std::printf("trained; best weights in %s\n", options.weights_path.c_str());
  for (const auto& [name, value] : report.best.figures) std::printf("  %-18s %.4f\n", name.c_str(), value);
  return kDone;
}

void add_model_choice(CLI::App& command, TrainingRequest& request) {
  command
      .add_option("--model", request.model,
                  "For classification: pinnacle (ours), resnet18, notebook (the original's network) or svm")
      ->capture_default_str()
      ->check(CLI::IsMember({"pinnacle", "resnet18", "notebook", "svm"}));
  command.add_option("--features", request.features, "Of the svm: profile (bands and shape) or pixels")
      ->capture_default_str()
      ->check(CLI::IsMember({"profile", "pixels"}));
  command.add_option("--kernel", request.kernel, "Of the svm: rbf or linear")
      ->capture_default_str()
      ->check(CLI::IsMember({"rbf", "linear"}));
  auto* labels = command.add_option("--labels", request.labels,
                                    "File with the labels to tell apart, one a line (default: those that suit the data)");
  command.add_option("--abnormality", request.abnormality, "Told apart from the normal ones of its chromosome, as del(5)(p14)")
      ->excludes(labels);
}

void add_files(CLI::App& command, TrainingRequest& request) {
  auto& options = request.options;
  command.add_option("--checkpoint", options.checkpoint_path,
                     "Resumed from if it exists (default: OUTPUT.checkpoint)");
  command.add_option("--log", options.log_path, "CSV of each judgement (default: OUTPUT.csv)");
  command.add_option("--tensorboard", options.events_folder, "Folder for TensorBoard event files");
  command.add_option("--start-from", options.start_from, "Weights to begin with");
  command.add_option("--orient-with", request.orient_with,
                     "Classifier weights that tell the orientation where the data do not");
  command.add_option("--outline-with", request.outline_with,
                     "Outliner weights that cut chromosomes out of metaphases (default: Pinnacle's own)");
}

void add_schedule(CLI::App& command, TrainingRequest& request) {
  auto& options = request.options;
  command.add_option("--passes", options.passes, "How often every example is seen")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 1e6));
  command.add_option("--judge-every", options.judge_every_passes, "Passes between judgements")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 1e6));
  command.add_option("--judged-cells", request.judged_cells, "Validation cells a judgement")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000000));
  command
      .add_option("--patience", options.patience,
                  "End after so many judgements without a better one; 0: never before the passes are done")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  command.add_option("--batch", options.batch, "Examples a step, of all processes together")
      ->capture_default_str()
      ->check(CLI::Range(1, 4096));
  command.add_option("--learning-rate", options.learning_rate, "At its height")
      ->capture_default_str()
      ->check(CLI::Range(1e-9, 10.0));
  command.add_option("--warm-up", options.warm_up, "Fraction of the steps until that height")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.9));
  command.add_option("--weight-decay", options.weight_decay, "Of AdamW")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 10.0));
  command.add_option("--average-decay", options.average_decay, "Of the moving average of the weights")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.99999));
  command
      .add_option("--label-smoothing", request.label_smoothing,
                  "For classification: certainty that is spread over all classes")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.9));
  command
      .add_option("--balance", request.balance,
                  "For classification: 0 = every chromosome alike, 1 = every class alike")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--fraction", request.fraction, "Of the training cells, to try an idea")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 1.0));
  command.add_option("--device", options.device, "cpu, or cuda with mixed precision")
      ->capture_default_str()
      ->check(CLI::IsMember({"cpu", "cuda"}));
  command.add_option("--threads", options.threads, "Of the network")
      ->capture_default_str()
      ->check(CLI::Range(1, 1024));
  command.add_option("--seed", options.seed, "Of all that is random")->capture_default_str();
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
  add_model_choice(*command, request);
  add_files(*command, request);
  add_schedule(*command, request);
  command->footer(
      "Example:\n  pinnacle train --task detection DATA --split split.csv -o detector.weights --passes 12\n"
      "  pinnacle train --task classification CROPS --split split.csv -o svm.weights --model svm\n"
      "  mpirun -n 2 pinnacle train ... --threads 1        (processes train together: docs/training.md)\n"
      "Ctrl-C keeps a checkpoint; the same command goes on from it.");
  command->callback([arguments, &work] { work = [arguments] { return train(*arguments); }; });
}

}  // namespace pinnacle::cli
