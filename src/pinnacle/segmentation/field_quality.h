#ifndef PINNACLE_SEGMENTATION_FIELD_QUALITY_H_
#define PINNACLE_SEGMENTATION_FIELD_QUALITY_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/image/raster.h"

namespace pinnacle::segmentation {

/// What can be measured of a metaphase without finding its chromosomes one by one. Lengths are in widths of a
/// chromosome of this picture, so microscopes compare; shares are of the chromosomes' area, so neither the
/// number of chromosomes nor their classes enter.
struct FieldMeasures {
  double width_px = 0;     ///< Of a chromosome, in the median.
  double alone = 0;        ///< Share in pieces that look like one chromosome by themselves.
  double compactness = 0;  ///< Pieces' area over that of their convex hulls: crossings and bends lower it.
  double crossing = 0;     ///< Share that lies deeper than a chromosome is wide: where they cross or clump.
  double slenderness = 0;  ///< Length of the pieces that lie alone, in widths.
  double bend = 0;         ///< Radians that these turn from end to end.
  double fill = 0;      ///< Area of all over that of their common hull: crowded if large, scattered if small.
  double contrast = 0;  ///< Darkness of the chromosomes over what lies behind, 0 .. 1.
  double band_contrast = 0;    ///< How far light and dark bands differ, beside the mean darkness.
  double bands_per_width = 0;  ///< Bands along an axis, for each width.
  double nuclei = 0;           ///< Area of nuclei and clumps beside that of chromosomes.
};

/// How well a metaphase suits karyotyping, and why.
struct FieldQuality {
  FieldMeasures measures;
  double score = 0;         ///< 0 .. 1: that nobody would call it difficult.
  std::optional<int> bphs;  ///< About how many bands a haploid set shows; empty where no bands are seen.
  std::vector<std::string> reasons;  ///< What raises or lowers the score most, in words.
  std::string skipped;               ///< Why it cannot be ranked; empty if it can.
};

/// Measures a field without any network.
///
/// @param dark_on_white  A picture as image::normalise gives it; large ones are looked at reduced.
/// @note    Pure, thread-safe. About 0.1 s a picture of 1300 x 1000 pixels.
/// @source  Cosio et al. 2001 and later finders of metaphases use like measures; for the
///          weights see docs/decisions/0040-rank-without-a-network.md.
FieldQuality field_quality(const image::Grey& dark_on_white);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_FIELD_QUALITY_H_
