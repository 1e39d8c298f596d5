#ifndef PINNACLE_CLI_STARTED_TOGETHER_H_
#define PINNACLE_CLI_STARTED_TOGETHER_H_

#include <functional>
#include <string>

namespace pinnacle::cli {

/// This process among those that mpirun, srun or another launcher started together.
struct StartedTogether {
  int rank = 0;  ///< 0 leads: it alone writes.
  int count = 1;
};

/// The value of an environment variable, empty if it is not set.
using Environment = std::function<std::string(const char*)>;
std::string process_environment(const char* name);

/// As the launcher tells, by RANK and WORLD_SIZE or its own names for them. Values that are no such numbers
/// count as none: the engine, which learns from the same, says what is wrong with them.
StartedTogether started_together(const Environment& environment = process_environment);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_STARTED_TOGETHER_H_
