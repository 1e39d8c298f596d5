#ifndef PINNACLE_KARYOTYPING_COUNT_EVIDENCE_H_
#define PINNACLE_KARYOTYPING_COUNT_EVIDENCE_H_

#include <vector>

#include "pinnacle/cytogenetics/cell.h"
#include "pinnacle/segmentation/detection.h"

namespace pinnacle::karyotyping {

/// What all candidates of a cell add up to, the taken ones and the others.
/// @param candidates   Verified: their scores are probabilities.
/// @param least_score  From which on a candidate was taken.
cytogenetics::CountEvidence count_evidence(const std::vector<segmentation::Detection>& candidates,
                                           double least_score);

/// How probable it is that as many candidates are chromosomes as were taken, 0 .. 1. No number is likelier
/// than another beforehand, 46 neither.
/// @source  The central limit theorem for independent candidates, a step of one around the number taken.
double count_certainty(const cytogenetics::CountEvidence& evidence);

/// Whether the cell has the number of chromosomes that was taken, and that does not fit the sum of evidence.
/// Once a person changed the number, it is that person's: never.
bool count_is_doubtful(const cytogenetics::Cell& cell);

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_COUNT_EVIDENCE_H_
