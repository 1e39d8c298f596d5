#include "pinnacle/synthesis/ring.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pinnacle::synthesis {

using base::Point;

double ring_half_width(double length, double usual) {
  constexpr double kHole = 0.75, kThinnest = 0.5;
  return std::clamp(kHole * length / (2 * std::numbers::pi), kThinnest * usual, usual);
}

std::vector<Point> ring_axis(double length, int points, base::Random& random) {
  const double radius = length / (2 * std::numbers::pi), start = random.uniform(0, 2 * std::numbers::pi);
  std::vector<Point> axis;
  for (int i = 0; i < points; ++i) {
    const double angle = start + 2 * std::numbers::pi * i / points;
    axis.push_back(Point{std::cos(angle), std::sin(angle)} * radius);
  }
  return axis;
}

}  // namespace pinnacle::synthesis
