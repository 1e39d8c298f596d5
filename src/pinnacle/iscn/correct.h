#ifndef PINNACLE_ISCN_CORRECT_H_
#define PINNACLE_ISCN_CORRECT_H_

#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// The karyotype with what can be put right without knowing the cell: order, semicolons, old forms, counts.
/// A proposal: the fault may have been another one, so the result is for a person to judge.
Karyotype corrected(Karyotype karyotype);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_CORRECT_H_
