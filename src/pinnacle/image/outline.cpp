#include "pinnacle/image/outline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

namespace pinnacle::image {
namespace {

cv::Mat view(Mask& mask) { return {mask.height(), mask.width(), CV_8U, mask.values().data()}; }
cv::Mat copy(const Mask& mask) {
  return cv::Mat(mask.height(), mask.width(), CV_8U, const_cast<std::uint8_t*>(mask.values().data())).clone();
}

using Ring = std::vector<cv::Point>;

std::vector<Ring> rings_of(const Mask& mask, int approximation) {
  std::vector<Ring> rings;
  if (!mask.empty()) cv::findContours(copy(mask), rings, cv::RETR_EXTERNAL, approximation);
  std::sort(rings.begin(), rings.end(),
            [](const auto& a, const auto& b) { return cv::contourArea(a) > cv::contourArea(b); });
  return rings;
}

std::vector<base::Polygon> placed(const std::vector<Ring>& rings, const PlacedMask& object) {
  std::vector<base::Polygon> outlines;
  for (const auto& ring : rings) {
    base::Polygon polygon;
    for (const auto& p : ring) polygon.push_back({static_cast<double>(p.x + object.x), static_cast<double>(p.y + object.y)});
    outlines.push_back(std::move(polygon));
  }
  return outlines;
}

/// Goes from the ring to the hole where they come nearest, around it and back.
void join(Ring& ring, const Ring& hole) {
  std::size_t at = 0, to = 0;
  int least = std::numeric_limits<int>::max();
  for (std::size_t i = 0; i < ring.size(); ++i) {
    for (std::size_t j = 0; j < hole.size(); ++j) {
      const auto apart = ring[i] - hole[j];
      if (apart.dot(apart) < least) least = apart.dot(apart), at = i, to = j;
    }
  }
  Ring way(hole.begin() + static_cast<std::ptrdiff_t>(to), hole.end());
  way.insert(way.end(), hole.begin(), hole.begin() + static_cast<std::ptrdiff_t>(to) + 1);
  way.push_back(ring[at]);
  ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(at) + 1, way.begin(), way.end());
}

}  // namespace

std::vector<base::Polygon> outlines_of(const PlacedMask& object) {
  return placed(rings_of(object.mask, cv::CHAIN_APPROX_SIMPLE), object);
}

std::vector<base::Polygon> outlines_with_holes_of(const PlacedMask& object) {
  std::vector<Ring> found;
  std::vector<cv::Vec4i> family;  // Of each ring, last: the one around it, or -1.
  if (!object.mask.empty()) cv::findContours(copy(object.mask), found, family, cv::RETR_CCOMP, cv::CHAIN_APPROX_NONE);
  const bool has_holes = std::any_of(family.begin(), family.end(), [](const auto& f) { return f[3] >= 0; });
  if (!has_holes) return outlines_of(object);
  std::vector<Ring> rings;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (family[i][3] >= 0) continue;
    rings.push_back(found[i]);
    for (int hole = family[i][2]; hole >= 0; hole = family[static_cast<std::size_t>(hole)][0])
      join(rings.back(), found[static_cast<std::size_t>(hole)]);
  }
  return placed(rings, object);
}

