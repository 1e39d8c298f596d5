#include "pinnacle/nn/archive_check.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <sstream>
#include <string>

namespace pinnacle::nn {
namespace {

/// A small archive with a text and a tensor in it.
std::string some_archive() {
  torch::serialize::OutputArchive archive;
  archive.write(
      "name",
      c10::IValue(std::string("a text that is long enough to be compressed, compressed, compressed")));
  archive.write("numbers", torch::arange(200, torch::kFloat));
  std::ostringstream stream;
  archive.save_to(stream);
  return stream.str();
}

bool is_whole(const std::string& archive) {
  return is_as_written({reinterpret_cast<const std::uint8_t*>(archive.data()), archive.size()});
}

struct Contents {
  std::string name;
  torch::Tensor numbers;
};

/// What LibTorch reads in it; nothing where it reads nothing.
std::optional<Contents> contents_of(const std::string& archive) {
  try {
    torch::serialize::InputArchive read;
    read.load_from(archive.data(), archive.size());
    Contents contents;
    c10::IValue name;
    read.read("name", name);
    read.read("numbers", contents.numbers);
    contents.name = name.toStringRef();
    return contents;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

TEST(ArchiveCheck, TakesWhatLibTorchWrites) { EXPECT_TRUE(is_whole(some_archive())); }

TEST(ArchiveCheck, FindsEveryByteThatChangesWhatIsRead) {
  const auto archive = some_archive();
  const auto before = contents_of(archive);
  ASSERT_TRUE(before);
  std::size_t found = 0;
  for (const int bit : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80}) {
    for (std::size_t i = 0; i < archive.size(); ++i) {
      auto changed = archive;
      changed[i] = static_cast<char>(changed[i] ^ bit);
      if (!is_whole(changed)) {
        ++found;
        continue;
      }
      // What lies between the entries may change: nobody reads it.
      const auto after = contents_of(changed);
      if (!after) continue;
      EXPECT_EQ(after->name, before->name) << i;
      EXPECT_TRUE(torch::equal(after->numbers, before->numbers)) << i << " of " << archive.size();
    }
  }
  EXPECT_GT(found, before->numbers.nbytes() * 8) << "at least those of the tensor";
}

TEST(ArchiveCheck, RefusesWhatIsCutShortOrNoArchive) {
  const auto archive = some_archive();
  for (const std::size_t length : {std::size_t{0}, std::size_t{21}, archive.size() / 2, archive.size() - 1})
    EXPECT_FALSE(is_whole(archive.substr(0, length))) << length;
  EXPECT_FALSE(is_whole("no archive at all, but longer than the record that ends one"));
}

}  // namespace
}  // namespace pinnacle::nn
