#ifndef PINNACLE_CLI_COMMAND_LINE_H_
#define PINNACLE_CLI_COMMAND_LINE_H_

#include <string>

namespace pinnacle::cli {

/// The command that is running, as a shell takes it again: "pinnacle report a.csv -o 'my report'". What is
/// written into results, so that they can be made anew.
std::string command_line();

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_COMMAND_LINE_H_
