#ifndef PINNACLE_CLI_TRAINING_CURVE_H_
#define PINNACLE_CLI_TRAINING_CURVE_H_

#include <filesystem>
#include <vector>

#include "pinnacle/render/judgement_plots.h"

namespace pinnacle::cli {

/// The course of several trainings of one model, as their logs tell it: the mean at each pass of those that
/// came so far. Empty where there is no log, as of a support vector machine; a log that cannot be read is
/// left out.
/// @param logs  Of trainings that are judged by a set named "validation".
std::vector<render::TrainingPoint> mean_curve(const std::vector<std::filesystem::path>& logs);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_TRAINING_CURVE_H_
