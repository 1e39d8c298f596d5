#ifndef PINNACLE_CLI_STARTED_TOGETHER_H_
#define PINNACLE_CLI_STARTED_TOGETHER_H_

#include "pinnacle/platform/launcher.h"

namespace pinnacle::cli {

/// This process among those that mpirun, srun or another launcher started together.
struct StartedTogether {
  int rank = 0;  ///< 0 leads: it alone writes.
  int count = 1;
};

/// As the launcher tells, by RANK and WORLD_SIZE or its own names for them. Values that are no such numbers
/// count as none: the engine, which learns from the same, says what is wrong with them.
StartedTogether started_together(const platform::Environment& environment = platform::process_environment);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_STARTED_TOGETHER_H_
