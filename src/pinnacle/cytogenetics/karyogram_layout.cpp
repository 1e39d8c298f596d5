#include "pinnacle/cytogenetics/karyogram_layout.h"

#include <algorithm>
#include <utility>

namespace pinnacle::cytogenetics {
namespace {

KaryogramSlot slot_of(const Cell& cell, ChromosomeClass label) {
  KaryogramSlot slot{label, {}};
  for (const auto& c : cell.chromosomes) {
    if (c.label == label) slot.homologues.push_back(&c);
  }
  const auto rank = [](const auto* c) { return std::pair(!c->abnormality.empty(), c->uncertain); };
  std::stable_sort(slot.homologues.begin(), slot.homologues.end(),
                   [rank](const auto* a, const auto* b) { return rank(a) < rank(b); });
  return slot;
}

KaryogramGroup group_of(const Cell& cell, int first, int last) {
  KaryogramGroup group;
  for (int number = first; number <= last; ++number) group.push_back(slot_of(cell, static_cast<ChromosomeClass>(number - 1)));
  return group;
}

}  // namespace

KaryogramLayout karyogram_layout(const Cell& cell) {
  KaryogramLayout layout;
  layout.rows = {{group_of(cell, 1, 3), group_of(cell, 4, 5)},
                 {group_of(cell, 6, 12)},
                 {group_of(cell, 13, 15), group_of(cell, 16, 18)},
                 {group_of(cell, 19, 20), group_of(cell, 21, 22)}};
  auto markers = slot_of(cell, ChromosomeClass::kMarker);
  if (!markers.homologues.empty()) layout.rows.back().push_back({std::move(markers)});
  layout.rows.back().push_back({slot_of(cell, ChromosomeClass::kX), slot_of(cell, ChromosomeClass::kY)});
  layout.tray = slot_of(cell, ChromosomeClass::kUnclassified).homologues;
  return layout;
}

}  // namespace pinnacle::cytogenetics
