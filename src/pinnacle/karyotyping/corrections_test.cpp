#include "pinnacle/karyotyping/corrections.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pinnacle::karyotyping {
namespace {

using cytogenetics::ChromosomeClass;

/// 47,XX,+21 whose third 21 and whose first chromosome are doubtful.
cytogenetics::Cell trisomy() {
  cytogenetics::Cell cell;
  for (int i = 0; i < 47; ++i) {
    cytogenetics::Chromosome c;
    c.id = i + 1;
    c.label = i == 46   ? ChromosomeClass::k21
              : i >= 44 ? ChromosomeClass::kX
                        : static_cast<ChromosomeClass>(i / 2);
    c.uncertain = i == 0 || i == 46;
    if (c.uncertain) c.reasons = {"its class is doubtful"};
    cell.chromosomes.push_back(c);
  }
  cell.composition = "a composition of before";
  cell.flags = {"a flag of before"};
  return cell;
}

bool says(const std::vector<std::string>& lines, const std::string& words) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const auto& line) { return line.find(words) != std::string::npos; });
}

TEST(SettleCorrections, SaysAnewWhatTheCellAddsUpTo) {
  auto cell = trisomy();
  settle_corrections(cell);
  EXPECT_EQ(cell.composition, "47,XX,+21");
  EXPECT_FALSE(says(cell.flags, "of before"));
  EXPECT_TRUE(says(cell.flags, "47 chromosomes: an aneuploidy"));
  EXPECT_TRUE(says(cell.flags, "2 of 47 chromosomes are uncertain"));
}

TEST(SettleCorrections, DoubtsAPersonsLabelNoMore) {
  auto cell = trisomy();
  cell.chromosomes[46].label_found = ChromosomeClass::k21;
  cell.chromosomes[46].label = ChromosomeClass::k22;
  for (int pass = 0; pass < 2; ++pass) {
    settle_corrections(cell);
    EXPECT_EQ(cell.composition, "47,XX,+22");
    EXPECT_FALSE(cell.chromosomes[46].uncertain);
    EXPECT_EQ(cell.chromosomes[46].reasons, std::vector<std::string>{"set by a person; found as 21"});
    EXPECT_EQ(cell.chromosomes[0].reasons, std::vector<std::string>{"its class is doubtful"});
    EXPECT_TRUE(says(cell.flags, "1 of 47 chromosomes are uncertain"));
  }
}

TEST(SettleCorrections, DoubtsAConfirmedLabelNoMore) {
  auto cell = trisomy();
  cell.chromosomes[46].label_found = ChromosomeClass::k21;
  settle_corrections(cell);
  EXPECT_FALSE(cell.chromosomes[46].uncertain);
  EXPECT_EQ(cell.chromosomes[46].reasons, std::vector<std::string>{"confirmed by a person"});
}

TEST(SettleCorrections, DoubtsNoMoreWhatAPersonTurned) {
  auto cell = trisomy();
  cell.chromosomes[46].turned = true;
  cell.chromosomes[46].upside_down_found = true;
  cell.chromosomes[46].upside_down = false;
  settle_corrections(cell);
  EXPECT_FALSE(cell.chromosomes[46].uncertain);
  EXPECT_EQ(cell.chromosomes[46].reasons, std::vector<std::string>{"turned by a person; found upside down"});
  EXPECT_TRUE(says(cell.flags, "1 of 47 chromosomes are uncertain"));
}

TEST(SettleCorrections, FlagsACellWhoseChromosomesWereAllRemoved) {
  auto cell = trisomy();
  cell.found = cell.count();
  cell.chromosomes.clear();
  settle_corrections(cell);
  EXPECT_TRUE(says(cell.flags, "0 chromosomes: all 47"));
}

}  // namespace
}  // namespace pinnacle::karyotyping
