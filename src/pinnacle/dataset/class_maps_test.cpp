#include "pinnacle/dataset/class_maps.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/image/codec.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

class ClassMaps : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("pinnacle-class-maps-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_ / "dapi");
    std::filesystem::create_directories(folder_ / "classes");
    ASSERT_TRUE(platform::write_text(folder_ / "cells.csv", "image,slide,composition\nA1,s1,\"46,XY\"\n"));
    picture("dapi/A1.png", 90);
    picture("classes/A1.png", 24);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void picture(const std::string& name, std::uint8_t value) {
    ASSERT_TRUE(platform::write_file(folder_ / name, image::encode_png(image::Grey(4, 3, value))));
  }
  std::filesystem::path folder_;
};

TEST_F(ClassMaps, AreReadWithTheirSlideAndComposition) {
  ASSERT_TRUE(has_class_maps(folder_));
  const auto cells = read_class_maps(folder_);
  ASSERT_TRUE(cells) << cells.error().text();
  ASSERT_EQ(cells->size(), 1u);
  EXPECT_EQ(cells->front().file, folder_ / "dapi" / "A1.png");
  EXPECT_EQ(cells->front().patient, "s1");
  EXPECT_EQ(cells->front().composition, "46,XY");
  const auto map = read_class_map(cells->front().class_map, 4, 3);
  ASSERT_TRUE(map) << map.error().text();
  EXPECT_EQ((*map)(3, 2), kMappedY);
}

TEST_F(ClassMaps, NameAMapThatIsMissing) {
  std::filesystem::remove(folder_ / "classes" / "A1.png");
  const auto fault = read_class_maps(folder_);
  ASSERT_FALSE(fault);
  EXPECT_NE(fault.error().text().find("classes/A1.png"), std::string::npos) << fault.error().text();
  EXPECT_NE(fault.error().text().find("line 2"), std::string::npos) << fault.error().text();
}

TEST_F(ClassMaps, HoldClassesOnly) {
  picture("classes/A1.png", 25);
  const auto fault = read_class_map(folder_ / "classes" / "A1.png", 4, 3);
  ASSERT_FALSE(fault);
  EXPECT_NE(fault.error().text().find("the value 25 at 0, 0 is no class"), std::string::npos)
      << fault.error().text();
}

TEST_F(ClassMaps, AreAsLargeAsTheirPictures) {
  const auto fault = read_class_map(folder_ / "classes" / "A1.png", 4, 4);
  ASSERT_FALSE(fault);
  EXPECT_NE(fault.error().text().find("classes/A1.png: the map of classes is 4 x 3 px, its picture 4 x 4"),
            std::string::npos)
      << fault.error().text();
}

TEST_F(ClassMaps, KnowTheCopiesOfPlainCellsOnly) {
  const auto male = copies_in_plain_cell(" 46, XY");
  EXPECT_EQ(male.size(), 24u);
  EXPECT_EQ(male.at(7), 2);
  EXPECT_EQ(male.at(kMappedX), 1);
  EXPECT_EQ(male.at(kMappedY), 1);
  const auto female = copies_in_plain_cell("46,XX");
  EXPECT_EQ(female.at(kMappedX), 2);
  EXPECT_FALSE(female.count(kMappedY));
  EXPECT_TRUE(copies_in_plain_cell("46,XX,t(9;22)").empty());
}

}  // namespace
}  // namespace pinnacle::dataset
