#ifndef PINNACLE_SYNTHESIS_CHROMOSOME_SET_H_
#define PINNACLE_SYNTHESIS_CHROMOSOME_SET_H_

#include <string_view>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::synthesis {

/// The chromosomes of a cell with whole chromosomes gained or lost: "46,XX", "47,XY,+21", "45,X", "47,XXY".
/// @errors kInvalidArgument: not of that form, an unknown chromosome, one lost that is not there, or a count that does
///         not agree with the rest; the place is the part at fault.
base::Expected<std::vector<cytogenetics::ChromosomeClass>> chromosome_set(std::string_view karyotype);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_CHROMOSOME_SET_H_
