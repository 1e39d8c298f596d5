#ifndef PINNACLE_KARYOTYPING_CORRECTIONS_H_
#define PINNACLE_KARYOTYPING_CORRECTIONS_H_

#include "pinnacle/cytogenetics/cell.h"

namespace pinnacle::karyotyping {

/// Brings a cell in line with what a person set or confirmed of its chromosomes: those that were looked at are
/// uncertain no more, and their reasons say what was found; composition and flags are those of the new labels.
///
/// @note  Settling twice changes nothing.
void settle_corrections(cytogenetics::Cell& cell);

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_CORRECTIONS_H_
