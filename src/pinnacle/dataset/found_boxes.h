#ifndef PINNACLE_DATASET_FOUND_BOXES_H_
#define PINNACLE_DATASET_FOUND_BOXES_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/geometry.h"

namespace pinnacle::dataset {

/// Reads boxes that another program found: CSV with the columns file, x, y, width, height, in pixels of the images.
///
/// @return  The boxes of each image by its file name.
/// @errors  As read_csv_file; kDamaged: a row that holds no box.
base::Expected<std::map<std::string, std::vector<base::Box>>> read_found_boxes(const std::filesystem::path& file);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_FOUND_BOXES_H_
