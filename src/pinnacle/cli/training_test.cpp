#include "pinnacle/cli/training.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "pinnacle/cli/listener.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

class TrainingRequests : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_ / "data"); }
  void TearDown() override {
    unsetenv("PINNACLE_MODELS");
    fs::remove_all(folder_);
  }

  fs::path put(const std::string& name, const std::string& text) const {
    EXPECT_TRUE(platform::write_text(folder_ / name, text));
    return folder_ / name;
  }
  /// A data set's cells: one of each patient.
  static std::vector<dataset::LabelledMetaphase> cells_of(const std::vector<std::string>& patients) {
    std::vector<dataset::LabelledMetaphase> cells;
    for (const auto& patient : patients) cells.push_back({patient + ".png", patient, {}});
    return cells;
  }

  const fs::path folder_ = fs::temp_directory_path() / ("pinnacle-training-" + std::to_string(getpid()));
  TrainingRequest request_;
  Listener listener_;
};

TEST_F(TrainingRequests, PartsAreThoseOfTheSplit) {
  request_.datasets = {"data"};
  request_.splits = {put("split.csv", "patient,part\na,train\nb,validation\nc,test\n")};
  const auto parts = parts_of(cells_of({"a", "b", "c", "d"}), request_, 0, listener_);
  ASSERT_TRUE(parts) << parts.error().text();
  ASSERT_EQ(parts->train.size(), 1u);
  EXPECT_EQ(parts->train.front().patient, "a");
  ASSERT_EQ(parts->validation.size(), 1u);
  EXPECT_EQ(parts->validation.front().patient, "b");
  ASSERT_EQ(listener_.lines.size(), 1u);
  EXPECT_NE(listener_.lines.front().find("does not name 1 of the patients"), std::string::npos);
}

TEST_F(TrainingRequests, ASplitOfOtherDataIsRefused) {
  request_.datasets = {"first", "second"};
  request_.splits = {put("one.csv", "patient,part\na,train\n"),
                     put("two.csv", "patient,part\nb,validation\n")};
  const auto parts = parts_of(cells_of({"a"}), request_, 1, listener_);
  ASSERT_FALSE(parts);
  EXPECT_NE(parts.error().text().find("two.csv: it names none of the patients of second"), std::string::npos)
      << parts.error().text();
}

TEST_F(TrainingRequests, ADataSetGivenTwiceIsJudgedByOnce) {
  fs::create_directories(folder_ / "other");
  const auto split = put("split.csv", "patient,part\na,train\nb,validation\n");
  request_.datasets = {folder_ / "data", folder_ / "other", folder_ / "other/../data"};
  request_.splits = {split, split, split};
  std::vector<std::size_t> trained_on, judged_by;
  for (std::size_t i = 0; i < request_.datasets.size(); ++i) {
    const auto parts = parts_of(cells_of({"a", "b"}), request_, i, listener_);
    ASSERT_TRUE(parts) << parts.error().text();
    trained_on.push_back(parts->train.size());
    judged_by.push_back(parts->validation.size());
  }
  EXPECT_EQ(trained_on, (std::vector<std::size_t>{1, 1, 1}));
  EXPECT_EQ(judged_by, (std::vector<std::size_t>{1, 1, 0}));
}

TEST_F(TrainingRequests, OneDataSetHasOneSplit) {
  put("data/chromosomes.csv", "");
  fs::create_directory_symlink("data", folder_ / "link");
  const auto a = put("a.csv", "patient,part\nx,train\ny,validation\n"),
             b = put("b.csv", "patient,part\nx,validation\ny,train\n");
  request_.datasets = {folder_ / "data", folder_ / "data"};
  request_.splits = {a, a};
  EXPECT_TRUE(check_splits(request_, listener_)) << "twice is shown twice as often";
  request_.splits = {a, b};
  for (const auto* same : {"data", "link", "data/chromosomes.csv"}) {
    request_.datasets[1] = folder_ / same;
    const auto checked = check_splits(request_, listener_);
    ASSERT_FALSE(checked) << same;
    EXPECT_NE(checked.error().text().find("b.csv: its patient x is for validation here, and for train"),
              std::string::npos)
        << checked.error().text();
  }
  EXPECT_TRUE(listener_.lines.empty());
}

TEST_F(TrainingRequests, PatientsOfOneNameInTwoDataSetsAreTold) {
  request_.datasets = {"crops", "metaphases"};
  request_.splits = {put("a.csv", "patient,part\nx,train\ny,validation\nz,test\n"),
                     put("b.csv", "patient,part\nx,validation\ny,validation\nz,train\n")};
  EXPECT_TRUE(check_splits(request_, listener_));
  ASSERT_EQ(listener_.lines.size(), 1u);
  EXPECT_NE(listener_.lines.front().find(
                "warning: 1 patients, such as x, are trained on in one of crops and metaphases"),
            std::string::npos)
      << listener_.lines.front();
}

TEST_F(TrainingRequests, DependOnPinnaclesOwnOutlinerWhereMetaphasesAreCut) {
  fs::create_directories(folder_ / "models");
  put("models/outliner.weights", "one");
  setenv("PINNACLE_MODELS", (folder_ / "models").c_str(), 1);
  LabelledCell metaphase, pictures;
  metaphase.metaphase.boxes.resize(2);
  pictures.images.resize(2);
  const auto before = identity_of_files({metaphase}, request_);
  ASSERT_TRUE(before) << before.error().text();
  put("models/outliner.weights", "two");
  EXPECT_NE(*identity_of_files({metaphase}, request_), *before);
  EXPECT_EQ(*identity_of_files({pictures}, request_), "");
}

TEST_F(TrainingRequests, DependOnWhatIsInTheirPictures) {
  LabelledCell cell;
  cell.images.resize(1);
  cell.images.front().file = put("data/a.bmp", "black");
  MetaphaseParts parts;
  parts.train.push_back({folder_ / "data/a.bmp", "x", {}});
  const auto of_cell = described({cell}, folder_ / "data"), of_metaphase = *identity_of(parts, request_);
  EXPECT_EQ(described({cell}, folder_ / "data"), of_cell);
  put("data/a.bmp", "white");  // As many bytes.
  EXPECT_NE(described({cell}, folder_ / "data"), of_cell);
  EXPECT_NE(*identity_of(parts, request_), of_metaphase);
}

}  // namespace
}  // namespace pinnacle::cli
