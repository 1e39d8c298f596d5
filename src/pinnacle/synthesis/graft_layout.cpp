#include <algorithm>
#include <cmath>
#include <optional>

#include "pinnacle/base/check.h"
#include "pinnacle/base/nearest.h"
#include "pinnacle/image/crop.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/synthesis/graft.h"
#include "pinnacle/synthesis/ring.h"

namespace pinnacle::synthesis {
namespace {

using base::Point;

constexpr int kMarginPx = 2;

/// How far from the way between its ends an axis may lie, beside that way. A chromosome that is longer than
/// its donor would otherwise meet itself.
constexpr double kMostBow = 0.15;

double length_of(const std::vector<Point>& line) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) sum += base::length(line[i + 1] - line[i]);
  return sum;
}

/// The line with `count` points, evenly along it.
std::vector<Point> with_points(const std::vector<Point>& line, int count) {
  const double step = length_of(line) / (count - 1);
  std::vector<Point> out{line.front()};
  double left = 0;  // Of the way between two points of the line before the next one of ours.
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const double way = base::length(line[i + 1] - line[i]);
    for (left += way; left >= step && static_cast<int>(out.size()) < count - 1; left -= step)
      out.push_back(line[i + 1] + (line[i] - line[i + 1]) * ((left - step) / way));
  }
  while (static_cast<int>(out.size()) < count) out.push_back(line.back());
  return out;
}

/// A line that is bent too much, bent less; its ends stay.
std::vector<Point> gentler(std::vector<Point> line) {
  const Point chord = line.back() - line.front();
  const double way = base::length(chord);
  if (way < 1) return line;
  const Point across{-chord.y / way, chord.x / way};
  double bow = 0;
  for (const auto p : line) bow = std::max(bow, std::abs(base::dot(p - line.front(), across)));
  const double share = std::min(1.0, kMostBow * way / std::max(bow, 1e-9));
  for (auto& p : line) p = p - across * (base::dot(p - line.front(), across) * (1 - share));
  return line;
}

/// The axis of a graft with that many rows, its p end up, its first point at zero.
std::vector<Point> bent_as(const std::vector<Point>& donor, int rows) {
  auto axis = gentler(donor);
  const double scale = (rows - 1) / (kStripFiner * length_of(axis));
  axis = with_points(axis, rows);
  const double upright = axis.back().y >= axis.front().y ? 1 : -1;
  const Point first = axis.front();
  for (auto& p : axis) p = (p - first) * (scale * upright);
  return axis;
}

/// How a strip lies in a picture.
struct Lay {
  std::vector<Point> axis;  ///< A point for each row.
  bool ring = false;
  double width = 1;  ///< Beside the strip's own.
};

/// The strip seen from the picture.
class Bent {
 public:
  Bent(const image::Strip& strip, const Lay& lay) : strip_(strip), lay_(lay) {
    // Over a few pixels, so that rows across do not jitter; around a ring less than half of it.
    constexpr int kReach = 4 * kStripFiner;
    const int rows = strip.mask.height(), reach = lay.ring ? std::clamp(rows / 6, 1, kReach) : kReach;
    for (int k = 0; k < rows; ++k) {
      const Point d = lay.axis[row_at(k + reach)] - lay.axis[row_at(k - reach)];
      directions_.push_back(d * (1 / std::max(base::length(d), 1e-9)));
    }
  }

  /// Grey at a place, unless that is outside the chromosome.
  /// @param near  A point of the axis not far from the nearest one.
  std::optional<double> at(Point p, std::size_t near) const {
    auto k = near;
    double least = 1e18;
    const auto from = near > kStride ? near - kStride : 0,
               to = std::min(near + kStride, lay_.axis.size() - 1);
    for (auto i = from; i <= to; ++i) {
      const Point d = p - lay_.axis[i];
      if (const double square = base::dot(d, d); square < least) least = square, k = i;
    }
    const Point d = p - lay_.axis[k], along = directions_[k];
    const double row = static_cast<double>(k) + base::dot(d, along) * kStripFiner;
    const double column =
        strip_.mask.width() / 2 + (d.x * along.y - d.y * along.x) * kStripFiner / lay_.width;
    return sampled(column, row);
  }

  static constexpr std::size_t kStride = 6;

 private:
  bool has_row(int y) const { return lay_.ring || (0 <= y && y < strip_.mask.height()); }

  /// Around a ring; else the nearest one.
  std::size_t row_at(int y) const {
    const int rows = strip_.mask.height();
    return static_cast<std::size_t>(lay_.ring ? (y % rows + rows) % rows : std::clamp(y, 0, rows - 1));
  }

