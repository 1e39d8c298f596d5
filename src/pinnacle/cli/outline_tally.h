#ifndef PINNACLE_CLI_OUTLINE_TALLY_H_
#define PINNACLE_CLI_OUTLINE_TALLY_H_

#include <vector>

#include "pinnacle/cytogenetics/cell.h"
#include "pinnacle/evaluation/bootstrap.h"
#include "pinnacle/evaluation/detection_score.h"
#include "pinnacle/image/placed_mask.h"

namespace pinnacle::cli {

/// Pixels of two regions.
struct SharedPixels {
  double both = 0, either = 0;

  void add(bool a, bool b) {
    both += a && b;
    either += a || b;
  }
  SharedPixels& operator+=(const SharedPixels& other) {
    both += other.both, either += other.either;
    return *this;
  }
  double iou() const;  ///< Not a number if both are empty.
};

/// Masks that were found, each as certain as its chromosome.
struct FoundMasks {
  std::vector<image::PlacedMask> masks;
  std::vector<double> scores;
};
FoundMasks masks_of(const cytogenetics::Cell& cell);

/// Found masks beside true ones.
struct MaskMatches {
  std::vector<evaluation::Hit> hits;
  double true_objects = 0, matched = 0, iou_sum = 0;

  MaskMatches& operator+=(const MaskMatches& other);
};

/// Which found mask answers which true one, at an IoU of 0.5, whatever their classes.
/// @param unclear  Pixels where nobody knows which object is which: what lies there for the most part and
/// answers none
///                 counts for nothing. Empty: none.
MaskMatches match_masks(const FoundMasks& found, const std::vector<image::PlacedMask>& wanted,
                        const image::Mask& unclear);

/// "mask AP50", "mask recall", "mask precision", "mean IoU of matched masks".
std::vector<evaluation::Figure> figures_of(const MaskMatches& matches);

/// How many of the masks hold each pixel.
image::Raster<std::uint8_t> depth_of(const std::vector<image::PlacedMask>& masks, int width, int height);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_OUTLINE_TALLY_H_
