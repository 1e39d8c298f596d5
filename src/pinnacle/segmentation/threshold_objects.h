#ifndef PINNACLE_SEGMENTATION_THRESHOLD_OBJECTS_H_
#define PINNACLE_SEGMENTATION_THRESHOLD_OBJECTS_H_

#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::segmentation {

/// Chromosomes as a threshold finds them: the dark pieces of a picture that are neither specks nor nuclei. Only to
/// compare with: what touches stays one piece.
/// @source Otsu 1979, and a range of areas around the median as usual in image analysis.
std::vector<base::Box> threshold_objects(const image::Grey& dark_on_white);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_THRESHOLD_OBJECTS_H_
