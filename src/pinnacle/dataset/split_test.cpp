#include "pinnacle/dataset/split.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pinnacle::dataset {
namespace {

std::map<std::string, int> patients(int count) {
  std::map<std::string, int> strata;
  for (int i = 0; i < count; ++i) strata["p" + std::to_string(i)] = i % 10 == 0;
  return strata;
}

long count_of(const PatientSplit& split, Part part) {
  return std::count_if(split.begin(), split.end(), [part](const auto& entry) { return entry.second == part; });
}

TEST(SplitByPatient, GivesEveryStratumItsShare) {
  const auto strata = patients(200);
  const auto split = split_by_patient(strata, {.validation = 0.1, .test = 0.2, .seed = 3});
  EXPECT_EQ(split.size(), 200u);
  EXPECT_EQ(count_of(split, Part::kTest), 40);
  EXPECT_EQ(count_of(split, Part::kValidation), 20);
  const auto rare_tests = std::count_if(split.begin(), split.end(), [&](const auto& entry) {
    return entry.second == Part::kTest && strata.at(entry.first) == 1;
  });
  EXPECT_EQ(rare_tests, 4);
}

TEST(SplitByPatient, DependsOnTheSeedAlone) {
  const auto strata = patients(50);
  EXPECT_EQ(split_by_patient(strata, {.seed = 1}), split_by_patient(strata, {.seed = 1}));
  EXPECT_NE(split_by_patient(strata, {.seed = 1}), split_by_patient(strata, {.seed = 2}));
}

TEST(ReadSplit, TakesBackWhatWasWritten) {
  const auto split = split_by_patient(patients(30), {});
  EXPECT_EQ(*read_split(split_text(split)), split);
  EXPECT_FALSE(read_split("patient,part\na,train\na,test\n"));
  EXPECT_FALSE(read_split("patient,part\na,training\n"));
}

}  // namespace
}  // namespace pinnacle::dataset
