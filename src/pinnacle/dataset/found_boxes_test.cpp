#include "pinnacle/dataset/found_boxes.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

class FoundBoxes : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(file_); }
  base::Expected<std::map<std::string, std::vector<base::Box>>> read(const std::string& text) const {
    EXPECT_TRUE(platform::write_text(file_, text));
    return read_found_boxes(file_);
  }
  std::filesystem::path file_ = std::filesystem::temp_directory_path() / ("found-boxes-" + std::to_string(getpid()) + ".csv");
};

TEST_F(FoundBoxes, AreGroupedByImage) {
  const auto boxes = read("file,x,y,width,height\na.png,1,2.5,3,4\nb.png,0,0,9,9\na.png,7,7,1,1\n");
  ASSERT_TRUE(boxes) << boxes.error().text();
  ASSERT_EQ(boxes->at("a.png").size(), 2u);
  EXPECT_EQ(boxes->at("a.png")[0].y, 2.5);
  EXPECT_EQ(boxes->at("b.png")[0].width, 9);
}

TEST_F(FoundBoxes, ABadRowIsNamed) {
  const auto boxes = read("file,x,y,width,height\na.png,1,2,3,4\na.png,1,2,wide,4\n");
  ASSERT_FALSE(boxes);
  EXPECT_EQ(boxes.error().code, base::ErrorCode::kDamaged);
  EXPECT_NE(boxes.error().text().find("line 3"), std::string::npos) << boxes.error().text();
  EXPECT_FALSE(read("file,x,y,width,height\na.png,1,2,0,4\n"));
}

}  // namespace
}  // namespace pinnacle::dataset
