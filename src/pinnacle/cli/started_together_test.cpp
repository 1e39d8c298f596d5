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

TEST(StartedTogether, KnowsTheLaunchers) {
  for (const auto& [rank, count] : {std::pair{"RANK", "WORLD_SIZE"},
                                    {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                                    {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"}}) {
    const auto place = with({{rank, "2"}, {count, "4"}});
    EXPECT_EQ(place.rank, 2) << rank;
    EXPECT_EQ(place.count, 4) << count;
  }
}

TEST(StartedTogether, IsAloneOtherwise) {
  EXPECT_EQ(with({}).count, 1);
  EXPECT_EQ(with({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "8"}}).count, 1) << "a batch script";
  EXPECT_EQ(with({{"RANK", "first"}, {"WORLD_SIZE", "2"}}).count, 1);
  EXPECT_EQ(with({{"RANK", "3"}, {"WORLD_SIZE", "2"}}).count, 1);
}

}  // namespace
}  // namespace pinnacle::cli
