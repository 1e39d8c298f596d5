#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/cell_predictions.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/command_line.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/cli/report_files.h"
#include "pinnacle/cli/started_together.h"
#include "pinnacle/cli/step_timer.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/cli/training_curve.h"
#include "pinnacle/cli/training_labels.h"
#include "pinnacle/cli/training_options.h"
#include "pinnacle/dataset/folds.h"
#include "pinnacle/dataset/judgement_text.h"
#include "pinnacle/dataset/predictions_file.h"
#include "pinnacle/platform/digest.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/platform/stop_signal.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using classification::PreparedStrip;
using classification::TaughtStrip;
using dataset::FoldItem;
using dataset::Folds;

/// Within each training one patient, or picture, in so many chooses the weights that are kept.
constexpr int kValidationShare = 10;
constexpr std::size_t kFewestPatients = 3;
constexpr const char *kPlanFile = "plan.ini", *kPredictionsFile = "predictions.csv",
                     *kReportFile = "report.html";
/// The first line of a plan that tells all that a result depends on.
constexpr const char* kPlanTitle = "plan=3\n";

struct CrossvalArguments {
  fs::path data, output;
  int folds = 5, repeats = 1;
  bool leave_one_out = false, by_image = false, estimate = false, force = false, json = false;
  TrainingRequest request;
  evaluation::JudgeOptions judging;
  std::string plan;                  ///< All options that the result depends on, one a line.
  std::optional<base::Error> unfit;  ///< An option that the model has no use for.
};

/// A labelled chromosome of the data.
struct Place {
  std::size_t cell = 0, index = 0;
};

/// The data, ready to be dealt into folds.
struct Material {
  std::vector<LabelledCell> cells;
  dataset::LabelSet labels = dataset::LabelSet::normal();
  std::vector<Place> places;
  std::vector<FoldItem> items;                     ///< One for each place.
  std::vector<std::vector<PreparedStrip>> strips;  ///< Of each cell.
};

/// One training and its judgement.
struct Trial {
  std::uint64_t seed = 1;
  int fold = 0;
  fs::path folder;
  Folds folds;
  std::string crossval;  ///< The same for all seeds and folds.
};

base::Expected<Material> read_material(const CrossvalArguments& arguments) {
  Material material;
  PINNACLE_TRY(material.cells, read_cells(arguments.data));
  PINNACLE_TRY_VOID(check_patients(material.cells, arguments.data));
  PINNACLE_TRY(material.labels, labels_asked_for(arguments.request, labels_in(material.cells)));
  std::set<std::string> patients;
  for (std::size_t c = 0; c < material.cells.size(); ++c) {
    for (std::size_t i = 0; i < material.cells[c].size(); ++i) {
      const auto label = material.labels.index_of(material.cells[c].label(i));
      if (!label) continue;
      material.places.push_back({c, i});
      material.items.push_back({material.cells[c].patient, *label});
      patients.insert(material.cells[c].patient);
    }
  }
  if (patients.size() >= kFewestPatients) return material;
  return base::unexpected(
      ErrorCode::kInvalidArgument, std::to_string(patients.size()) + " patients are too few",
      arguments.data.string(),
      "Each training needs one to learn from, one to choose the weights by and one to be judged by");
}

base::Expected<void> prepare(Material& material, const TrainingRequest& request, base::Progress& progress) {
  PINNACLE_TRY(const auto outliner, load_model("outliner", request.outline_with, request.options.threads));
  progress.begin("Preparing chromosomes", material.cells.size());
  for (const auto& cell : material.cells) {
    if (progress.stop_requested()) return base::unexpected(ErrorCode::kCancelled, "stopped while preparing");
    PINNACLE_TRY(const auto chromosomes, straighten_cell(cell, *outliner));
    material.strips.push_back(classification::prepare_cell(chromosomes));
    progress.update(material.strips.size(), {});
  }
  return {};
}

base::Expected<Folds> folds_of(const std::vector<FoldItem>& items, const CrossvalArguments& arguments,
                               std::uint64_t seed) {
  if (arguments.leave_one_out) return dataset::leave_one_patient_out(items);
  if (arguments.by_image) return dataset::folds_by_image(items, arguments.folds, seed);
  return dataset::folds_by_patient(items, arguments.folds, seed);
}

base::Expected<std::vector<Trial>> trials_of(const Material& material, const CrossvalArguments& arguments) {
  std::vector<Trial> trials;
  for (int r = 0; r < arguments.repeats; ++r) {
    const auto seed = arguments.request.options.seed + static_cast<std::uint64_t>(r);
    PINNACLE_TRY(const auto folds, folds_of(material.items, arguments, seed));
    for (int f = 0; f < folds.count; ++f) {
      const auto name = "seed-" + std::to_string(seed);
      trials.push_back({seed, f, arguments.output / name / ("fold-" + std::to_string(f + 1)), folds, {}});
    }
  }
  return trials;
}

