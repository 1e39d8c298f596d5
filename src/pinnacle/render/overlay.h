#ifndef PINNACLE_RENDER_OVERLAY_H_
#define PINNACLE_RENDER_OVERLAY_H_

#include "pinnacle/cytogenetics/cell.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

/// The colour of a class's outlines and labels; black for what is no normal class.
Ink class_ink(cytogenetics::ChromosomeClass label);

/// The metaphase with each chromosome's outline and label, a colour a class; uncertain ones dashed and with a "?".
/// Beside the label stands the chromosome's id, smaller; labels that would cover each other are moved and tied to their
/// chromosomes by a line.
/// @param dark_on_white  The cell's picture, as large as the cell says.
Bytes overlay_png(const cytogenetics::Cell& cell, const image::Grey& dark_on_white);

/// Draws it into a place of that width. @return The height that it takes.
double draw_overlay(Canvas& canvas, const base::Box& place, const cytogenetics::Cell& cell, const image::Grey& dark_on_white);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_OVERLAY_H_
