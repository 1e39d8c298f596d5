#include "pinnacle/platform/files.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

#include "pinnacle/platform/digest.h"

namespace pinnacle::platform {
namespace {

class Files : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {}));
  }
  const std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("files_test_" + std::to_string(::getpid()));
};

TEST_F(Files, ReadsWhatItWrote) {
  ASSERT_TRUE(write_text(folder_ / "a", "abc"));
  ASSERT_TRUE(write_text(folder_ / "a", "abcd"));
  EXPECT_EQ(*read_file(folder_ / "a", 100), (Bytes{'a', 'b', 'c', 'd'}));
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, RefusesAFolderAMissingAndALargeFile) {
  EXPECT_EQ(read_file(folder_, 100).error().code, base::ErrorCode::kUnreadable);
  EXPECT_EQ(read_file(folder_ / "none", 100).error().code, base::ErrorCode::kNotFound);
  ASSERT_TRUE(write_text(folder_ / "a", "abcd"));
  EXPECT_EQ(read_file(folder_ / "a", 3).error().code, base::ErrorCode::kUnsupported);
}

TEST_F(Files, RefusesAPipeWithoutWaitingForIt) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_file(folder_ / "pipe", 100).error().code, base::ErrorCode::kUnreadable);
}

TEST_F(Files, LeavesNothingHalfWrittenWhenTheDiskIsFull) {
  ASSERT_TRUE(write_text(folder_ / "a", "old"));
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{1000, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto result = write_text(folder_ / "a", std::string(5000, 'x'));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, base::ErrorCode::kUnwritable);
  EXPECT_EQ(result.error().cure, "Make room on the disk, or choose another place");
  EXPECT_EQ(read_file(folder_ / "a", 100)->size(), 3U);
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, KnowsOneFileByItsSeveralPaths) {
  ASSERT_TRUE(write_text(folder_ / "a", "abc"));
  ASSERT_TRUE(write_text(folder_ / "b", "abc"));
  std::filesystem::create_symlink("a", folder_ / "link");
  std::filesystem::create_hard_link(folder_ / "a", folder_ / "hard");
  std::filesystem::create_directory_symlink(".", folder_ / "here");
  for (const auto* same : {"a", "link", "hard", "here/a"})
    EXPECT_TRUE(is_same_file(folder_ / "a", folder_ / same)) << same;
  EXPECT_FALSE(is_same_file(folder_ / "a", folder_ / "b"));
  EXPECT_TRUE(is_same_file(folder_ / "none", folder_ / "here" / "none")) << "one that is not there yet";
  EXPECT_FALSE(is_same_file(folder_ / "none", folder_ / "other"));
}

TEST(Digest, IsSha256) {
  const Bytes abc{'a', 'b', 'c'};
  EXPECT_EQ(sha256(abc), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace pinnacle::platform
