#include "pinnacle/render/pushed_apart.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::render {
namespace {

constexpr int kMostRounds = 200;

/// How far two stretches of a line reach into each other; the sign tells which way the first one goes.
double overlap(double a_from, double a_length, double b_from, double b_length) {
  const double depth = std::min(a_from + a_length, b_from + b_length) - std::max(a_from, b_from);
  return a_from + a_length / 2 <= b_from + b_length / 2 ? -depth : depth;
}

void push(base::Box& a, base::Box& b) {
  if (base::intersection_area(a, b) == 0) return;
  // A little more than half, so that rounding does not leave them touching.
  constexpr double kShare = 0.505;
  const double dx = kShare * overlap(a.x, a.width, b.x, b.width),
               dy = kShare * overlap(a.y, a.height, b.y, b.height);
  if (std::abs(dx) < std::abs(dy)) {
    a.x += dx, b.x -= dx;
  } else {
    a.y += dy, b.y -= dy;
  }
}

double kept_within(double from, double length, double low, double high) {
  return std::max(low, std::min(from, high - length));
}

}  // namespace

std::vector<base::Box> pushed_apart(std::vector<base::Box> boxes, const base::Box& bounds) {
  for (int round = 0; round < kMostRounds; ++round) {
    const auto before = boxes;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      for (std::size_t j = i + 1; j < boxes.size(); ++j) push(boxes[i], boxes[j]);
    }
    if (boxes == before) break;
    for (auto& box : boxes) {
      box.x = kept_within(box.x, box.width, bounds.x, bounds.right());
      box.y = kept_within(box.y, box.height, bounds.y, bounds.bottom());
    }
  }
  return boxes;
}

}  // namespace pinnacle::render
