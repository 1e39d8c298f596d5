#include "pinnacle/cytogenetics/chromosome.h"

#include <algorithm>

namespace pinnacle::cytogenetics {
namespace {

constexpr std::array<std::string_view, kClassCount + 2> kNames = {
    "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11", "12",     "13",
    "14", "15", "16", "17", "18", "19", "20", "21", "22", "X",  "Y",  "marker", "unclassified"};

}  // namespace

std::string_view to_string(ChromosomeClass c) { return kNames[static_cast<std::size_t>(c)]; }

std::optional<ChromosomeClass> parse_class(std::string_view text) {
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<ChromosomeClass>(found - kNames.begin());
}

ChromosomeClass most_probable(const ClassProbabilities& probabilities) {
  return static_cast<ChromosomeClass>(std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin());
}

}  // namespace pinnacle::cytogenetics
