#include "pinnacle/synthesis/real_places.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "pinnacle/base/check.h"

namespace pinnacle::synthesis {
namespace {

constexpr std::array<RealPlaces, cytogenetics::kClassCount> kFitted{{
    {0.975, -0.01, -0.01}, {0.973, -0.01, 0.00}, {1.008, 0.00, 0.00},   {0.964, -0.01, -0.01},
    {0.992, -0.01, 0.00},  {1.002, -0.02, 0.02}, {0.990, -0.02, -0.01}, {1.007, 0.00, -0.01},
    {0.997, -0.02, 0.00},  {0.978, 0.00, -0.03}, {0.985, 0.01, 0.03},   {1.048, -0.01, -0.02},
    {0.971, -0.02, -0.01}, {0.993, 0.03, -0.02}, {1.007, -0.01, -0.01}, {1.053, -0.03, 0.00},
    {1.054, -0.04, -0.03}, {1.056, 0.00, 0.01},  {0.998, 0.01, 0.05},   {1.078, 0.00, -0.02},
    {1.022, -0.01, 0.00},  {1.051, -0.02, 0.01}, {0.993, -0.01, 0.01},  {1.018, 0.08, 0.01},
}};

}  // namespace

double RealPlaces::ideogram_of(double real) const {
  using std::numbers::pi;
  return std::clamp(real + a * std::sin(pi * real) + b * std::sin(2 * pi * real), 0.0, 1.0);
}

double RealPlaces::real_of(double ideogram) const {
  double low = 0, high = 1;
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (ideogram_of(middle) < ideogram ? low : high) = middle;
  }
  return (low + high) / 2;
}

const RealPlaces& real_places(cytogenetics::ChromosomeClass chromosome) {
  PINNACLE_CHECK(cytogenetics::is_normal_class(chromosome), "real places are those of a normal chromosome");
  return kFitted[static_cast<std::size_t>(chromosome)];
}

}  // namespace pinnacle::synthesis
