#ifndef PINNACLE_EVALUATION_POOLING_H_
#define PINNACLE_EVALUATION_POOLING_H_

#include <cstddef>
#include <string>
#include <vector>

#include "pinnacle/evaluation/judgement.h"

namespace pinnacle::evaluation {

/// Which runs are of one model, by what they say of themselves: they must state one model and one
/// cross-validation (or, where they name none, one command and data), and each a seed or fold that no other
/// of them has. Whatever else differs, as the weights of two trainings, is two models.
/// @return  For each run its model, counted from 0 as they come.
std::vector<std::size_t> models_of(const std::vector<RunOrigin>& runs);

/// What a model's figures are pooled of: "seed 1, 5 folds; seed 2, 5 folds", or where runs do not tell
/// themselves apart their weights. Empty for a single run.
std::string pooled_text(const ModelJudgement& model);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_POOLING_H_
