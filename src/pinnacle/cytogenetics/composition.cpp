#include "pinnacle/cytogenetics/composition.h"

#include <algorithm>
#include <cstdlib>

namespace pinnacle::cytogenetics {
namespace {

constexpr int kFewest = 35, kMost = 60;

int count_of(const std::array<int, kClassCount + 2>& counts, ChromosomeClass c) { return counts[static_cast<std::size_t>(c)]; }

std::ptrdiff_t suspected_markers(const Cell& cell) {
  return std::count_if(cell.chromosomes.begin(), cell.chromosomes.end(),
                       [](const auto& c) { return c.label == ChromosomeClass::kMarker && !c.label_found; });
}

}  // namespace

std::array<int, kClassCount + 2> tally(const Cell& cell) {
  std::array<int, kClassCount + 2> counts{};
  for (const auto& c : cell.chromosomes) ++counts[static_cast<std::size_t>(c.label)];
  return counts;
}

Composition composition(const Cell& cell) {
  Composition result;
  const auto counts = tally(cell);
  const int x = count_of(counts, ChromosomeClass::kX), y = count_of(counts, ChromosomeClass::kY);
  if (cell.count() == 0) {
    result.flags.push_back("no metaphase found");
    return result;
  }
  if (cell.count() < kFewest) {
    result.flags.push_back("composition not given: " + std::to_string(cell.count()) + " chromosomes are too few for one whole cell");
  }
  if (cell.count() > kMost) {
    result.flags.push_back("composition not given: " + std::to_string(cell.count()) + " chromosomes are more than one diploid cell has");
  }
  if (const int unclassified = count_of(counts, ChromosomeClass::kUnclassified); unclassified > 0) {
    result.flags.push_back("composition not given: " + std::to_string(unclassified) + " not classified");
  }
  // "mar" says that a chromosome is structurally abnormal: more than a resemblance to none of the normal ones.
  if (const auto suspected = suspected_markers(cell); suspected > 0) {
    result.flags.push_back("composition not given: " + std::to_string(suspected) + " suspected " +
                           (suspected > 1 ? "markers" : "marker") + " not confirmed by a person");
  }
  if (x + y == 0) result.flags.push_back("composition not given: no sex chromosome was recognised");
  if (!result.flags.empty()) return result;

  auto text = std::to_string(cell.count()) + "," + std::string(static_cast<std::size_t>(x), 'X') + std::string(static_cast<std::size_t>(y), 'Y');
  for (int k = 0; k < 22; ++k) {
    const int extra = counts[static_cast<std::size_t>(k)] - 2;
    for (int i = 0; i < std::abs(extra); ++i) {
      text += (extra > 0 ? ",+" : ",-") + std::string(to_string(static_cast<ChromosomeClass>(k)));
    }
  }
  if (const int markers = count_of(counts, ChromosomeClass::kMarker); markers > 0) {
    text += ",+" + (markers > 1 ? std::to_string(markers) : std::string()) + "mar";
  }
  result.text = text;
  return result;
}

bool is_balanced(const Cell& cell) {
  const auto text = composition(cell).text;
  return text == "46,XX" || text == "46,XY";
}

}  // namespace pinnacle::cytogenetics
