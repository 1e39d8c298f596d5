#include <algorithm>
#include <cstdio>
#include <memory>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/dataset/image_files.h"
#include "pinnacle/karyotyping/cell_json.h"
#include "pinnacle/karyotyping/centromeres.h"
#include "pinnacle/karyotyping/corrections.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using karyotyping::CellRecord;

struct RedrawArguments {
  fs::path cell, image, output;
  bool force = false;
};

/// Where the image lies: where it lay, or beside the cell's file if both were moved. A relative name is not
/// looked for in the working folder where more is known: another patient's image may be called the same.
fs::path image_of(const CellRecord& record, const fs::path& cell_folder) {
  const auto lay = fs::path(record.image_path.empty() ? record.entry.cell.image : record.image_path);
  const auto beside = cell_folder / lay.filename();
  return !platform::is_there(lay) && platform::is_there(beside) ? beside : lay;
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
         platform::is_folder(cells.parent_path() / "cases");
}

/// A cell of a case with its picture.
struct CellOfCase {
  CellRecord record;
  image::Grey picture;
};

/// The picture of another cell of the case.
base::Expected<image::Grey> picture_of_other(const CellRecord& other, const fs::path& folder,
                                             CellPictures& pictures) {
  auto picture = pictures.of(other.entry.cell, image_of(other, folder));
  if (picture) return picture;
  auto error = std::move(picture).error();
  error.what = "the case's worksheet needs the image of each of its cells, but of this one: " + error.what;
  error.cure = "Put the image back, or redraw this cell alone into another folder with -o";
  return base::Unexpected{std::move(error)};
}

/// The cells of a case among those of a results folder, in the order in which they were karyotyped.
base::Expected<std::vector<CellOfCase>> cells_of_case(const CellRecord& record, const image::Grey& picture,
                                                      const fs::path& cell_folder) {
  PINNACLE_TRY(const auto folders, dataset::entries_of(cell_folder.parent_path()));
  std::vector<CellOfCase> cells;
  CellPictures pictures;
  for (const auto& folder : folders) {
    if (folder == cell_folder) {
      cells.push_back({record, picture});
      continue;
    }
    if (!platform::is_file(folder / "cell.json")) continue;
    PINNACLE_TRY(auto other, read_cell_file(folder / "cell.json"));
    if (other.case_name != record.case_name || other.worksheet != record.worksheet) continue;
    PINNACLE_TRY(auto its_picture, picture_of_other(other, folder, pictures));
    cells.push_back({std::move(other), std::move(its_picture)});
  }
  std::stable_sort(cells.begin(), cells.end(),
                   [](const auto& a, const auto& b) { return a.record.order < b.record.order; });
  return cells;
}

/// The worksheet of the whole case in the results folder.
base::Expected<Worksheet> worksheet_of_case(const CellRecord& record, const image::Grey& picture,
                                            const fs::path& cell_folder) {
  PINNACLE_TRY(auto cells, cells_of_case(record, picture, cell_folder));
  const auto results = cell_folder.parent_path().parent_path();
  Worksheet sheet{results / "cases", file_name_of(record.worksheet), {record.case_name, {}}, {}};
  for (auto& one : cells) {
    sheet.all.cells.push_back(std::move(one.record.entry));
    sheet.pictures.push_back(std::move(one.picture));
  }
  return sheet;
}

/// The cell's own picture.
base::Expected<image::Grey> picture_of(const CellRecord& record, const fs::path& cell_folder) {
  auto picture = CellPictures().of(record.entry.cell, image_of(record, cell_folder));
  if (picture || picture.error().code != ErrorCode::kNotFound) return picture;
  auto error = std::move(picture).error();
  error.what = "the image that the cell was found in is not there";
  error.cure = "Put it beside " + (cell_folder / "cell.json").string() + ", or name it with --image";
  return base::Unexpected{std::move(error)};
}

/// Another folder may hold results that somebody else corrected.
base::Expected<void> check_output(const RedrawArguments& arguments) {
  if (arguments.force) return {};
  for (const auto* name :
       {"cell.json", "karyogram.png", "karyogram.svg", "metaphase.png", "worksheet.html", "worksheet.pdf"}) {
    if (!platform::is_there(arguments.output / name)) continue;
    return base::unexpected(ErrorCode::kExists, "the folder holds results already", arguments.output.string(),
                            "Name another folder, or add --force to write over them");
  }
  return {};
}

base::Expected<ExitCode> redraw(const RedrawArguments& arguments) {
  PINNACLE_TRY(auto record, read_cell_file(arguments.cell));
  auto& cell = record.entry.cell;
  const auto cell_folder = platform::whole_path(arguments.cell).parent_path();
  if (!arguments.image.empty()) record.image_path = platform::whole_path(arguments.image).string();
  const bool in_place =
      arguments.output.empty() || platform::whole_path(arguments.output / "cell.json") == platform::whole_path(arguments.cell);
  if (!in_place) PINNACLE_TRY_VOID(check_output(arguments));
  PINNACLE_TRY(const auto picture, picture_of(record, cell_folder));
  karyotyping::set_centromeres_of_corrected(cell, picture);
  karyotyping::settle_corrections(cell);
  // All is read before anything is written: no part of the results is left behind with the old labels.
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
  if (cell.count() == 0) std::fprintf(stderr, "pinnacle: %s: it has no chromosome\n", arguments.cell.c_str());
  return kDone;
}

}  // namespace

void add_redraw(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand(
      "redraw", "The karyogram, worksheet and composition again from a corrected cell.json");
  const auto arguments = std::make_shared<RedrawArguments>();
  command->add_option("CELL", arguments->cell, "cell.json, as karyotype wrote it and a person corrected it")
      ->required();
  command->add_option("--image", arguments->image, "The metaphase, if it is not where the cell says");
  command->add_option("-o,--output", arguments->output,
                      "Folder for all that is written (default: in place, with the case's worksheet)");
  command->add_flag("--force", arguments->force, "Write over results of another folder");
  command->footer(
      "Example:\n  pinnacle redraw results/cells/one/cell.json\n"
      "Writes karyogram.png, karyogram.svg, metaphase.png and cell.json with its composition and flags, and "
      "the worksheet:\n"
      "in place that of the whole case in results/cases, elsewhere that of the cell alone.");
  command->callback([arguments, &work] { work = [arguments] { return redraw(*arguments); }; });
}

}  // namespace pinnacle::cli
