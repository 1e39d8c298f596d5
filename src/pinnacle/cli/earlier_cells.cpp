#include "pinnacle/cli/earlier_cells.h"

#include <algorithm>

#include "pinnacle/cli/cell_files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

bool corrected(const cytogenetics::Cell& cell) {
  return !cell.removed().empty() || std::any_of(cell.chromosomes.begin(), cell.chromosomes.end(),
                                                [](const auto& c) { return c.looked_at(); });
}

/// What a person put beside the cell's files stays, and then so does the folder.
bool remove_cell(const fs::path& folder) {
  std::error_code fault;
  // cell.json last: what is left after a fault is still known for what it is.
  for (const auto* name : {"karyogram.png", "karyogram.svg", "metaphase.png", "cell.json"}) {
    fs::remove(folder / name, fault);
    if (fault) return false;
  }
  if (fs::is_empty(folder, fault)) fs::remove(folder, fault);
  return true;
}

}  // namespace

std::vector<fs::path> remove_earlier_cells(const fs::path& cells, const WrittenCells& written) {
  std::vector<fs::path> earlier, left;
  std::error_code fault;
  for (fs::directory_iterator entry(cells, fault), end; !fault && entry != end; entry.increment(fault)) {
    if (!written.names.contains(entry->path().filename().string())) earlier.push_back(entry->path());
  }
  for (const auto& folder : earlier) {
    const auto record = read_cell_file(folder / "cell.json");
    if (!record || !written.pages.contains({record->image_path, record->entry.cell.page})) continue;
    if (corrected(record->entry.cell) || !remove_cell(folder)) left.push_back(folder);
  }
  std::sort(left.begin(), left.end());
  return left;
}

}  // namespace pinnacle::cli
