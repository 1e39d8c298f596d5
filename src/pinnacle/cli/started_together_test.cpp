#include "pinnacle/cli/started_together.h"

#include <gtest/gtest.h>

#include <map>

namespace pinnacle::cli {
namespace {

StartedTogether with(const std::map<std::string, std::string>& variables) {
  return started_together([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  });
}

TEST(StartedTogether, TakesTheLaunchersWord) {
  const auto place = with({{"OMPI_COMM_WORLD_RANK", "2"}, {"OMPI_COMM_WORLD_SIZE", "4"}});
  EXPECT_EQ(place.rank, 2);
  EXPECT_EQ(place.count, 4);
}

TEST(StartedTogether, IsAloneOtherwise) {
  EXPECT_EQ(with({}).count, 1);
  EXPECT_EQ(with({{"RANK", "first"}, {"WORLD_SIZE", "2"}}).count, 1);
  EXPECT_EQ(with({{"RANK", "3"}, {"WORLD_SIZE", "2"}}).count, 1);
}

}  // namespace
}  // namespace pinnacle::cli
