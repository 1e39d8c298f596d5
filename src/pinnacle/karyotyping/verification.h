#ifndef PINNACLE_KARYOTYPING_VERIFICATION_H_
#define PINNACLE_KARYOTYPING_VERIFICATION_H_

#include <vector>

#include "pinnacle/classification/pooling.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/karyotyping/looks.h"
#include "pinnacle/karyotyping/networks.h"

namespace pinnacle::karyotyping {

/// The numbers of candidate_evidence() for each candidate.
inline constexpr std::int64_t kEvidenceNumbers = 9;

/// The candidates that may turn out to be chromosomes, at most as many as a field can hold.
/// @param candidates  Best score first; so are those returned.
std::vector<segmentation::Detection> worth_a_look(std::vector<segmentation::Detection> candidates);

/// What speaks for and against each candidate being one whole chromosome, from the whole pipeline: its score, how
/// certain its outline is and how much of it nobody better has, how dark and large it is beside the cell's others, and
/// how clearly it resembles one class. Neither how many there are nor which classes are missing plays a part.
///
/// @param candidates  Of one picture, best score first.
/// @param looks       At all of them.
/// @return            [candidates, kEvidenceNumbers], unscaled.
learning::Array candidate_evidence(const std::vector<segmentation::Detection>& candidates, const Looks& looks,
                                   const image::Grey& dark_on_white, const classification::PoolingWeights& pooling);

/// The probability that each candidate is one whole chromosome.
/// @errors kInvalidArgument: the network is no verifier.
base::Expected<std::vector<double>> verifications(const learning::Predictor& verifier, const learning::Array& evidence);

/// Puts in place of each candidate's score the probability that it is one whole chromosome, told by a trained network.
///
/// The detector sees a candidate in its surroundings only. What its outline and its bands are like comes later in the
/// pipeline, and tells debris, halves and doubles from chromosomes that cross.
///
/// @return Best first.
/// @errors As look_at and verifications.
base::Expected<std::vector<segmentation::Detection>> verified(std::vector<segmentation::Detection> candidates,
                                                              const image::Grey& dark_on_white, const Networks& networks,
                                                              const classification::PoolingWeights& pooling);

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_VERIFICATION_H_
