#ifndef PINNACLE_CLI_OUTPUT_FILE_H_
#define PINNACLE_CLI_OUTPUT_FILE_H_

#include <filesystem>

#include "pinnacle/base/expected.h"

namespace pinnacle::cli {

/// Whether a file that is written at a command's end can go there: asked before the work begins.
/// @param force  Whether what is there may be written over.
/// @errors kExists: it is there. kNotFound: its folder is not.
base::Expected<void> check_output_file(const std::filesystem::path& file, bool force);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_OUTPUT_FILE_H_
