#ifndef PINNACLE_DATASET_SPLIT_H_
#define PINNACLE_DATASET_SPLIT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "pinnacle/base/expected.h"

namespace pinnacle::dataset {

/// What a patient's images are for.
enum class Part { kTrain, kValidation, kTest };

std::string_view to_string(Part part);  ///< "train", "validation", "test".
std::optional<Part> parse_part(std::string_view text);

/// Each patient's part; a patient is never in two.
using PatientSplit = std::map<std::string, Part>;

struct SplitOptions {
  double validation = 0.1;
  double test = 0.2;
  std::uint64_t seed = 1;
};

/// Splits patients at random, the same fractions in each stratum.
/// @param stratum_of  Each patient's stratum: patients of a kind that every part needs its share of.
PatientSplit split_by_patient(const std::map<std::string, int>& stratum_of, const SplitOptions& options);

/// A split as CSV text with the columns patient and part, in the order of the patients.
std::string split_text(const PatientSplit& split);
/// @errors kDamaged, with the line: an unknown part, a patient that stands twice.
base::Expected<PatientSplit> read_split(std::string_view text);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_SPLIT_H_
