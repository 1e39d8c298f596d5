#ifndef PINNACLE_LEARNING_ARRAY_H_
#define PINNACLE_LEARNING_ARRAY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

namespace pinnacle::learning {

/// A dense array of 32-bit floats, the last axis running fastest.
struct Array {
  std::vector<std::int64_t> shape;
  std::vector<float> values;

  Array() = default;
  explicit Array(std::vector<std::int64_t> s, float fill = 0)
      : shape(std::move(s)), values(element_count(shape), fill) {}

  static std::size_t element_count(const std::vector<std::int64_t>& shape) {
    return static_cast<std::size_t>(std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>()));
  }
};

}  // namespace pinnacle::learning

#endif  // PINNACLE_LEARNING_ARRAY_H_
