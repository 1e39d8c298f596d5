#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/command_line.h"
#include "pinnacle/cli/crossval_trials.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/cli/report_files.h"
#include "pinnacle/cli/started_together.h"
#include "pinnacle/cli/step_timer.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/cli/training_curve.h"
#include "pinnacle/cli/training_options.h"
#include "pinnacle/dataset/judgement_text.h"
#include "pinnacle/dataset/predictions_file.h"
#include "pinnacle/platform/digest.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/platform/stop_signal.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

constexpr const char *kPlanFile = "plan.ini", *kPredictionsFile = "predictions.csv",
                     *kReportFile = "report.html";
/// The first line of a plan that tells all that a result depends on.
constexpr const char* kPlanTitle = "plan=3\n";

/// What is not done yet.
std::vector<const Trial*> left_of(const std::vector<Trial>& trials, base::Progress& progress) {
  std::vector<const Trial*> left;
  for (const auto& trial : trials) {
    if (!platform::is_there(trial.folder / kPredictionsFile)) left.push_back(&trial);
  }
  if (left.size() < trials.size())
    progress.say(std::to_string(trials.size() - left.size()) + " of " + std::to_string(trials.size()) +
                 " trainings are done already");
  return left;
}

/// A folder that is gone, with all that is in it, when this is.
class PassingFolder {
 public:
  static base::Expected<PassingFolder> make() {
    std::error_code ignored;
    auto name = (fs::temp_directory_path(ignored) / "pinnacle-estimate-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) return PassingFolder(name);
    return base::unexpected(ErrorCode::kUnwritable, "no folder for passing files can be made", name,
                            "Name another place for them with TMPDIR");
  }
  PassingFolder(PassingFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  PassingFolder& operator=(PassingFolder&&) = delete;
  ~PassingFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  explicit PassingFolder(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

/// Times the first steps of one training, of which nothing is kept.
base::Expected<void> estimate(const learning::Engine& engine, const Material& material,
                              const std::vector<Trial>& trials, const CrossvalArguments& arguments,
                              base::Progress& progress) {
  const auto left = left_of(trials, progress);
  if (left.empty()) return {};
  PINNACLE_TRY(const auto folder, PassingFolder::make());
  auto trial = *left.front();
  trial.folder = folder.path();
  StepTimer timer(progress, left.size(), /*end_then=*/true);
  const auto report = train(engine, material, trial, arguments, timer);
  // A support vector machine that is stopped has nothing to go on from, and says so.
  if (timer.estimated_enough()) return {};
  if (!report) return base::Unexpected{report.error()};
  return base::unexpected(ErrorCode::kCancelled, "stopped before there was an estimate");
}

/// Trains and judges what is not done yet.
/// @return False if it was stopped.
base::Expected<bool> run_trials(const learning::Engine& engine, const Material& material,
                                const std::vector<Trial>& trials, const CrossvalArguments& arguments,
                                base::Progress& progress) {
  const auto left = left_of(trials, progress);
  StepTimer timer(progress, left.size(), /*end_then=*/false);
  for (const auto* trial : left) {
    progress.say("seed " + std::to_string(trial->seed) + ", fold " + std::to_string(trial->fold + 1) +
                 " of " + std::to_string(trial->folds.count));
    PINNACLE_TRY_VOID(make_folder(trial->folder));
    const auto report = train(engine, material, *trial, arguments, timer);
    if (!report) return base::Unexpected{report.error()};
    if (!report->finished) return false;
    PINNACLE_TRY(const auto run, predict(engine, material, *trial, arguments));
    PINNACLE_TRY_VOID(platform::write_text(trial->folder / kPredictionsFile, dataset::predictions_text(run)));
    std::error_code ignored;
    fs::remove(trial->folder / "classifier.weights.checkpoint", ignored);
  }
  return true;
}

base::Expected<ExitCode> report(const std::vector<Trial>& trials, const CrossvalArguments& arguments) {
  std::vector<NamedRun> runs;
  std::vector<fs::path> logs;
  for (const auto& trial : trials) {
    PINNACLE_TRY(auto run, dataset::read_predictions_file(trial.folder / kPredictionsFile));
    runs.push_back({arguments.request.model, std::move(run)});
    logs.push_back(trial.folder / "classifier.weights.csv");
  }
  PINNACLE_TRY(auto judged, judge_runs(runs, command_line(), arguments.judging));
  judged.trainings = {mean_curve(logs)};
  const auto folder = platform::is_folder(arguments.data) ? arguments.data : arguments.data.parent_path();
  PINNACLE_TRY_VOID(write_report(arguments.output, judged, [&](const std::string& file) {
    auto picture = dataset::read_picture(folder / file);
    return picture ? std::optional(*std::move(picture)) : std::nullopt;
  }));
  if (arguments.json) {
    std::printf("%s", dataset::figures_json(judged.models, judged.command).c_str());
  } else {
    std::printf("%s\n%s\n", figures_table(judged.models.front()).c_str(),
                (arguments.output / kReportFile).c_str());
  }
  return kDone;
}

/// Whether the folder is free, or holds the same cross-validation to go on with, or may be written over.
base::Expected<void> check_folder(const CrossvalArguments& arguments, const std::string& plan) {
  if (arguments.force) return {};
  const auto refused = [&](const std::string& what) {
    return base::unexpected(ErrorCode::kExists, what, arguments.output.string(),
                            "Name another folder, or add --force to begin anew");
  };
  const auto file = arguments.output / kPlanFile;
  std::error_code ignored;
  const bool has_report = fs::exists(arguments.output / kReportFile, ignored);
  if (!fs::exists(file, ignored)) {
    if (has_report) return refused("the folder holds another report");
    return {};
  }
  constexpr std::size_t kLargestPlan = 1 << 20;
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestPlan));
  const std::string before(bytes.begin(), bytes.end());
  if (!before.starts_with(kPlanTitle))
    return refused(
        "the folder holds a cross-validation of an earlier version, which did not note what is in its "
        "pictures");
  if (before != plan)
    return refused("the folder holds a cross-validation of other data or with other options");
  if (has_report) return refused("the folder holds a finished cross-validation");
  return {};
}

/// Whether a folder is called as the trainings of a seed are.
bool is_of_a_seed(const fs::path& folder) {
  const auto name = folder.filename().string();
  return name.size() > 5 && name.starts_with("seed-") && name.find_first_not_of("0123456789", 5) == std::string::npos;
}

/// Removes the trainings of an earlier cross-validation; nothing of a folder that holds none.
base::Expected<void> begin_anew(const fs::path& folder) {
  std::error_code failed;
  if (!fs::exists(folder / kPlanFile, failed)) return {};
  std::vector<fs::path> before{folder / kReportFile};
  for (fs::directory_iterator entry(folder, failed), end; entry != end; entry.increment(failed)) {
    if (is_of_a_seed(entry->path())) before.push_back(entry->path());
  }
  for (const auto& path : before) {
    fs::remove_all(path, failed);
    if (failed) {
      return base::unexpected(ErrorCode::kUnwritable, "what was made before cannot be removed", path.string(),
                              "Name another folder");
    }
  }
  return {};
}

/// The same for seeds that were done by commands of their own.
std::string name_of_crossval(const std::string& plan) {
  std::string common;
  std::istringstream lines(plan);
  for (std::string line; std::getline(lines, line);) {
    const auto own = {"seed=", "seeds=", "resamples="};
    if (std::none_of(own.begin(), own.end(), [&](const char* name) { return line.starts_with(name); }))
      common += line + "\n";
  }
  constexpr std::size_t kDigits = 16;
  return platform::sha256({reinterpret_cast<const std::uint8_t*>(common.data()), common.size()})
      .substr(0, kDigits);
}

base::Expected<ExitCode> crossval(const CrossvalArguments& arguments) {
  if (arguments.unfit) return base::Unexpected{*arguments.unfit};
  if (started_together().count > 1) {
    return base::unexpected(ErrorCode::kInvalidArgument, "a cross-validation runs in one process", {},
                            "Start it without mpirun or srun");
  }
  PINNACLE_TRY_VOID(check_output_folder(arguments.output));
  PINNACLE_TRY_VOID(check_files_beside_data(arguments.request));
  PINNACLE_TRY(auto material, read_material(arguments));
  PINNACLE_TRY(auto trials, trials_of(material, arguments));
  PINNACLE_TRY(const auto files, identity_of_files(material.cells, arguments.request));
  // Chromosomes with other labels measure those beside them.
  const auto plan =
      kPlanTitle + arguments.plan + files +
      digest_line("chromosomes", material.labels.text() + described(material.cells, arguments.data));
  PINNACLE_TRY_VOID(check_folder(arguments, plan));
  for (auto& trial : trials) trial.crossval = name_of_crossval(plan);
  TerminalProgress progress;
  if (const auto& warning = trials.front().folds.warning; !warning.empty())
    progress.say("warning: " + warning);
  PINNACLE_TRY_VOID(tell_labels(material, trials, arguments, progress));
  PINNACLE_TRY(const auto* engine, engine_for_model(arguments.request.model));
  PINNACLE_TRY_VOID(check_classifier_training(*engine, arguments.request, material.labels));
  PINNACLE_TRY_VOID(prepare(material, arguments.request, progress));
  if (arguments.estimate) {
    PINNACLE_TRY_VOID(estimate(*engine, material, trials, arguments, progress));
    return kDone;
  }
  if (arguments.force) PINNACLE_TRY_VOID(begin_anew(arguments.output));
  PINNACLE_TRY_VOID(make_folder(arguments.output));
  PINNACLE_TRY_VOID(platform::write_text(arguments.output / kPlanFile, plan));
  PINNACLE_TRY(const bool done, run_trials(*engine, material, trials, arguments, progress));
  if (done) return report(trials, arguments);
  return base::unexpected(ErrorCode::kCancelled,
                          "stopped; the same command goes on from " + arguments.output.string());
}

/// The options that the result depends on, one a line.
std::string plan_of(const CLI::App& command) {
  std::string plan;
  std::istringstream lines(command.config_to_str(/*default_also=*/true));
  for (std::string line; std::getline(lines, line);) {
    const auto name = line.substr(0, line.find('='));
    const auto of_this_run = {"output", "force", "json", "estimate", "threads", "device", "precision"};
    if (std::find(of_this_run.begin(), of_this_run.end(), name) == of_this_run.end()) plan += line + "\n";
  }
  return plan;
}

}  // namespace

void add_crossval(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("crossval", "Train and judge a classifier on folds of a data set");
  const auto arguments = std::make_shared<CrossvalArguments>();
  auto& request = arguments->request;
  command->add_option("DATA", arguments->data, "Folder with chromosomes.csv or annotations.json, or a table")
      ->required();
  command->add_option("-o,--output", arguments->output, "Folder for trainings, predictions and the report")
      ->required();
  auto* folds = command->add_option("--folds", arguments->folds, "Of whole patients")
                    ->capture_default_str()
                    ->check(CLI::Range(2, 1000));
  auto* leave_one_out = command
                            ->add_flag("--leave-one-patient-out", arguments->leave_one_out,
                                       "A fold for each patient: for small sets")
                            ->excludes(folds);
  command
      ->add_flag("--by-image", arguments->by_image,
                 "Folds of single pictures, whoever's they are: to compare with figures that were made so. "
                 "They are too good")
      ->excludes(leave_one_out);
  command
      ->add_option("--seeds", arguments->repeats,
                   "How often all of it is done, with the seed and those after it")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  add_model_choice(*command, request);
  add_teachers(*command, request);
  add_schedule(*command, request);
  command->add_option("--resamples", arguments->judging.resamples, "Of the bootstrap over patients")
      ->capture_default_str()
      ->check(CLI::Range(0, 100000));
  auto* estimate = command->add_flag("--estimate", arguments->estimate, "Say how long it will take and end");
  command->add_flag("--json", arguments->json, "Print the figures as JSON");
  command->add_flag("--force", arguments->force, "Begin anew in a folder that holds a cross-validation")
      ->excludes(estimate);
  command->footer(
      "Examples:\n  pinnacle crossval CROPS -o judged\n  pinnacle crossval CROPS -o judged --model svm "
      "--seeds 3\n"
      "  pinnacle crossval CROPS -o judged --leave-one-patient-out --estimate\n"
      "Ctrl-C or a power cut loses little: the same command goes on (docs/crossval.md).");
  command->callback([arguments, command, &work] {
    arguments->plan = plan_of(*command);
    arguments->unfit = option_unfit_for_model(*command, arguments->request);
    work = [arguments] { return crossval(*arguments); };
  });
}

}  // namespace pinnacle::cli
