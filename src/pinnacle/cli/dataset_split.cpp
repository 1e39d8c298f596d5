#include <array>
#include <cstdio>
#include <memory>

#include "pinnacle/cli/dataset_commands.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

using dataset::Part;
using dataset::PatientContent;

constexpr std::array kParts{Part::kTrain, Part::kValidation, Part::kTest};
constexpr const char* kCells = "cells";
constexpr const char* kOtherCounts = "cells without 46";
constexpr std::size_t kUsualCount = 46;

struct SplitArguments {
  std::filesystem::path data, output;
  bool force = false;
  dataset::SplitOptions options;
};

/// The labels that each patient brings, and cells that do not have 46 chromosomes: they are few, and every
/// part needs some.
base::Expected<std::map<std::string, PatientContent>> contents_of(const std::vector<LabelledCell>& cells,
                                                                  const std::filesystem::path& data) {
  std::map<std::string, PatientContent> contents;
  std::size_t without_patient = 0;
  for (const auto& cell : cells) {
    if (cell.patient.empty()) without_patient += cell.size();
    auto& content = contents[cell.patient];
    for (std::size_t i = 0; i < cell.size(); ++i) content[cell.label(i)] += 1;
    if (cell.known) content[kCells] += 1;
    if (cell.known && cell.size() != kUsualCount) content[kOtherCounts] += 1;
  }
  if (without_patient > 0) {
    return base::unexpected(
        base::ErrorCode::kDamaged, std::to_string(without_patient) + " images name no patient", data.string(),
        "Import them with --patient-from, or fill in the column: split by image, a patient's cells would be "
        "in several parts and every figure too good");
  }
  return contents;
}

void print_row(const std::string& name, const std::array<double, 3>& values) {
  std::printf("%-24s", name.c_str());
  for (const auto value : values) std::printf(" %11.0f", value);
  std::printf("\n");
}

void print_table(const std::map<std::string, PatientContent>& contents, const dataset::PatientSplit& split) {
  std::map<std::string, std::array<double, 3>> amounts;
  std::array<double, 3> patients{};
  for (const auto& [patient, content] : contents) {
    const auto part = static_cast<std::size_t>(split.at(patient));
    patients[part] += 1;
    for (const auto& [label, amount] : content) amounts[label][part] += amount;
  }
  std::printf("%-24s", "");
  for (const auto part : kParts) std::printf(" %11s", std::string(to_string(part)).c_str());
  std::printf("\n");
  print_row("patients", patients);
  for (const auto* name : {kCells, kOtherCounts}) {
    if (const auto found = amounts.find(name); found != amounts.end())
      print_row(name, found->second), amounts.erase(found);
  }
  std::vector<std::string> labels;
  for (const auto& [label, amount] : amounts) labels.push_back(label);
  const auto ordered = dataset::LabelSet::suiting(labels);
  for (const auto& label : ordered.names()) {
    if (const auto found = amounts.find(label); found != amounts.end()) print_row(label, found->second);
  }
}

base::Expected<ExitCode> split(const SplitArguments& arguments) {
  PINNACLE_TRY_VOID(check_output_file(arguments.output, arguments.force));
  PINNACLE_TRY(const auto cells, read_cells(arguments.data));
  PINNACLE_TRY(const auto contents, contents_of(cells, arguments.data));
  PINNACLE_TRY(const auto parts, dataset::split_by_patient(contents, arguments.options));
  PINNACLE_TRY_VOID(platform::write_text(arguments.output, dataset::split_text(parts)));
  print_table(contents, parts);
  return kDone;
}

}  // namespace

void add_dataset_split(CLI::App& dataset, Work& work) {
  auto* command = dataset.add_subcommand("split", "Split by patient into train, validation and test");
  const auto arguments = std::make_shared<SplitArguments>();
  command->add_option("DATA", arguments->data, "Folder with annotations.json or chromosomes.csv, or a table")
      ->required();
  command->add_option("-o,--output", arguments->output, "CSV to write")->required();
  command->add_option("--validation", arguments->options.validation, "Fraction of patients")
      ->capture_default_str();
  command->add_option("--test", arguments->options.test, "Fraction of patients; the rest is trained on")
      ->capture_default_str();
  command->add_option("--seed", arguments->options.seed, "Of the random choice")->capture_default_str();
  command->add_flag("--force", arguments->force, "Write over a split that is there");
  command->footer(
      "A patient is never in two parts; each part gets its share of every label, the rarest first.\n"
      "Example:\n  pinnacle dataset split DATA -o split.csv --seed 20260101");
  command->callback([arguments, &work] { work = [arguments] { return split(*arguments); }; });
}

}  // namespace pinnacle::cli
