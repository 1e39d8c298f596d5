#include "pinnacle/image/straighten.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/base/nearest.h"

namespace pinnacle::image {
namespace {

using base::Point;

double sampled(const Raster<std::uint8_t>& picture, Point p, double outside) {
  const int x = static_cast<int>(std::floor(p.x)), y = static_cast<int>(std::floor(p.y));
  const double fx = p.x - x, fy = p.y - y;
  const auto at = [&](int i, int j) { return picture.contains(i, j) ? static_cast<double>(picture(i, j)) : outside; };
  return (at(x, y) * (1 - fx) + at(x + 1, y) * fx) * (1 - fy) + (at(x, y + 1) * (1 - fx) + at(x + 1, y + 1) * fx) * fy;
}

/// The direction of the axis around a place, over a few pixels so that it does not jitter.
Point direction_at(const std::vector<Point>& line, double at) {
  constexpr double kReach = 4;
  const double last = static_cast<double>(line.size() - 1);
  const auto point = [&](double t) {
    const double c = std::clamp(t, 0.0, last);
    const auto k = std::min(static_cast<std::size_t>(c), line.size() - 1);
    const auto next = std::min(k + 1, line.size() - 1);
    const double share = c - static_cast<double>(k);
    return line[k] * (1 - share) + line[next] * share;
  };
  const Point d = point(at + kReach) - point(at - kReach);
  const double norm = base::length(d);
  return norm > 0 ? d * (1 / norm) : Point{0, 1};
}

/// Which place of the axis is nearest to each pixel of the mask, roughly.
Raster<float> nearest_places(const Mask& mask, const std::vector<Point>& line, double half_width_px) {
  const auto stride = static_cast<std::size_t>(std::max(1.0, half_width_px / 8));
  Raster<float> places(mask.width(), mask.height());
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      if (mask(x, y) == 0) continue;
      places(x, y) = static_cast<float>(base::nearest(line, {double(x), double(y)}, stride).place);
    }
  }
  return places;
}

}  // namespace

Strip straighten(const Grey& crop, const Mask& mask, const Axis& axis, double half_width_px, double step_px) {
  PINNACLE_CHECK(!axis.points.empty(), "an axis to straighten along");
  PINNACLE_CHECK(crop.width() == mask.width() && crop.height() == mask.height(), "crop and mask of one size");
  const int half = static_cast<int>(std::lround(half_width_px / step_px));
  const double last = static_cast<double>(axis.points.size() - 1);
  const int rows = static_cast<int>(last / step_px) + 1;
  Strip strip{Grey(2 * half + 1, rows, 255), Mask(2 * half + 1, rows)};
  Mask solid = mask;
  for (auto& v : solid.values()) v = v != 0 ? 255 : 0;
  const auto places = nearest_places(mask, axis.points, half_width_px);
  // A row of a bent chromosome may reach its other arm: what lies nearer to quite another place is not the row's.
  const double own = std::max(half_width_px / 2, 3.0);
  const auto is_elsewhere = [&](Point p, double t) {
    const int x = static_cast<int>(std::lround(p.x)), y = static_cast<int>(std::lround(p.y));
    return mask.contains(x, y) && mask(x, y) != 0 && std::abs(static_cast<double>(places(x, y)) - t) > own;
  };
  for (int row = 0; row < rows; ++row) {
    const double t = std::min(row * step_px, last);
    const auto k = static_cast<std::size_t>(t);
    const auto next = std::min(k + 1, axis.points.size() - 1);
    const double share = t - static_cast<double>(k);
    const Point middle = axis.points[k] * (1 - share) + axis.points[next] * share;
    const Point along = direction_at(axis.points, t);
    const Point across{along.y, -along.x};
    for (int column = -half; column <= half; ++column) {
      const Point p = middle + across * (column * step_px);
      if (sampled(solid, p, 0) < 127.5 || is_elsewhere(p, t)) continue;
      strip.mask(column + half, row) = 1;
      strip.grey(column + half, row) = static_cast<std::uint8_t>(std::lround(sampled(crop, p, 255)));
    }
  }
  return strip;
}

std::vector<double> width_profile(const Strip& strip) {
  std::vector<double> widths;
  for (int y = 0; y < strip.mask.height(); ++y) {
    widths.push_back(static_cast<double>(std::count_if(strip.mask.row(y), strip.mask.row(y) + strip.mask.width(),
                                                       [](std::uint8_t v) { return v != 0; })));
  }
  return widths;
}

std::vector<double> band_profile(const Strip& strip) {
  std::vector<double> profile;
  for (int y = 0; y < strip.mask.height(); ++y) {
    double ink = 0, count = 0;
    for (int x = 0; x < strip.mask.width(); ++x) {
      if (strip.mask(x, y) == 0) continue;
      ink += (255 - strip.grey(x, y)) / 255.0;
      count += 1;
    }
    profile.push_back(count > 0 ? ink / count : 0);
  }
  return profile;
}

}  // namespace pinnacle::image
