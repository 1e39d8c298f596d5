#ifndef PINNACLE_IMAGE_RASTER_H_
#define PINNACLE_IMAGE_RASTER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pinnacle/base/check.h"

namespace pinnacle::image {

/// A width x height grid of values, row by row from the top left.
template <typename T>
class Raster {
 public:
  Raster() = default;
  Raster(int width, int height, T fill = T{})
      : width_(width), height_(height), values_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), fill) {
    PINNACLE_CHECK(width >= 0 && height >= 0, "a raster has no negative sides");
  }

  int width() const { return width_; }
  int height() const { return height_; }
  bool empty() const { return values_.empty(); }
  std::size_t size() const { return values_.size(); }
  bool contains(int x, int y) const { return x >= 0 && y >= 0 && x < width_ && y < height_; }

  T& operator()(int x, int y) { return values_[index(x, y)]; }
  const T& operator()(int x, int y) const { return values_[index(x, y)]; }
  T* row(int y) { return values_.data() + index(0, y); }
  const T* row(int y) const { return values_.data() + index(0, y); }
  std::vector<T>& values() { return values_; }
  const std::vector<T>& values() const { return values_; }

  bool operator==(const Raster&) const = default;

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
  }

  int width_ = 0;
  int height_ = 0;
  std::vector<T> values_;
};

using Grey = Raster<std::uint8_t>;    ///< 8-bit grey; dark chromosomes on white once normalised.
using Grey16 = Raster<std::uint16_t>; ///< Grey as a camera gives it.
using Mask = Raster<std::uint8_t>;    ///< 0 = background, anything else = object.
struct Rgb {
  std::uint8_t red = 0, green = 0, blue = 0;
};
using Colours = Raster<Rgb>;          ///< A drawing.
using Labels = Raster<std::int32_t>;  ///< 0 = background, 1 .. n = objects.

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_RASTER_H_
