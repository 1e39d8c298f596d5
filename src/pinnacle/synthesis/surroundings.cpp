#include "pinnacle/synthesis/surroundings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "pinnacle/base/geometry.h"

namespace pinnacle::synthesis {
namespace {

using base::Point;
using base::Random;

constexpr double kTurn = 2 * std::numbers::pi;

/// Calls `act(pixel, offset)` for the pixels of a square around a place, as far as they lie on the layer.
template <typename Act>
void around(Absorbance& layer, Point centre, double reach, Act&& act) {
  const int x0 = std::max(0, static_cast<int>(centre.x - reach)),
            y0 = std::max(0, static_cast<int>(centre.y - reach));
  const int x1 = std::min(layer.width() - 1, static_cast<int>(centre.x + reach)),
            y1 = std::min(layer.height() - 1, static_cast<int>(centre.y + reach));
  for (int y = y0; y <= y1; ++y) {
    for (int x = x0; x <= x1; ++x) act(layer(x, y), Point{x - centre.x, y - centre.y});
  }
}

void add_dot(Absorbance& layer, Point centre, double radius, double depth) {
  around(layer, centre, 3 * radius, [&](float& a, Point d) {
    a += static_cast<float>(depth * std::exp(-0.5 * base::dot(d, d) / (radius * radius)));
  });
}

/// A closed line around a middle that is not quite a circle.
class Rim {
 public:
  Rim(double radius, double uneven, Random& random) : radius_(radius) {
    for (std::size_t k = 0; k < heights_.size(); ++k) {
      heights_[k] = random.normal(0, uneven / static_cast<double>(k + 1));
      phases_[k] = random.uniform(0, kTurn);
    }
  }
  /// How far inside it a place lies, in radii; negative outside.
  double depth(Point d) const {
    const double angle = std::atan2(d.y, d.x);
    double reach = 1;
    for (std::size_t k = 0; k < heights_.size(); ++k)
      reach += heights_[k] * std::cos(static_cast<double>(k + 2) * angle + phases_[k]);
    return reach - base::length(d) / radius_;
  }

 private:
  double radius_;
  std::array<double, 3> heights_{}, phases_{};  ///< Of waves two, three and four times around.
};

Point anywhere(const Absorbance& field, Random& random) {
  const double x = random.uniform(0, field.width());
  return {x, random.uniform(0, field.height())};
}

/// At the rim of the field, where it is freest of chromosomes.
Point place_of_nucleus(double radius, const image::Mask& taken, Random& random) {
  constexpr int kTries = 8;
  Point best;
  int least = -1;
  for (int i = 0; i < kTries; ++i) {
    const double angle = random.uniform(0, kTurn), away = random.uniform(0.40, 0.62);
    const Point place{taken.width() * (0.5 + away * std::cos(angle)),
                      taken.height() * (0.5 + away * std::sin(angle))};
    int covered = 0;
    for (double y = -radius; y <= radius; y += 3) {
      for (double x = -radius; x <= radius; x += 3) {
        const int px = static_cast<int>(place.x + x), py = static_cast<int>(place.y + y);
        covered += x * x + y * y < radius * radius && taken.contains(px, py) && taken(px, py) != 0;
      }
    }
    if (least < 0 || covered < least) least = covered, best = place;
  }
  return best;
}

/// The inside of a nucleus around its middle: about 0.9 in the mean.
Absorbance chromatin(double radius, Random& random) {
  const int side = static_cast<int>(2.6 * radius) + 1;
  Absorbance inside(side, side, 0.75F);
  const Point middle{side / 2.0, side / 2.0};
  const auto scatter = [&](int count, double low, double high, double depth) {
    for (int i = 0; i < count; ++i) {
      const double angle = random.uniform(0, kTurn), away = 0.85 * radius * std::sqrt(random.uniform());
      const Point place = middle + Point{std::cos(angle), std::sin(angle)} * away;
      add_dot(inside, place, random.uniform(low, high) * radius, depth * random.uniform(0.5, 1.5));
    }
  };
  scatter(60, 0.04, 0.09, 0.25);                                     // Clumps.
  scatter(5 + static_cast<int>(random.below(8)), 0.03, 0.06, 0.5);   // Chromocentres.
  scatter(1 + static_cast<int>(random.below(2)), 0.10, 0.16, -0.5);  // Nucleoli.
  return inside;
}

/// A gently curved thread.
void add_fibre(Absorbance& field, double depth, Random& random) {
  Point place = anywhere(field, random);
  double heading = random.uniform(0, kTurn);
  const double length = random.uniform(6, 28), curve = random.normal(0, 0.06),
               radius = random.uniform(0.5, 0.9);
  for (double gone = 0; gone < length; gone += 0.7) {
    // Dots that overlap make a line as deep as one dot.
    add_dot(field, place, radius, 0.4 * depth);
    heading += 0.7 * curve;
    place = place + Point{std::cos(heading), std::sin(heading)} * 0.7;
  }
}

void add_grain(Absorbance& field, double depth, Random& random) {
  const Point centre = anywhere(field, random);
  const double radius = random.uniform(1.2, 4);
  const Rim rim(radius, 0.2, random);
  around(field, centre, 2 * radius, [&](float& a, Point d) {
    a += static_cast<float>(depth * std::clamp(rim.depth(d) * radius + 0.5, 0.0, 1.0));
  });
}

}  // namespace

void add_nucleus(Absorbance& nuclei, double depth, const image::Mask& taken, Random& random) {
  const double radius = random.uniform(0.09, 0.15) * taken.width();
  const Point centre = place_of_nucleus(radius, taken, random);
  const Rim rim(radius, 0.06, random);
  const auto inside = chromatin(radius, random);
  around(nuclei, centre, inside.width() / 2.0 - 1, [&](float& a, Point d) {
    const double within = rim.depth(d);
    if (within <= 0) return;
    const float chromatin =
        inside(static_cast<int>(d.x + inside.width() / 2.0), static_cast<int>(d.y + inside.height() / 2.0));
    a = std::max(a, static_cast<float>(depth * std::max(0.2F, chromatin) * std::min(1.0, within * 7)));
  });
}

void add_debris(Absorbance& field, double depth, Random& random) {
  depth *= random.uniform(0.08, 0.5);
  const double kind = random.uniform();
  if (kind < 0.15) return add_fibre(field, depth, random);
  if (kind < 0.35) return add_grain(field, depth, random);
  const Point centre = anywhere(field, random);
  add_dot(field, centre, random.uniform(0.8, 3.2), depth);
}

}  // namespace pinnacle::synthesis
