#ifndef PINNACLE_KARYOTYPING_CORRECTIONS_H_
#define PINNACLE_KARYOTYPING_CORRECTIONS_H_

#include "pinnacle/cytogenetics/cell.h"

namespace pinnacle::karyotyping {

/// Brings a cell in line with the labels that a person set or confirmed (Chromosome::label_found tells which):
/// those chromosomes are uncertain no more, and their reasons say what was found; composition and flags are
/// those of the new labels.
///
/// @note  Settling twice changes nothing.
void settle_corrections(cytogenetics::Cell& cell);

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_CORRECTIONS_H_
