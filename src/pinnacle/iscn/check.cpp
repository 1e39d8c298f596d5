#include "pinnacle/iscn/check.h"

#include <algorithm>

#include "pinnacle/iscn/correct.h"
#include "pinnacle/iscn/parser.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

void sort_by_place(std::vector<Fault>& faults) {
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.place.offset < b.place.offset; });
}

/// The reading and, if it is whole, all rules over it.
Reading judged(std::string_view text) {
  auto reading = read(text);
  if (reading.complete) {
    check_events(reading.karyotype, reading.faults);
    check_order(reading.karyotype, reading.faults);
    check_variants(reading.karyotype, reading.faults);
    check_counts(reading.karyotype, reading.faults);
    check_clones(reading.karyotype, reading.faults);
  }
  check_techniques(reading.karyotype, reading.faults);
  sort_by_place(reading.faults.errors);
  sort_by_place(reading.faults.warnings);
  return reading;
}

}  // namespace

Verdict check(std::string_view text) {
  auto reading = judged(text);
  Verdict verdict;
  verdict.valid = reading.complete && reading.faults.errors.empty();
  verdict.faults = std::move(reading.faults);
  if (!reading.complete) return verdict;
  if (!verdict.valid) {
    auto proposal = print(corrected(reading.karyotype));
    const auto again = judged(proposal);
    if (again.complete && again.faults.errors.empty()) verdict.suggestion = std::move(proposal);
  }
  verdict.karyotype = std::move(reading.karyotype);
  return verdict;
}

}  // namespace pinnacle::iscn
