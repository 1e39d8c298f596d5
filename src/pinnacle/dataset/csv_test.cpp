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

TEST(ReadCsv, TakesSemicolonsWhereTheFirstLineHasNoComma) {
  const auto table = read_csv("image;case\na.png;1,5\n\"b;c.png\";2\n", {"image", "case"});
  ASSERT_TRUE(table) << table.error().text();
  EXPECT_EQ(table->rows[0], (std::vector<std::string>{"a.png", "1,5"}));
  EXPECT_EQ(table->rows[1][0], "b;c.png");
  EXPECT_EQ(read_csv("a,b;c\n1,2\n", {})->columns[1], "b;c");
}

TEST(ReadCsv, TellsTheCureOfALineThatIsTooShortOrTooLong) {
  EXPECT_NE(read_csv("a,b\n1\n", {}).error().cure.find("between commas"), std::string::npos);
  EXPECT_NE(read_csv("a;b\n1\n", {}).error().cure.find("between semicolons"), std::string::npos);
  EXPECT_NE(read_csv("a,b\n1,2,3\n", {}).error().cure.find("into quotes"), std::string::npos);
}

TEST(ReadCsv, SaysThatAPictureIsNoTable) {
  const auto fault = read_csv({"\xff\xd8\xff\xe0\0\x10JFIF\0,\n", 14}, {"image"});
  ASSERT_FALSE(fault);
  EXPECT_NE(fault.error().text().find("no table but a picture"), std::string::npos) << fault.error().text();
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
