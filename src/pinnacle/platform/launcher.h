#ifndef PINNACLE_PLATFORM_LAUNCHER_H_
#define PINNACLE_PLATFORM_LAUNCHER_H_

#include <functional>
#include <string>

namespace pinnacle::platform {

/// The value of an environment variable, empty if it is not set.
using Environment = std::function<std::string(const char*)>;
std::string process_environment(const char* name);

/// The environment variables by which a launcher tells the processes that it starts together their places.
struct Launcher {
  const char* rank;
  const char* count;
  const char* local_rank;  ///< Among those on the same machine.
};

/// The launcher that started this process: any that sets RANK and WORLD_SIZE, Open MPI's mpirun, or Slurm's
/// srun.
/// @return  Null for a process that was started by itself.
const Launcher* launcher_of(const Environment& environment);

}  // namespace pinnacle::platform

#endif  // PINNACLE_PLATFORM_LAUNCHER_H_
