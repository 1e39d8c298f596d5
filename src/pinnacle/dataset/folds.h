#ifndef PINNACLE_DATASET_FOLDS_H_
#define PINNACLE_DATASET_FOLDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::dataset {

/// What the folds need to know of an image.
struct FoldItem {
  std::string patient;
  int label = 0;
};

/// Which fold each item is judged in; in all others it is learnt from.
struct Folds {
  int count = 0;
  std::vector<int> fold_of;  ///< 0 .. count - 1, one for each item.
  std::string warning;       ///< What must be said before such folds are used; empty: nothing.
};

/// Folds of whole patients: none is in two. Each fold gets about as many images of each label as any other,
/// as far as whole patients allow.
///
/// @param seed  Same seed, same folds.
/// @errors      kInvalidArgument: fewer than two folds, or fewer patients than folds.
/// @source      The greedy order of scikit-learn's StratifiedGroupKFold: the most uneven patients first, each
/// into the
///              fold that then stays evenest.
base::Expected<Folds> folds_by_patient(const std::vector<FoldItem>& items, int count, std::uint64_t seed);

/// A fold for each patient, in the order of their names: for small sets. Takes as many trainings as there are
/// patients.
/// @errors kInvalidArgument: fewer than two patients.
base::Expected<Folds> leave_one_patient_out(const std::vector<FoldItem>& items);

/// Folds of single images, each label evenly, whoever's they are: as the original study had them. Images of
/// one patient, even of one cell, are then learnt from and judged; the warning says so.
/// @errors kInvalidArgument: fewer than two folds, or fewer images than folds.
base::Expected<Folds> folds_by_image(const std::vector<FoldItem>& items, int count, std::uint64_t seed);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_FOLDS_H_
