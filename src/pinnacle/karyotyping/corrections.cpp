#include "pinnacle/karyotyping/corrections.h"

#include "pinnacle/karyotyping/karyotyper.h"

namespace pinnacle::karyotyping {

void settle_corrections(cytogenetics::Cell& cell) {
  for (auto& c : cell.chromosomes) {
    if (!c.label_found) continue;
    c.uncertain = false;
    c.reasons = {c.label == *c.label_found ? "confirmed by a person"
                                           : "set by a person; found as " + std::string(to_string(*c.label_found))};
  }
  flag_cell(cell);
}

}  // namespace pinnacle::karyotyping
