#ifndef PINNACLE_IMAGE_NORMALISE_H_
#define PINNACLE_IMAGE_NORMALISE_H_

#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// A metaphase as all later steps expect it.
struct Normalised {
  Grey grey;                    ///< Dark on white.
  bool bright_on_dark = false;  ///< The picture was the other way round, as fluorescence is.
  bool is_flat = false;         ///< It has no more contrast than noise: there is nothing in it.
  int contrast_levels = 0;      ///< How many of the picture's own grey levels part its darkest from its background.
};

/// Brings a metaphase of any camera to 8 bits, dark on white.
///
/// The background is the commonest grey level; chromosomes are the longer tail beside it. A faint or deep picture is
/// stretched, be its range ever so narrow; a well-exposed 8-bit one is left as it is, and so is one whose contrast is
/// no more than its noise. Light that is clearly uneven is evened.
///
/// @param picture  Values 0 .. 2^bits - 1; at least one pixel.
/// @note           Pure, thread-safe.
Normalised normalise(const Grey16& picture, int bits);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_NORMALISE_H_
