#include "pinnacle/segmentation/edit_outlines.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>

#include "pinnacle/image/outline.h"

namespace pinnacle::segmentation {
namespace {

using base::Point;
using base::Polygon;
using image::Labels;
using image::Mask;
using image::PlacedMask;

/// A part of fewer pixels is a crumb that the line shaved off, not a piece that somebody cut.
constexpr double kCrumbPx = 8;

base::Unexpected refused(const std::string& what, const std::string& cure) {
  return base::unexpected(base::ErrorCode::kInvalidArgument, what, {}, cure);
}

template <typename Act>
void each_pixel(const PlacedMask& object, Act&& act) {
  for (int y = 0; y < object.mask.height(); ++y) {
    for (int x = 0; x < object.mask.width(); ++x) {
      if (object.mask(x, y) != 0) act(x + object.x, y + object.y);
    }
  }
}

/// The pixels of `object` that `keeps` says, in the smallest frame; an empty mask if there are none.
template <typename Keeps>
PlacedMask part_of(const PlacedMask& object, Keeps&& keeps) {
  int x0 = object.x + object.mask.width(), y0 = object.y + object.mask.height(), x1 = -1, y1 = -1;
  each_pixel(object, [&](int x, int y) {
    if (!keeps(x, y)) return;
    x0 = std::min(x0, x), y0 = std::min(y0, y), x1 = std::max(x1, x), y1 = std::max(y1, y);
  });
  if (x1 < x0) return {};
  PlacedMask part{x0, y0, Mask(x1 - x0 + 1, y1 - y0 + 1)};
  each_pixel(object, [&](int x, int y) {
    if (keeps(x, y)) part.mask(x - x0, y - y0) = 1;
  });
  return part;
}

PlacedMask union_of(const std::vector<PlacedMask>& parts) {
  int x0 = parts.front().x, y0 = parts.front().y, x1 = x0, y1 = y0;
  for (const auto& part : parts) {
    x0 = std::min(x0, part.x), y0 = std::min(y0, part.y);
    x1 = std::max(x1, part.x + part.mask.width()), y1 = std::max(y1, part.y + part.mask.height());
  }
  PlacedMask whole{x0, y0, Mask(x1 - x0, y1 - y0)};
  for (const auto& part : parts) image::add_to(whole, part);
  return part_of(whole, [](int, int) { return true; });
}

/// Clears what lies under the line, leaving no diagonal way across it.
/// @return Whether a pixel was cleared.
bool clear_line(PlacedMask& object, const std::vector<Point>& line) {
  bool cleared = false;
  const auto clear = [&](int x, int y) {
    if (!object.has(x, y)) return;
    object.mask(x - object.x, y - object.y) = 0;
    cleared = true;
  };
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Point step = line[i] - line[i - 1];
    const int steps =
        std::max(1, static_cast<int>(std::ceil(2 * std::max(std::abs(step.x), std::abs(step.y)))));
    std::optional<std::pair<int, int>> last;
    for (int k = 0; k <= steps; ++k) {
      const Point p = line[i - 1] + step * (static_cast<double>(k) / steps);
      const int x = static_cast<int>(std::lround(p.x)), y = static_cast<int>(std::lround(p.y));
      clear(x, y);
      if (last && last->first != x && last->second != y) clear(last->first, y);
      last = {x, y};
    }
  }
  return cleared;
}

/// Gives every unlabelled pixel of the object the label that it reaches first inside the object; pieces that
/// no label reaches get that of the nearest labelled pixel.
void spread(const PlacedMask& object, Labels& labels) {
  std::deque<std::pair<int, int>> open;
  std::vector<std::pair<int, int>> labelled;
  each_pixel(object, [&](int x, int y) {
    if (labels(x - object.x, y - object.y) != 0) labelled.emplace_back(x - object.x, y - object.y);
  });
  open.assign(labelled.begin(), labelled.end());
  while (!open.empty()) {
    const auto [x, y] = open.front();
    open.pop_front();
    for (int v = y - 1; v <= y + 1; ++v) {
      for (int u = x - 1; u <= x + 1; ++u) {
        if (!labels.contains(u, v) || labels(u, v) != 0 || object.mask(u, v) == 0) continue;
        labels(u, v) = labels(x, y);
        open.emplace_back(u, v);
      }
    }
  }
  for (const auto& piece : image::pieces_of(object)) {
    int nearest = 0;
    double least = 1e18;
    bool reached = false;
    each_pixel(piece, [&](int x, int y) {
      reached |= labels(x - object.x, y - object.y) != 0;
      if (reached) return;
      for (const auto& [u, v] : labelled) {
        const double distance = std::hypot(u + object.x - x, v + object.y - y);
        if (distance < least) least = distance, nearest = labels(u, v);
      }
    });
    if (reached) continue;
    each_pixel(piece, [&](int x, int y) { labels(x - object.x, y - object.y) = nearest; });
  }
}

bool touch(const PlacedMask& a, const PlacedMask& b) {
  bool met = false;
  each_pixel(a, [&](int x, int y) {
    for (int v = y - 1; v <= y + 1 && !met; ++v) {
      for (int u = x - 1; u <= x + 1 && !met; ++u) met = b.has(u, v);
    }
  });
  return met;
}

/// Whether each part can be reached from the first one over parts that touch.
bool hang_together(const std::vector<PlacedMask>& parts) {
  std::vector<bool> reached(parts.size());
  std::vector<std::size_t> open{0};
  reached[0] = true;
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (reached[i] || !touch(parts[at], parts[i])) continue;
      reached[i] = true;
      open.push_back(i);
    }
  }
  return std::all_of(reached.begin(), reached.end(), [](bool r) { return r; });
}

