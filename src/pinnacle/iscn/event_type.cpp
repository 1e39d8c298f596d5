#include "pinnacle/iscn/event_type.h"

#include <algorithm>

namespace pinnacle::iscn {
namespace {

using enum EventShape;

constexpr EventType kTypes[] = {
    {"add", "additional material of unknown origin", kOneBreak, false, false, false},
    {"chrb", "chromosome break", kOneBreak, false, false, true},
    {"chrg", "chromosome gap", kOneBreak, false, false, true},
    {"chtb", "chromatid break", kOneBreak, false, false, true},
    {"chtg", "chromatid gap", kOneBreak, false, false, true},
    {"cth", "chromothripsis", kNoBreaks, false, false, true},
    {"del", "deletion", kOneOrTwoBreaks, false, false, false},
    {"der", "derivative chromosome", kDerivative, false, true, false},
    {"dic", "dicentric chromosome", kOneBreakEach, false, true, false},
    {"dic r", "dicentric ring chromosome", kRing, false, true, false},
    {"dup", "duplication", kTwoBreaks, false, false, false},
    {"fis", "fission at the centromere", kOneBreak, true, false, false},
    {"fra", "fragile site", kOneBreak, false, false, false},
    {"hsr", "homogeneously staining region", kOneBreak, false, false, false},
    {"i", "isochromosome", kOneBreak, true, false, false},
    {"ider", "isoderivative chromosome", kIsoderivative, true, false, false},
    {"idic", "isodicentric chromosome", kOneBreak, false, false, false},
    {"ins", "insertion", kInsertion, false, false, false},
    {"inv", "inversion", kTwoBreaks, false, false, false},
    {"inv dup", "inverted duplication", kFree, false, false, false},
    {"inv trp", "inverted triplication", kFree, false, false, false},
    {"neo", "chromosome with a neocentromere", kFree, false, false, false},
    {"psu dic", "pseudodicentric chromosome", kOneBreakEach, false, true, false},
    {"psu idic", "pseudo-isodicentric chromosome", kOneBreak, false, false, false},
    {"psu trc", "pseudotricentric chromosome", kChainOfBreaks, false, true, false},
    {"qdp", "quadruplication", kTwoBreaks, false, false, false},
    {"r", "ring chromosome", kRing, false, true, false},
    {"rec", "recombinant chromosome", kRecombinant, false, false, false},
    {"rob", "Robertsonian translocation", kOneBreakEach, true, true, false},
    {"t", "translocation", kOneBreakEach, false, false, false},
    {"tas", "telomeric association", kChainOfBreaks, false, false, false},
    {"tdic", "dicentric chromosome by translocation", kOneBreakEach, false, true, false},
    {"trc", "tricentric chromosome", kChainOfBreaks, false, true, false},
    {"trc r", "tricentric ring chromosome", kRing, false, true, false},
    {"trp", "triplication", kTwoBreaks, false, false, false},
    {"upd", "uniparental disomy", kNoBreaks, false, false, true},
};

constexpr std::string_view kCountedWords[] = {"mar", "r", "neo"};
constexpr std::string_view kOtherWords[] = {"hsr", "cx"};
constexpr std::string_view kInheritance[] = {"mat", "pat", "dn", "dinh", "dmat", "dpat", "inh"};

}  // namespace

const EventType* event_type(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kTypes), std::end(kTypes), [name](const auto& t) { return t.name == name; });
  return found == std::end(kTypes) ? nullptr : found;
}

bool is_counted_word(std::string_view word) {
  return std::find(std::begin(kCountedWords), std::end(kCountedWords), word) != std::end(kCountedWords);
}

bool is_ring(std::string_view type) {
  const auto* known = event_type(type);
  return known != nullptr && known->shape == EventShape::kRing;
}

bool is_event_word(std::string_view word) {
  return is_counted_word(word) || acentric_kind(word) ||
         std::find(std::begin(kOtherWords), std::end(kOtherWords), word) != std::end(kOtherWords);
}

std::optional<AcentricKind> acentric_kind(std::string_view word) {
  const auto found = std::find(kAcentricWords.begin(), kAcentricWords.end(), word);
  if (found == kAcentricWords.end()) return std::nullopt;
  return static_cast<AcentricKind>(found - kAcentricWords.begin());
}

bool is_inheritance(std::string_view word) {
  return std::find(std::begin(kInheritance), std::end(kInheritance), word) != std::end(kInheritance);
}

}  // namespace pinnacle::iscn
