#ifndef PINNACLE_CLI_TRAINING_OPTIONS_H_
#define PINNACLE_CLI_TRAINING_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <optional>

#include "pinnacle/cli/training.h"

namespace pinnacle::cli {

/// Options that every command that trains has; the request must outlive the command.

/// --model and what belongs to it, --labels, --abnormality.
void add_model_choice(CLI::App& command, TrainingRequest& request);
/// Says which of the given options the model has no use for; empty: none. To be asked once the options are
/// read.
std::optional<base::Error> option_unfit_for_model(const CLI::App& command, const TrainingRequest& request);

/// The same of a task, one of those that train knows.
std::optional<base::Error> option_unfit_for_task(const CLI::App& command, const std::string& task);

/// Weights that a training begins with or learns from.
void add_teachers(CLI::App& command, TrainingRequest& request);
/// How long and how fast, on what device, with which random numbers.
void add_schedule(CLI::App& command, TrainingRequest& request);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_TRAINING_OPTIONS_H_
