#include "pinnacle/synthesis/upright_crop.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/image/outline.h"
#include "pinnacle/image/resample.h"

namespace pinnacle::synthesis {
namespace {

template <typename Pixel>
image::Raster<Pixel> upright(const image::Raster<Pixel>& metaphase, const DrawnChromosome& chromosome,
                             Pixel white) {
  image::Raster<Pixel> alone(metaphase.width(), metaphase.height(), white);
  const auto object = image::filled(chromosome.outline, metaphase.width(), metaphase.height());
  for (int y = 0; y < object.mask.height(); ++y) {
    for (int x = 0; x < object.mask.width(); ++x) {
      if (object.mask(x, y) != 0) alone(object.x + x, object.y + y) = metaphase(object.x + x, object.y + y);
    }
  }
  base::Point down{0, 1};
  // The ends of a ring meet: it stays as it lies.
  const auto along = chromosome.axis.back() - chromosome.axis.front();
  if (const double length = base::length(along); !chromosome.ring && length > 0) down = along * (1 / length);
  const base::Point right{down.y, -down.x};
  double low_x = 1e9, high_x = -1e9, low_y = 1e9, high_y = -1e9;
  for (const auto& ring : chromosome.outline) {
    for (const auto p : ring) {
      low_x = std::min(low_x, base::dot(p, right));
      high_x = std::max(high_x, base::dot(p, right));
      low_y = std::min(low_y, base::dot(p, down));
      high_y = std::max(high_y, base::dot(p, down));
    }
  }
  constexpr double kMargin = 2;
  const auto start = right * (low_x - kMargin) + down * (low_y - kMargin);
  const auto side = [](double low, double high) {
    return static_cast<int>(std::ceil(high - low + 2 * kMargin)) + 1;
  };
  return image::warp(alone, {right.x, down.x, start.x, right.y, down.y, start.y}, side(low_x, high_x),
                     side(low_y, high_y), white);
}

}  // namespace

image::Grey upright_crop(const image::Grey& metaphase, const DrawnChromosome& chromosome) {
  return upright(metaphase, chromosome, std::uint8_t{255});
}

image::Grey16 upright_crop(const image::Grey16& metaphase, const DrawnChromosome& chromosome) {
  return upright(metaphase, chromosome, std::uint16_t{255 * kDeepLevels});
}

}  // namespace pinnacle::synthesis
