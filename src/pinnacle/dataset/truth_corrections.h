#ifndef PINNACLE_DATASET_TRUTH_CORRECTIONS_H_
#define PINNACLE_DATASET_TRUTH_CORRECTIONS_H_

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/dataset/metaphases.h"

namespace pinnacle::dataset {

/// One mistake of a data set's truth, put right.
struct TruthCorrection {
  enum class What { kRemove, kAdd, kClass };
  What what = What::kRemove;
  base::Box box;  ///< As the truth has it; of a chromosome that it lacks, where that lies.
  /// Of the box that goes, of the one that comes, or what its class is in truth. Unclassified where nobody
  /// knows.
  cytogenetics::ChromosomeClass label = cytogenetics::ChromosomeClass::kUnclassified;
  int line = 0;  ///< Of the list.
};

/// A list of corrections, by the images' file names.
struct TruthCorrections {
  std::string file;  ///< Where it was read from.
  std::map<std::string, std::vector<TruthCorrection>> of_image;
};

/// Reads a list of corrections: CSV with the columns image, x, y, width, height, what (remove, add or class),
/// class and reason. A class may be empty: of a box to remove where no other lies at its place, of one to add
/// where it is not known.
/// @errors As read_csv_file; kDamaged: a row that holds no box, no known `what` or class, or no reason, with
/// its line.
base::Expected<TruthCorrections> read_truth_corrections(const std::filesystem::path& file);

/// The metaphase's boxes with its corrections.
/// @errors kDamaged: the truth has no such box to remove or to rename, with the list's line.
base::Expected<std::vector<LabelledBox>> corrected_boxes(const LabelledMetaphase& metaphase,
                                                         const TruthCorrections& corrections);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_TRUTH_CORRECTIONS_H_
