#ifndef PINNACLE_CLASSIFICATION_CALIBRATION_H_
#define PINNACLE_CLASSIFICATION_CALIBRATION_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pinnacle/classification/classifier.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::classification {

/// By what a network's raw answers are divided before they become probabilities: above 1 for a network that
/// is too sure of itself. Settings "temperature" and "orientation_temperature" of a weights file.
/// @source Guo et al. 2017, temperature scaling.
struct Calibration {
  double classes = 1, orientation = 1;
};

/// 1 where the weights do not say, or say no number above 0.
Calibration calibration_in(const learning::ModelInfo& info);
std::map<std::string, std::string> settings_of(const Calibration& calibration);

/// What is true of a chromosome.
struct Truth {
  int label = 0;
  std::optional<bool> p_on_top;
};

/// The temperatures under which the truth was likeliest, held to be about 1 beforehand: few answers
/// change little.
/// @param opinions  Of a classifier without calibration, on chromosomes that it was not trained on.
/// @return          1 for what no opinion tells; at least 1 where no opinion is wrong: what was never seen
///                  to fail may not be held surer than the network holds it itself.
Calibration fitted(const std::vector<Opinion>& opinions, const std::vector<Truth>& truths);

/// Probabilities from raw answers at a temperature.
std::vector<double> softened(const std::vector<double>& logits, double temperature);

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_CALIBRATION_H_
