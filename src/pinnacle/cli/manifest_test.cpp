#include "pinnacle/cli/manifest.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

class Manifest : public testing::Test {
 protected:
  Manifest() { fs::create_directories(folder_ / "in"); }
  ~Manifest() override { fs::remove_all(folder_); }
  fs::path put(const std::string& name, const std::string& text = "x") const {
    EXPECT_TRUE(platform::write_text(folder_ / name, text));
    return folder_ / name;
  }
  fs::path folder_ = fs::temp_directory_path() / ("manifest-" + std::to_string(getpid()));
};

std::vector<std::string> names_of_files(const std::vector<fs::path>& files) {
  std::vector<Job> jobs;
  for (const auto& file : files) {
    jobs.emplace_back();
    jobs.back().image = file;
  }
  return names_of(jobs);
}

TEST_F(Manifest, GivesAMissingImageAFaultAndGoesOn) {
  put("in/a.png");
  const auto jobs = read_manifest(put("m.csv", "image,case\nin/nope.png,1\nin/a.png,1\n"));
  ASSERT_TRUE(jobs) << jobs.error().text();
  ASSERT_EQ(jobs->size(), 2u);
  ASSERT_TRUE((*jobs)[0].fault);
  EXPECT_NE((*jobs)[0].fault->place.find("m.csv: line 2"), std::string::npos) << (*jobs)[0].fault->place;
  EXPECT_FALSE((*jobs)[1].fault);
}

TEST_F(Manifest, RefusesOneImageTwice) {
  put("in/a.png");
  EXPECT_FALSE(read_manifest(put("m.csv", "image,case\nin/a.png,1\nin/../in/a.png,2\n")));
}

TEST_F(Manifest, SaysWhatIsMissing) {
  EXPECT_NE(read_manifest(put("m.csv", "image,case\n")).error().cure.find("line for each image"),
            std::string::npos);
}

TEST_F(Manifest, TakesTheSameImageOnceByWhateverWay) {
  const auto a = put("in/a.png"), b = put("in/b.png");
  const auto jobs =
      jobs_of({a, folder_ / "in" / "." / "a.png", folder_ / "in" / ".." / "in" / "a.png", folder_ / "in"});
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[0].given, a.string());
  EXPECT_EQ(jobs[1].given, b.string());
}

TEST_F(Manifest, GoesOnAfterAMistypedNameAndAnEmptyFolder) {
  fs::create_directories(folder_ / "empty");
  const auto jobs = jobs_of({folder_ / "nope.png", folder_ / "empty", put("in/a.png")});
  ASSERT_EQ(jobs.size(), 3u);
  EXPECT_TRUE(jobs[0].fault && jobs[1].fault);
  EXPECT_FALSE(jobs[2].fault);
}

TEST(NamesOf, AreTheImagesOwn) {
  EXPECT_EQ(names_of_files({"/x/a.png", "/y/b.tif"}), (std::vector<std::string>{"a", "b"}));
}

TEST(NamesOf, TellFoldersApart) {
  EXPECT_EQ(names_of_files({"/x/A/001.png", "/x/other.png", "/x/B/001.png"}),
            (std::vector<std::string>{"A_001", "other", "B_001"}));
  EXPECT_EQ(names_of_files({"/p/slide/001.png", "/q/slide/001.png"}),
            (std::vector<std::string>{"p_slide_001", "q_slide_001"}));
}

TEST(NamesOf, TellEndingsApart) {
  EXPECT_EQ(names_of_files({"/x/a.png", "/x/a.tif"}), (std::vector<std::string>{"a_png", "a_tif"}));
}

TEST(NamesOf, AreNeverAlike) {
  EXPECT_EQ(names_of_files({"/A/1.png", "/B/1.png", "/C/A_1.png"}),
            (std::vector<std::string>{"A_1", "B_1", "A_1-2"}));
  EXPECT_EQ(names_of_files({"/x/a b.png", "/x/a&b.png"}), (std::vector<std::string>{"a_b", "a_b-2"}));
}

}  // namespace
}  // namespace pinnacle::cli
