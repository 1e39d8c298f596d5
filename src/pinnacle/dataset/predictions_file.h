#ifndef PINNACLE_DATASET_PREDICTIONS_FILE_H_
#define PINNACLE_DATASET_PREDICTIONS_FILE_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "pinnacle/base/expected.h"
#include "pinnacle/evaluation/predictions.h"

namespace pinnacle::dataset {

/// What a model said about labelled chromosomes, as CSV that begins with comment lines on its origin
/// (docs/predictions.md).
std::string predictions_text(const evaluation::Run& run);

/// Takes back what predictions_text wrote; the comment lines and most columns may be missing.
/// @errors kDamaged, with the line: a missing column, fewer than two labels, an unknown truth, numbers that
/// are no
///         probabilities, a chromosome that stands twice. kUnsupported: a later version of the format.
base::Expected<evaluation::Run> read_predictions(std::string_view text);

/// The same from a file.
/// @errors Also those of platform::read_file; all name the file.
base::Expected<evaluation::Run> read_predictions_file(const std::filesystem::path& file);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_PREDICTIONS_FILE_H_