  std::optional<double> sampled(double column, double row) const {
    const int x = static_cast<int>(std::floor(column)), y = static_cast<int>(std::floor(row));
    const double fx = column - x, fy = row - y;
    double inside = 0, grey = 0;
    for (int j = 0; j <= 1; ++j) {
      if (!has_row(y + j)) continue;
      const int line = static_cast<int>(row_at(y + j));
      for (int i = 0; i <= 1; ++i) {
        if (!strip_.mask.contains(x + i, line) || strip_.mask(x + i, line) == 0) continue;
        const double weight = (i == 1 ? fx : 1 - fx) * (j == 1 ? fy : 1 - fy);
        inside += weight, grey += weight * strip_.grey(x + i, line);
      }
    }
    if (inside < 0.5) return std::nullopt;
    return grey / inside;
  }

  const image::Strip& strip_;
  const Lay& lay_;
  std::vector<Point> directions_;
};

/// The grey of a pixel: the mean of places in it, white if most of them are outside.
/// @param finer  So many places a side.
std::uint8_t pixel(const Bent& bent, Point p, std::size_t near, int finer) {
  double sum = 0;
  int inside = 0;
  for (int j = 0; j < finer; ++j) {
    for (int i = 0; i < finer; ++i) {
      const Point off{(i + 0.5) / finer - 0.5, (j + 0.5) / finer - 0.5};
      if (const auto grey = bent.at(p + off, near)) sum += *grey, ++inside;
    }
  }
  return 2 * inside >= finer * finer ? static_cast<std::uint8_t>(std::lround(sum / inside)) : 255;
}

LaidOut drawn(const image::Strip& strip, Lay lay) {
  auto& axis = lay.axis;
  const double reach = strip.mask.width() / (2.0 * kStripFiner) + kMarginPx;
  Point low = axis.front(), high = axis.front();
  for (const auto p : axis) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  for (auto& p : axis) p = p - low + Point{reach, reach};
  const Bent bent(strip, lay);
  image::Grey grey(static_cast<int>(std::ceil(high.x - low.x + 2 * reach)) + 1,
                   static_cast<int>(std::ceil(high.y - low.y + 2 * reach)) + 1, 255);
  // Within a ring rows lie close together.
  const int finer = lay.ring ? 2 * kStripFiner : kStripFiner;
  int left = grey.width(), right = 0, top = grey.height(), bottom = 0;
  for (int y = 0; y < grey.height(); ++y) {
    for (int x = 0; x < grey.width(); ++x) {
      const Point p{double(x), double(y)};
      const auto nearest = base::nearest(axis, p, Bent::kStride);
      if (nearest.square > (reach + 2) * (reach + 2)) continue;
      grey(x, y) = pixel(bent, p, nearest.place, finer);
      if (grey(x, y) == 255) continue;
      left = std::min(left, x), right = std::max(right, x), top = std::min(top, y),
      bottom = std::max(bottom, y);
    }
  }
  left = std::max(0, left - kMarginPx), top = std::max(0, top - kMarginPx);
  const base::Box tight{double(left), double(top), double(right + kMarginPx + 1 - left),
                        double(bottom + kMarginPx + 1 - top)};
  for (auto& p : axis) p = p - Point{tight.x, tight.y};
  return {image::cropped(grey, tight, 0), std::move(axis)};
}

/// In columns.
double mean_half_width(const image::Strip& strip) {
  return std::max(0.5, image::area_of(strip.mask) / (2.0 * strip.mask.height()));
}

}  // namespace

LaidOut laid_out(const image::Strip& strip, const std::vector<Point>& donor_axis) {
  PINNACLE_CHECK(donor_axis.size() > 1 && strip.mask.height() > 1, "something to lay out");
  const double narrower = std::min(1.0, strip.mask.height() / (2 * mean_half_width(strip)));
  return drawn(strip, {bent_as(donor_axis, strip.mask.height()), false, narrower});
}

LaidOut laid_out_as_ring(const image::Strip& strip, base::Random& random) {
  const int rows = strip.mask.height();
  PINNACLE_CHECK(rows > 1, "something to lay out");
  const double length = static_cast<double>(rows) / kStripFiner;
  const double half_width = mean_half_width(strip) / kStripFiner;
  return drawn(strip,
               {ring_axis(length, rows, random), true, ring_half_width(length, half_width) / half_width});
}

}  // namespace pinnacle::synthesis
