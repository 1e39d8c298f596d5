#ifndef PINNACLE_DATASET_CONTRADICTIONS_H_
#define PINNACLE_DATASET_CONTRADICTIONS_H_

#include <filesystem>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/dataset/inspection.h"

namespace pinnacle::dataset {

/// Pictures whose label a trained model contradicts: rows of a table of predictions (columns file, truth and
/// p:LABEL for each label) where another label than the truth is at least that probable.
///
/// @return  The surest first; `place` is the file as the table names it.
/// @errors  As read_csv_file; kDamaged: no p: column, a probability that is none.
/// @note    Ask a model that was not trained on these pictures: it has learnt the wrong labels of its own.
base::Expected<std::vector<Finding>> read_contradictions(const std::filesystem::path& predictions,
                                                         double least_probability);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_CONTRADICTIONS_H_
