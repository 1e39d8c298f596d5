#ifndef PINNACLE_NN_TRAINER_H_
#define PINNACLE_NN_TRAINER_H_

#include "pinnacle/learning/engine.h"

namespace pinnacle::nn {

/// What learning::Engine::train promises.
base::Expected<learning::TrainingReport> train(const learning::SampleSource& source, const learning::Judge& judge,
                                               const learning::TrainingOptions& options, base::Progress& progress);

/// What learning::Engine::check promises.
base::Expected<void> check(const learning::TrainingOptions& options);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_TRAINER_H_
