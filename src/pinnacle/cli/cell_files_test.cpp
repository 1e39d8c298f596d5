#include "pinnacle/cli/cell_files.h"

#include <gtest/gtest.h>

namespace pinnacle::cli {
namespace {

TEST(FileNameOf, KeepsLettersOfAnyAlphabet) {
  EXPECT_EQ(file_name_of("Gr\u00f6\u00dfe_1.2-b"), "Gr\u00f6\u00dfe_1.2-b");
  EXPECT_EQ(file_name_of("\u67d3\u8272\u4f53"), "\u67d3\u8272\u4f53");
}

TEST(FileNameOf, LeavesOutWhatIsNoLetter) {
  EXPECT_EQ(file_name_of("a b/c&d"), "a_b_c_d");
  EXPECT_EQ(file_name_of(".hidden"), "_.hidden");
  EXPECT_EQ(file_name_of(""), "_");
  EXPECT_EQ(file_name_of("a\u202eb"), "a___b") << "what turns the direction of writing";
  EXPECT_EQ(file_name_of("a\xff\xc3"), "a__") << "no UTF-8";
  EXPECT_EQ(file_name_of("a\xc0\xaf"), "a__") << "a slash in too many bytes";
}

TEST(UnusedName, NumbersWhatIsTaken) {
  std::set<std::string> taken;
  EXPECT_EQ(unused_name("a", taken), "a");
  EXPECT_EQ(unused_name("a", taken), "a-2");
}

}  // namespace
}  // namespace pinnacle::cli
