#include <cstdio>
#include <map>
#include <memory>
#include <set>

#include "pinnacle/cli/command.h"
#include "pinnacle/cli/command_line.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/cli/report_files.h"
#include "pinnacle/dataset/judgement_text.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/dataset/predictions_file.h"
#include "pinnacle/evaluation/pooling.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

struct ReportArguments {
  std::vector<fs::path> files;
  fs::path output, images;
  std::vector<std::string> names;
  evaluation::JudgeOptions options;
  bool force = false, json = false;
};

/// As the files name their models, else as the files are called. Models of one name get their first file's
/// beside it.
std::vector<std::string> stated_names(const ReportArguments& arguments, const std::vector<NamedRun>& runs) {
  std::vector<evaluation::RunOrigin> origins;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    origins.push_back(runs[i].run.origin);
    if (auto& model = origins.back().model; model.empty()) model = arguments.files[i].stem().string();
  }
  const auto models = evaluation::models_of(origins);
  std::map<std::string, std::set<std::size_t>> bearers;
  std::vector<std::size_t> first_of;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    bearers[origins[i].model].insert(models[i]);
    if (models[i] == first_of.size()) first_of.push_back(i);
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto& name = origins[i].model;
    const bool alone = bearers[name].size() == 1;
    names.push_back(alone ? name : name + " (" + arguments.files[first_of[models[i]]].string() + ")");
  }
  return names;
}

/// As the user names them, else as the files say.
void name(std::vector<NamedRun>& runs, const ReportArguments& arguments) {
  const auto stated = stated_names(arguments, runs);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    runs[i].model = arguments.names.empty()       ? stated[i]
                    : arguments.names.size() == 1 ? arguments.names.front()
                                                  : arguments.names[i];
  }
}

base::Expected<std::vector<NamedRun>> read_runs(const ReportArguments& arguments) {
  std::vector<NamedRun> runs;
  for (std::size_t i = 0; i < arguments.files.size(); ++i) {
    PINNACLE_TRY(auto run, dataset::read_predictions_file(arguments.files[i]));
    if (!runs.empty()) {
      auto same = evaluation::reordered(run.predictions, runs.front().run.predictions.labels);
      if (!same) {
        return base::unexpected(ErrorCode::kDamaged,
                                "its labels are not those of " + arguments.files.front().string(),
                                arguments.files[i].string(), "Report on models with other labels apart");
      }
      run.predictions = *std::move(same);
    }
    runs.push_back({{}, std::move(run)});
  }
  name(runs, arguments);
  return runs;
}

/// Looks for a picture in --images, then beside each of the files.
std::optional<image::Grey> find_picture(const ReportArguments& arguments, const std::string& file) {
  std::vector<fs::path> folders;
  if (!arguments.images.empty()) folders.push_back(arguments.images);
  for (const auto& predictions : arguments.files) folders.push_back(predictions.parent_path());
  for (const auto& folder : folders) {
    std::error_code ignored;
    if (!fs::is_regular_file(folder / file, ignored)) continue;
    auto picture = dataset::read_picture(folder / file);
    if (picture) return *std::move(picture);
  }
  return std::nullopt;
}

base::Expected<void> check(const ReportArguments& arguments) {
  PINNACLE_TRY_VOID(check_output_folder(arguments.output));
  if (arguments.names.size() > 1 && arguments.names.size() != arguments.files.size()) {
    return base::unexpected(ErrorCode::kInvalidArgument,
                            std::to_string(arguments.names.size()) + " names for " +
                                std::to_string(arguments.files.size()) + " files",
                            "--name", "Give one name for all files, or one for each");
  }
  std::set<fs::path> seen;
  for (const auto& file : arguments.files) {
    if (!seen.insert(platform::whole_path(file)).second)
      return base::unexpected(ErrorCode::kInvalidArgument, "the file is named twice", file.string(),
                              "Name it once");
  }
  std::error_code ignored;
  if (fs::exists(arguments.output / "report.html", ignored) && !arguments.force) {
    return base::unexpected(ErrorCode::kExists, "the folder holds a report already",
                            arguments.output.string(),
                            "Name another folder, or add --force to write over it");
  }
  return {};
}

base::Expected<ExitCode> report(const ReportArguments& arguments) {
  PINNACLE_TRY_VOID(check(arguments));
  PINNACLE_TRY(const auto runs, read_runs(arguments));
  PINNACLE_TRY(const auto judged, judge_runs(runs, command_line(), arguments.options));
  PINNACLE_TRY_VOID(write_report(arguments.output, judged,
                                 [&](const std::string& file) { return find_picture(arguments, file); }));
  if (arguments.json) {
    std::printf("%s", dataset::figures_json(judged.models, judged.command).c_str());
    return kDone;
  }
  for (const auto& model : judged.models) std::printf("%s\n", figures_table(model).c_str());
  std::printf("%s\n", (arguments.output / "report.html").c_str());
  return kDone;
}

}  // namespace

void add_report(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("report", "Figures, plots and one page from what models predicted");
  const auto arguments = std::make_shared<ReportArguments>();
  command
      ->add_option("PREDICTIONS", arguments->files,
                   "predictions.csv files (docs/predictions.md): models, or folds and seeds of one")
      ->required();
  command->add_option("-o,--output", arguments->output, "Folder for the report")->required();
  command
      ->add_option(
          "--name", arguments->names,
          "The model's name: once for all files, or once for each in their order; files of one name "
          "are runs of one model and are pooled (default: as the files say; only folds and seeds of one "
          "cross-validation are pooled)")
      ->allow_extra_args(false);
  command->add_option("--images", arguments->images, "Folder of the pictures (default: beside the files)");
  command->add_option("--resamples", arguments->options.resamples, "Of the bootstrap over patients")
      ->capture_default_str()
      ->check(CLI::Range(0, 100000));
  command->add_option("--seed", arguments->options.seed, "Of the bootstrap")->capture_default_str();
  command
      ->add_option("--mistakes", arguments->options.mistakes,
                   "How many of the most confident mistakes are shown")
      ->capture_default_str()
      ->check(CLI::Range(0, 1000));
  command->add_flag("--force", arguments->force, "Write over a report that is there");
  command->add_flag("--json", arguments->json, "Print the figures as JSON");
  command->footer(
      "Examples:\n  pinnacle report predictions.csv -o report\n  pinnacle report ours.csv svm.csv --name "
      "ours --name svm -o comparison\n"
      "  pinnacle report judged/seed-1/fold-*/predictions.csv -o crossval\n"
      "  pinnacle report seed-1.csv seed-2.csv --name ours -o both-seeds\n"
      "Writes report.html, figures.json and, for each model, its tables and plots.");
  command->callback([arguments, &work] { work = [arguments] { return report(*arguments); }; });
}

}  // namespace pinnacle::cli
