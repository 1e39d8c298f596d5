#ifndef PINNACLE_SEGMENTATION_PROVISIONAL_OUTLINES_H_
#define PINNACLE_SEGMENTATION_PROVISIONAL_OUTLINES_H_

#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/placed_mask.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::segmentation {

/// The pixels of each detected chromosome, by a watershed seeded with the detections.
///
/// What is dark in a box belongs to it; what several boxes claim is flooded from where each is alone, darkest first, so
/// that objects which touch meet in the light gap between them. An object that another one cuts in two is
/// joined again across it.
///
/// @param dark_on_white  The metaphase.
/// @param boxes          In its pixels.
/// @return               A mask for each box, in their order, in one piece and never empty.
/// @source               Meyer 1991 (flooding from markers); the restriction to boxes is ours.
std::vector<image::PlacedMask> provisional_outlines(const image::Grey& dark_on_white, const std::vector<base::Box>& boxes);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_PROVISIONAL_OUTLINES_H_
