#include "pinnacle/dataset/class_maps.h"

#include "pinnacle/dataset/csv.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

constexpr const char *kTable = "cells.csv", *kPictures = "dapi", *kMaps = "classes";

}  // namespace

cytogenetics::ChromosomeClass class_of_mapped(std::uint8_t value) {
  // The map's values are the classes in their order, from 1.
  return static_cast<cytogenetics::ChromosomeClass>(value - 1);
}

bool has_class_maps(const fs::path& folder) {
  return platform::is_there(folder / kTable) && platform::is_folder(folder / kPictures) &&
         platform::is_folder(folder / kMaps);
}

base::Expected<std::vector<ClassMappedMetaphase>> read_class_maps(const fs::path& folder) {
  PINNACLE_TRY(const auto table, read_csv_file(folder / kTable, {"image", "slide", "composition"}));
  const auto image = *table.column("image"), slide = *table.column("slide"),
             composition = *table.column("composition");
  std::vector<ClassMappedMetaphase> metaphases;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    const auto name = row[image] + ".png";
    for (const auto& file : {folder / kPictures / name, folder / kMaps / name}) {
      if (platform::is_there(file)) continue;
      return base::unexpected(ErrorCode::kNotFound,
                              "there is no such picture, though " + (folder / kTable).string() +
                                  " names it in line " + std::to_string(table.lines[r]),
                              file.string(), "Put it there or take the line out");
    }
    metaphases.push_back({folder / kPictures / name, folder / kMaps / name, row[slide], row[composition]});
  }
  if (metaphases.empty())
    return base::unexpected(ErrorCode::kDamaged, "no cell is listed", (folder / kTable).string());
  return metaphases;
}

base::Expected<image::Grey> read_class_map(const fs::path& file, int width, int height) {
  PINNACLE_TRY(auto classes, read_picture(file));
  const auto size = [](int w, int h) { return std::to_string(w) + " x " + std::to_string(h); };
  if (classes.width() != width || classes.height() != height) {
    return base::unexpected(ErrorCode::kDamaged,
                            "the map of classes is " + size(classes.width(), classes.height()) +
                                " px, its picture " + size(width, height),
                            file.string(), "Give the map of this picture at the same size");
  }
  for (int y = 0; y < classes.height(); ++y) {
    for (int x = 0; x < classes.width(); ++x) {
      const auto value = classes(x, y);
      if (value <= kMappedY || value == kMappedOverlap) continue;
      return base::unexpected(ErrorCode::kDamaged,
                              "the value " + std::to_string(value) + " at " + std::to_string(x) + ", " +
                                  std::to_string(y) + " is no class",
                              file.string(),
                              "Classes are 0 (background), 1 to 24 (23 X, 24 Y) and 255 (overlap)");
    }
  }
  return classes;
}

std::map<std::uint8_t, int> copies_in_plain_cell(std::string composition) {
  std::erase(composition, ' ');
  std::map<std::uint8_t, int> copies;
  if (composition != "46,XX" && composition != "46,XY") return copies;
  for (std::uint8_t autosome = 1; autosome < kMappedX; ++autosome) copies[autosome] = 2;
  copies[kMappedX] = composition == "46,XX" ? 2 : 1;
  if (composition == "46,XY") copies[kMappedY] = 1;
  return copies;
}

}  // namespace pinnacle::dataset
