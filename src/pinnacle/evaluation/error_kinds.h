#ifndef PINNACLE_EVALUATION_ERROR_KINDS_H_
#define PINNACLE_EVALUATION_ERROR_KINDS_H_

#include <string>
#include <vector>

#include "pinnacle/evaluation/confusion.h"

namespace pinnacle::evaluation {

/// For each label the group of chromosomes that it looks like, "A" to "G"; empty for a label that is no
/// normal chromosome.
using LabelGroups = std::vector<std::string>;

/// The errors on the chromosomes of one group.
struct GroupErrors {
  std::string group;
  double count = 0;    ///< How many chromosomes truly belong to the group.
  double within = 0;   ///< Taken for another chromosome of the same group.
  double between = 0;  ///< Taken for a chromosome of another group.
  double as_abnormal = 0;
};

/// All errors, each counted in one place.
struct ErrorKinds {
  std::vector<GroupErrors> groups;  ///< Of the normal chromosomes, in the order of the group names.
  double within = 0, between = 0;   ///< Their sums.
  double false_abnormal = 0;        ///< Normal chromosomes taken for abnormal ones.
  double missed_abnormal = 0;       ///< Abnormal ones taken for normal ones: the grave kind.
  double confused_abnormal = 0;     ///< Abnormal ones taken for another abnormality.
};

ErrorKinds error_kinds(const Confusion& confusion, const LabelGroups& groups);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_ERROR_KINDS_H_
