#ifndef PINNACLE_SYNTHESIS_DRAWN_CELL_H_
#define PINNACLE_SYNTHESIS_DRAWN_CELL_H_

#include <string>

#include "pinnacle/cytogenetics/cell.h"
#include "pinnacle/synthesis/metaphase.h"

namespace pinnacle::synthesis {

/// A drawn metaphase as a cell that was found without any fault: for its karyogram.
/// @param karyotype  Its composition, as ISCN writes it.
/// @param image      Name of the picture's file.
cytogenetics::Cell cell_of(const DrawnMetaphase& drawn, const std::string& karyotype, const std::string& image);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_DRAWN_CELL_H_
