#ifndef PINNACLE_SEGMENTATION_MAPPED_OUTLINES_H_
#define PINNACLE_SEGMENTATION_MAPPED_OUTLINES_H_

#include <map>
#include <vector>

#include "pinnacle/image/placed_mask.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::segmentation {

/// The chromosomes of a map that gives each pixel a class, as far as the map tells them apart.
struct MappedOutlines {
  std::vector<image::PlacedMask> chromosomes;  ///< Each with the crossings that it takes part in.
  std::vector<std::uint8_t> classes;           ///< Of each of them.
  int left_out = 0;                            ///< Chromosomes that the map does not tell apart.
  image::Mask unclear;                         ///< Their pixels.
};

/// @param classes  The class of each pixel, 0 = background. Homologues have the same.
/// @param overlap  The value of the pixels of a crossing.
/// @param copies   How many chromosomes of each class the cell has. Where the map shows another number of
/// objects,
///                 homologues touch, or one is in pieces, or hidden: all of that class are left out.
/// @note           Pure. A class that is not in `copies` has none; specks below a fifth of its largest object
/// are nothing.
MappedOutlines mapped_outlines(const image::Grey& classes, std::uint8_t overlap,
                               const std::map<std::uint8_t, int>& copies);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_MAPPED_OUTLINES_H_
