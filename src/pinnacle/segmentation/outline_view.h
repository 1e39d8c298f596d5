#ifndef PINNACLE_SEGMENTATION_OUTLINE_VIEW_H_
#define PINNACLE_SEGMENTATION_OUTLINE_VIEW_H_

#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/image/resample.h"
#include "pinnacle/learning/array.h"

namespace pinnacle::segmentation {

/// What the outline network sees for one box: a square window around it, and whose box is where.
///
/// The window is a third larger than the box, so that large and small chromosomes are seen equally fine; the
/// smallest are not blown up beyond what their pixels hold.
class OutlineView {
 public:
  static constexpr int kSidePx = 96;
  static constexpr int kChannels = 3;  ///< Ink; the own box; the others' boxes.

  /// @param mean_long_side_px  Mean longer side of the cell's boxes.
  OutlineView(const base::Box& box, double mean_long_side_px);

  /// The map from the window's pixels to the image's.
  image::Affine image_from_view() const { return {step_, 0, x_, 0, step_, y_}; }
  image::Affine view_from_image() const { return {1 / step_, 0, -x_ / step_, 0, 1 / step_, -y_ / step_}; }
  base::Box seen(const base::Box& box) const;

 private:
  double x_, y_, step_;
};

/// Mean of the longer sides; 1 if there are no boxes.
double mean_long_side(const std::vector<base::Box>& boxes);

/// The network's input [3, 96, 96].
///
/// @param grey    kSidePx x kSidePx, dark on white; its contrast becomes 0 (light) to 1 (dark).
/// @param own     The box whose chromosome is asked for, in pixels of the view.
/// @param others  All other boxes.
learning::Array outline_input(const image::Grey& grey, const base::Box& own,
                              const std::vector<base::Box>& others);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_OUTLINE_VIEW_H_
