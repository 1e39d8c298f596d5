#include "pinnacle/cli/synthesized_files.h"

#include <set>

#include "pinnacle/dataset/csv.h"
#include "pinnacle/dataset/labelled_images.h"

namespace pinnacle::cli {

std::string karyogram_of(const std::string& metaphase) {
  const std::string prefix = "metaphase-";
  return "karyogram-" + metaphase.substr(metaphase.starts_with(prefix) ? prefix.size() : 0);
}

std::vector<std::string> synthesized_files(const std::filesystem::path& folder) {
  // No other table tells of what karyotype a chromosome was made and where it was broken.
  const auto table = dataset::read_csv_file(folder / dataset::kImagesTable, {"clone", "breaks"});
  if (!table) return {};
  std::set<std::string> files;
  for (const auto* name : {"image", "crop", "file"}) {
    const auto column = table->column(name);
    if (!column) continue;
    for (const auto& row : table->rows) {
      const auto& file = row[*column];
      if (file.empty()) continue;
      files.insert(file);
      if (name == std::string("image")) files.insert(karyogram_of(file));
    }
  }
  return {files.begin(), files.end()};
}

}  // namespace pinnacle::cli
