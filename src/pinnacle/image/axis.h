#ifndef PINNACLE_IMAGE_AXIS_H_
#define PINNACLE_IMAGE_AXIS_H_

#include <string>
#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// The middle line of an elongated object, from one end to the other.
struct Axis {
  std::vector<base::Point> points;  ///< In pixels of the mask, one pixel apart; first the upper (or left) end.
  bool trusted = true;
  std::string doubt;                ///< Why it is not trusted.
};

/// The medial axis of a chromosome's mask, out to its tips.
///
/// The longest way inside the object, held in its middle by the distance to the border, then smoothed by a polynomial
/// whose degree grows with the object's slenderness, put into the middle of the rows across it, and smoothed again. A
/// compact object gets its principal axis. It is not trusted where it leaves the object, misses a part of it, or is
/// too short to be measured. Arms that have grown together look like one wide chromosome:
/// that only shows beside the others of the cell.
///
/// @param mask  0 = background; if it has several pieces the largest way inside one of them is taken.
/// @return      No points if the mask has no object.
/// @note        Pure, thread-safe. O(n log n) in the object's pixels.
Axis medial_axis(const Mask& mask);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_AXIS_H_
