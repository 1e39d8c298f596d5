#ifndef PINNACLE_CYTOGENETICS_KARYOGRAM_LAYOUT_H_
#define PINNACLE_CYTOGENETICS_KARYOGRAM_LAYOUT_H_

#include <vector>

#include "pinnacle/cytogenetics/cell.h"

namespace pinnacle::cytogenetics {

/// The homologues of one class, side by side; vacant if there are none.
struct KaryogramSlot {
  ChromosomeClass label = ChromosomeClass::k1;
  std::vector<const Chromosome*>
      homologues;  ///< The abnormal ones on the right, left of them the uncertain ones.
};

/// Slots that stand together; a gap parts the groups of a row.
using KaryogramGroup = std::vector<KaryogramSlot>;
using KaryogramRow = std::vector<KaryogramGroup>;

struct KaryogramLayout {
  /// 1-3 and 4-5; 6-12; 13-15 and 16-18; 19-20, 21-22, markers if there are any, and X and Y last, by themselves.
  std::vector<KaryogramRow> rows;
  std::vector<const Chromosome*> tray;  ///< What is not classified.
};

/// Where each chromosome of a cell stands. The cell must outlive the layout.
KaryogramLayout karyogram_layout(const Cell& cell);

}  // namespace pinnacle::cytogenetics

#endif  // PINNACLE_CYTOGENETICS_KARYOGRAM_LAYOUT_H_
