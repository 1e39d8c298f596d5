#ifndef PINNACLE_CLI_GRAFT_CELLS_H_
#define PINNACLE_CLI_GRAFT_CELLS_H_

#include <cstdint>
#include <filesystem>
#include <string>

#include "pinnacle/base/expected.h"
#include "pinnacle/cli/command.h"

namespace pinnacle::cli {

struct GraftArguments {
  std::string karyotype;
  std::filesystem::path from, split, output;
  std::string part = "train";
  int count = 1;
  std::uint64_t seed = 1;
  bool hard_joints = false, force = false;
};

/// Makes cells of a karyotype from the real normal chromosomes of cells, and writes their crops and
/// chromosomes.csv.
base::Expected<ExitCode> graft_cells(const GraftArguments& arguments);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_GRAFT_CELLS_H_
