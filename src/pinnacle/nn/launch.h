#ifndef PINNACLE_NN_LAUNCH_H_
#define PINNACLE_NN_LAUNCH_H_

#include <string>

#include "pinnacle/base/expected.h"
#include "pinnacle/platform/launcher.h"

namespace pinnacle::nn {

/// This process's place among those that were started together.
struct Place {
  int rank = 0;  ///< 0 leads.
  int count = 1;
  int local_rank = 0;   ///< Among those on the same machine.
  std::string address;  ///< Of the machine that process 0 runs on.
  int port = 29500;     ///< On which process 0 is found.
};

/// Reads the place from what the launcher tells its processes: RANK, WORLD_SIZE and LOCAL_RANK; those of Open
/// MPI's mpirun; or those of Slurm's srun. Alone if none is set. MASTER_ADDR and MASTER_PORT say where
/// process 0 is found; without them it is looked for on this machine (mpirun) or on the first node of the
/// step (srun).
/// @errors kInvalidArgument: a value that is no number or out of range, or several machines and no
/// MASTER_ADDR.
base::Expected<Place> place_among_workers(const platform::Environment& environment);

/// The first host of a Slurm list: "node[03-05,9],other" gives "node03".
std::string first_host(const std::string& node_list);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_LAUNCH_H_
