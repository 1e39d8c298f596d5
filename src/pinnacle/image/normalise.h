#ifndef PINNACLE_IMAGE_NORMALISE_H_
#define PINNACLE_IMAGE_NORMALISE_H_

#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// A metaphase as all later steps expect it.
struct Normalised {
  Grey grey;                    ///< Dark on white.
  bool bright_on_dark = false;  ///< The picture was the other way round, as fluorescence is.
};

/// Brings a metaphase of any camera to 8 bits, dark on white.
///
/// The background is the commonest grey level; chromosomes are the longer tail beside it. A faint or deep picture is
/// stretched, a well-exposed 8-bit one is left as it is, and a nearly flat one is not stretched into noise. Light
/// that is clearly uneven is evened.
///
/// @param picture  Values 0 .. 2^bits - 1; at least one pixel.
/// @note           Pure, thread-safe.
Normalised normalise(const Grey16& picture, int bits);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_NORMALISE_H_
