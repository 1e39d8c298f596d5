#include "pinnacle/dataset/split.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "pinnacle/base/random.h"
#include "pinnacle/dataset/csv.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;
constexpr std::size_t kParts = 3;

/// Deals patients out to the parts, the label first that the fewest of those left have.
class Stratification {
 public:
  Stratification(const std::map<std::string, PatientContent>& contents,
                 const std::array<double, kParts>& fractions, std::uint64_t seed)
      : contents_(contents), fractions_(fractions) {
    for (const auto& [patient, content] : contents) left_.push_back(patient);
    base::Random(seed).shuffle(left_);
    PatientContent totals;
    for (const auto& [patient, content] : contents) {
      for (const auto& [label, amount] : content) totals[label] += amount;
    }
    for (std::size_t part = 0; part < kParts; ++part) {
      needed_patients_[part] = fractions[part] * static_cast<double>(contents.size());
      for (const auto& [label, total] : totals) needed_[part][label] = fractions[part] * total;
    }
  }

  PatientSplit split() {
    while (const auto label = rarest_label()) {
      for (const auto& patient : take(*label)) give(patient, neediest(*label));
    }
    for (const auto& patient : left_) give(patient, neediest({}));  // Those who bring nothing.
    fill_empty_parts();
    return split_;
  }

 private:
  double amount(const std::string& patient, const std::string& label) const {
    const auto& content = contents_.at(patient);
    const auto found = content.find(label);
    return found == content.end() ? 0 : found->second;
  }

  std::optional<std::string> rarest_label() const {
    std::map<std::string, int> patients_with;
    for (const auto& patient : left_) {
      for (const auto& [label, count] : contents_.at(patient)) patients_with[label] += count > 0;
    }
    std::optional<std::string> rarest;
    int fewest = 0;
    for (const auto& [label, patients] : patients_with) {
      if (patients > 0 && (!rarest || patients < fewest)) rarest = label, fewest = patients;
    }
    return rarest;
  }

  /// The patients left who have that label, out of the list. They stay in seeded order: were large ones
  /// placed first, the small parts would get the small patients.
  std::vector<std::string> take(const std::string& label) {
    const auto without = std::stable_partition(left_.begin(), left_.end(),
                                               [&](const auto& p) { return amount(p, label) > 0; });
    std::vector<std::string> taken(left_.begin(), without);
    left_.erase(left_.begin(), without);
    return taken;
  }

  std::size_t neediest(const std::string& label) const {
    const auto need = [&](std::size_t part) {
      const auto found = needed_[part].find(label);
      return std::pair(found == needed_[part].end() ? 0 : found->second, needed_patients_[part]);
    };
    std::size_t best = 0;
    for (std::size_t part = 1; part < kParts; ++part) {
      if (fractions_[part] > 0 && need(part) > need(best)) best = part;
    }
    return best;
  }

  void give(const std::string& patient, std::size_t part) {
    split_[patient] = static_cast<Part>(part);
    needed_patients_[part] -= 1;
    for (const auto& [label, count] : contents_.at(patient)) needed_[part][label] -= count;
  }

  /// A part that was asked for gets at least one patient, out of the part that has most of its own.
  void fill_empty_parts() {
    for (std::size_t part = 0; part < kParts; ++part) {
      std::array<int, kParts> sizes{};
      for (const auto& [patient, of] : split_) ++sizes[static_cast<std::size_t>(of)];
      if (fractions_[part] <= 0 || sizes[part] > 0) continue;
      const auto largest = static_cast<Part>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin());
      std::find_if(split_.begin(), split_.end(), [&](const auto& p) { return p.second == largest; })->second =
          static_cast<Part>(part);
    }
  }

  const std::map<std::string, PatientContent>& contents_;
  std::array<double, kParts> fractions_;
  std::vector<std::string> left_;  ///< In seeded order.
  std::array<PatientContent, kParts> needed_;
  std::array<double, kParts> needed_patients_{};
  PatientSplit split_;
};

}  // namespace

std::string_view to_string(Part part) {
  return part == Part::kTrain ? "train" : part == Part::kValidation ? "validation" : "test";
}

std::optional<Part> parse_part(std::string_view text) {
  for (const auto part : {Part::kTrain, Part::kValidation, Part::kTest}) {
    if (text == to_string(part)) return part;
  }
  return std::nullopt;
}

base::Expected<PatientSplit> split_by_patient(const std::map<std::string, PatientContent>& contents,
                                              const SplitOptions& options) {
  if (!(options.validation >= 0) || !(options.test >= 0) || !(options.validation + options.test < 1)) {
    return base::unexpected(ErrorCode::kInvalidArgument, "these fractions leave nothing to train on",
                            "--validation, --test", "Give fractions of 0 or more whose sum is below 1");
  }
  const std::array<double, kParts> fractions{1 - options.validation - options.test, options.validation,
                                             options.test};
  const auto wanted = static_cast<std::size_t>(
      std::count_if(fractions.begin(), fractions.end(), [](double f) { return f > 0; }));
  if (contents.size() < wanted) {
    return base::unexpected(ErrorCode::kInvalidArgument,
                            std::to_string(contents.size()) + " patients cannot be split into " +
                                std::to_string(wanted) + " parts",
                            {}, "A patient is never in two parts: add patients or ask for fewer parts");
  }
  Stratification stratification(contents, fractions, options.seed);
  return stratification.split();
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
      return base::unexpected(ErrorCode::kDamaged, "there is no part '" + row[part] + "'",
                              "patient " + row[patient], "Parts are train, validation and test");
    }
    if (!split.emplace(row[patient], *parsed).second) {
      return base::unexpected(ErrorCode::kDamaged, "the patient stands twice", "patient " + row[patient],
                              "Give each patient one part");
    }
  }
  return split;
}

}  // namespace pinnacle::dataset
