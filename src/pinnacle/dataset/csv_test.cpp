#include "pinnacle/dataset/csv.h"

#include <gtest/gtest.h>

namespace pinnacle::dataset {
namespace {

TEST(ReadCsv, KeepsCommasAndQuotesInsideQuotes) {
  const auto table = read_csv("\xef\xbb\xbfimage,case\r\n\"a, b.png\",\"the \"\"first\"\"\"\r\n\r\nc.png,2\r\n", {"image", "case"});
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_EQ(table->rows[0][0], "a, b.png");
  EXPECT_EQ(table->rows[0][1], "the \"first\"");
  EXPECT_EQ(table->rows[1][*table->column("case")], "2");
}

TEST(ReadCsv, KnowsTheLineOfEachRow) {
  const auto table = read_csv("a,b\n\n1,\"two\nlines\"\n3,4\n", {});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->lines, (std::vector<int>{3, 5}));
}

TEST(CsvField, IsReadBackAsItWas) {
  for (const std::string value : {"plain", "46,XY", "a \"b\"", "two\nlines", "", "t(9;22)(q34.1;q11.2)"}) {
    const auto table = read_csv("a,b\n1," + csv_field(value) + "\n", {});
    ASSERT_TRUE(table) << value;
    EXPECT_EQ(table->rows[0][1], value);
  }
  EXPECT_EQ(csv_field("plain"), "plain");
}

TEST(CsvLine, IsReadBackWhateverItHolds) {
  const std::vector<std::string> fields{"", "a, b", "say \"no\"", "two\nlines", "plain"};
  const auto table = read_csv("a,b,c,d,e\n" + csv_line(fields), {});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.at(0), fields);
}

TEST(ReadCsv, NamesTheFaultAndItsLine) {
  EXPECT_NE(read_csv("image,case,image\n", {"image"}).error().text().find("'image' stands twice"), std::string::npos);
  EXPECT_NE(read_csv("image\n", {"case"}).error().text().find("no column 'case'"), std::string::npos);
  EXPECT_EQ(read_csv("a,b\n1,2\n3\n", {}).error().place, "line 3");
  EXPECT_EQ(read_csv("a\n\"open\n", {}).error().place, "line 2");
  EXPECT_FALSE(read_csv("", {}));
}

}  // namespace
}  // namespace pinnacle::dataset
