#ifndef PINNACLE_DATASET_CLASS_MAPS_H_
#define PINNACLE_DATASET_CLASS_MAPS_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/cytogenetics/chromosome.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::dataset {

/// A metaphase of which the class of every pixel is known, as M-FISH tells it.
struct ClassMappedMetaphase {
  std::filesystem::path file;       ///< Its picture: the DNA counterstain.
  std::filesystem::path class_map;  ///< As read_class_map takes it.
  std::string patient;              ///< Its slide: cells of one are alike.
  std::string composition;          ///< As its makers noted it, "46,XX"; may be empty.
};

/// The values of a class map; 1 .. 22 are the autosomes, 23 is X, 24 is Y.
inline constexpr std::uint8_t kMappedBackground = 0, kMappedX = 23, kMappedY = 24, kMappedOverlap = 255;

/// @param value  No background and no crossing.
cytogenetics::ChromosomeClass class_of_mapped(std::uint8_t value);

/// Whether a folder is laid out as read_class_maps reads it.
bool has_class_maps(const std::filesystem::path& folder);

/// Reads a folder of cells.csv (image, slide, composition), dapi/IMAGE.png and classes/IMAGE.png, the layout
/// of the ADIR M-FISH set.
/// @errors As read_csv_file; kNotFound: a picture or a map that the table names is not there; kDamaged: the
/// table is empty.
base::Expected<std::vector<ClassMappedMetaphase>> read_class_maps(const std::filesystem::path& folder);

/// The class of each pixel of a picture. Homologues share a class; a crossing is kMappedOverlap.
/// @errors As read_picture; kDamaged: a value that is no class, or another size than the picture's.
base::Expected<image::Grey> read_class_map(const std::filesystem::path& file, int width, int height);

/// How many chromosomes of each class a plain cell, 46,XX or 46,XY, has; none of one that is not plain:
/// translocated chromosomes have two classes, and what is lost is not noted reliably.
std::map<std::uint8_t, int> copies_in_plain_cell(std::string composition);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_CLASS_MAPS_H_
