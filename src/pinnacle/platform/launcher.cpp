#include "pinnacle/platform/launcher.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace pinnacle::platform {
namespace {

constexpr std::array kLaunchers{
    Launcher{"RANK", "WORLD_SIZE", "LOCAL_RANK"},
    Launcher{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK"},
    // Not SLURM_NTASKS: a batch script has it too, and is alone.
    Launcher{"SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_LOCALID"},
};

}  // namespace

std::string process_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

const Launcher* launcher_of(const Environment& environment) {
  const auto found = std::find_if(kLaunchers.begin(), kLaunchers.end(), [&](const Launcher& launcher) {
    return !environment(launcher.rank).empty() && !environment(launcher.count).empty();
  });
  return found == kLaunchers.end() ? nullptr : &*found;
}

}  // namespace pinnacle::platform
