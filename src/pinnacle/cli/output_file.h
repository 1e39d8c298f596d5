#ifndef PINNACLE_CLI_OUTPUT_FILE_H_
#define PINNACLE_CLI_OUTPUT_FILE_H_

#include <filesystem>

#include "pinnacle/base/expected.h"

namespace pinnacle::cli {

/// Whether a file can be written at that place.
/// @errors kExists: it is a folder. kNotFound: its folder is not there. kUnwritable: nothing may be written
/// into that.
base::Expected<void> check_place(const std::filesystem::path& file);

/// Whether a file that is written at a command's end can go there: asked before the work begins.
/// @param force  Whether what is there may be written over.
/// @errors As check_place; kExists: it is there.
base::Expected<void> check_output_file(const std::filesystem::path& file, bool force);

/// Whether a folder can be written into, or made, at that place.
/// @errors kExists: there is a file in the way. kUnwritable: nothing may be written into it, or into the
/// folder that it would be made in.
base::Expected<void> check_output_folder(const std::filesystem::path& folder);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_OUTPUT_FILE_H_
