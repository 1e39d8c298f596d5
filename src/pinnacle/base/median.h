#ifndef PINNACLE_BASE_MEDIAN_H_
#define PINNACLE_BASE_MEDIAN_H_

#include <algorithm>
#include <cstddef>
#include <vector>

#include "pinnacle/base/check.h"

namespace pinnacle::base {

/// The middle value; of an even number the upper of the two. There must be one.
template <typename Value>
Value median(std::vector<Value> values) {
  PINNACLE_CHECK(!values.empty(), "there is a middle");
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace pinnacle::base

#endif  // PINNACLE_BASE_MEDIAN_H_
