#ifndef PINNACLE_CYTOGENETICS_CASE_SUMMARY_H_
#define PINNACLE_CYTOGENETICS_CASE_SUMMARY_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/cytogenetics/cell.h"

namespace pinnacle::cytogenetics {

/// How many cells of a case have one composition.
struct CompositionCount {
  std::string composition;  ///< "not given" for cells without one.
  std::vector<std::string> cells;
};

/// What the cells of a case add up to; a draft for a person to judge.
struct CaseSummary {
  std::optional<int> modal_count;  ///< The commonest number of chromosomes; the smaller of two equally common.
  std::vector<CompositionCount> compositions;  ///< The commonest first; those without one last.
  /// Cells whose sex chromosomes contradict those of most others, in words.
  std::vector<std::string> contradictions;
};

CaseSummary summarise(const Case& all);

/// The uncertain chromosomes of a cell in words, a line each: which and why.
std::vector<std::string> doubts_of(const Cell& cell);

}  // namespace pinnacle::cytogenetics

#endif  // PINNACLE_CYTOGENETICS_CASE_SUMMARY_H_
