#ifndef PINNACLE_RENDER_HEAT_PICTURE_H_
#define PINNACLE_RENDER_HEAT_PICTURE_H_

#include <string>

#include "pinnacle/image/raster.h"
#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

/// A small picture beside itself under colours: orange where `heat` is above 0, blue where it is below; the
/// strongest value is the strongest colour. As PNG.
/// @param heat  As large as the picture; 0 is not coloured.
Bytes heat_picture(const image::Grey& picture, const image::Raster<float>& heat, const std::string& title,
                   const std::string& note);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_HEAT_PICTURE_H_
