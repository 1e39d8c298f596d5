#include "pinnacle/synthesis/composite.h"

#include <algorithm>

#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/structure.h"

namespace pinnacle::synthesis {
namespace {

int cells_with(const iscn::Event& event, int cells) {
  return std::min(event.cells.value_or((2 * cells + 2) / 3), cells);
}

iscn::Clone single_cell(const iscn::Clone& clone, int cell, int cells) {
  auto one = clone;
  one.composite = false;
  one.cells.reset();
  one.events.clear();
  int first = 0;
  for (auto event : clone.events) {
    const int with = cells_with(event, cells);
    if ((cell - first % cells + cells) % cells < with) {
      event.cells.reset();
      one.events.push_back(std::move(event));
    } else if (!iscn::lists_all_sex(clone)) {
      one.sex += iscn::sex_taken_by(event);
    }
    first += with;
  }
  std::sort(one.sex.begin(), one.sex.end());
  return one;
}

}  // namespace

std::vector<iscn::Karyotype> cells_of_composite(const iscn::Karyotype& karyotype, std::size_t clone) {
  // A change may leave out the breakpoints that another one has, which the cell at hand may lack.
  const auto told = iscn::with_breakpoints(karyotype);
  const int cells = told.clones[clone].cells.value_or(1);
  std::vector<iscn::Karyotype> all;
  for (int cell = 0; cell < cells; ++cell) {
    all.push_back(told);
    auto& own = all.back().clones[clone];
    own = single_cell(told.clones[clone], cell, cells);
    own.count = iscn::count_clones(all.back())[clone].expected;
  }
  return all;
}

}  // namespace pinnacle::synthesis
