#ifndef PINNACLE_DATASET_CROPS_H_
#define PINNACLE_DATASET_CROPS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::dataset {

/// The picture of one chromosome, upright on white.
struct LabelledCrop {
  std::filesystem::path file;
  cytogenetics::ChromosomeClass label = cytogenetics::ChromosomeClass::kUnclassified;
  std::string cell;
  std::string patient;
};

/// Reads FOLDER/chromosomes.csv with the columns file, class, cell and patient; files are relative to FOLDER.
/// @errors kNotFound: no such table. kDamaged: a missing column, an unknown class; with the line.
base::Expected<std::vector<LabelledCrop>> read_crops(const std::filesystem::path& folder);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_CROPS_H_
