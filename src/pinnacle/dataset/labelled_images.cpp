#include "pinnacle/dataset/labelled_images.h"

#include <set>

#include "pinnacle/dataset/csv.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

base::Expected<std::optional<bool>> orientation_of(const std::string& text) {
  if (text.empty()) return std::optional<bool>();
  if (text == "yes" || text == "no") return std::optional(text == "yes");
  return base::unexpected(ErrorCode::kDamaged, "'" + text + "' is no orientation", {},
                          "p_on_top is yes, no or empty");
}

std::string orientation_text(std::optional<bool> p_on_top) {
  return !p_on_top ? "" : *p_on_top ? "yes" : "no";
}

}  // namespace

base::Expected<std::vector<LabelledImage>> read_images(const fs::path& data, std::optional<bool> unstated) {
  const auto table_file = platform::is_folder(data) ? data / kImagesTable : data;
  if (table_file != data && !platform::is_there(table_file)) {
    return base::unexpected(ErrorCode::kNotFound, "there is neither annotations.json nor " + std::string(kImagesTable) + " in this folder",
                            data.string(), "Name a data set; pinnacle dataset import makes one");
  }
  PINNACLE_TRY(const auto table, read_csv_file(table_file, {"file", "class", "cell", "patient"}));
  const auto file = *table.column("file"), label = *table.column("class"), cell = *table.column("cell"),
             patient = *table.column("patient");
  const auto orientation = table.column("p_on_top");
  std::vector<LabelledImage> images;
  images.reserve(table.rows.size());
  std::set<std::string> seen;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    const auto place = table_file.string() + ": line " + std::to_string(table.lines[r]);
    if (row[file].empty() || row[label].empty()) {
      return base::unexpected(ErrorCode::kDamaged, "the file or the class has no name", place,
                              "Fill in both");
    }
    if (!seen.insert(row[file]).second) {
      return base::unexpected(ErrorCode::kDamaged, "the file " + row[file] + " stands twice", place,
                              "Name each image once");
    }
    auto p_on_top = orientation ? orientation_of(row[*orientation]) : unstated;
    if (!p_on_top) return base::Unexpected{std::move(p_on_top).error().at(place)};
    images.push_back({table_file.parent_path() / row[file], row[label], row[cell], row[patient], *p_on_top});
  }
  if (images.empty())
    return base::unexpected(ErrorCode::kDamaged, "the table names no image", table_file.string(),
                            "Write a line for each image below the one that names the columns");
  return images;
}

std::string images_text(const std::vector<LabelledImage>& images, const fs::path& folder) {
  const auto home = platform::whole_path(folder);
  std::string text = csv_line({"file", "class", "cell", "patient", "p_on_top"});
  for (const auto& image : images) {
    const auto file = platform::whole_path(image.file);
    const auto inside = file.lexically_relative(home);
    const bool below = !inside.empty() && *inside.begin() != "..";
    text += csv_line({(below ? inside : file).string(), image.label, image.cell, image.patient,
                      orientation_text(image.p_on_top)});
  }
  return text;
}

}  // namespace pinnacle::dataset
