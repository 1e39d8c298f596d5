#include "pinnacle/image/axis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/core.hpp>
#include <queue>

#include "pinnacle/base/nearest.h"
#include "pinnacle/image/foreground.h"

namespace pinnacle::image {
namespace {

using base::Point;

/// An object with less than this many squares of its own width has no skeleton worth following.
constexpr double kSlender = 1.25;
/// More of an object than this share beyond its axis's reach, in half widths and a pixel, is another arm.
constexpr double kReach = 1.3, kMissedShare = 0.045;
/// Cost of leaving the middle: a border pixel costs this much more than one in the middle.
constexpr double kBorderCost = 6;

struct Shape {
  Point centre, direction;  // Of the principal axis.
  double area = 0;
};

Shape shape_of(const Mask& mask) {
  Shape shape;
  double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      if (mask(x, y) == 0) continue;
      shape.area += 1;
      sx += x, sy += y, sxx += double(x) * x, syy += double(y) * y, sxy += double(x) * y;
    }
  }
  if (shape.area == 0) return shape;
  const double n = shape.area;
  shape.centre = {sx / n, sy / n};
  // A pixel is a square, not a point: 1/12 is its own second moment.
  const double a = sxx / n - shape.centre.x * shape.centre.x + 1.0 / 12, c = syy / n - shape.centre.y * shape.centre.y + 1.0 / 12,
               b = sxy / n - shape.centre.x * shape.centre.y;
  const double angle = 0.5 * std::atan2(2 * b, a - c);
  shape.direction = {std::cos(angle), std::sin(angle)};
  return shape;
}

/// Shortest ways inside the object from one pixel to all others.
class Ways {
 public:
  Ways(const Mask& mask, const Raster<float>& cost, int from)
      : width_(mask.width()), length_(mask.size(), std::numeric_limits<float>::max()), before_(mask.size(), -1) {
    using Entry = std::pair<float, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    length_[static_cast<std::size_t>(from)] = 0;
    open.emplace(0.0f, from);
    while (!open.empty()) {
      const auto [length, at] = open.top();
      open.pop();
      if (length > length_[static_cast<std::size_t>(at)]) continue;
      farthest_ = at;
      const int x = at % width_, y = at / width_;
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
          if ((dx == 0 && dy == 0) || !mask.contains(x + dx, y + dy) || mask(x + dx, y + dy) == 0) continue;
          const int next = at + dy * width_ + dx;
          const float step = (dx != 0 && dy != 0 ? 1.41421f : 1.0f) * cost(x + dx, y + dy);
          if (length + step >= length_[static_cast<std::size_t>(next)]) continue;
          length_[static_cast<std::size_t>(next)] = length + step;
          before_[static_cast<std::size_t>(next)] = at;
          open.emplace(length + step, next);
        }
      }
    }
  }

  int farthest() const { return farthest_; }

  std::vector<Point> way_to(int at) const {
    std::vector<Point> way;
    for (; at >= 0; at = before_[static_cast<std::size_t>(at)]) {
      way.push_back({static_cast<double>(at % width_), static_cast<double>(at / width_)});
    }
    return way;
  }

 private:
  int width_;
  std::vector<float> length_;
  std::vector<int> before_;
  int farthest_ = -1;
};

std::vector<Point> middle_way(const Mask& mask, const Raster<float>& depth) {
  const auto deepest = std::max_element(depth.values().begin(), depth.values().end()) - depth.values().begin();
  const Raster<float> even(mask.width(), mask.height(), 1.0f);
  const int one_end = Ways(mask, even, static_cast<int>(deepest)).farthest();
  const int other_end = Ways(mask, even, one_end).farthest();
  Raster<float> cost(mask.width(), mask.height());
  const float most = depth.values()[static_cast<std::size_t>(deepest)];
  for (std::size_t i = 0; i < cost.size(); ++i) {
    const float off_middle = 1 - std::min(1.0f, depth.values()[i] / most);
    cost.values()[i] = 1 + static_cast<float>(kBorderCost) * off_middle * off_middle;
  }
  return Ways(mask, cost, one_end).way_to(other_end);
}

std::vector<double> arc_lengths(const std::vector<Point>& line) {
  std::vector<double> at{0};
  for (std::size_t i = 1; i < line.size(); ++i) at.push_back(at.back() + base::length(line[i] - line[i - 1]));
  return at;
}

/// A polynomial of that degree in arc length, least squares, evaluated every pixel.
std::vector<Point> smoothed(const std::vector<Point>& way, int degree) {
  const auto at = arc_lengths(way);
  const double total = at.back();
  const int n = static_cast<int>(way.size());
  cv::Mat powers(n, degree + 1, CV_64F), places(n, 2, CV_64F), solution;
  for (int i = 0; i < n; ++i) {
    const double t = 2 * at[static_cast<std::size_t>(i)] / total - 1;
    for (int k = 0; k <= degree; ++k) powers.at<double>(i, k) = std::pow(t, k);
    places.at<double>(i, 0) = way[static_cast<std::size_t>(i)].x;
    places.at<double>(i, 1) = way[static_cast<std::size_t>(i)].y;
  }
  cv::solve(powers, places, solution, cv::DECOMP_QR);
  std::vector<Point> line;
  const int steps = std::max(2, static_cast<int>(total));
  for (int i = 0; i <= steps; ++i) {
    const double t = 2.0 * i / steps - 1;
    Point p;
    for (int k = degree; k >= 0; --k) p = p * t + Point{solution.at<double>(k, 0), solution.at<double>(k, 1)};
    line.push_back(p);
  }
  return line;
}

