#include "pinnacle/cli/training_curve.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

class MeanCurve : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("pinnacle-curve-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path log(const std::string& name, const std::string& lines) const {
    std::ofstream(folder_ / name) << "step,pass,seconds,loss,score,figures\n" << lines;
    return folder_ / name;
  }

  fs::path folder_;
};

TEST_F(MeanCurve, IsOfTheTrainingsThatCameSoFar) {
  const auto a = log("a.csv",
                     "10,1,5,2.0,0.5,validation_accuracy=0.5 validation_loss=1.5\n"
                     "20,2,9,1.0,0.8,validation_accuracy=0.8 validation_loss=0.5\n");
  // Another fold is a little larger: its first judgement comes at another pass and still belongs to the
  // other's.
  const auto b = log("b.csv", "11,1.1,5,4.0,0.7,validation_accuracy=0.7 validation_loss=2.5\n");
  const auto curve = mean_curve({a, folder_ / "none.csv", b});
  ASSERT_EQ(curve.size(), 2u);
  EXPECT_DOUBLE_EQ(curve[0].epoch, 1.05);
  EXPECT_DOUBLE_EQ(curve[0].training_loss, 3);
  EXPECT_DOUBLE_EQ(curve[0].validation_loss, 2);
  EXPECT_DOUBLE_EQ(curve[0].validation_accuracy, 0.6);
  EXPECT_DOUBLE_EQ(curve[1].epoch, 2);
  EXPECT_DOUBLE_EQ(curve[1].training_loss, 1);
}

TEST_F(MeanCurve, TakesTheLastOfWhatWasWrittenTwice) {
  const auto killed = log("killed.csv",
                          "10,1,5,2.0,0.5,validation_accuracy=0.5 validation_loss=1.5\n"
                          "10,1,3,1.0,0.5,validation_accuracy=0.6 validation_loss=1.25\n");
  const auto curve = mean_curve({killed});
  ASSERT_EQ(curve.size(), 1u);
  EXPECT_DOUBLE_EQ(curve[0].training_loss, 1);
  EXPECT_DOUBLE_EQ(curve[0].validation_loss, 1.25);
}

TEST_F(MeanCurve, LeavesOutFiguresThatTheLogDoesNotHave) {
  const auto curve = mean_curve({log("other.csv", "10,1,5,2.0,0.5,crops_accuracy=0.5\n")});
  ASSERT_EQ(curve.size(), 1u);
  EXPECT_TRUE(std::isnan(curve[0].validation_accuracy));
  EXPECT_TRUE(std::isnan(curve[0].validation_loss));
}

TEST_F(MeanCurve, IsEmptyWithoutALog) {
  EXPECT_TRUE(mean_curve({folder_ / "none.csv"}).empty());
  EXPECT_TRUE(mean_curve({}).empty());
}

}  // namespace
}  // namespace pinnacle::cli
