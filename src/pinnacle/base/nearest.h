#ifndef PINNACLE_BASE_NEAREST_H_
#define PINNACLE_BASE_NEAREST_H_

#include <cstddef>
#include <limits>
#include <vector>

#include "pinnacle/base/geometry.h"

namespace pinnacle::base {

/// The point of a line that is nearest to another one; the first of several.
struct NearestPoint {
  std::size_t place = 0;                                    ///< In the line.
  double square = std::numeric_limits<double>::infinity();  ///< Of the distance; infinite if the line is empty.
};

/// @param stride  Looks at every so many points only.
inline NearestPoint nearest(const std::vector<Point>& line, Point p, std::size_t stride = 1) {
  NearestPoint best;
  for (std::size_t k = 0; k < line.size(); k += stride) {
    const Point d = line[k] - p;
    if (const double square = dot(d, d); square < best.square) best = {k, square};
  }
  return best;
}

}  // namespace pinnacle::base

#endif  // PINNACLE_BASE_NEAREST_H_
