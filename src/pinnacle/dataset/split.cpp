#include "pinnacle/dataset/split.h"

#include <cmath>
#include <vector>

#include "pinnacle/base/random.h"
#include "pinnacle/dataset/csv.h"

namespace pinnacle::dataset {

std::string_view to_string(Part part) {
  return part == Part::kTrain ? "train" : part == Part::kValidation ? "validation" : "test";
}

std::optional<Part> parse_part(std::string_view text) {
  for (const auto part : {Part::kTrain, Part::kValidation, Part::kTest}) {
    if (text == to_string(part)) return part;
  }
  return std::nullopt;
}

PatientSplit split_by_patient(const std::map<std::string, int>& stratum_of, const SplitOptions& options) {
  std::map<int, std::vector<std::string>> strata;
  for (const auto& [patient, stratum] : stratum_of) strata[stratum].push_back(patient);
  PatientSplit split;
  for (auto& [stratum, patients] : strata) {
    base::Random::for_part(options.seed, static_cast<std::uint64_t>(stratum)).shuffle(patients);
    const auto count = static_cast<double>(patients.size());
    const auto tests = std::llround(count * options.test), validations = std::llround(count * options.validation);
    for (std::size_t i = 0; i < patients.size(); ++i) {
      const auto place = static_cast<long long>(i);
      split[patients[i]] = place < tests ? Part::kTest : place < tests + validations ? Part::kValidation : Part::kTrain;
    }
  }
  return split;
}

std::string split_text(const PatientSplit& split) {
  std::string text = "patient,part\n";
  for (const auto& [patient, part] : split) text += csv_line({patient, std::string(to_string(part))});
  return text;
}

base::Expected<PatientSplit> read_split(std::string_view text) {
  PINNACLE_TRY(const auto table, read_csv(text, {"patient", "part"}));
  const auto patient = *table.column("patient"), part = *table.column("part");
  PatientSplit split;
  for (const auto& row : table.rows) {
    const auto parsed = parse_part(row[part]);
    if (!parsed) {
      return base::unexpected(base::ErrorCode::kDamaged, "there is no part '" + row[part] + "'", "patient " + row[patient],
                              "Parts are train, validation and test");
    }
    if (!split.emplace(row[patient], *parsed).second) {
      return base::unexpected(base::ErrorCode::kDamaged, "the patient stands twice", "patient " + row[patient],
                              "Give each patient one part");
    }
  }
  return split;
}

}  // namespace pinnacle::dataset
