#ifndef PINNACLE_CLI_MANIFEST_H_
#define PINNACLE_CLI_MANIFEST_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::cli {

/// An image that is to be karyotyped and where it comes from.
struct Job {
  std::filesystem::path image;
  std::string given;  ///< The image's name as the user gave it.
  std::string
      case_name;  ///< Cells of one case share a worksheet; empty for an image that is a case by itself.
  std::string specimen, culture, slide, x, y;
  std::optional<base::Error>
      fault;  ///< Why it cannot be done: no such image. The others are done all the same.
};

/// The images that a manifest names: a CSV with the columns image and case, and optionally specimen, culture,
/// slide, x and y. Images are relative to the manifest's folder; one that is not there has a fault, with its
/// line.
/// @errors As dataset::read_csv; kDamaged: an image or a case without a name, an image that stands twice.
base::Expected<std::vector<Job>> read_manifest(const std::filesystem::path& file);

/// The images named, those of a folder in the order of their names; each a case by itself, without a name.
/// The same file named twice, also by another way, is one. What is not there and a folder without images has
/// a fault.
std::vector<Job> jobs_of(const std::vector<std::filesystem::path>& images);

/// Names for what is written of each image, no two alike: the image's own without its ending; where several
/// are called the same, with the folders before it that tell them apart, or with the ending.
std::vector<std::string> names_of(const std::vector<Job>& jobs);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_MANIFEST_H_
