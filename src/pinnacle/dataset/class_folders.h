#ifndef PINNACLE_DATASET_CLASS_FOLDERS_H_
#define PINNACLE_DATASET_CLASS_FOLDERS_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/progress.h"
#include "pinnacle/dataset/labelled_images.h"

namespace pinnacle::dataset {

/// How images that lie in one folder per class tell more than their class.
struct ClassFolderOptions {
  /// Regular expressions (ECMAScript) searched for in each file's name; the first group is the patient or the
  /// cell. Empty: not known.
  std::string patient_from, cell_from;
  std::map<std::string, std::string>
      labels;  ///< By folder; a folder that is not named here is its own label.
};

/// Images, and what could not be taken, each with its reason.
struct GatheredImages {
  std::vector<LabelledImage> images;
  std::vector<base::Error> bad;
};

/// Gathers the images of FOLDER/CLASS/, which say nothing of their p arm; none is opened. Class folders
/// without an image and images whose names do not match an expression are `bad`.
/// @errors kInvalidArgument: no regular expression, or one without a group. kNotFound: no folder, no class
/// folder, a
///         folder in `labels` that is not there. kUnreadable.
base::Expected<GatheredImages> gather_class_folders(const std::filesystem::path& folder,
                                                    const ClassFolderOptions& options);

/// Reads labels by folder: CSV with the columns folder and label.
/// @errors As read_csv_file; kDamaged: an empty field, a folder that stands twice.
base::Expected<std::map<std::string, std::string>> read_folder_labels(const std::filesystem::path& file);

/// Decodes every image; those that cannot be are moved to `bad`.
/// @errors kCancelled.
base::Expected<void> part_unreadable(GatheredImages& gathered, base::Progress& progress);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_CLASS_FOLDERS_H_
