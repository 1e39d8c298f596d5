#ifndef PINNACLE_DATASET_IMAGE_FILES_H_
#define PINNACLE_DATASET_IMAGE_FILES_H_

#include <filesystem>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::dataset {

/// True if a file is named like an image that can be read: PNG, JPEG, TIFF or BMP.
bool is_image_name(const std::filesystem::path& file);

/// What lies in a folder, in the order of the names, without hidden things.
/// @errors kNotFound: no such folder. kUnreadable.
base::Expected<std::vector<std::filesystem::path>> entries_of(const std::filesystem::path& folder);

/// The images of a folder in the order of their names.
/// @errors As entries_of; kNotFound: there is none.
base::Expected<std::vector<std::filesystem::path>> images_in(const std::filesystem::path& folder);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_IMAGE_FILES_H_
