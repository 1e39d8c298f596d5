#include "pinnacle/cytogenetics/case_summary.h"

#include <gtest/gtest.h>

#include "pinnacle/cytogenetics/composition.h"

namespace pinnacle::cytogenetics {
namespace {

CaseCell cell_of(const std::string& name, int x, int y) {
  CaseCell entry;
  entry.name = name;
  const auto add = [&](ChromosomeClass label) {
    Chromosome c;
    c.label = label;
    entry.cell.chromosomes.push_back(c);
  };
  for (int k = 0; k < 44; ++k) add(static_cast<ChromosomeClass>(k / 2));
  for (int i = 0; i < x; ++i) add(ChromosomeClass::kX);
  for (int i = 0; i < y; ++i) add(ChromosomeClass::kY);
  entry.cell.composition = composition(entry.cell).text;
  return entry;
}

TEST(Summarise, CountsCellsOfEachComposition) {
  CaseCell empty;
  empty.name = "e";
  const auto summary = summarise({"case", {empty, cell_of("a", 1, 0), cell_of("b", 2, 0), cell_of("c", 2, 0)}});
  EXPECT_EQ(summary.modal_count, 46);
  ASSERT_EQ(summary.compositions.size(), 3u);
  EXPECT_EQ(summary.compositions[0].composition, "46,XX");
  EXPECT_EQ(summary.compositions[0].cells.size(), 2u);
  EXPECT_EQ(summary.compositions[2].composition, "not given");
  EXPECT_TRUE(summary.contradictions.empty()) << "a lost X is no contradiction";
}

TEST(Summarise, TellsOfACellFromSomebodyElse) {
  const auto summary = summarise({"case", {cell_of("a", 2, 0), cell_of("b", 1, 1), cell_of("c", 2, 0)}});
  ASSERT_EQ(summary.contradictions.size(), 1u);
  EXPECT_EQ(summary.contradictions[0].substr(0, 1), "b");
}

TEST(DoubtsOf, NamesUncertainChromosomesAndWhy) {
  Cell cell;
  cell.chromosomes.resize(2);
  cell.chromosomes[1].id = 2;
  cell.chromosomes[1].label = ChromosomeClass::k13;
  cell.chromosomes[1].uncertain = true;
  cell.chromosomes[1].reasons = {"one", "two"};
  EXPECT_EQ(doubts_of(cell), std::vector<std::string>{"13 (object 2): one; two"});
}

TEST(Summarise, HasNoModalCountOfNothing) { EXPECT_FALSE(summarise({"case", {}}).modal_count); }

}  // namespace
}  // namespace pinnacle::cytogenetics
