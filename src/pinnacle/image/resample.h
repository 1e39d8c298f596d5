#ifndef PINNACLE_IMAGE_RESAMPLE_H_
#define PINNACLE_IMAGE_RESAMPLE_H_

#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// An affine map of the plane: x' = a x + b y + c, y' = d x + e y + f.
struct Affine {
  double a = 1, b = 0, c = 0;
  double d = 0, e = 1, f = 0;

  base::Point operator()(base::Point p) const { return {a * p.x + b * p.y + c, d * p.x + e * p.y + f}; }
};

/// The picture of `source` on a width x height canvas, bilinear; `fill` where the source does not reach.
/// @param source_from_target  Where in the source a pixel of the result comes from.
Grey warp(const Grey& source, const Affine& source_from_target, int width, int height, std::uint8_t fill);
Grey16 warp(const Grey16& source, const Affine& source_from_target, int width, int height, std::uint16_t fill);

/// Where in the source a row of the result comes from: pixel x of it from `start` + x `step`.
struct SourceRow {
  base::Point start;
  base::Point step{1, 0};
};

/// The same for a map that is affine in each row only: a picture bent, or stretched unevenly, along its
/// columns.
/// @param rows  One for each row of the result.
Grey warp_rows(const Grey& source, const std::vector<SourceRow>& rows, int width, std::uint8_t fill);

/// Resized by area averaging when it shrinks, bilinearly when it grows.
/// @param scale  Target pixels per source pixel, > 0; no side becomes smaller than one pixel.
Grey resized(const Grey& source, double scale);

/// Blurred by a Gaussian of this standard deviation in pixels; unchanged if it is not positive.
Grey blurred(const Grey& source, double sigma_px);
Grey16 blurred(const Grey16& source, double sigma_px);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_RESAMPLE_H_
