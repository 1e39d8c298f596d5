#ifndef PINNACLE_CLI_CLASSIFIER_TRAINING_H_
#define PINNACLE_CLI_CLASSIFIER_TRAINING_H_

#include <vector>

#include "pinnacle/base/progress.h"
#include "pinnacle/classification/strip_samples.h"
#include "pinnacle/cli/training.h"
#include "pinnacle/dataset/label_set.h"

namespace pinnacle::cli {

/// Tells the orientation of those of which it is not known, where a network is sure of it and right about the
/// label. How many that are is told.
/// @param labels   Of the strips. The network may have others, or the same in another order: names are
///                 compared.
/// @errors As labels_of, check_answers and Classifier::classify; kCancelled.
base::Expected<void> orient(std::vector<classification::TaughtStrip>& strips, const dataset::LabelSet& labels,
                            const learning::Predictor& network, base::Progress& progress);

/// How well a network names chromosomes: the mean of the sets' accuracies, and a tenth of the mean of those
/// accuracies of the orientation that can be had; with each set's own figures, the network's calibration and
/// that it tells no orientation, where it has not learnt any.
/// @errors As Classifier::classify.
base::Expected<learning::Verdict> judge(const learning::Predictor& network,
                                        const std::vector<JudgedSet>& sets, bool orientation_learnt);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_CLASSIFIER_TRAINING_H_
