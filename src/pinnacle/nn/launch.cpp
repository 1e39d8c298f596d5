#include "pinnacle/nn/launch.h"

#include <charconv>
#include <string>

namespace pinnacle::nn {
namespace {

using base::ErrorCode;
using platform::Environment;

base::Expected<int> number(const Environment& environment, const char* name, int low, int high,
                           int otherwise) {
  const auto text = environment(name);
  if (text.empty()) return otherwise;
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < low || value > high) {
    return base::unexpected(ErrorCode::kInvalidArgument,
                            "the environment variable " + std::string(name) + " is '" + text +
                                "', no number from " + std::to_string(low) + " to " + std::to_string(high),
                            {}, "Start the processes by mpirun or srun, or unset it");
  }
  return value;
}

/// Where process 0 is found when nobody says so.
base::Expected<std::string> likely_address(const Environment& environment, int count) {
  if (const auto nodes = environment("SLURM_STEP_NODELIST"); !nodes.empty()) return first_host(nodes);
  PINNACLE_TRY(const int here, number(environment, "OMPI_COMM_WORLD_LOCAL_SIZE", 1, count, count));
  if (here == count) return std::string("127.0.0.1");
  return base::unexpected(ErrorCode::kInvalidArgument, "the processes run on several machines", "MASTER_ADDR",
                          "Say where process 0 runs: mpirun -x MASTER_ADDR=HOST ...");
}

}  // namespace

std::string first_host(const std::string& node_list) {
  const auto bracket = node_list.find('[');
  if (bracket == std::string::npos || node_list.find(',') < bracket)
    return node_list.substr(0, node_list.find(','));
  const auto end = node_list.find_first_of("-,]", bracket);
  return node_list.substr(0, bracket) + node_list.substr(bracket + 1, end - bracket - 1);
}

base::Expected<Place> place_among_workers(const Environment& environment) {
  constexpr int kMostProcesses = 65536;
  Place place;
  if (const auto* launcher = platform::launcher_of(environment)) {
    PINNACLE_TRY(place.count, number(environment, launcher->count, 1, kMostProcesses, 1));
    PINNACLE_TRY(place.rank, number(environment, launcher->rank, 0, place.count - 1, 0));
    PINNACLE_TRY(place.local_rank, number(environment, launcher->local_rank, 0, place.count - 1, 0));
  }
  if (place.count == 1) return place;
  PINNACLE_TRY(place.port, number(environment, "MASTER_PORT", 1, 65535, place.port));
  place.address = environment("MASTER_ADDR");
  if (place.address.empty()) {
    PINNACLE_TRY(place.address, likely_address(environment, place.count));
  }
  return place;
}

}  // namespace pinnacle::nn
