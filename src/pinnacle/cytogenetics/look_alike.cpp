#include "pinnacle/cytogenetics/look_alike.h"

namespace pinnacle::cytogenetics {

std::string look_alike_group(ChromosomeClass c) {
  if (!is_normal_class(c)) return {};
  constexpr std::string_view kGroups = "AAABBCCCCCCCDDDEEEFFGGCG";
  static_assert(kGroups.size() == kClassCount);
  return std::string(1, kGroups[static_cast<std::size_t>(c)]);
}

std::vector<std::string> look_alike_groups(const std::vector<std::string>& labels) {
  std::vector<std::string> groups;
  for (const auto& label : labels) {
    groups.push_back(look_alike_group(parse_class(label).value_or(ChromosomeClass::kUnclassified)));
  }
  return groups;
}

}  // namespace pinnacle::cytogenetics
