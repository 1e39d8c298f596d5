#include "pinnacle/dataset/found_boxes.h"

#include "pinnacle/dataset/csv.h"

namespace pinnacle::dataset {

base::Expected<std::map<std::string, std::vector<base::Box>>> read_found_boxes(const std::filesystem::path& file) {
  PINNACLE_TRY(const auto table, read_csv_file(file, {"file", "x", "y", "width", "height"}));
  const auto name = *table.column("file");
  std::map<std::string, std::vector<base::Box>> boxes;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    const auto field = [&](const char* column) { return parsed_number(row[*table.column(column)]); };
    const auto x = field("x"), y = field("y"), width = field("width"), height = field("height");
    if (!x || !y || !width || !height || !(*width > 0) || !(*height > 0)) {
      return base::unexpected(base::ErrorCode::kDamaged, "this line holds no box", file.string() + ": line " + std::to_string(table.lines[r]),
                              "Give x, y, width and height as numbers of pixels, width and height above 0");
    }
    boxes[row[name]].push_back({*x, *y, *width, *height});
  }
  return boxes;
}

}  // namespace pinnacle::dataset
