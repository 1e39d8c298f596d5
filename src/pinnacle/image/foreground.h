#ifndef PINNACLE_IMAGE_FOREGROUND_H_
#define PINNACLE_IMAGE_FOREGROUND_H_

#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// The grey level that best parts a picture into dark and light. @source Otsu 1979.
int otsu_threshold(const Grey& grey);

/// 1 where a pixel is at most `level`.
Mask at_most(const Grey& grey, int level);

/// The picture without its dark objects up to that width: what lies behind them, nuclei and uneven light included.
Grey without_objects(const Grey& grey, double widest_px);

/// Euclidean distance in pixels of each object pixel to the nearest background pixel; 0 in the background.
/// What lies beyond the picture is background.
Raster<float> distance_to_background(const Mask& mask);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_FOREGROUND_H_
