#include <cstdio>
#include <memory>
#include <set>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/karyotyping/cell_json.h"
#include "pinnacle/karyotyping/corrections.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using karyotyping::CellRecord;

struct RedrawArguments {
  fs::path cell, image, output;
};

/// Where the image lies: where it lay, or beside the cell's file if both were moved. A relative name is not
/// looked for in the working folder where more is known: another patient's image may be called the same.
fs::path image_of(const CellRecord& record, const fs::path& cell_folder) {
  const auto lay = fs::path(record.image_path.empty() ? record.entry.cell.image : record.image_path);
  std::error_code ignored;
  const auto beside = cell_folder / lay.filename();
  return !fs::exists(lay, ignored) && fs::exists(beside, ignored) ? beside : lay;
}

/// A worksheet and where it belongs.
struct Worksheet {
  fs::path folder;
  std::string name;
  cytogenetics::Case all;
  std::vector<image::Grey> pictures;
};

/// The cell's worksheet by itself.
Worksheet worksheet_alone(const CellRecord& record, const image::Grey& picture, const fs::path& folder) {
  const auto& name = record.case_name.empty() ? record.entry.name : record.case_name;
  return {folder, "worksheet", {name, {record.entry}}, {picture}};
}

/// Whether the cell lies where `karyotype` put it, beside the other cells of its case.
bool lies_in_results(const CellRecord& record, const fs::path& cell_folder) {
  const auto cells = cell_folder.parent_path();
  return !record.worksheet.empty() && cells.filename() == "cells" &&
         fs::is_directory(cells.parent_path() / "cases");
}

/// The worksheet of the whole case in the results folder, with the other cells as their files say.
base::Expected<Worksheet> worksheet_of_case(const CellRecord& record, const image::Grey& picture,
                                            const fs::path& cell_folder) {
  const auto cells = cell_folder.parent_path();
  std::set<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(cells)) folders.insert(entry.path());
  Worksheet sheet{cells.parent_path() / "cases", file_name_of(record.worksheet), {record.case_name, {}}, {}};
  CellPictures pictures;
  for (const auto& folder : folders) {
    if (folder == cell_folder) {
      sheet.all.cells.push_back(record.entry);
      sheet.pictures.push_back(picture);
      continue;
    }
    if (!fs::exists(folder / "cell.json")) continue;
    PINNACLE_TRY(auto other, read_cell_file(folder / "cell.json"));
    if (other.case_name != record.case_name || other.worksheet != record.worksheet) continue;
    auto its_picture = pictures.of(other.entry.cell, image_of(other, folder));
    if (!its_picture) {
      auto error = std::move(its_picture).error();
      error.what =
          "the case's worksheet needs the image of each of its cells, but of this one: " + error.what;
      error.cure = "Put the image back, or redraw this cell alone into another folder with -o";
      return base::Unexpected{std::move(error)};
    }
    sheet.pictures.push_back(*std::move(its_picture));
    sheet.all.cells.push_back(std::move(other.entry));
  }
  return sheet;
}

base::Expected<ExitCode> redraw(const RedrawArguments& arguments) {
  PINNACLE_TRY(auto record, read_cell_file(arguments.cell));
  auto& cell = record.entry.cell;
  const auto cell_folder = whole_path(arguments.cell).parent_path();
  if (!arguments.image.empty()) record.image_path = whole_path(arguments.image).string();
  PINNACLE_TRY(const auto picture, CellPictures().of(cell, image_of(record, cell_folder)));
  karyotyping::settle_corrections(cell);
  // All is read before anything is written: no part of the results is left behind with the old labels.
  const bool in_place = arguments.output.empty();
  const auto folder = in_place ? cell_folder : arguments.output;
  auto sheet = worksheet_alone(record, picture, folder);
  if (in_place && lies_in_results(record, cell_folder)) {
    PINNACLE_TRY(sheet, worksheet_of_case(record, picture, cell_folder));
  }
  PINNACLE_TRY_VOID(write_pictures(folder, cell, picture));
  PINNACLE_TRY_VOID(write_worksheet(sheet.folder, sheet.name, sheet.all, sheet.pictures));
  PINNACLE_TRY_VOID(platform::write_text(folder / "cell.json", karyotyping::to_json(record)));
  std::printf("%s: %d chromosomes, %s\n", (folder / "karyogram.png").c_str(), cell.count(),
              cell.composition.value_or("composition not given").c_str());
  return kDone;
}

}  // namespace

void add_redraw(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand(
      "redraw", "The karyogram, worksheet and composition again from a corrected cell.json");
  const auto arguments = std::make_shared<RedrawArguments>();
  command->add_option("CELL", arguments->cell, "cell.json, as karyotype wrote it and a person corrected it")->required();
  command->add_option("--image", arguments->image, "The metaphase, if it is not where the cell says");
  command->add_option("-o,--output", arguments->output,
                      "Folder for all that is written (default: in place, with the case's worksheet)");
  command->footer(
      "Example:\n  pinnacle redraw results/cells/one/cell.json\n"
      "Writes karyogram.png, karyogram.svg, metaphase.png and cell.json with its composition and flags, and "
      "the worksheet:\n"
      "in place that of the whole case in results/cases, elsewhere that of the cell alone.");
  command->callback([arguments, &work] { work = [arguments] { return redraw(*arguments); }; });
}

}  // namespace pinnacle::cli
