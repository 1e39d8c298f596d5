#include "pinnacle/segmentation/views.h"

#include <algorithm>

namespace pinnacle::segmentation {
namespace {

void copy_mirrored(const float* from, float* to, std::size_t width, std::size_t height, View view) {
  for (std::size_t y = 0; y < height; ++y) {
    const float* row = from + (view.flip_y ? height - 1 - y : y) * width;
    if (view.flip_x) {
      std::reverse_copy(row, row + width, to + y * width);
    } else {
      std::copy(row, row + width, to + y * width);
    }
  }
}

}  // namespace

learning::Array mirrored(const learning::Array& pictures, View view) {
  return mirrored(pictures, view, [](std::size_t k) { return k; });
}

learning::Array mirrored(const learning::Array& pictures, View view,
                         const std::function<std::size_t(std::size_t k)>& source) {
  const auto count = static_cast<std::size_t>(pictures.shape[0]), maps = static_cast<std::size_t>(pictures.shape[1]);
  const auto height = static_cast<std::size_t>(pictures.shape[2]), width = static_cast<std::size_t>(pictures.shape[3]);
  learning::Array result(pictures.shape);
  for (std::size_t n = 0; n < count; ++n) {
    for (std::size_t k = 0; k < maps; ++k) {
      copy_mirrored(pictures.values.data() + (n * maps + source(k)) * width * height,
                    result.values.data() + (n * maps + k) * width * height, width, height, view);
    }
  }
  return result;
}

}  // namespace pinnacle::segmentation
