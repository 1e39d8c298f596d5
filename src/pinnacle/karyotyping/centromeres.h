#ifndef PINNACLE_KARYOTYPING_CENTROMERES_H_
#define PINNACLE_KARYOTYPING_CENTROMERES_H_

#include "pinnacle/classification/prepared.h"
#include "pinnacle/cytogenetics/cell.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::karyotyping {

/// A chromosome of a cell straightened along the axis that it has.
/// @param dark_on_white  The cell's picture.
classification::Straightened straightened_again(const cytogenetics::Chromosome& c,
                                                const image::Grey& dark_on_white);

/// Looks for the centromere near where the chromosome's class and orientation lead to expect it.
/// @param straight  The chromosome along its axis.
void set_centromere(cytogenetics::Chromosome& c, const classification::Straightened& straight);

/// Looks for the centromeres of those chromosomes that a person named or turned: what was found before was
/// looked for where another class has it, or from the other end.
void set_centromeres_of_corrected(cytogenetics::Cell& cell, const image::Grey& dark_on_white);

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_CENTROMERES_H_
