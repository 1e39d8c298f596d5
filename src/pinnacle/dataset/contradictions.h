#ifndef PINNACLE_DATASET_CONTRADICTIONS_H_
#define PINNACLE_DATASET_CONTRADICTIONS_H_

#include <vector>

#include "pinnacle/dataset/inspection.h"
#include "pinnacle/evaluation/predictions.h"

namespace pinnacle::dataset {

/// Chromosomes whose label a trained model contradicts: another label than the truth is the most probable, and at
/// least that probable.
///
/// @return  The surest first; `place` is the file as the predictions name it, `box` the chromosome's place in it.
/// @note    Ask a model that was not trained on these pictures: it has learnt the wrong labels of its own.
std::vector<Finding> contradictions(const evaluation::Predictions& predictions, double least_probability);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_CONTRADICTIONS_H_
