#include "pinnacle/cytogenetics/derivative.h"

#include <gtest/gtest.h>

namespace pinnacle::cytogenetics {
namespace {

TEST(PlaceOn, CountsAlongTheChainAndPassesOverWhatHasNoLength) {
  const std::vector<Segment> chain{
      {ChromosomeClass::k3, 0, 100}, {ChromosomeClass::kUnclassified, 0, 0}, {ChromosomeClass::k9, 80, 30}};
  const auto on_first = place_on(chain, 100), on_last = place_on(chain, 120);
  ASSERT_TRUE(on_first && on_last);
  EXPECT_EQ(on_first->segment, 0u);
  EXPECT_EQ(on_first->units, 100);
  EXPECT_EQ(on_last->segment, 2u);
  EXPECT_EQ(on_last->units, 20) << "from where it begins in the chain, though it lies the other way round";
  EXPECT_FALSE(place_on(chain, 151));
  EXPECT_FALSE(place_on({}, 0));
}

}  // namespace
}  // namespace pinnacle::cytogenetics
