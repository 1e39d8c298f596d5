#include "pinnacle/dataset/labelled_images.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

class LabelledImages : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  base::Expected<std::vector<LabelledImage>> read(const std::string& text) const {
    EXPECT_TRUE(platform::write_text(folder_ / kImagesTable, text));
    return read_images(folder_);
  }
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("images-" + std::to_string(getpid()));
};

TEST_F(LabelledImages, ComeBackAsTheyWereWritten) {
  const std::vector<LabelledImage> images{{folder_ / "5" / "a.png", "5", "c1", "p, the first", true},
                                          {"/elsewhere/b.png", "del(5)(p14)", "", "", std::nullopt},
                                          {folder_ / "c.png", "X", "c1", "p2", false}};
  const auto text = images_text(images, folder_);
  EXPECT_EQ(text.find(folder_.string()), std::string::npos) << text;
  const auto back = read(text);
  ASSERT_TRUE(back) << back.error().text();
  ASSERT_EQ(back->size(), images.size());
  for (std::size_t i = 0; i < images.size(); ++i) {
    EXPECT_EQ((*back)[i].file, images[i].file);
    EXPECT_EQ((*back)[i].label, images[i].label);
    EXPECT_EQ((*back)[i].cell, images[i].cell);
    EXPECT_EQ((*back)[i].patient, images[i].patient);
    EXPECT_EQ((*back)[i].p_on_top, images[i].p_on_top);
  }
  EXPECT_EQ(read_images(folder_ / kImagesTable)->size(), images.size());
}

TEST_F(LabelledImages, AreUprightWhereTheTableDoesNotSay) {
  EXPECT_EQ(read("file,class,cell,patient,width\na.png,1,c,p,30\n")->front().p_on_top, true);
  EXPECT_EQ(read_images(folder_, std::nullopt)->front().p_on_top, std::nullopt)
      << "unless nothing is taken for granted";
}

TEST_F(LabelledImages, AFaultIsNamedWithItsRow) {
  for (const auto& [text, words] :
       {std::pair{"file,class,cell,pateint\n", "no column 'patient'"},
        {"file,class,cell,patient\na.png,1,c,p\na.png,2,c,p\n", "line 3: the file a.png"},
        {"file,class,cell,patient\na.png,,c,p\n", "line 2: the file or the class"},
        {"file,class,cell,patient,p_on_top\na.png,1,c,p,up\n", "'up' is no orientation"},
        {"file,class,cell,patient\n", "names no image"}}) {
    const auto fault = read(text);
    ASSERT_FALSE(fault) << text;
    EXPECT_NE(fault.error().text().find(words), std::string::npos) << fault.error().text();
  }
}

}  // namespace
}  // namespace pinnacle::dataset
