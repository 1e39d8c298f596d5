#ifndef PINNACLE_CLI_OUTLINED_METAPHASE_H_
#define PINNACLE_CLI_OUTLINED_METAPHASE_H_

#include "pinnacle/base/expected.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/segmentation/outline_samples.h"

namespace pinnacle::cli {

/// A metaphase's picture with the true outlines where the data set has them for all its chromosomes, else
/// what its boxes tell.
/// @errors As dataset::read_dark_on_white.
base::Expected<segmentation::OutlinedMetaphase> outlined_metaphase(
    const dataset::LabelledMetaphase& metaphase);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_OUTLINED_METAPHASE_H_
