#include "pinnacle/platform/launcher.h"

#include <gtest/gtest.h>

#include <map>

namespace pinnacle::platform {
namespace {

Environment with(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  };
}

TEST(LauncherOf, KnowsThoseThatStartProcessesTogether) {
  for (const auto& [rank, count] : {std::pair{"RANK", "WORLD_SIZE"},
                                    {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                                    {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"}}) {
    const auto* launcher = launcher_of(with({{rank, "2"}, {count, "4"}}));
    ASSERT_NE(launcher, nullptr) << rank;
    EXPECT_STREQ(launcher->rank, rank);
    EXPECT_STREQ(launcher->count, count);
    EXPECT_EQ(launcher_of(with({{rank, "2"}})), nullptr) << rank;
  }
}

TEST(LauncherOf, ABatchScriptIsAlone) {
  EXPECT_EQ(launcher_of(with({})), nullptr);
  EXPECT_EQ(launcher_of(with({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "8"}})), nullptr);
}

}  // namespace
}  // namespace pinnacle::platform