bool inside(const Mask& mask, Point p) {
  const int x = static_cast<int>(std::lround(p.x)), y = static_cast<int>(std::lround(p.y));
  return mask.contains(x, y) && mask(x, y) != 0;
}

/// Goes on straight from the line's last point until it leaves the object; ends that left it are cut.
void reach_border(const Mask& mask, std::vector<Point>& line) {
  while (line.size() > 3 && !inside(mask, line.back())) line.pop_back();
  const auto back = std::min<std::size_t>(6, line.size() - 1);
  Point direction = line.back() - line[line.size() - 1 - back];
  const double norm = base::length(direction);
  if (norm <= 0) return;
  direction = direction * (1 / norm);
  while (inside(mask, line.back() + direction)) line.push_back(line.back() + direction);
}

std::vector<Point> resampled(const std::vector<Point>& line) {
  const auto at = arc_lengths(line);
  const int steps = std::max(1, static_cast<int>(std::lround(at.back())));
  std::vector<Point> even;
  std::size_t k = 1;
  for (int i = 0; i <= steps; ++i) {
    const double want = at.back() * i / steps;
    while (k + 1 < line.size() && at[k] < want) ++k;
    const double span = at[k] - at[k - 1];
    const double share = span > 0 ? std::clamp((want - at[k - 1]) / span, 0.0, 1.0) : 0;
    even.push_back(line[k - 1] * (1 - share) + line[k] * share);
  }
  return even;
}

/// How far one can go from a place in that direction without leaving the object.
double way_out(const Mask& mask, Point from, Point direction, double longest) {
  constexpr double kStep = 0.5;
  double way = 0;
  while (way < longest && inside(mask, from + direction * (way + kStep))) way += kStep;
  return way;
}

/// Each point moved to the middle of the row across the line: a line that runs aslant is set upright.
std::vector<Point> centred(const Mask& mask, const std::vector<Point>& line, double half_width) {
  const auto reach = static_cast<std::size_t>(std::max(2.0, half_width / 2));
  std::vector<Point> middles;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Point along = line[std::min(i + reach, line.size() - 1)] - line[i - std::min(i, reach)];
    const double norm = base::length(along);
    if (norm <= 0 || !inside(mask, line[i])) continue;
    const Point across{along.y / norm, -along.x / norm};
    const double right = way_out(mask, line[i], across, 1.5 * half_width),
                 left = way_out(mask, line[i], across * -1, 1.5 * half_width);
    middles.push_back(line[i] + across * ((right - left) / 2));
  }
  return middles;
}

std::vector<Point> principal_line(const Mask& mask, const Shape& shape) {
  const double longest = mask.width() + mask.height();
  return {shape.centre - shape.direction * way_out(mask, shape.centre, shape.direction * -1, longest),
          shape.centre + shape.direction * way_out(mask, shape.centre, shape.direction, longest)};
}

/// Share of the object's pixels that lie farther from the axis than that.
double share_beyond(const Mask& mask, const std::vector<Point>& line, double reach) {
  const auto stride = static_cast<std::size_t>(std::max(1.0, reach / 8));
  double all = 0, beyond = 0;
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      if (mask(x, y) == 0) continue;
      ++all;
      beyond += base::nearest(line, {double(x), double(y)}, stride).square > reach * reach;
    }
  }
  return beyond / std::max(all, 1.0);
}

void judge(Axis& axis, const Mask& mask, double area, double half_width) {
  const auto outside = std::count_if(axis.points.begin(), axis.points.end(), [&](Point p) { return !inside(mask, p); });
  const double length = static_cast<double>(axis.points.size());
  if (static_cast<double>(outside) > 0.1 * length) {
    axis.doubt = "its axis leaves its outline";
  } else if (share_beyond(mask, axis.points, kReach * half_width + 1) > kMissedShare) {
    axis.doubt = "its axis misses a part of it: folded, crossing or more than one";
  } else if (area < 12 || length < 5) {
    axis.doubt = "it is too small to be measured";
  }
  axis.trusted = axis.doubt.empty();
}

}  // namespace

Axis medial_axis(const Mask& mask) {
  Axis axis;
  const auto shape = shape_of(mask);
  if (shape.area == 0) return axis;
  std::vector<Point> line;
  const auto depth = distance_to_background(mask);
  const double half_width = *std::max_element(depth.values().begin(), depth.values().end());
  if (shape.area < kSlender * 4 * half_width * half_width || shape.area < 30) {
    line = principal_line(mask, shape);
  } else {
    auto way = middle_way(mask, depth);
    // At the tips the way runs into a corner: leave them to the straight continuation.
    const auto tip = std::min(static_cast<std::size_t>(half_width), way.size() / 4);
    way = {way.begin() + static_cast<std::ptrdiff_t>(tip), way.end() - static_cast<std::ptrdiff_t>(tip)};
    const int degree = std::clamp(static_cast<int>(std::lround(static_cast<double>(way.size()) / (1.6 * half_width))), 1, 6);
    line = smoothed(way, std::min(degree, static_cast<int>(way.size()) - 1));
    const auto middles = centred(mask, line, half_width);
    if (middles.size() > static_cast<std::size_t>(degree)) line = smoothed(middles, degree);
    reach_border(mask, line);
    std::reverse(line.begin(), line.end());
    reach_border(mask, line);
  }
  const Point rise = line.back() - line.front();
  if (rise.y < 0 || (rise.y == 0 && rise.x < 0)) std::reverse(line.begin(), line.end());
  axis.points = resampled(line);
  judge(axis, mask, shape.area, half_width);
  return axis;
}

}  // namespace pinnacle::image
