#include "pinnacle/cytogenetics/karyogram_layout.h"

#include <gtest/gtest.h>

namespace pinnacle::cytogenetics {
namespace {

TEST(KaryogramLayout, HasAPlaceForEveryChromosomeOnce) {
  Cell cell;
  for (int k = 0; k < kClassCount + 2; ++k) {
    for (int i = 0; i < 1 + k % 3; ++i) {
      Chromosome c;
      c.label = static_cast<ChromosomeClass>(k);
      cell.chromosomes.push_back(c);
    }
  }
  const auto layout = karyogram_layout(cell);
  std::size_t placed = layout.tray.size();
  for (const auto& row : layout.rows) {
    for (const auto& group : row) {
      for (const auto& slot : group) {
        placed += slot.homologues.size();
        for (const auto* c : slot.homologues) EXPECT_EQ(c->label, slot.label);
      }
    }
  }
  EXPECT_EQ(placed, cell.chromosomes.size());
}

TEST(KaryogramLayout, KeepsVacantSlotsAndPutsSexChromosomesLast) {
  const Cell empty;
  const auto layout = karyogram_layout(empty);
  ASSERT_EQ(layout.rows.size(), 4u);
  EXPECT_EQ(layout.rows[0][1].size(), 2u);
  ASSERT_EQ(layout.rows[3].size(), 3u) << "no place for markers where there are none";
  EXPECT_EQ(layout.rows[3].back()[1].label, ChromosomeClass::kY);
}

TEST(KaryogramLayout, PutsTheUncertainHomologueOnTheRight) {
  Cell cell;
  cell.chromosomes.resize(2);
  cell.chromosomes[0].label = cell.chromosomes[1].label = ChromosomeClass::k1;
  cell.chromosomes[0].uncertain = true;
  const auto layout = karyogram_layout(cell);
  EXPECT_TRUE(layout.rows[0][0][0].homologues[1]->uncertain);
}

TEST(KaryogramLayout, PutsTheAbnormalHomologueOnTheRight) {
  Cell cell;
  cell.chromosomes.resize(3);
  for (auto& c : cell.chromosomes) c.label = ChromosomeClass::k5;
  cell.chromosomes[0].abnormality = "del(5)(p14)";
  cell.chromosomes[1].uncertain = true;
  const auto layout = karyogram_layout(cell);
  const auto& homologues = layout.rows[0][1][1].homologues;
  EXPECT_EQ(homologues[0], &cell.chromosomes[2]);
  EXPECT_TRUE(homologues[1]->uncertain);
  EXPECT_EQ(homologues[2]->abnormality, "del(5)(p14)");
}

}  // namespace
}  // namespace pinnacle::cytogenetics
