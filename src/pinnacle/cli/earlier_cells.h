#ifndef PINNACLE_CLI_EARLIER_CELLS_H_
#define PINNACLE_CLI_EARLIER_CELLS_H_

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pinnacle::cli {

/// What a run wrote into a folder of cells.
struct WrittenCells {
  std::set<std::string> names;  ///< Of the cells' folders.
  std::set<std::pair<std::string, int>>
      pages;  ///< Image path from the root and page, of those that were done.
};

/// Removes the cells that an earlier run found in the pages that were done now, but that were not found
/// again: a later `redraw` would take them into the case. Of their folders only what `karyotype` writes is
/// removed. A cell in which a person set or confirmed a class is kept, and so is what cannot be read or
/// removed.
/// @param cells  The folder of the cells' folders.
/// @return       The folders that are still there though their cells were not found again.
std::vector<std::filesystem::path> remove_earlier_cells(const std::filesystem::path& cells,
                                                        const WrittenCells& written);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_EARLIER_CELLS_H_
