#ifndef PINNACLE_CLI_DATASET_COMMANDS_H_
#define PINNACLE_CLI_DATASET_COMMANDS_H_

#include "pinnacle/cli/command.h"

namespace pinnacle::cli {

/// The subcommands of `pinnacle dataset`.
void add_dataset_import(CLI::App& dataset, Work& work);
void add_dataset_inspect(CLI::App& dataset, Work& work);
void add_dataset_split(CLI::App& dataset, Work& work);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_DATASET_COMMANDS_H_
