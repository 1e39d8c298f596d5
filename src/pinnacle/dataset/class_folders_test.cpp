#include "pinnacle/dataset/class_folders.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/image/codec.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

namespace fs = std::filesystem;

class ClassFolders : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }
  void put(const std::string& name) const {
    fs::create_directories((folder_ / name).parent_path());
    EXPECT_TRUE(platform::write_file(folder_ / name, image::encode_png(image::Grey(8, 8, 99))));
  }
  fs::path folder_ = fs::temp_directory_path() / ("class-folders-" + std::to_string(getpid()));
};

TEST_F(ClassFolders, TellClassPatientAndCell) {
  put("5/A00123_c7_1.png");
  put("del5p/B00456_c1_9.PNG");
  put(".hidden/x.png");
  EXPECT_TRUE(platform::write_text(folder_ / "5" / "notes.txt", "no image"));
  ClassFolderOptions options{"^(.{6})", "_(c\\d+)_", {{"del5p", "del(5)(p14)"}}};
  const auto gathered = gather_class_folders(folder_, options);
  ASSERT_TRUE(gathered) << gathered.error().text();
  ASSERT_EQ(gathered->images.size(), 2u);
  EXPECT_TRUE(gathered->bad.empty());
  EXPECT_EQ(gathered->images[0].label, "5");
  EXPECT_EQ(gathered->images[0].patient, "A00123");
  EXPECT_EQ(gathered->images[0].cell, "c7");
  EXPECT_EQ(gathered->images[1].label, "del(5)(p14)");
  EXPECT_EQ(gathered->images[1].p_on_top, std::nullopt);
}

TEST_F(ClassFolders, ListWhatCannotBeTaken) {
  put("5/A00123.png");
  put("5/odd.png");
  put("6/A00123.png");
  fs::create_directories(folder_ / "7");
  EXPECT_TRUE(platform::write_text(folder_ / "6" / "B00456.png", "no picture"));
  auto gathered = *gather_class_folders(folder_, {"^([A-Z]\\d{5})", "", {}});
  ASSERT_EQ(gathered.bad.size(), 2u);
  EXPECT_NE(gathered.bad[0].text().find("odd.png: its name does not match --patient-from"),
            std::string::npos);
  EXPECT_NE(gathered.bad[1].text().find("7: there is no PNG"), std::string::npos);
  base::SilentProgress progress;
  ASSERT_TRUE(part_unreadable(gathered, progress));
  EXPECT_EQ(gathered.images.size(), 2u);
  ASSERT_EQ(gathered.bad.size(), 3u);
  EXPECT_NE(gathered.bad[2].text().find("B00456.png"), std::string::npos);
}

TEST_F(ClassFolders, RefuseOptionsThatCannotBeMeant) {
  put("5/A00123.png");
  EXPECT_FALSE(gather_class_folders(folder_, {"^(.{6}", "", {}}));
  EXPECT_FALSE(gather_class_folders(folder_, {"^.{6}", "", {}}));
  EXPECT_FALSE(gather_class_folders(folder_, {"", "", {{"six", "6"}}}));
  EXPECT_FALSE(gather_class_folders(folder_ / "5", {}));
  EXPECT_FALSE(gather_class_folders(folder_ / "no-such", {}));
}

TEST_F(ClassFolders, AreLabelledByATable) {
  const auto file = folder_ / "labels.csv";
  EXPECT_TRUE(platform::write_text(file, "folder,label\ndel5p,del(5)(p14)\n"));
  EXPECT_EQ(read_folder_labels(file)->at("del5p"), "del(5)(p14)");
  EXPECT_TRUE(platform::write_text(file, "folder,label\n5,5\n5,6\n"));
  EXPECT_FALSE(read_folder_labels(file));
}

}  // namespace
}  // namespace pinnacle::dataset
