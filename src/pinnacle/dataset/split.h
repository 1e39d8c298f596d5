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
  double validation = 0.1;  ///< Fraction of all patients.
  double test = 0.2;        ///< The rest is trained on.
  std::uint64_t seed = 1;
};

/// What a patient brings: how many images of each label, and of whatever else every part needs its share of.
using PatientContent = std::map<std::string, double>;

/// Splits whole patients so that each part gets its fraction of everything they bring, the rarest first: a
/// label that two patients have is not left to chance.
///
/// @param contents  By patient.
/// @errors  kInvalidArgument: fractions below 0 or that leave nothing to train on; fewer patients than parts.
/// @note    The same for the same seed, on every machine.
/// @source  Sechidis, Tsoumakas and Vlahavas 2011, iterative stratification; here of patients, with amounts.
base::Expected<PatientSplit> split_by_patient(const std::map<std::string, PatientContent>& contents,
                                              const SplitOptions& options);

/// A split as CSV text with the columns patient and part, in the order of the patients.
std::string split_text(const PatientSplit& split);
/// @errors kDamaged, with the line: an unknown part, a patient that stands twice.
base::Expected<PatientSplit> read_split(std::string_view text);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_SPLIT_H_
