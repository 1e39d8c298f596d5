#include <cstdio>
#include <memory>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cytogenetics/composition.h"
#include "pinnacle/karyotyping/cell_json.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

struct RedrawArguments {
  fs::path cell, image, output;
};

base::Expected<cytogenetics::Cell> read_cell(const fs::path& file) {
  constexpr std::size_t kLargestCell = std::size_t{1} << 28;
  PINNACLE_TRY(const auto bytes, platform::read_file(file, kLargestCell));
  auto cell = karyotyping::cell_from_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!cell) return base::Unexpected{std::move(cell).error().at(file.string())};
  return cell;
}

base::Expected<ExitCode> redraw(const RedrawArguments& arguments) {
  PINNACLE_TRY(auto cell, read_cell(arguments.cell));
  const auto beside = fs::absolute(arguments.cell).parent_path();
  auto file = arguments.image.empty() ? fs::path(cell.image) : arguments.image;
  if (!fs::exists(file) && fs::exists(beside / file.filename())) file = beside / file.filename();
  PINNACLE_TRY(const auto picture, CellPictures().of(cell, file));
  // A person's labels add up anew; the flags that spoke of the old sum are replaced.
  const auto composed = cytogenetics::composition(cell);
  cell.composition = composed.text;
  cell.flags = composed.flags;
  const auto folder = arguments.output.empty() ? beside : arguments.output;
  PINNACLE_TRY_VOID(write_pictures(folder, cell, picture));
  const auto name = fs::path(cell.image).stem().string();
  PINNACLE_TRY_VOID(write_worksheet(folder, "worksheet", {name, {{cell, name, "", "", "", "", ""}}}, {picture}));
  std::printf("%s: %d chromosomes, %s\n", (folder / "karyogram.png").c_str(), cell.count(),
              cell.composition.value_or("composition not given").c_str());
  return kDone;
}

}  // namespace

void add_redraw(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("redraw", "The karyogram and worksheet again from a corrected cell.json");
  const auto arguments = std::make_shared<RedrawArguments>();
  command->add_option("CELL", arguments->cell, "cell.json, as karyotype wrote it and a person corrected it")->required();
  command->add_option("--image", arguments->image, "The metaphase, if it is not where the cell says");
  command->add_option("-o,--output", arguments->output, "Folder for the pictures (default: beside CELL)");
  command->footer("Example:\n  pinnacle redraw results/cells/one/cell.json --image one.tif");
  command->callback([arguments, &work] { work = [arguments] { return redraw(*arguments); }; });
}

}  // namespace pinnacle::cli