PlacedMask filled(const std::vector<base::Polygon>& rings, int width, int height) {
  double left = width, top = height, right = -1, bottom = -1;
  for (const auto& ring : rings) {
    for (const auto& p : ring) {
      left = std::min(left, p.x), right = std::max(right, p.x);
      top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
  }
  const int x0 = static_cast<int>(std::floor(std::max(left, 0.0))), y0 = static_cast<int>(std::floor(std::max(top, 0.0)));
  const int x1 = static_cast<int>(std::ceil(std::min(right, width - 1.0))), y1 = static_cast<int>(std::ceil(std::min(bottom, height - 1.0)));
  if (x1 < x0 || y1 < y0) return {};
  PlacedMask object{x0, y0, Mask(x1 - x0 + 1, y1 - y0 + 1)};
  cv::Mat canvas = view(object.mask);
  for (const auto& ring : rings) {
    std::vector<cv::Point> points;
    for (const auto& p : ring) {
      points.emplace_back(static_cast<int>(std::lround(p.x)) - x0, static_cast<int>(std::lround(p.y)) - y0);
    }
    if (!points.empty()) cv::fillPoly(canvas, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(1));
  }
  return object;
}

std::vector<PlacedMask> pieces_of(const PlacedMask& object) {
  std::vector<PlacedMask> pieces;
  if (object.mask.empty()) return pieces;
  cv::Mat labels, stats, centroids;
  const int count = cv::connectedComponentsWithStats(copy(object.mask), labels, stats, centroids, 8, CV_32S);
  std::vector<std::pair<int, int>> by_area;
  for (int label = 1; label < count; ++label) by_area.emplace_back(-stats.at<int>(label, cv::CC_STAT_AREA), label);
  std::sort(by_area.begin(), by_area.end());
  for (const auto& [area, label] : by_area) {
    const int left = stats.at<int>(label, cv::CC_STAT_LEFT), top = stats.at<int>(label, cv::CC_STAT_TOP);
    PlacedMask piece{object.x + left, object.y + top,
                     Mask(stats.at<int>(label, cv::CC_STAT_WIDTH), stats.at<int>(label, cv::CC_STAT_HEIGHT))};
    for (int y = 0; y < piece.mask.height(); ++y) {
      for (int x = 0; x < piece.mask.width(); ++x) piece.mask(x, y) = labels.at<int>(top + y, left + x) == label;
    }
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

double area_of(const Mask& mask) {
  return static_cast<double>(std::count_if(mask.values().begin(), mask.values().end(), [](auto v) { return v != 0; }));
}

double convex_area(const std::vector<PlacedMask>& objects) {
  std::vector<cv::Point> corners, hull;
  for (const auto& object : objects) {
    for (int y = 0; y < object.mask.height(); ++y) {
      const auto* row = object.mask.row(y);
      const auto* end = row + object.mask.width();
      const auto* first = std::find_if(row, end, [](auto v) { return v != 0; });
      if (first == end) continue;
      const auto* last = end - 1;
      while (*last == 0) --last;
      // A pixel is a square: its corners make the hull.
      for (const int dy : {0, 1}) {
        corners.emplace_back(object.x + static_cast<int>(first - row), object.y + y + dy);
        corners.emplace_back(object.x + static_cast<int>(last - row) + 1, object.y + y + dy);
      }
    }
  }
  if (corners.empty()) return 0;
  cv::convexHull(corners, hull);
  return cv::contourArea(hull);
}

void add_to(PlacedMask& whole, const PlacedMask& piece) {
  for (int y = 0; y < piece.mask.height(); ++y) {
    for (int x = 0; x < piece.mask.width(); ++x) {
      if (piece.mask(x, y) != 0) whole.mask(x + piece.x - whole.x, y + piece.y - whole.y) = 1;
    }
  }
}

Mask without_holes(const Mask& mask, double largest_px) {
  Mask closed = mask;
  if (mask.empty()) return closed;
  cv::Mat labels, stats, centroids;
  const int count = cv::connectedComponentsWithStats(copy(mask) == 0, labels, stats, centroids, 4, CV_32S);
  std::vector<bool> is_hole(static_cast<std::size_t>(count));
  for (int label = 1; label < count; ++label) {
    const auto* s = stats.ptr<int>(label);
    const bool at_border = s[cv::CC_STAT_LEFT] == 0 || s[cv::CC_STAT_TOP] == 0 ||
                           s[cv::CC_STAT_LEFT] + s[cv::CC_STAT_WIDTH] == mask.width() ||
                           s[cv::CC_STAT_TOP] + s[cv::CC_STAT_HEIGHT] == mask.height();
    is_hole[static_cast<std::size_t>(label)] = !at_border && s[cv::CC_STAT_AREA] <= largest_px;
  }
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      if (is_hole[static_cast<std::size_t>(labels.at<int>(y, x))]) closed(x, y) = 1;
    }
  }
  return closed;
}

Mask opened(const Mask& mask) {
  Mask result(mask.width(), mask.height());
  cv::morphologyEx(copy(mask), view(result), cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  return result;
}

void draw_bar(Mask& mask, base::Point from, base::Point to, double thickness_px) {
  const auto whole = [](base::Point p) { return cv::Point(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))); };
  cv::line(view(mask), whole(from), whole(to), cv::Scalar(1), std::max(1, static_cast<int>(std::lround(thickness_px))));
}

}  // namespace pinnacle::image
