#include "pinnacle/cli/draft.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "pinnacle/cli/synthesized_files.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

class DraftTest : public ::testing::Test {
 protected:
  DraftTest() {
    fs::remove_all(root_);
    fs::create_directories(set_);
  }
  ~DraftTest() override { fs::remove_all(root_); }

  static void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  const fs::path root_ = fs::temp_directory_path() / ("draft-test-" + std::to_string(::getpid()));
  const fs::path set_ = root_ / "set";
};

TEST_F(DraftTest, RemovesWhatItSupersedesAndNothingElse) {
  write(set_ / "old.png", "old");
  write(set_ / "again.png", "old");
  write(set_ / "crops/7/old.png", "old");
  write(set_ / "crops/8/old.png", "old");
  write(set_ / "crops/8/of another hand.png", "old");
  write(root_ / "beside.png", "not of the set");
  write(root_ / "elsewhere/linked.png", "not of the set");
  fs::create_directory_symlink(root_ / "elsewhere", set_ / "link");
  Draft draft(set_);
  ASSERT_TRUE(draft.begin());
  write(draft.folder() / "again.png", "new");
  draft.supersede({"old.png", "again.png", "crops/7/old.png", "crops/8/old.png", "gone.png", "../beside.png",
                   "link/linked.png", (root_ / "beside.png").string(), "crops", ""});
  EXPECT_TRUE(fs::exists(set_ / "old.png")) << "not before all is in place";
  ASSERT_TRUE(draft.publish({}));
  EXPECT_FALSE(fs::exists(set_ / "old.png"));
  EXPECT_EQ(platform::read_file(set_ / "again.png", 10)->size(), 3u);
  EXPECT_FALSE(fs::exists(set_ / "crops/7")) << "nor is an empty folder left";
  EXPECT_FALSE(fs::exists(set_ / "crops/8/old.png"));
  EXPECT_TRUE(fs::exists(set_ / "crops/8/of another hand.png"));
  EXPECT_TRUE(fs::exists(root_ / "beside.png"));
  EXPECT_TRUE(fs::exists(root_ / "elsewhere/linked.png"));
}

TEST_F(DraftTest, LeavesAllThatWasThereIfItIsNotPublished) {
  write(set_ / "old.png", "old");
  {
    Draft draft(set_);
    ASSERT_TRUE(draft.begin());
    draft.supersede({"old.png"});
  }
  EXPECT_TRUE(fs::exists(set_ / "old.png"));
}

TEST_F(DraftTest, TheFilesOfASynthesizedSetAreThoseOfItsTable) {
  EXPECT_TRUE(synthesized_files(set_).empty());
  write(set_ / "chromosomes.csv",
        "image,crop,clone,breaks\nmetaphase-7.png,crops/1/7-1.png,46,\nmetaphase-7.png,,46,\n");
  EXPECT_EQ(synthesized_files(set_),
            (std::vector<std::string>{"crops/1/7-1.png", "karyogram-7.png", "metaphase-7.png"}));
  write(set_ / "chromosomes.csv", "file,class,clone,breaks\n1/1-1.png,1,46,\n");
  EXPECT_EQ(synthesized_files(set_), std::vector<std::string>{"1/1-1.png"});
  write(set_ / "chromosomes.csv", "file,class,cell\n1/1-1.png,1,7\n");
  EXPECT_TRUE(synthesized_files(set_).empty()) << "real chromosomes";
}

}  // namespace
}  // namespace pinnacle::cli
