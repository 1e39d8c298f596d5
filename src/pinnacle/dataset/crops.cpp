#include "pinnacle/dataset/crops.h"

#include "pinnacle/dataset/csv.h"

namespace pinnacle::dataset {

base::Expected<std::vector<LabelledCrop>> read_crops(const std::filesystem::path& folder) {
  const auto file = folder / "chromosomes.csv";
  PINNACLE_TRY(const auto table, read_csv_file(file, {"file", "class", "cell", "patient"}));
  const auto name = *table.column("file"), label = *table.column("class"), cell = *table.column("cell"),
             patient = *table.column("patient");
  std::vector<LabelledCrop> crops;
  crops.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    const auto parsed = cytogenetics::parse_class(row[label]);
    if (!parsed) {
      return base::unexpected(base::ErrorCode::kDamaged, "there is no chromosome '" + row[label] + "'",
                              file.string() + ": " + row[name], "Classes are 1 to 22, X and Y");
    }
    crops.push_back({folder / row[name], *parsed, row[cell], row[patient]});
  }
  return crops;
}

}  // namespace pinnacle::dataset
