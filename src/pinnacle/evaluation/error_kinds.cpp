#include "pinnacle/evaluation/error_kinds.h"

#include <map>

#include "pinnacle/base/check.h"

namespace pinnacle::evaluation {

ErrorKinds error_kinds(const Confusion& confusion, const LabelGroups& groups) {
  PINNACLE_CHECK(static_cast<int>(groups.size()) == confusion.labels(), "a group for each label");
  ErrorKinds kinds;
  std::map<std::string, GroupErrors> by_group;
  for (int truth = 0; truth < confusion.labels(); ++truth) {
    const auto& own = groups[truth];
    if (!own.empty()) by_group[own].count += confusion.true_count(truth);
    for (int answer = 0; answer < confusion.labels(); ++answer) {
      const double count = confusion.counts()[truth][answer];
      if (answer == truth) continue;
      if (own.empty()) {
        (groups[answer].empty() ? kinds.confused_abnormal : kinds.missed_abnormal) += count;
        continue;
      }
      auto& errors = by_group[own];
      (groups[answer].empty()  ? errors.as_abnormal
       : groups[answer] == own ? errors.within
                               : errors.between) += count;
    }
  }
  for (auto& [name, errors] : by_group) {
    errors.group = name;
    kinds.within += errors.within;
    kinds.between += errors.between;
    kinds.false_abnormal += errors.as_abnormal;
    kinds.groups.push_back(errors);
  }
  return kinds;
}

}  // namespace pinnacle::evaluation
