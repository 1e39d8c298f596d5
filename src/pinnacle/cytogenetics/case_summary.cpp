#include "pinnacle/cytogenetics/case_summary.h"

#include <algorithm>
#include <map>

#include "pinnacle/cytogenetics/composition.h"

namespace pinnacle::cytogenetics {
namespace {

constexpr const char* kNotGiven = "not given";

std::vector<CompositionCount> compositions_of(const Case& all) {
  std::map<std::string, std::vector<std::string>> cells_of;
  for (const auto& entry : all.cells) cells_of[entry.cell.composition.value_or(kNotGiven)].push_back(entry.name);
  std::vector<CompositionCount> counts;
  for (auto& [composition, cells] : cells_of) counts.push_back({composition, std::move(cells)});
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const CompositionCount& c) { return std::pair(c.composition == kNotGiven, -static_cast<long>(c.cells.size())); };
    return rank(a) < rank(b);
  });
  return counts;
}

std::optional<int> modal_count_of(const Case& all) {
  std::map<int, int> cells_with;
  for (const auto& entry : all.cells) {
    if (entry.cell.count() > 0) ++cells_with[entry.cell.count()];
  }
  const auto most = std::max_element(cells_with.begin(), cells_with.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == cells_with.end()) return std::nullopt;
  return most->first;
}

/// A lost sex chromosome contradicts nothing; a Y among cells without one does, and two X without a Y among XY.
std::vector<std::string> contradictions_of(const Case& all) {
  std::vector<const CaseCell*> with_y, two_x;
  for (const auto& entry : all.cells) {
    if (!entry.cell.composition) continue;
    const auto counts = tally(entry.cell);
    if (counts[static_cast<std::size_t>(ChromosomeClass::kY)] > 0) {
      with_y.push_back(&entry);
    } else if (counts[static_cast<std::size_t>(ChromosomeClass::kX)] > 1) {
      two_x.push_back(&entry);
    }
  }
  if (with_y.empty() || two_x.empty()) return {};
  const bool mostly_y = with_y.size() >= two_x.size();
  std::vector<std::string> words;
  for (const auto* entry : mostly_y ? two_x : with_y) {
    words.push_back(entry->name + " (" + *entry->cell.composition + ") contradicts the sex chromosomes of " +
                    (mostly_y ? std::to_string(with_y.size()) + " cells with a Y" : std::to_string(two_x.size()) + " cells with two X") +
                    ": a swap, a contamination or an error is possible");
  }
  return words;
}

}  // namespace

CaseSummary summarise(const Case& all) { return {modal_count_of(all), compositions_of(all), contradictions_of(all)}; }

std::vector<std::string> doubts_of(const Cell& cell) {
  std::vector<std::string> doubts;
  for (const auto& c : cell.chromosomes) {
    if (!c.uncertain) continue;
    std::string words = std::string(to_string(c.label)) + " (object " + std::to_string(c.id) + "): ";
    for (std::size_t i = 0; i < c.reasons.size(); ++i) words += (i > 0 ? "; " : "") + c.reasons[i];
    doubts.push_back(words);
  }
  return doubts;
}

}  // namespace pinnacle::cytogenetics
