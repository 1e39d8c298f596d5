#ifndef PINNACLE_IMAGE_LONE_OBJECT_H_
#define PINNACLE_IMAGE_LONE_OBJECT_H_

#include "pinnacle/image/placed_mask.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// The object in a picture that shows one only, as the crops of chromosomes do.
struct LoneObject {
  Grey grey;                    ///< The picture, dark on white.
  bool bright_on_dark = false;  ///< The picture was the other way round, as fluorescence is.
  PlacedMask mask;              ///< The largest object, small holes closed; empty if the picture is flat.
};

/// Finds it. The background is the commonest level along the picture's border. Where that is quite white (or
/// black), the picture was masked, and everything else is object; elsewhere a threshold parts the two.
///
/// @param crop  At least one pixel.
/// @note        Pure, thread-safe.
LoneObject lone_object(const Grey& crop);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_LONE_OBJECT_H_
