#ifndef PINNACLE_RENDER_KARYOGRAM_H_
#define PINNACLE_RENDER_KARYOGRAM_H_

#include <string>

#include "pinnacle/cytogenetics/cell.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

/// The karyogram of a cell: each chromosome's own pixels, only rotated, p arm up, centromeres on the row's line.
///
/// @param dark_on_white  The cell's picture, as large as the cell says.
/// @note                 Pure. The PNG's bytes depend on the cell alone; an SVG's element names may differ.
Bytes karyogram_png(const cytogenetics::Cell& cell, const image::Grey& dark_on_white);
std::string karyogram_svg(const cytogenetics::Cell& cell, const image::Grey& dark_on_white);

/// Draws it into a part of a sheet, as wide as the box; it is cut to no height.
/// @return  The height that it takes, in proportion to the width.
double draw_karyogram(Canvas& canvas, const base::Box& place, const cytogenetics::Cell& cell, const image::Grey& dark_on_white);

/// What draw_karyogram would return at that width.
double karyogram_height(double width, const cytogenetics::Cell& cell, const image::Grey& dark_on_white);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_KARYOGRAM_H_
