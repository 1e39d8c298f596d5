#include "pinnacle/dataset/truth_corrections.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

using cytogenetics::ChromosomeClass;

class Corrections : public testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::temp_directory_path() /
            ("pinnacle-corrections-" + std::to_string(getpid()) + ".csv");
  }
  void TearDown() override { std::filesystem::remove(file_); }
  base::Expected<TruthCorrections> read(const std::string& rows) {
    EXPECT_TRUE(platform::write_text(file_, "image,x,y,width,height,what,class,reason\n" + rows));
    return read_truth_corrections(file_);
  }
  base::Expected<std::vector<LabelledBox>> corrected(const std::string& rows) {
    auto list = read(rows);
    if (!list) return base::Unexpected{std::move(list).error()};
    return corrected_boxes(metaphase_, *list);
  }
  std::filesystem::path file_;
  const LabelledMetaphase metaphase_{"folder/a.jpg",
                                     "p",
                                     {{{1, 2, 30, 40}, ChromosomeClass::k8, {}},
                                      {{1, 2, 30, 40}, ChromosomeClass::kX, {}},
                                      {{50, 60, 9, 8}, ChromosomeClass::k21, {}}}};
};

TEST_F(Corrections, TakeOutTheOneOfTwoLabels) {
  const auto boxes = corrected("a.jpg,1,2,30,40,remove,X,one object\n");
  ASSERT_TRUE(boxes) << boxes.error().text();
  ASSERT_EQ(boxes->size(), 2u);
  EXPECT_EQ(boxes->front().label, ChromosomeClass::k8);
}

TEST_F(Corrections, AddAndRename) {
  const auto boxes = corrected(
      "a.jpg,100,110,20,30,add,,no box\na.jpg,50,60,9,8,class,22,too "
      "short\nother.jpg,1,1,1,1,remove,,elsewhere\n");
  ASSERT_TRUE(boxes) << boxes.error().text();
  ASSERT_EQ(boxes->size(), 4u);
  EXPECT_EQ((*boxes)[2].label, ChromosomeClass::k22);
  EXPECT_EQ((*boxes)[3].label, ChromosomeClass::kUnclassified);
  EXPECT_EQ((*boxes)[3].box, (base::Box{100, 110, 20, 30}));
}

TEST_F(Corrections, NameWhatTheTruthDoesNotHave) {
  for (const auto* row : {"a.jpg,1,2,30,40,remove,21,no 21 there\n",
                          "a.jpg,3,2,30,40,remove,8,another place\n", "a.jpg,50,60,9,8,class,21,is one\n"}) {
    const auto fault = corrected(row);
    ASSERT_FALSE(fault) << row;
    EXPECT_NE(fault.error().text().find("line 2"), std::string::npos) << fault.error().text();
  }
}

TEST_F(Corrections, RefuseWhatIsNone) {
  for (const auto* row :
       {"a.jpg,1,2,x,40,remove,8,why\n", "a.jpg,1,2,0,40,remove,8,why\n", "a.jpg,1,2,30,40,delete,8,why\n",
        "a.jpg,1,2,30,40,remove,Z,why\n", "a.jpg,1,2,30,40,class,,why\n", "a.jpg,1,2,30,40,remove,8,\n"}) {
    const auto fault = read(row);
    ASSERT_FALSE(fault) << row;
    EXPECT_NE(fault.error().text().find("line 2"), std::string::npos) << fault.error().text();
  }
}

}  // namespace
}  // namespace pinnacle::dataset
