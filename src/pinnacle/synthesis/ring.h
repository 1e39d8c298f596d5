#ifndef PINNACLE_SYNTHESIS_RING_H_
#define PINNACLE_SYNTHESIS_RING_H_

#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/base/random.h"

namespace pinnacle::synthesis {

/// Half as wide as a ring is across its body: a short ring is thinner than other chromosomes, so that it
/// keeps its hole; the shortest ones are dots.
/// @param length  Of its axis, around.
/// @param usual   Half the width of a chromosome of its cell, in the same unit.
double ring_half_width(double length, double usual);

/// The axis of a ring around zero, from its joint around, its points evenly apart; the last one lies before
/// the first again.
/// @param random  Where the joint lies.
std::vector<base::Point> ring_axis(double length, int points, base::Random& random);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_RING_H_
