#include "pinnacle/karyotyping/corrections.h"

#include "pinnacle/karyotyping/karyotyper.h"

namespace pinnacle::karyotyping {
namespace {

std::vector<std::string> what_a_person_said(const cytogenetics::Chromosome& c) {
  std::vector<std::string> words;
  if (c.label_found) {
    words.push_back(c.label == *c.label_found
                        ? "confirmed by a person"
                        : "set by a person; found as " + std::string(to_string(*c.label_found)));
  }
  if (c.turned) {
    const auto& found = c.upside_down_found;
    words.push_back(std::string("turned by a person; found ") + (!found   ? "without knowing which end is up"
                                                                 : *found ? "upside down"
                                                                          : "upright"));
  }
  return words;
}

}  // namespace

void settle_corrections(cytogenetics::Cell& cell) {
  for (auto& c : cell.chromosomes) {
    if (!c.looked_at()) continue;
    c.uncertain = false;
    c.reasons = what_a_person_said(c);
  }
  flag_cell(cell);
}

}  // namespace pinnacle::karyotyping
