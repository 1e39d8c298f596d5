#ifndef PINNACLE_KARYOTYPING_SIZE_DOUBTS_H_
#define PINNACLE_KARYOTYPING_SIZE_DOUBTS_H_

#include <string>
#include <vector>

#include "pinnacle/classification/prepared.h"
#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::karyotyping {

/// Whose size fits neither its homologues nor its class: cut off, or hidden in part, or misnamed.
///
/// A chromosome is doubted if it is shorter than 0.70 of its longest homologue and than 0.72 of what its
/// class has beside the cell's other chromosomes, or if its area is below 0.55 and 0.60. So of two unlike
/// homologues only the one that does not fit its class is doubted, and a heteromorphic one, which differs
/// less, is not.
///
/// @param labels    Those that are no normal class, and those without a homologue, are not doubted.
/// @param measures  One for each label.
/// @return          For each the reason, empty where there is none.
/// @source          The limits by measuring on training cells (docs/experiments.md).
std::vector<std::string> size_doubts(const std::vector<cytogenetics::ChromosomeClass>& labels,
                                     const std::vector<classification::Measures>& measures);

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_SIZE_DOUBTS_H_
