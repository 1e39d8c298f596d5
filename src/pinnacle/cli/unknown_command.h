#ifndef PINNACLE_CLI_UNKNOWN_COMMAND_H_
#define PINNACLE_CLI_UNKNOWN_COMMAND_H_

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::cli {

/// What is wrong with the words of a command line that should name a command, and which was perhaps meant.
/// @param words  Without the program's name.
std::optional<base::Error> unknown_command(const CLI::App& app, const std::vector<std::string>& words);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_UNKNOWN_COMMAND_H_
