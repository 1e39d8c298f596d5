#include "pinnacle/cytogenetics/composition.h"

#include <gtest/gtest.h>

namespace pinnacle::cytogenetics {
namespace {

TEST(MostProbable, IsTheFirstOfTheLargest) {
  ClassProbabilities p{};
  EXPECT_EQ(most_probable(p), ChromosomeClass::k1);
  p[6] = p[22] = 0.4;
  EXPECT_EQ(most_probable(p), ChromosomeClass::k7);
  p[22] = 0.5;
  EXPECT_EQ(most_probable(p), ChromosomeClass::kX);
}

Cell cell_of(std::initializer_list<std::pair<ChromosomeClass, int>> changes, int x, int y) {
  std::array<int, kClassCount + 2> counts{};
  for (int k = 0; k < 22; ++k) counts[static_cast<std::size_t>(k)] = 2;
  counts[22] = x;
  counts[23] = y;
  for (const auto& [label, change] : changes) counts[static_cast<std::size_t>(label)] += change;
  Cell cell;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    for (int i = 0; i < counts[k]; ++i) {
      Chromosome c;
      c.id = cell.count() + 1;
      c.label = static_cast<ChromosomeClass>(k);
      cell.chromosomes.push_back(c);
    }
  }
  return cell;
}

TEST(Composition, NamesWhatDiffersFromTwoOfEach) {
  EXPECT_EQ(composition(cell_of({}, 2, 0)).text, "46,XX");
  EXPECT_EQ(composition(cell_of({{ChromosomeClass::k21, 1}}, 1, 1)).text, "47,XY,+21");
  EXPECT_EQ(composition(cell_of({}, 1, 0)).text, "45,X");
  EXPECT_EQ(composition(cell_of({}, 2, 1)).text, "47,XXY");
  auto with_markers = cell_of({{ChromosomeClass::k7, -1}, {ChromosomeClass::kMarker, 2}}, 2, 0);
  for (auto& c : with_markers.chromosomes) {
    if (c.label == ChromosomeClass::kMarker) c.label_found = c.label;
  }
  EXPECT_EQ(composition(with_markers).text, "47,XX,-7,+2mar");
}

TEST(Composition, IsNotGivenWhereItWouldBeAGuess) {
  for (const auto& cell : {Cell{}, cell_of({{ChromosomeClass::kUnclassified, 1}}, 2, 0), cell_of({}, 0, 0),
                           cell_of({{ChromosomeClass::k1, 30}}, 2, 0)}) {
    const auto result = composition(cell);
    EXPECT_FALSE(result.text);
    EXPECT_FALSE(result.flags.empty());
  }
}

TEST(Composition, DoesNotStateAMarkerThatIsOnlySuspected) {
  auto cell = cell_of({{ChromosomeClass::kMarker, 1}}, 1, 1);
  auto& marker = cell.chromosomes.back();
  ASSERT_EQ(marker.label, ChromosomeClass::kMarker);
  // Turned by a person, it is no more certain to be one.
  for (const bool doubted : {true, false}) {
    marker.uncertain = doubted;
    EXPECT_FALSE(composition(cell).text);
    EXPECT_EQ(composition(cell).flags, std::vector<std::string>{"composition not given: 1 suspected marker not confirmed by a person"});
    EXPECT_FALSE(is_balanced(cell));
  }
  marker.label_found = ChromosomeClass::kMarker;
  EXPECT_EQ(composition(cell).text, "47,XY,+mar");
  // Another's doubt is told beside the composition, not in its place.
  cell.chromosomes.front().uncertain = true;
  EXPECT_EQ(composition(cell).text, "47,XY,+mar");
}

}  // namespace
}  // namespace pinnacle::cytogenetics
