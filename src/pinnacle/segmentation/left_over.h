#ifndef PINNACLE_SEGMENTATION_LEFT_OVER_H_
#define PINNACLE_SEGMENTATION_LEFT_OVER_H_

#include <vector>

#include "pinnacle/image/placed_mask.h"

namespace pinnacle::segmentation {

/// What looks like a chromosome or a part of one beside those of a metaphase, yet belongs to none of them: as
/// dark, as wide and at least 0.3 times as large as the smallest, near another chromosome, in no nucleus and
/// not at the picture's border.
///
/// @param chromosomes  All of the picture's; their size, width and darkness are the measure.
/// @return  Its pieces, the largest first; none if there are no chromosomes.
/// @note    Pure, thread-safe.
/// @source  The limits by comparing with true boxes (docs/experiments.md).
std::vector<image::PlacedMask> left_over(const image::Grey& dark_on_white,
                                         const std::vector<image::PlacedMask>& chromosomes);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_LEFT_OVER_H_
