#include "pinnacle/cli/evaluate.h"

#include <gtest/gtest.h>

namespace pinnacle::cli {
namespace {

karyotyping::KaryotypedCell cell_with(std::initializer_list<cytogenetics::ChromosomeClass> labels) {
  karyotyping::KaryotypedCell one;
  for (const auto label : labels) {
    cytogenetics::Chromosome c;
    c.label = label;
    one.cell.chromosomes.push_back(c);
    one.evidence.emplace_back();
    one.evidence.back().classifier[static_cast<std::size_t>(label)] = 1;
  }
  // Every cell of a field has the candidates of all.
  one.candidates.resize(5);
  return one;
}

TEST(WholeField, HasTheChromosomesOfAllItsCells) {
  using enum cytogenetics::ChromosomeClass;
  const auto field = whole_field({cell_with({k1, k2}), cell_with({k3}), cell_with({})});
  ASSERT_EQ(field.cell.count(), 3);
  ASSERT_EQ(field.evidence.size(), 3u);
  EXPECT_EQ(field.candidates.size(), 5u);
  const std::vector labels{k1, k2, k3};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    EXPECT_EQ(field.cell.chromosomes[i].label, labels[i]);
    EXPECT_EQ(field.evidence[i].classifier[static_cast<std::size_t>(labels[i])], 1);
  }
}

TEST(WholeField, OfOneCellIsThatCell) {
  const auto field = whole_field({cell_with({cytogenetics::ChromosomeClass::k7})});
  EXPECT_EQ(field.cell.count(), 1);
  EXPECT_EQ(field.evidence.size(), 1u);
}

}  // namespace
}  // namespace pinnacle::cli
