#include "pinnacle/dataset/split.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pinnacle/base/random.h"

namespace pinnacle::dataset {
namespace {

using Contents = std::map<std::string, PatientContent>;

/// Every patient has both normal labels, each tenth a rare one.
Contents patients(int count) {
  Contents contents;
  for (int i = 0; i < count; ++i) {
    auto& content = contents["p" + std::to_string(i)] = {{"1", 2}, {"2", 2}};
    if (i % 10 == 0) content["rare"] = 1;
  }
  return contents;
}

long count_of(const PatientSplit& split, Part part) {
  return std::count_if(split.begin(), split.end(), [part](const auto& entry) { return entry.second == part; });
}

double amount_of(const Contents& contents, const PatientSplit& split, Part part, const std::string& label) {
  double sum = 0;
  for (const auto& [patient, content] : contents) {
    const auto found = content.find(label);
    if (found != content.end() && split.at(patient) == part) sum += found->second;
  }
  return sum;
}

TEST(SplitByPatient, GivesEveryPartItsShareOfARareLabel) {
  const auto contents = patients(200);
  const auto split = *split_by_patient(contents, {.validation = 0.1, .test = 0.2, .seed = 3});
  EXPECT_EQ(split.size(), 200u);
  EXPECT_EQ(count_of(split, Part::kTest), 40);
  EXPECT_EQ(count_of(split, Part::kValidation), 20);
  EXPECT_EQ(amount_of(contents, split, Part::kTest, "rare"), 4);
  EXPECT_EQ(amount_of(contents, split, Part::kValidation, "rare"), 2);
}

TEST(SplitByPatient, GivesPartsTheirShareOfPicturesAndOfPatientsOfAnySize) {
  base::Random random(5);
  Contents contents;
  double total = 0;
  for (int i = 0; i < 200; ++i) {
    const auto images = 1 + static_cast<double>(random.below(40));
    contents["p" + std::to_string(i)] = {{"1", images}};
    total += images;
  }
  const auto split = *split_by_patient(contents, {.validation = 0.2, .test = 0.2, .seed = 1});
  for (const auto part : {Part::kValidation, Part::kTest}) {
    EXPECT_NEAR(amount_of(contents, split, part, "1"), 0.2 * total, 25);
    EXPECT_NEAR(static_cast<double>(count_of(split, part)), 40, 8);
  }
}

TEST(SplitByPatient, DependsOnTheSeedAlone) {
  const auto contents = patients(50);
  EXPECT_EQ(*split_by_patient(contents, {.seed = 1}), *split_by_patient(contents, {.seed = 1}));
  EXPECT_NE(*split_by_patient(contents, {.seed = 1}), *split_by_patient(contents, {.seed = 2}));
}

TEST(SplitByPatient, LeavesNoPartEmptyThatWasAskedFor) {
  const auto three = *split_by_patient(patients(3), {.validation = 0.01, .test = 0.01, .seed = 1});
  for (const auto part : {Part::kTrain, Part::kValidation, Part::kTest}) EXPECT_EQ(count_of(three, part), 1);
  const auto two = *split_by_patient(patients(2), {.validation = 0.3, .test = 0, .seed = 1});
  EXPECT_EQ(count_of(two, Part::kTest), 0);
  EXPECT_EQ(count_of(two, Part::kValidation), 1);
}

TEST(SplitByPatient, RefusesWhatCannotBe) {
  EXPECT_FALSE(split_by_patient(patients(2), {}));
  EXPECT_FALSE(split_by_patient(patients(9), {.validation = 0.5, .test = 0.5}));
  EXPECT_FALSE(split_by_patient(patients(9), {.validation = -0.1, .test = 0.5}));
}

TEST(ReadSplit, TakesBackWhatWasWritten) {
  const auto split = *split_by_patient(patients(30), {});
  EXPECT_EQ(*read_split(split_text(split)), split);
  EXPECT_FALSE(read_split("patient,part\na,train\na,test\n"));
  EXPECT_FALSE(read_split("patient,part\na,training\n"));
}

}  // namespace
}  // namespace pinnacle::dataset
