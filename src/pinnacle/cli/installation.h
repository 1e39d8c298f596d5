#ifndef PINNACLE_CLI_INSTALLATION_H_
#define PINNACLE_CLI_INSTALLATION_H_

#include <filesystem>
#include <string_view>

#include "pinnacle/base/expected.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::cli {

/// Opens the plug-in that runs networks; it stays open until the program ends.
/// @errors kNotFound: this build or installation has none.
base::Expected<const learning::Engine*> open_engine();

/// Where the weights of that name ("detector", "outliner", "classifier") lie: in $PINNACLE_MODELS if it is set, else where
/// they were installed.
/// @errors kNotFound.
base::Expected<std::filesystem::path> weights_file(std::string_view name);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_INSTALLATION_H_
