#include "pinnacle/nn/event_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace pinnacle::nn {
namespace {

namespace fs = std::filesystem;

TEST(EventFile, ChecksumsAreThoseOfTheStandard) {
  // RFC 3720, appendix B.4.
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8a9136aau);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62a8ab43u);
  EXPECT_EQ(crc32c("123456789"), 0xe3069283u);
}

TEST(EventFile, FramesARecord) {
  const auto record = event_record("abc");
  ASSERT_EQ(record.size(), 8 + 4 + 3 + 4u);
  EXPECT_EQ(record.substr(0, 8), std::string("\3\0\0\0\0\0\0\0", 8));
  EXPECT_EQ(record.substr(12, 3), "abc");
}

TEST(EventFile, WritesAScalarAsTheProtocolBufferSays) {
  // wall_time (1) = 1.0; step (2) = 300; summary (5) { value (1) { tag (1) = "a"; simple_value (2) = 0.5 } }.
  const std::string expected(
      "\x09\0\0\0\0\0\0\xf0\x3f"
      "\x10\xac\x02"
      "\x2a\x0a"
      "\x0a\x08"
      "\x0a\x01"
      "a"
      "\x15\0\0\0\x3f",
      9 + 3 + 2 + 2 + 3 + 5);
  EXPECT_EQ(scalar_event(1.0, 300, {{"a", 0.5}}), expected);
}

TEST(EventFile, BeginsWithItsVersion) {
  const auto folder = fs::temp_directory_path() / ("pinnacle-events-" + std::to_string(getpid()));
  {
    auto file = EventFile::create(folder / "run");
    ASSERT_TRUE(file) << file.error().text();
    file->add(1, {{"loss", 0.25}});
  }
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder / "run")) {
    ++files;
    EXPECT_NE(entry.path().filename().string().find("tfevents"), std::string::npos);
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_NE(text.find("brain.Event:2"), std::string::npos);
    EXPECT_NE(text.find("loss"), std::string::npos);
  }
  EXPECT_EQ(files, 1);
  fs::remove_all(folder);
}

TEST(EventFile, SaysWhereItCannotBeMade) {
  const auto file = EventFile::create("/dev/null/run");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, base::ErrorCode::kUnwritable);
}

}  // namespace
}  // namespace pinnacle::nn
