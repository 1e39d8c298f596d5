#ifndef PINNACLE_IMAGE_PLACED_MASK_H_
#define PINNACLE_IMAGE_PLACED_MASK_H_

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// The pixels of one object, as a small mask whose upper left pixel lies at (x, y) of a larger image.
struct PlacedMask {
  int x = 0;
  int y = 0;
  Mask mask;

  /// Whether that pixel of the larger image is the object's.
  bool has(int image_x, int image_y) const {
    return mask.contains(image_x - x, image_y - y) && mask(image_x - x, image_y - y) != 0;
  }

  /// Where the mask lies in the larger image.
  base::Box frame() const { return {double(x), double(y), double(mask.width()), double(mask.height())}; }
};

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_PLACED_MASK_H_
