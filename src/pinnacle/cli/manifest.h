#ifndef PINNACLE_CLI_MANIFEST_H_
#define PINNACLE_CLI_MANIFEST_H_

#include <filesystem>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::cli {

/// An image that is to be karyotyped and where it comes from.
struct Job {
  std::filesystem::path image;
  std::string given;      ///< The image's name as the user gave it.
  std::string
      case_name;  ///< Cells of one case share a worksheet; empty for an image that is a case by itself.
  std::string specimen, culture, slide, x, y;
};

/// The images that a manifest names: a CSV with the columns image and case, and optionally specimen, culture, slide, x
/// and y. Images are relative to the manifest's folder.
/// @errors As dataset::read_csv; kNotFound: an image that is not there, with its line; kDamaged: an image or a case
///         without a name, an image that stands twice.
base::Expected<std::vector<Job>> read_manifest(const std::filesystem::path& file);

/// The images named, those of a folder in the order of their names; each a case by itself, without a name.
/// @errors kNotFound: no such file; a folder without images.
base::Expected<std::vector<Job>> jobs_of(const std::vector<std::filesystem::path>& images);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_MANIFEST_H_
