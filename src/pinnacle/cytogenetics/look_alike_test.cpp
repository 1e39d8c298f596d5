#include "pinnacle/cytogenetics/look_alike.h"

#include <gtest/gtest.h>

namespace pinnacle::cytogenetics {
namespace {

TEST(LookAlikeGroups, PutXWithCAndYWithG) {
  EXPECT_EQ(look_alike_groups({"1", "3", "4", "6", "12", "X", "13", "16", "18", "19", "20", "21", "22", "Y"}),
            (std::vector<std::string>{"A", "A", "B", "C", "C", "C", "D", "E", "E", "F", "F", "G", "G", "G"}));
}

TEST(LookAlikeGroups, HaveNoPlaceForWhatIsNotNormal) {
  EXPECT_EQ(look_alike_groups({"del(5)(q13)", "marker", "der(9)t(9;22)(q34.1;q11.2)", "23", ""}),
            std::vector<std::string>(5));
}

}  // namespace
}  // namespace pinnacle::cytogenetics
