#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/cli/started_together.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/cli/training.h"
#include "pinnacle/cli/training_options.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

struct TrainArguments {
  std::string task;
  TrainingRequest request;
  bool force = false;
  std::optional<base::Error> unfit;  ///< An option that the model or the task has no use for.
};

using TrainTask = base::Expected<learning::TrainingReport> (*)(const learning::Engine&, const TrainingRequest&, base::Progress&);
const std::map<std::string, TrainTask> kTasks = {
    {"detection", train_detection},
    {"segmentation", train_segmentation},
    {"classification", train_classification},
    {"verification", train_verification}};

struct NamedFile {
  std::string option;
  std::filesystem::path path;
};

std::vector<NamedFile> files_read(const TrainingRequest& request) {
  std::vector<NamedFile> files;
  for (const auto& data : request.datasets) files.push_back({"DATA", data});
  for (const auto& split : request.splits) files.push_back({"--split", split});
  for (const auto& [name, path] : files_beside_data(request)) files.push_back({"--" + name, path});
  return files;
}

std::vector<NamedFile> files_written(const learning::TrainingOptions& options) {
  std::vector<NamedFile> files{
      {"-o", options.weights_path}, {"--checkpoint", options.checkpoint_path}, {"--log", options.log_path}};
  std::erase_if(files, [](const auto& file) { return file.path.empty(); });
  return files;
}

/// Nothing that a training writes may replace what it reads, or something else that it writes.
base::Expected<void> check_apart(const TrainingRequest& request) {
  auto others = files_read(request);
  for (const auto& file : files_written(request.options)) {
    for (const auto& other : others) {
      if (!platform::is_same_file(file.path, other.path)) continue;
      return base::unexpected(base::ErrorCode::kInvalidArgument,
                              "this is the file of " + other.option + " and of " + file.option,
                              file.path.string(), "Name another file with " + file.option);
    }
    others.push_back(file);
  }
  return {};
}

/// What a training ends with cannot be lost for want of a place, and replaces the weights of another training
/// only by force: its own have their checkpoint. Processes that help another one write nothing.
base::Expected<void> check_places(const TrainingRequest& request, bool force) {
  if (started_together().rank != 0) return {};
  const auto& options = request.options;
  for (const auto& file : files_written(options)) PINNACLE_TRY_VOID(check_place(file.path));
  PINNACLE_TRY_VOID(check_apart(request));
  PINNACLE_TRY_VOID(
      check_output_file(options.weights_path, force || platform::is_there(options.checkpoint_path)));
  if (options.events_folder.empty()) return {};
  return make_folder(options.events_folder);
}

base::Expected<ExitCode> train(TrainArguments arguments) {
  auto& request = arguments.request;
  auto& options = request.options;
  if (request.splits.size() != request.datasets.size()) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            std::to_string(request.datasets.size()) + " data sets but " +
                                std::to_string(request.splits.size()) + " splits",
                            "--split", "Give one --split for each data set, in the same order");
  }
  if (request.model != "svm") {  // That keeps neither.
    if (options.checkpoint_path.empty()) options.checkpoint_path = options.weights_path + ".checkpoint";
    if (options.log_path.empty()) options.log_path = options.weights_path + ".csv";
  }
  if (arguments.task != "classification" && request.model != "pinnacle") {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "there is no " + arguments.task + " by '" + request.model + "'",
                            "--model", "Other models than pinnacle are for --task classification");
  }
  if (arguments.unfit) return base::Unexpected{*arguments.unfit};
  PINNACLE_TRY_VOID(check_places(request, arguments.force));
  PINNACLE_TRY_VOID(check_files_beside_data(request));
  PINNACLE_TRY(const auto* engine, engine_for_model(request.model));
  TerminalProgress progress;
  PINNACLE_TRY_VOID(check_splits(request, progress));
  const auto train_task = kTasks.at(arguments.task);
  PINNACLE_TRY(const auto report, train_task(*engine, request, progress));
  if (!report.leads) return report.finished ? kDone : kFailed;
  if (!report.finished) {
    std::printf("stopped after step %lld; the same command goes on from %s\n", static_cast<long long>(report.steps),
                options.checkpoint_path.c_str());
    return kFailed;
  }
  if (report.was_finished) {
    return base::unexpected(base::ErrorCode::kExists,
                            "this training is finished already; its weights are in " + options.weights_path,
                            options.checkpoint_path,
                            "Name another with -o, remove the checkpoint to begin anew, or go on with more "
                            "--passes or --patience");
  }
  std::printf("trained; best weights in %s\n", options.weights_path.c_str());
  for (const auto& [name, value] : report.best.figures) std::printf("  %-18s %.4f\n", name.c_str(), value);
  return kDone;
}

void add_files(CLI::App& command, TrainingRequest& request) {
  auto& options = request.options;
  command.add_option("--checkpoint", options.checkpoint_path,
                     "Resumed from if it exists (default: OUTPUT.checkpoint)");
  command.add_option("--log", options.log_path, "CSV of each judgement (default: OUTPUT.csv)");
  command.add_option("--tensorboard", options.events_folder, "Folder for TensorBoard event files");
}

void add_parts(CLI::App& command, TrainingRequest& request) {
  command.add_option("--judged-cells", request.judged_cells, "Validation cells a judgement")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000000));
  command.add_option("--fraction", request.fraction, "Of the training cells, to try an idea")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 1.0));
}

}  // namespace

void add_train(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("train", "Train a network on your own images");
  const auto arguments = std::make_shared<TrainArguments>();
  auto& request = arguments->request;
  auto& options = request.options;
  command->add_option("DATA", request.datasets, "Data sets: folders with annotations.json, chromosomes.csv or maps of classes")
      ->required();
  command->add_option("--task", arguments->task, "What to learn")->required()->check(CLI::IsMember(kTasks));
  command->add_option("--split", request.splits, "CSV of patient and part, one for each data set")->required();
  command->add_option("-o,--output", options.weights_path, "Where the best weights go")->required();
  command->add_option("--detect-with", request.detect_with,
                      "For verification: detector weights whose candidates are verified (default: Pinnacle's own)");
  command->add_option("--name-with", request.name_with,
                      "For verification: classifier weights that name the candidates (default: Pinnacle's own)");
  command->add_flag("--force", arguments->force, "Write over weights that another training left at OUTPUT");
  add_model_choice(*command, request);
  add_teachers(*command, request);
  add_files(*command, request);
  add_parts(*command, request);
  add_schedule(*command, request);
  command->footer(
      "Example:\n  pinnacle train --task detection DATA --split split.csv -o detector.weights --passes 12\n"
      "  pinnacle train --task classification CROPS --split split.csv -o svm.weights --model svm\n"
      "  mpirun -n 2 pinnacle train ... --threads 1        (processes train together: docs/training.md)\n"
      "Ctrl-C keeps a checkpoint; the same command goes on from it.");
  command->callback([arguments, command, &work] {
    arguments->unfit = option_unfit_for_model(*command, arguments->request);
    if (!arguments->unfit) arguments->unfit = option_unfit_for_task(*command, arguments->task);
    work = [arguments] { return train(*arguments); };
  });
}

}  // namespace pinnacle::cli