PlacedMask brushed_within(const std::vector<Polygon>& brush, const PlacedMask& frame) {
  return image::filled(brush, frame.x + frame.mask.width(), frame.y + frame.mask.height());
}

}  // namespace

base::Expected<std::vector<PlacedMask>> split_along(const PlacedMask& object,
                                                    const std::vector<Point>& line) {
  constexpr const char* kCure = "Draw it from the background on one side to the background on the other";
  if (line.size() < 2) return refused("a line has at least two points", kCure);
  PlacedMask rest = object;
  const bool met = clear_line(rest, line);
  const auto uncut = image::pieces_of(object);
  const auto is_untouched = [&](const PlacedMask& piece) {
    return std::any_of(uncut.begin(), uncut.end(), [&](const auto& old) {
      return old.x == piece.x && old.y == piece.y && old.mask == piece.mask;
    });
  };
  Labels labels(object.mask.width(), object.mask.height());
  int parts = 0;
  for (const auto& piece : image::pieces_of(rest)) {
    if (image::area_of(piece.mask) < kCrumbPx || is_untouched(piece)) continue;
    ++parts;
    each_pixel(piece, [&](int x, int y) { labels(x - object.x, y - object.y) = parts; });
  }
  if (!met) return refused("the line does not meet the object", kCure);
  if (parts < 2) return refused("the line does not cut through the object", kCure);
  spread(object, labels);
  std::vector<PlacedMask> result;
  for (int part = 1; part <= parts; ++part) {
    result.push_back(
        part_of(object, [&](int x, int y) { return labels(x - object.x, y - object.y) == part; }));
  }
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    return image::area_of(a.mask) > image::area_of(b.mask);
  });
  return result;
}

base::Expected<PlacedMask> joined(const std::vector<PlacedMask>& parts, Apart apart) {
  if (parts.size() < 2) return refused("there are no two parts to join", "Name at least two");
  for (const auto& part : parts) {
    if (image::area_of(part.mask) == 0) return refused("a part has no pixels", "Name parts that are there");
  }
  if (apart == Apart::kRefused && !hang_together(parts)) {
    return refused("the parts do not touch",
                   "Allow it if another chromosome lies across the gap, or add the pixels between them");
  }
  return union_of(parts);
}

base::Expected<PlacedMask> with_pixels(const PlacedMask& object, const std::vector<Polygon>& brush, int width,
                                       int height) {
  const auto stroke = image::filled(brush, width, height);
  const auto added = part_of(stroke, [&](int x, int y) { return !object.has(x, y); });
  if (added.mask.empty())
    return refused("the brush adds no pixel", "Brush pixels of the picture that are not the object's yet");
  return union_of({object, added});
}

base::Expected<PlacedMask> without_pixels(const PlacedMask& object, const std::vector<Polygon>& brush) {
  const auto stroke = brushed_within(brush, object);
  auto rest = part_of(object, [&](int x, int y) { return !stroke.has(x, y); });
  if (rest.mask.empty()) return refused("the brush removes every pixel", "Remove the object itself instead");
  if (image::area_of(rest.mask) == image::area_of(object.mask)) {
    return refused("the brush removes no pixel", "Brush pixels of the object");
  }
  return rest;
}

base::Expected<std::pair<PlacedMask, PlacedMask>> overlapped(const PlacedMask& first,
                                                             const PlacedMask& second,
                                                             const std::vector<Polygon>& brush) {
  const auto shared_from = [&](const PlacedMask& from, const PlacedMask& to) {
    const auto stroke = brushed_within(brush, from);
    return part_of(from, [&](int x, int y) { return stroke.has(x, y) && !to.has(x, y); });
  };
  const auto to_first = shared_from(second, first), to_second = shared_from(first, second);
  if (to_first.mask.empty() && to_second.mask.empty()) {
    return refused("the brush gives neither object a pixel", "Brush pixels that belong to one of the two");
  }
  const auto grown = [](const PlacedMask& object, const PlacedMask& gain) {
    return gain.mask.empty() ? object : union_of({object, gain});
  };
  return std::pair{grown(first, to_first), grown(second, to_second)};
}

}  // namespace pinnacle::segmentation