/// Which of the chromosomes that are not held out choose the weights; true: this one.
base::Expected<std::vector<bool>> validation_of(const Material& material, const Trial& trial, bool by_image) {
  std::vector<FoldItem> rest;
  std::vector<std::size_t> where;
  std::set<std::string> patients;
  for (std::size_t i = 0; i < material.items.size(); ++i) {
    if (trial.folds.fold_of[i] == trial.fold) continue;
    rest.push_back(material.items[i]);
    where.push_back(i);
    patients.insert(material.items[i].patient);
  }
  const auto most = static_cast<int>(by_image ? rest.size() : patients.size());
  if (most < 2) {
    return base::unexpected(ErrorCode::kInvalidArgument,
                            "fold " + std::to_string(trial.fold + 1) +
                                " leaves one patient, to learn from and to choose the weights by",
                            "--folds", "Take more folds");
  }
  const int parts = std::min(kValidationShare, most);
  PINNACLE_TRY(const auto inner, by_image ? dataset::folds_by_image(rest, parts, trial.seed)
                                          : dataset::folds_by_patient(rest, parts, trial.seed));
  std::vector<bool> validates(material.items.size());
  for (std::size_t i = 0; i < where.size(); ++i) validates[where[i]] = inner.fold_of[i] == 0;
  return validates;
}

/// Says which labels cannot be learnt: those without a chromosome, and those that some training is judged by
/// but learns from none.
base::Expected<void> tell_labels(const Material& material, const std::vector<Trial>& trials,
                                 const CrossvalArguments& arguments, base::Progress& progress) {
  const auto occurring = labels_in(material.cells);
  tell_labels_without_chromosomes(material.labels, arguments.request, occurring, occurring, progress);
  std::map<int, int> trainings;  // By label: how many do not learn it.
  for (const auto& trial : trials) {
    PINNACLE_TRY(const auto validates, validation_of(material, trial, arguments.by_image));
    std::set<int> learnt, judged_by;
    for (std::size_t i = 0; i < material.items.size(); ++i) {
      const bool held_out = trial.folds.fold_of[i] == trial.fold;
      if (held_out || !validates[i]) (held_out ? judged_by : learnt).insert(material.items[i].label);
    }
    for (const int label : judged_by) trainings[label] += learnt.count(label) == 0;
  }
  std::string labels;
  for (const auto& [label, count] : trainings) {
    if (count == 0) continue;
    labels += (labels.empty() ? "" : ", ") + material.labels.names()[static_cast<std::size_t>(label)] + " (" +
              std::to_string(count) + " of " + std::to_string(trials.size()) + ")";
  }
  if (!labels.empty())
    progress.say("warning: trainings are judged by labels that they learn from no chromosome: " + labels);
  return {};
}

base::Expected<learning::TrainingReport> train(const learning::Engine& engine, const Material& material,
                                               const Trial& trial, const CrossvalArguments& arguments,
                                               base::Progress& progress) {
  PINNACLE_TRY(const auto validates, validation_of(material, trial, arguments.by_image));
  std::vector<TaughtStrip> examples;
  std::vector<JudgedSet> judged{{"validation", {}}};
  for (std::size_t i = 0; i < material.places.size(); ++i) {
    const auto [cell, index] = material.places[i];
    const auto& strip = material.strips[cell][index];
    if (trial.folds.fold_of[i] == trial.fold || strip.crop.empty()) continue;
    auto& to = validates[i] ? judged.front().strips : examples;
    to.push_back({strip, material.items[i].label, material.cells[cell].p_on_top(index)});
  }
  auto request = arguments.request;
  request.options.seed = trial.seed;
  request.options.weights_path = (trial.folder / "classifier.weights").string();
  request.options.checkpoint_path = request.options.weights_path + ".checkpoint";
  request.options.log_path = request.options.weights_path + ".csv";
  return train_classifier(engine, request, material.labels, std::move(examples), judged, progress);
}

/// A cell with some of its chromosomes only.
LabelledCell part_of(const LabelledCell& cell, const std::vector<std::size_t>& indices) {
  auto part = cell;
  part.images.clear();
  part.metaphase.boxes.clear();
  for (const auto i : indices) {
    if (cell.images.empty())
      part.metaphase.boxes.push_back(cell.metaphase.boxes[i]);
    else
      part.images.push_back(cell.images[i]);
  }
  return part;
}

base::Expected<evaluation::Run> predict(const learning::Engine& engine, const Material& material,
                                        const Trial& trial, const CrossvalArguments& arguments) {
  PINNACLE_TRY(const auto network, engine.load((trial.folder / "classifier.weights").string(),
                                               arguments.request.options.threads));
  std::map<std::size_t, std::vector<std::size_t>> held_out;
  for (std::size_t i = 0; i < material.places.size(); ++i) {
    if (trial.folds.fold_of[i] == trial.fold)
      held_out[material.places[i].cell].push_back(material.places[i].index);
  }
  PredictionOptions options;
  options.data = arguments.data;
  // Folds of pictures leave no cell whole.
  options.jointly = !arguments.by_image;
  evaluation::Run run{
      origin_of(network->info(), platform::whole_path(arguments.data).filename().string() + ", held out"),
      {material.labels.names(), {}}};
  run.origin.model = arguments.request.model;
  run.origin.seed = std::to_string(trial.seed);
  run.origin.fold = std::to_string(trial.fold + 1);
  run.origin.warning = trial.folds.warning;
  run.origin.crossval = trial.crossval;
  const classification::Classifier classifier(*network);
  for (const auto& [cell, indices] : held_out) {
    auto asked = material.cells[cell];
    auto strips = material.strips[cell];
    if (arguments.by_image) {
      asked = part_of(asked, indices);
      strips.clear();
      for (const auto i : indices) strips.push_back(material.strips[cell][i]);
    }
    PINNACLE_TRY(const auto answers, predict_cell(asked, strips, classifier, material.labels, options));
    append(run.predictions.items, answers);
  }
  return run;
}

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
    const auto of_this_run = {"output", "force", "json", "estimate", "threads", "device"};
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
