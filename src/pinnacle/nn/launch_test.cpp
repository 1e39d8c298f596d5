#include "pinnacle/nn/launch.h"

#include <gtest/gtest.h>

#include <map>

namespace pinnacle::nn {
namespace {

platform::Environment environment(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
  };
}

TEST(Launch, AProcessWithoutALauncherIsAlone) {
  const auto place = place_among_workers(environment({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "8"}}));
  ASSERT_TRUE(place);
  EXPECT_EQ(place->count, 1);
  EXPECT_EQ(place->rank, 0);
}

TEST(Launch, ReadsOpenMpiOnOneMachine) {
  const auto place = place_among_workers(environment({{"OMPI_COMM_WORLD_RANK", "3"},
                                                      {"OMPI_COMM_WORLD_SIZE", "4"},
                                                      {"OMPI_COMM_WORLD_LOCAL_RANK", "3"},
                                                      {"OMPI_COMM_WORLD_LOCAL_SIZE", "4"}}));
  ASSERT_TRUE(place) << place.error().text();
  EXPECT_EQ(place->rank, 3);
  EXPECT_EQ(place->count, 4);
  EXPECT_EQ(place->local_rank, 3);
  EXPECT_EQ(place->address, "127.0.0.1");
}

TEST(Launch, AsksForTheAddressOnSeveralMachines) {
  std::map<std::string, std::string> variables{
      {"OMPI_COMM_WORLD_RANK", "3"}, {"OMPI_COMM_WORLD_SIZE", "4"}, {"OMPI_COMM_WORLD_LOCAL_SIZE", "2"}};
  const auto place = place_among_workers(environment(variables));
  ASSERT_FALSE(place);
  EXPECT_NE(place.error().text().find("MASTER_ADDR"), std::string::npos);
  variables["MASTER_ADDR"] = "head";
  variables["MASTER_PORT"] = "4711";
  EXPECT_EQ(place_among_workers(environment(variables))->address, "head");
  EXPECT_EQ(place_among_workers(environment(variables))->port, 4711);
}

TEST(Launch, FindsTheFirstNodeOfASlurmStep) {
  const auto place = place_among_workers(environment({{"SLURM_PROCID", "1"},
                                                      {"SLURM_STEP_NUM_TASKS", "2"},
                                                      {"SLURM_STEP_NODELIST", "node[03-05,9],other"}}));
  ASSERT_TRUE(place) << place.error().text();
  EXPECT_EQ(place->address, "node03");
  EXPECT_EQ(first_host("a,b[1-2]"), "a");
  EXPECT_EQ(first_host("solo"), "solo");
  EXPECT_EQ(first_host("n[7]"), "n7");
}

TEST(Launch, RefusesARankBeyondTheCount) {
  EXPECT_EQ(place_among_workers(environment({{"RANK", "2"}, {"WORLD_SIZE", "2"}})).error().code,
            base::ErrorCode::kInvalidArgument);
  EXPECT_EQ(place_among_workers(environment({{"RANK", "x"}, {"WORLD_SIZE", "2"}})).error().code,
            base::ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace pinnacle::nn
