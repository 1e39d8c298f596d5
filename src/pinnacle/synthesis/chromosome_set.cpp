#include "pinnacle/synthesis/chromosome_set.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace pinnacle::synthesis {
namespace {

using cytogenetics::ChromosomeClass;

constexpr const char* kCure = "Write a count, the sex chromosomes and whole gains or losses: 47,XX,+21";

base::Unexpected fault(const std::string& what, std::string_view part) {
  return base::unexpected(base::ErrorCode::kInvalidArgument, what, "'" + std::string(part) + "'", kCure);
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    parts.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return parts;
}

base::Expected<void> change(std::vector<ChromosomeClass>& set, std::string_view part) {
  if (part.size() < 2 || (part[0] != '+' && part[0] != '-')) return fault("a gain or a loss begins with + or -", part);
  const auto label = cytogenetics::parse_class(part.substr(1));
  if (!label || !cytogenetics::is_normal_class(*label)) return fault("there is no such normal chromosome", part);
  if (part[0] == '+') {
    set.push_back(*label);
    return {};
  }
  const auto lost = std::find(set.begin(), set.end(), *label);
  if (lost == set.end()) return fault("it is not there to be lost", part);
  set.erase(lost);
  return {};
}

}  // namespace

base::Expected<std::vector<ChromosomeClass>> chromosome_set(std::string_view karyotype) {
  const auto parts = parts_of(karyotype);
  if (parts.size() < 2) return fault("a count and the sex chromosomes are needed", karyotype);
  std::size_t count = 0;
  const auto* end = parts[0].data() + parts[0].size();
  if (std::from_chars(parts[0].data(), end, count).ptr != end || parts[0].empty()) return fault("the count is no number", parts[0]);
  std::vector<ChromosomeClass> set;
  for (int k = 0; k < 22; ++k) set.insert(set.end(), 2, static_cast<ChromosomeClass>(k));
  for (const char sex : parts[1]) {
    if (sex != 'X' && sex != 'Y') return fault("sex chromosomes are X and Y", parts[1]);
    set.push_back(sex == 'X' ? ChromosomeClass::kX : ChromosomeClass::kY);
  }
  if (parts[1].empty() || parts[1].size() > 5) return fault("one to five sex chromosomes are drawn", parts[1]);
  for (std::size_t i = 2; i < parts.size(); ++i) PINNACLE_TRY_VOID(change(set, parts[i]));
  if (set.size() != count) return fault("the rest adds up to " + std::to_string(set.size()) + " chromosomes", parts[0]);
  return set;
}

}  // namespace pinnacle::synthesis
