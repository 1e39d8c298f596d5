#include "pinnacle/dataset/folds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "pinnacle/base/random.h"

namespace pinnacle::dataset {
namespace {

/// Patients of one to five cells; every third has a label that few have.
std::vector<FoldItem> patients(int count) {
  base::Random random(11);
  std::vector<FoldItem> items;
  for (int p = 0; p < count; ++p) {
    const auto cells = 1 + random.below(5);
    for (std::size_t i = 0; i < cells * 8; ++i)
      items.push_back({"p" + std::to_string(p), static_cast<int>(i % 8)});
    if (p % 3 == 0) items.push_back({"p" + std::to_string(p), 8});
  }
  return items;
}

std::map<std::string, std::set<int>> folds_of_patients(const std::vector<FoldItem>& items,
                                                       const Folds& folds) {
  std::map<std::string, std::set<int>> seen;
  for (std::size_t i = 0; i < items.size(); ++i) seen[items[i].patient].insert(folds.fold_of[i]);
  return seen;
}

TEST(FoldsByPatient, PutNoPatientIntoTwo) {
  const auto items = patients(40);
  for (const int count : {2, 5, 10, 40}) {
    const auto folds = folds_by_patient(items, count, 7);
    ASSERT_TRUE(folds) << folds.error().text();
    std::set<int> used;
    for (const auto& [patient, own] : folds_of_patients(items, *folds)) {
      EXPECT_EQ(own.size(), 1u) << patient;
      used.insert(own.begin(), own.end());
    }
    EXPECT_EQ(used.size(), static_cast<std::size_t>(count)) << "no fold is empty";
    EXPECT_TRUE(folds->warning.empty());
  }
}

TEST(FoldsByPatient, ShareOutEveryLabelEvenly) {
  const auto items = patients(60);
  const auto folds = folds_by_patient(items, 5, 7);
  ASSERT_TRUE(folds);
  std::map<int, std::vector<int>> counts;
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto& own = counts[items[i].label];
    own.resize(5);
    ++own[folds->fold_of[i]];
  }
  for (const auto& [label, own] : counts) {
    const auto [least, most] = std::minmax_element(own.begin(), own.end());
    EXPECT_LE(*most - *least, 3) << "label " << label;
  }
}

TEST(FoldsByPatient, DependOnTheSeedAlone) {
  const auto items = patients(30);
  EXPECT_EQ(folds_by_patient(items, 5, 1)->fold_of, folds_by_patient(items, 5, 1)->fold_of);
  EXPECT_NE(folds_by_patient(items, 5, 1)->fold_of, folds_by_patient(items, 5, 2)->fold_of);
}

TEST(FoldsByPatient, SayWhatTheyCannotDo) {
  EXPECT_NE(folds_by_patient(patients(3), 5, 1).error().text().find("3 patients cannot fill 5 folds"),
            std::string::npos);
  EXPECT_FALSE(folds_by_patient(patients(3), 1, 1));
  EXPECT_FALSE(folds_by_patient({}, 2, 1));
}

TEST(LeaveOnePatientOut, GivesEachPatientAFold) {
  const auto items = patients(7);
  const auto folds = leave_one_patient_out(items);
  ASSERT_TRUE(folds);
  EXPECT_EQ(folds->count, 7);
  std::set<int> used;
  for (const auto& [patient, own] : folds_of_patients(items, *folds)) {
    EXPECT_EQ(own.size(), 1u);
    used.insert(*own.begin());
  }
  EXPECT_EQ(used.size(), 7u);
  EXPECT_FALSE(leave_one_patient_out(patients(1)));
}

TEST(FoldsByImage, AreEvenButMixPatientsAndSaySo) {
  const auto items = patients(20);
  const auto folds = folds_by_image(items, 5, 3);
  ASSERT_TRUE(folds);
  std::vector<int> sizes(5);
  for (const int fold : folds->fold_of) ++sizes[fold];
  const auto [least, most] = std::minmax_element(sizes.begin(), sizes.end());
  EXPECT_LE(*most - *least, 1);
  const auto seen = folds_of_patients(items, *folds);
  EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), [](const auto& p) { return p.second.size() > 1; }));
  EXPECT_NE(folds->warning.find("one patient"), std::string::npos);
}

}  // namespace
}  // namespace pinnacle::dataset
