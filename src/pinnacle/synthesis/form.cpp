#include "pinnacle/synthesis/form.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/synthesis/ring.h"

namespace pinnacle::synthesis {
namespace {

using base::Point;
using base::Random;
using cytogenetics::ChromosomeClass;

constexpr double kHalfWidth = 0.064;  // Of the length of a chromosome 1.
constexpr double kMostBend = 3.6;     // Radians from end to end: a U whose tips nearly meet.

/// A line that wavers around 1, one value a pixel of the fine grid.
std::vector<double> ragged(std::size_t count, double height, Random& random) {
  constexpr std::size_t kKnot = 7;  // Pixels from bulge to bulge.
  std::vector<double> knots(count / kKnot + 2), line(count);
  for (auto& v : knots) v = 1 + random.normal(0, height);
  for (std::size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(i % kKnot) / kKnot;
    line[i] = knots[i / kKnot] * (1 - share) + knots[i / kKnot + 1] * share;
  }
  return line;
}

/// From the joint of a ring around to it again.
std::vector<Point> closed_ring(double length, Random& random) {
  auto axis = ring_axis(length, static_cast<int>(length) + 1, random);
  axis.push_back(axis.front());
  return axis;
}

/// @param centromere  Where it lies, 0 .. 1: the bend of a hinged one lies there.
std::vector<Point> bent_line(double length, double half_width, double centromere,
                             const MetaphaseOptions& options, Random& random) {
  const double slender = std::min(length / half_width, 11.0);
  const double usual_bend = random.normal(0, 0.085 * slender), sway = random.normal(0, 0.028 * slender);
  const double bend = std::clamp(usual_bend * options.bend, -kMostBend, kMostBend);
  const double hinge_length = 1.5 * half_width / length;
  const double heading = random.uniform(0, 2 * std::numbers::pi);
  std::vector<Point> axis{{0, 0}};
  const int steps = std::max(2, static_cast<int>(length));
  Point middle;
  for (int i = 1; i <= steps; ++i) {
    const double t = static_cast<double>(i) / steps;
    const double turned =
        (1 - options.hinge) * (t - 0.5) + options.hinge * 0.5 * std::tanh((t - centromere) / hinge_length);
    const double angle = heading + bend * turned + sway * std::sin(2 * std::numbers::pi * t);
    axis.push_back(axis.back() + Point{std::cos(angle), std::sin(angle)});
    middle = middle + axis.back() * (1.0 / steps);
  }
  for (auto& p : axis) p = p - middle;
  return axis;
}

}  // namespace

Form form_of(const cytogenetics::ChromosomeStructure& structure, double px_per_unit, const Preparation& cell,
             const MetaphaseOptions& options, Random& random) {
  const double half_width =
      kHalfWidth * px_per_unit * cytogenetics::length_of(ChromosomeClass::k1, cytogenetics::BandLevel::k850);
  Form form{&structure,
            stain_profile(structure, cell, random),
            {},
            half_width * cell.width * std::exp(random.normal(0, 0.05)),
            cell.darkness * std::exp(random.normal(0, cell.unevenness)),
            {},
            {}};
  constexpr double kMeanUnits = 8500;  // Of a cell's chromosomes.
  const double length = form.profile.length * std::pow(form.profile.length / kMeanUnits, cell.slope) *
                        px_per_unit * std::exp(random.normal(0, 0.055));
  const double centromere = form.profile.centromeres.empty() ? 0.5 : form.profile.centromeres.front();
  if (structure.ring) form.half_width = ring_half_width(length, form.half_width);
  form.axis = structure.ring ? closed_ring(length, random)
                             : bent_line(length, form.half_width, centromere, options, random);
  for (auto& end : form.splay) end = structure.ring ? 0 : std::max(0.0, cell.splay + random.normal(0, 0.05));
  for (auto& rim : form.rims) rim = ragged(form.axis.size(), 0.05, random);
  return form;
}

}  // namespace pinnacle::synthesis
