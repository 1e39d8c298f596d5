#ifndef PINNACLE_IMAGE_STRAIGHTEN_H_
#define PINNACLE_IMAGE_STRAIGHTEN_H_

#include <vector>

#include "pinnacle/image/axis.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// A chromosome laid out straight: one row for each place along its axis.
struct Strip {
  Grey grey;  ///< White outside the mask.
  Mask mask;  ///< As large as `grey`.
};

/// Straightens a chromosome along its medial axis.
///
/// Where it is bent so much that a row across would reach its other arm, the row ends before it.
///
/// @param crop           H x W, dark on white.
/// @param mask           H x W, 0 = background.
/// @param axis           In pixels of the crop; at least one point.
/// @param half_width_px  How far the strip reaches to either side of the axis.
/// @param step_px        Pixels of the crop per pixel of the strip.
/// @return  First row = first axis point; width 2 * round(half_width_px / step_px) + 1.
/// @note    Pure, thread-safe.
Strip straighten(const Grey& crop, const Mask& mask, const Axis& axis, double half_width_px, double step_px = 1);

/// Mean ink of each row, 0 = white, 1 = black; 0 where the mask is empty.
std::vector<double> band_profile(const Strip& strip);

/// Width of the mask in each row, in pixels of the strip.
std::vector<double> width_profile(const Strip& strip);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_STRAIGHTEN_H_
