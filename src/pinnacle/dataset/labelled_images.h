#ifndef PINNACLE_DATASET_LABELLED_IMAGES_H_
#define PINNACLE_DATASET_LABELLED_IMAGES_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::dataset {

/// The picture of one chromosome and what is known of it.
struct LabelledImage {
  std::filesystem::path file;
  std::string label;             ///< As the data name it; a LabelSet counts it.
  std::string cell;              ///< Unique within its patient; empty: not known.
  std::string patient;           ///< Empty: not known.
  std::optional<bool> p_on_top;  ///< Empty: not known.
};

/// Reads a table of images: FOLDER/chromosomes.csv, or a CSV file itself.
///
/// Columns: file, class, cell, patient; `p_on_top` (yes, no or empty) may stand beside them. Any other column
/// is passed over. Files are relative to the table's folder; none is opened.
///
/// @param unstated  Which end is up in a table without `p_on_top`: such tables are of upright images.
/// @errors kNotFound: no such table. kDamaged, with the row: a column missing, no file or class, a file that
/// stands
///         twice; an orientation that is none; a table without rows.
base::Expected<std::vector<LabelledImage>> read_images(const std::filesystem::path& data,
                                                       std::optional<bool> unstated = true);

/// The table that read_images takes back. Files in or below `folder` are written relative to it, others
/// absolute.
std::string images_text(const std::vector<LabelledImage>& images, const std::filesystem::path& folder);

/// The name of a data set's table in its folder.
inline constexpr const char* kImagesTable = "chromosomes.csv";

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_LABELLED_IMAGES_H_
