#include "pinnacle/dataset/folds.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "pinnacle/base/random.h"

namespace pinnacle::dataset {
namespace {

/// How many items of each label there are.
using LabelCounts = std::vector<double>;

struct Patient {
  std::string name;
  LabelCounts counts;
};

base::Expected<void> check(int folds, std::size_t things, const std::string& name) {
  if (folds < 2) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, std::to_string(folds) + " folds are too few",
                            "folds", "Take at least 2");
  }
  if (things < static_cast<std::size_t>(folds)) {
    return base::unexpected(
        base::ErrorCode::kInvalidArgument,
        std::to_string(things) + " " + name + " cannot fill " + std::to_string(folds) + " folds", "folds",
        "Take fewer folds");
  }
  return {};
}

std::vector<Patient> patients_of(const std::vector<FoldItem>& items) {
  int labels = 0;
  for (const auto& item : items) labels = std::max(labels, item.label + 1);
  std::map<std::string, LabelCounts> counts;
  for (const auto& item : items) {
    auto& own = counts[item.patient];
    own.resize(labels);
    own[item.label] += 1;
  }
  std::vector<Patient> patients;
  for (auto& [name, own] : counts) patients.push_back({name, std::move(own)});
  return patients;
}

double variance(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double sum = 0;
  for (const double v : values) sum += (v - mean) * (v - mean);
  return sum / count;
}

double total(const LabelCounts& counts) { return std::accumulate(counts.begin(), counts.end(), 0.0); }

/// How uneven the folds are: the mean over the labels of the deviation, between the folds, of each one's
/// share of the label.
double unevenness(const std::vector<LabelCounts>& folds, const LabelCounts& all) {
  double sum = 0;
  std::vector<double> shares(folds.size());
  for (std::size_t label = 0; label < all.size(); ++label) {
    if (all[label] <= 0) continue;
    for (std::size_t f = 0; f < folds.size(); ++f) shares[f] = folds[f][label] / all[label];
    sum += std::sqrt(variance(shares));
  }
  return sum;
}

/// Puts the patient into the fold that then stays evenest, of equal ones into the smallest.
/// @param only_empty  Fill an empty fold: so many patients are left as folds are empty.
std::size_t evenest_fold(std::vector<LabelCounts>& folds, const Patient& patient, const LabelCounts& all,
                         bool only_empty) {
  const auto put = [&](LabelCounts& fold, double sign) {
    for (std::size_t label = 0; label < all.size(); ++label) fold[label] += sign * patient.counts[label];
  };
  std::size_t best = 0;
  double least = INFINITY, fewest = INFINITY;
  for (std::size_t f = 0; f < folds.size(); ++f) {
    const double held = total(folds[f]);
    if (only_empty && held > 0) continue;
    put(folds[f], 1);
    const double uneven = unevenness(folds, all);
    put(folds[f], -1);
    constexpr double kSame = 1e-9;
    if (uneven < least - kSame || (uneven < least + kSame && held < fewest)) {
      best = f;
      least = uneven;
      fewest = held;
    }
  }
  put(folds[best], 1);
  return best;
}

std::vector<int> fold_of_items(const std::vector<FoldItem>& items,
                               const std::map<std::string, int>& fold_of_patient) {
  std::vector<int> folds;
  for (const auto& item : items) folds.push_back(fold_of_patient.at(item.patient));
  return folds;
}

}  // namespace

base::Expected<Folds> folds_by_patient(const std::vector<FoldItem>& items, int count, std::uint64_t seed) {
  auto patients = patients_of(items);
  PINNACLE_TRY_VOID(check(count, patients.size(), "patients"));
  base::Random(seed).shuffle(patients);
  std::stable_sort(patients.begin(), patients.end(), [](const Patient& a, const Patient& b) {
    return variance(a.counts) > variance(b.counts);
  });
  LabelCounts all(patients.front().counts.size());
  for (const auto& patient : patients) {
    for (std::size_t label = 0; label < all.size(); ++label) all[label] += patient.counts[label];
  }
  std::vector<LabelCounts> folds(count, LabelCounts(all.size()));
  std::map<std::string, int> fold_of_patient;
  for (std::size_t p = 0; p < patients.size(); ++p) {
    const auto empty =
        std::count_if(folds.begin(), folds.end(), [](const auto& fold) { return total(fold) <= 0; });
    const bool only_empty = static_cast<std::size_t>(empty) >= patients.size() - p;
    fold_of_patient[patients[p].name] = static_cast<int>(evenest_fold(folds, patients[p], all, only_empty));
  }
  return Folds{count, fold_of_items(items, fold_of_patient), {}};
}

base::Expected<Folds> leave_one_patient_out(const std::vector<FoldItem>& items) {
  std::map<std::string, int> fold_of_patient;
  for (const auto& patient : patients_of(items)) {
    fold_of_patient.emplace(patient.name, static_cast<int>(fold_of_patient.size()));
  }
  PINNACLE_TRY_VOID(check(2, fold_of_patient.size(), "patients"));
  return Folds{static_cast<int>(fold_of_patient.size()), fold_of_items(items, fold_of_patient), {}};
}

base::Expected<Folds> folds_by_image(const std::vector<FoldItem>& items, int count, std::uint64_t seed) {
  PINNACLE_TRY_VOID(check(count, items.size(), "images"));
  std::map<int, std::vector<std::size_t>> by_label;
  for (std::size_t i = 0; i < items.size(); ++i) by_label[items[i].label].push_back(i);
  Folds folds{
      count, std::vector<int>(items.size()),
      "folds by image: pictures of one patient, and the homologues of one cell, are learnt from and judged; "
      "the figures are better than those for a new patient would be"};
  base::Random random(seed);
  int next = 0;
  for (auto& [label, indices] : by_label) {
    random.shuffle(indices);
    for (const auto i : indices) folds.fold_of[i] = next++ % count;
  }
  return folds;
}

}  // namespace pinnacle::dataset
