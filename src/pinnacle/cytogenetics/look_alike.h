#ifndef PINNACLE_CYTOGENETICS_LOOK_ALIKE_H_
#define PINNACLE_CYTOGENETICS_LOOK_ALIKE_H_

#include <string>
#include <vector>

#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::cytogenetics {

/// The group of chromosomes of like size and centromere, "A" to "G", that a chromosome belongs to without its
/// bands: X goes with C, Y with G. Empty for what is no normal chromosome.
/// @source The Denver conference of 1960 and the London conference of 1963, as ISCN keeps them.
std::string look_alike_group(ChromosomeClass c);

/// The same for labels as data sets write them, "1" to "22", "X", "Y"; empty for any other, such as
/// "del(5)(q13)".
std::vector<std::string> look_alike_groups(const std::vector<std::string>& labels);

}  // namespace pinnacle::cytogenetics

#endif  // PINNACLE_CYTOGENETICS_LOOK_ALIKE_H_
