#ifndef PINNACLE_SYNTHESIS_UPRIGHT_CROP_H_
#define PINNACLE_SYNTHESIS_UPRIGHT_CROP_H_

#include "pinnacle/synthesis/metaphase.h"

namespace pinnacle::synthesis {

/// One chromosome of a drawn metaphase by itself: its own pixels on white, turned so that its p end is up.
/// @note What lies across it is in the picture, as in a crop from a real metaphase.
image::Grey upright_crop(const image::Grey& metaphase, const DrawnChromosome& chromosome);
/// The same of the deep picture (DrawnMetaphase::deep), on its white.
image::Grey16 upright_crop(const image::Grey16& metaphase, const DrawnChromosome& chromosome);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_UPRIGHT_CROP_H_
