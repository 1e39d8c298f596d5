#ifndef PINNACLE_BASE_GEOMETRY_H_
#define PINNACLE_BASE_GEOMETRY_H_

#include <algorithm>
#include <cmath>
#include <vector>

namespace pinnacle::base {

/// A place in an image, in pixels: x to the right, y down, pixel centres at whole numbers.
struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator*(Point a, double s) { return {a.x * s, a.y * s}; }
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
inline double length(Point a) { return std::hypot(a.x, a.y); }

/// A closed ring of points, the last joined to the first.
using Polygon = std::vector<Point>;

/// An axis-parallel box in pixels; (x, y) is its upper left corner.
struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  bool operator==(const Box&) const = default;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
  double area() const { return width * height; }
  Point centre() const { return {x + width / 2, y + height / 2}; }
};

/// The box from the least to the greatest of all points of some rings, of which there is at least one.
inline Box bounds_of(const std::vector<Polygon>& rings) {
  Point least = rings.front().front(), most = least;
  for (const auto& ring : rings) {
    for (const auto p : ring) {
      least = {std::min(least.x, p.x), std::min(least.y, p.y)};
      most = {std::max(most.x, p.x), std::max(most.y, p.y)};
    }
  }
  return {least.x, least.y, most.x - least.x, most.y - least.y};
}

inline double intersection_area(const Box& a, const Box& b) {
  const double w = std::min(a.right(), b.right()) - std::max(a.x, b.x);
  const double h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/// Intersection over union; 0 when both boxes are empty.
inline double iou(const Box& a, const Box& b) {
  const double common = intersection_area(a, b);
  const double all = a.area() + b.area() - common;
  return all > 0 ? common / all : 0;
}

inline Box scaled(const Box& b, double s) { return {b.x * s, b.y * s, b.width * s, b.height * s}; }

}  // namespace pinnacle::base

#endif  // PINNACLE_BASE_GEOMETRY_H_
