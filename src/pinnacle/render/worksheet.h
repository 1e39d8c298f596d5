#ifndef PINNACLE_RENDER_WORKSHEET_H_
#define PINNACLE_RENDER_WORKSHEET_H_

#include <string>
#include <vector>

#include "pinnacle/cytogenetics/cell.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

/// A case's cells as a person goes through them: the counts, the compositions, what contradicts, then each cell as
/// karyogram and metaphase with its flags and the doubts about its chromosomes. Headed as a draft on every page.
///
/// @param pictures  One for each of the case's cells, in their order, dark on white.
/// @note            Pure; the same bytes for the same case.
Bytes worksheet_pdf(const cytogenetics::Case& all, const std::vector<image::Grey>& pictures);

/// The same as one HTML file that holds its pictures and needs no network.
std::string worksheet_html(const cytogenetics::Case& all, const std::vector<image::Grey>& pictures);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_WORKSHEET_H_
