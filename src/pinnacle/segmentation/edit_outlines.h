#ifndef PINNACLE_SEGMENTATION_EDIT_OUTLINES_H_
#define PINNACLE_SEGMENTATION_EDIT_OUTLINES_H_

#include <utility>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/geometry.h"
#include "pinnacle/image/placed_mask.h"

namespace pinnacle::segmentation {

// What a person does to outlines by hand. Every function is pure and exact: a pixel that is not named stays
// whose it is, and none is lost or counted twice. Results have the smallest frame that holds them. All places
// are pixels of the picture. A stroke of the brush is a list of polygons; their borders belong to them.

/// Cuts an object along a line.
///
/// Each pixel goes to one part; those under the line go to the nearest part. A piece that the line leaves
/// whole (beyond a crossing) goes with the nearest part.
///
/// @param line  At least two points, joined by straight strokes.
/// @return      Two parts or more, the largest first; together they are the object.
/// @errors      kInvalidArgument: a line of fewer than two points, or one that does not part the object.
base::Expected<std::vector<image::PlacedMask>> split_along(const image::PlacedMask& object,
                                                           const std::vector<base::Point>& line);

/// What joining does with parts that do not touch.
enum class Apart {
  kRefused,
  kAllowed,  ///< They are one chromosome that another one crosses.
};

/// Makes one object of several. Nothing is filled in between.
/// @errors kInvalidArgument: fewer than two parts, an empty one, or parts that do not touch while that is
/// refused.
base::Expected<image::PlacedMask> joined(const std::vector<image::PlacedMask>& parts, Apart apart);

/// The object with the brushed pixels.
/// @param width, height  Of the picture: what lies beyond is not added.
/// @errors kInvalidArgument: no pixel of the picture would be added.
base::Expected<image::PlacedMask> with_pixels(const image::PlacedMask& object,
                                              const std::vector<base::Polygon>& brush, int width, int height);

/// The object without the brushed pixels.
/// @errors kInvalidArgument: no pixel, or every pixel, would be removed.
base::Expected<image::PlacedMask> without_pixels(const image::PlacedMask& object,
                                                 const std::vector<base::Polygon>& brush);

/// Two objects after the brushed pixels of either were given to both: a crossing.
/// @return  The first and the second object.
/// @errors  kInvalidArgument: neither would gain a pixel.
base::Expected<std::pair<image::PlacedMask, image::PlacedMask>> overlapped(
    const image::PlacedMask& first, const image::PlacedMask& second, const std::vector<base::Polygon>& brush);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_EDIT_OUTLINES_H_
