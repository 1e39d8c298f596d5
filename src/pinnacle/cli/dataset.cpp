#include <algorithm>
#include <cstdio>
#include <memory>

#include "pinnacle/cli/command.h"
#include "pinnacle/dataset/labelled_images.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/dataset/split.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

struct SplitArguments {
  std::filesystem::path data, output;
  dataset::SplitOptions options;
};

/// 1 for patients with a cell that does not have 46 chromosomes: they are few, and every part needs some.
base::Expected<std::map<std::string, int>> strata_of(const std::filesystem::path& data) {
  std::map<std::string, std::map<std::string, int>> counts;  // By patient and cell.
  if (std::filesystem::exists(data / "annotations.json")) {
    PINNACLE_TRY(const auto metaphases, dataset::read_coco(data));
    for (const auto& m : metaphases) counts[m.patient][m.file.string()] = static_cast<int>(m.boxes.size());
  } else {
    PINNACLE_TRY(const auto crops, dataset::read_images(data));
    for (const auto& crop : crops) ++counts[crop.patient][crop.cell];
  }
  std::map<std::string, int> strata;
  for (const auto& [patient, cells] : counts) {
    strata[patient] = std::any_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.second != 46; });
  }
  return strata;
}

base::Expected<ExitCode> split(const SplitArguments& arguments) {
  PINNACLE_TRY(const auto strata, strata_of(arguments.data));
  const auto parts = dataset::split_by_patient(strata, arguments.options);
  PINNACLE_TRY_VOID(platform::write_text(arguments.output, dataset::split_text(parts)));
  for (const auto part : {dataset::Part::kTrain, dataset::Part::kValidation, dataset::Part::kTest}) {
    const auto count = std::count_if(parts.begin(), parts.end(), [part](const auto& p) { return p.second == part; });
    std::printf("%-11s %5td patients\n", std::string(to_string(part)).c_str(), count);
  }
  return kDone;
}

}  // namespace

void add_dataset(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("dataset", "Prepare data for training and evaluation");
  command->require_subcommand(1);
  auto* splitter = command->add_subcommand("split", "Split by patient into train, validation and test");
  const auto arguments = std::make_shared<SplitArguments>();
  splitter->add_option("DATA", arguments->data, "Folder with annotations.json or chromosomes.csv")->required();
  splitter->add_option("-o,--output", arguments->output, "CSV to write")->required();
  splitter->add_option("--validation", arguments->options.validation, "Fraction of patients")->capture_default_str();
  splitter->add_option("--test", arguments->options.test, "Fraction of patients")->capture_default_str();
  splitter->add_option("--seed", arguments->options.seed, "Of the random choice")->capture_default_str();
  splitter->footer("Example:\n  pinnacle dataset split DATA -o split.csv --seed 20260101");
  splitter->callback([arguments, &work] { work = [arguments] { return split(*arguments); }; });
}

}  // namespace pinnacle::cli
