#ifndef PINNACLE_IMAGE_CROP_H_
#define PINNACLE_IMAGE_CROP_H_

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// The part of a picture inside a box and a margin around it, as far as the picture reaches; at least one
/// pixel.
/// @param grey  At least one pixel.
Grey cropped(const Grey& grey, const base::Box& box, int margin_px);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_CROP_H_
