#include "pinnacle/karyotyping/cell_json.h"

#include <gtest/gtest.h>

namespace pinnacle::karyotyping {
namespace {

using cytogenetics::ChromosomeClass;

CellRecord example() {
  CellRecord record;
  record.entry.name = "a_name";
  record.entry.slide = "s1";
  record.entry.x = "17";
  record.case_name = "A & B";
  record.worksheet = "A___B";
  record.image_path = "/images/name.tif";
  auto& cell = record.entry.cell;
  cell.model = {"pinnacle", "abc"};
  cell.image = "a \"quoted\" \xff name.tif";
  cell.page = 2;
  cell.width = 640;
  cell.height = 480;
  cell.cells_in_image = 2;
  cell.composition = "45,X";
  cell.count_evidence = {46, 45.25, 0.5};
  cell.flags = {"few"};
  cell.left_over = {{{5, 5}, {9, 5}, {9, 12}}};
  cell.contrast_levels = 60;
  cytogenetics::Chromosome c;
  c.id = 1;
  c.box = {1.5, 2, 30, 40};
  c.outline = {{{1, 2}, {30, 2}, {30, 40}}};
  c.label = ChromosomeClass::kX;
  c.label_alone = ChromosomeClass::k8;
  c.probabilities[22] = 0.75;
  c.axis = {{1, 2}, {3, 4.25}};
  c.axis_trusted = true;
  c.axis_doubt = "bent";
  c.outline_certainty = 0.25;
  c.upside_down = true;
  c.centromere_from_p_end = 0.4;
  c.uncertain = true;
  c.reasons = {"overridden"};
  cell.chromosomes = {c};
  return record;
}

TEST(CellJson, ComesBackAsItWasWritten) {
  const auto record = cell_from_json(to_json(example()));
  ASSERT_TRUE(record) << record.error().text();
  const auto* cell = &record->entry.cell;
  ASSERT_EQ(cell->count(), 1);
  EXPECT_EQ(cell->count_evidence, example().entry.cell.count_evidence);
  const auto& c = cell->chromosomes[0];
  const auto expected = example().entry.cell.chromosomes[0];
  EXPECT_EQ(cell->left_over, example().entry.cell.left_over);
  EXPECT_EQ(cell->contrast_levels, 60);
  EXPECT_EQ(c.box, expected.box);
  EXPECT_EQ(c.outline, expected.outline);
  EXPECT_EQ(c.label, expected.label);
  EXPECT_EQ(c.label_alone, expected.label_alone);
  EXPECT_EQ(c.probabilities, expected.probabilities);
  EXPECT_EQ(c.axis_doubt, expected.axis_doubt);
  EXPECT_EQ(c.outline_certainty, expected.outline_certainty);
  EXPECT_EQ(c.upside_down, expected.upside_down);
  EXPECT_EQ(c.reasons, expected.reasons);
  EXPECT_EQ(cell->composition, "45,X");
  EXPECT_EQ(cell->page, 2);
  EXPECT_EQ(cell->cells_in_image, 2);
  EXPECT_FALSE(c.label_found);
  EXPECT_EQ(record->entry.name, "a_name");
  EXPECT_EQ(record->entry.slide, "s1");
  EXPECT_EQ(record->entry.x, "17");
  EXPECT_EQ(record->entry.y, "");
  EXPECT_EQ(record->case_name, "A & B");
  EXPECT_EQ(record->worksheet, "A___B");
  EXPECT_EQ(record->image_path, "/images/name.tif");
}

TEST(CellJson, TellsAPersonsClassFromTheOneThatWasFound) {
  auto text = to_json(example());
  text.replace(text.find("\"class\": \"X\""), 12, "\"class\": \"8\"");
  for (int pass = 0; pass < 2; ++pass) {
    const auto record = cell_from_json(text);
    ASSERT_TRUE(record) << record.error().text();
    EXPECT_EQ(record->entry.cell.chromosomes[0].label, ChromosomeClass::k8);
    EXPECT_EQ(record->entry.cell.chromosomes[0].label_found, ChromosomeClass::kX);
    text = to_json(*record);
  }
}

TEST(CellJson, KeepsAClassThatAPersonConfirmed) {
  auto text = to_json(example());
  text.replace(text.find("\"confirmed\": false"), 18, "\"confirmed\": true");
  for (int pass = 0; pass < 2; ++pass) {
    const auto record = cell_from_json(text);
    ASSERT_TRUE(record) << record.error().text();
    EXPECT_EQ(record->entry.cell.chromosomes[0].label_found, ChromosomeClass::kX);
    text = to_json(*record);
  }
}

TEST(CellJson, ReadsAFileWithoutACase) {
  auto text = to_json(example());
  const auto at = text.find("\"name\": \"a_name\"");
  text.erase(at, text.find("\"image\"") - at);
  const auto record = cell_from_json(text);
  ASSERT_TRUE(record) << record.error().text();
  EXPECT_EQ(record->case_name, "");
  EXPECT_EQ(record->entry.name, "");
}

TEST(CellJson, NamesTheFieldAtFault) {
  auto text = to_json(example());
  text.replace(text.find("\"class\": \"X\""), 12, "\"class\": \"Z\"");
  const auto fault = cell_from_json(text);
  ASSERT_FALSE(fault);
  EXPECT_NE(fault.error().text().find("the chromosome with id 1: there is no class 'Z'"), std::string::npos) << fault.error().text();
}

std::string fault_of(const std::string& field, const std::string& instead) {
  auto text = to_json(example());
  text.replace(text.find(field), field.size(), instead);
  const auto record = cell_from_json(text);
  return record ? "" : record.error().text();
}

TEST(CellJson, SaysWhichFieldIsOfAnotherKind) {
  EXPECT_NE(fault_of("\"class\": \"X\"", "\"class\": 23").find("the chromosome with id 1: class is not a text"), std::string::npos);
  EXPECT_NE(fault_of("\"upside_down\": true", "\"upside_down\": \"yes\"").find("upside_down is not true or false"), std::string::npos);
  EXPECT_NE(fault_of("\"width\": 640", "\"width\": 6e9").find("width is not a whole number"), std::string::npos);
  EXPECT_NE(fault_of("\"width\": 640", "\"width\": 6000000000").find("width is not a whole number"), std::string::npos);
  EXPECT_NE(fault_of("\"height\": 480,", "").find("there is no field 'height'"), std::string::npos);
  EXPECT_NE(fault_of("\"id\": 1,", "\"id\": \"one\",").find("chromosome 1 of the list: id is not a whole number"), std::string::npos);
  EXPECT_NE(fault_of("\"flags\": [", "\"flags\": [3,").find("flags is not a list of texts"), std::string::npos);
  EXPECT_NE(fault_of("\"page\": 2,", "\"page\": 2").find("line "), std::string::npos) << "no JSON any more";
}

TEST(CellJson, TellsAPersonsOrientationFromTheOneThatWasFound) {
  auto text = to_json(example());
  text.replace(text.find("\"upside_down\": true"), 19, "\"upside_down\": false");
  for (int pass = 0; pass < 2; ++pass) {
    const auto record = cell_from_json(text);
    ASSERT_TRUE(record) << record.error().text();
    const auto& c = record->entry.cell.chromosomes[0];
    EXPECT_TRUE(c.turned);
    EXPECT_EQ(c.upside_down, false);
    EXPECT_EQ(c.upside_down_found, true);
    text = to_json(*record);
    EXPECT_NE(text.find("\"upside_down_found\": true"), std::string::npos);
  }
}

TEST(CellJson, KeepsWhichChromosomesWereRemoved) {
  auto record = example();
  record.entry.cell.found = 3;
  record.entry.cell.chromosomes[0].id = 2;
  auto text = to_json(record);
  for (int pass = 0; pass < 2; ++pass) {
    EXPECT_NE(text.find("\"removed\": [\n  1,\n  3\n ]"), std::string::npos) << text;
    const auto again = cell_from_json(text);
    ASSERT_TRUE(again) << again.error().text();
    text = to_json(*again);
  }
}

TEST(CellJson, KeepsTheOrderInTheCase) {
  auto record = example();
  record.order = {3, 1, 2};
  EXPECT_EQ(cell_from_json(to_json(record))->order, record.order);
}

TEST(CellJson, RefusesAnImageThatDoesNotHoldTheCellItself) {
  for (const int cells : {0, -3}) {
    auto record = example();
    record.entry.cell.cells_in_image = cells;
    const auto fault = cell_from_json(to_json(record));
    ASSERT_FALSE(fault) << cells;
    EXPECT_NE(fault.error().text().find("cells_in_image is out of range"), std::string::npos) << fault.error().text();
  }
}

TEST(CellJson, RefusesWhatIsNoCellFile) {
  for (const auto* text : {"", "[]", "{}", "{\"schema\": \"pinnacle.cell/1\"}", "{\"schema\": 3}"}) EXPECT_FALSE(cell_from_json(text)) << text;
  auto twice = example();
  twice.entry.cell.chromosomes.push_back(twice.entry.cell.chromosomes[0]);
  EXPECT_NE(cell_from_json(to_json(twice)).error().text().find("stands twice"), std::string::npos);
}

}  // namespace
}  // namespace pinnacle::karyotyping
