#include "pinnacle/dataset/contradictions.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

class Contradictions : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(file_); }
  base::Expected<std::vector<Finding>> read(const std::string& text) const {
    EXPECT_TRUE(platform::write_text(file_, text));
    return read_contradictions(file_, 0.9);
  }
  std::filesystem::path file_ =
      std::filesystem::temp_directory_path() / ("contradictions-" + std::to_string(getpid()) + ".csv");
};

TEST_F(Contradictions, AreWhereTheModelIsSureOfAnotherLabel) {
  const auto found = read(
      "file,patient,truth,p:8,p:X\n"
      "right.png,p,8,0.99,0.01\n"
      "unsure.png,p,8,0.2,0.8\n"
      "wrong.png,p,8,0.05,0.95\n"
      "surely-wrong.png,p,X,1,0\n");
  ASSERT_TRUE(found) << found.error().text();
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ((*found)[0].place, "surely-wrong.png");
  EXPECT_EQ((*found)[1].place, "wrong.png");
  EXPECT_EQ((*found)[1].detail, "labelled 8, looks like X (0.950)");
}

TEST_F(Contradictions, AFaultIsNamed) {
  EXPECT_NE(read("file,truth\na.png,8\n").error().text().find("p:LABEL"), std::string::npos);
  EXPECT_NE(read("file,truth,p:8\na.png,8,1\nb.png,8,sure\n").error().text().find("row 2"),
            std::string::npos);
  EXPECT_FALSE(read("file,truth,p:8\na.png,8,1.5\n"));
}

}  // namespace
}  // namespace pinnacle::dataset
