#include "pinnacle/synthesis/real_places.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pinnacle/synthesis/measured_chromosome.h"

namespace pinnacle::synthesis {

double RealPlaces::ideogram_of(double real) const {
  double place = real, harmonic = 0;
  for (const double height : shift) place += height * std::sin((harmonic += std::numbers::pi) * real);
  return std::clamp(place, 0.0, 1.0);
}

double RealPlaces::real_of(double ideogram) const {
  double low = 0, high = 1;
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (ideogram_of(middle) < ideogram ? low : high) = middle;
  }
  return (low + high) / 2;
}

RealPlaces real_places(cytogenetics::ChromosomeClass chromosome) {
  return {measured_chromosome(chromosome).shift};
}

}  // namespace pinnacle::synthesis
