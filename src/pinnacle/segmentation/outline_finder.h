#ifndef PINNACLE_SEGMENTATION_OUTLINE_FINDER_H_
#define PINNACLE_SEGMENTATION_OUTLINE_FINDER_H_

#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/geometry.h"
#include "pinnacle/image/placed_mask.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::segmentation {

/// One chromosome's own pixels.
struct FoundOutline {
  image::PlacedMask mask;  ///< Never empty; the pixels of a crossing are in the masks of both.
  double certainty = 0;    ///< Mean probability of its pixels: low where the network doubts whose they are.
};

/// Gives each detected chromosome its outline with a trained network.
class OutlineFinder {
 public:
  /// @param network  An "outline_net"; must outlive the finder.
  explicit OutlineFinder(const learning::Predictor& network) : network_(network) {}

  /// @param boxes  In pixels of the picture.
  /// @return       One for each box, in their order; where the network sees nothing, what a watershed gives,
  /// with certainty 0.
  /// @errors       kInvalidArgument: the network gives no outlines.
  /// @note         Thread-safe.
  base::Expected<std::vector<FoundOutline>> find(const image::Grey& dark_on_white,
                                                 const std::vector<base::Box>& boxes) const;

 private:
  const learning::Predictor& network_;
};

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_OUTLINE_FINDER_H_
