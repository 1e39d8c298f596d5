#ifndef PINNACLE_CLI_TRAINING_LABELS_H_
#define PINNACLE_CLI_TRAINING_LABELS_H_

#include <string>
#include <vector>

#include "pinnacle/base/progress.h"
#include "pinnacle/cli/training.h"
#include "pinnacle/dataset/label_set.h"

namespace pinnacle::cli {

/// Those that the request names; without a name, those that suit the labels that occur.
/// @param occurring  On the chromosomes to train on, repeated or not.
/// @errors As dataset::read_label_file and LabelSet::against_normal; kNotFound: no label occurs, or one that
/// the
///         request names does not; kInvalidArgument: there are not two to tell apart.
base::Expected<dataset::LabelSet> labels_asked_for(const TrainingRequest& request,
                                                   const std::vector<std::string>& occurring);

/// Says which labels cannot be learnt, and which cannot be judged, for want of a chromosome.
/// @param labels       That are told apart.
/// @param trained_on   Labels of the chromosomes to train on, repeated or not.
/// @param judged_by    Of those to judge by; where the request names no labels they may be others than
/// `labels`.
void tell_labels_without_chromosomes(const dataset::LabelSet& labels, const TrainingRequest& request,
                                     const std::vector<std::string>& trained_on,
                                     const std::vector<std::string>& judged_by, base::Progress& progress);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_TRAINING_LABELS_H_
