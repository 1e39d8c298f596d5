#include "pinnacle/segmentation/provisional_outlines.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/box_foreground.h"

namespace pinnacle::segmentation {
namespace {

using image::Grey;
using image::Labels;
using image::Mask;
using image::PlacedMask;

/// A piece this large beside the main one is a part of the chromosome beyond a crossing.
constexpr double kPieceShare = 0.2;

/// Of a box: fewer dark pixels than this are no chromosome.
constexpr double kLeastShare = 0.08;

/// Floods the pixels that several boxes claim; 0 where no box has anything.
class Flood {
 public:
  Flood(const Grey& grey, const BoxForegrounds& foregrounds)
      : grey_(grey), foregrounds_(foregrounds), owner_(grey.width(), grey.height()) {
    for (std::size_t i = 0; i < foregrounds.size(); ++i) seed(i);
    spread();
  }

  PlacedMask object(std::size_t i) const {
    const auto& f = foregrounds_.frame(i);
    PlacedMask mask{f.x0, f.y0, Mask(f.width(), f.height())};
    foregrounds_.each_pixel(i, [&](int x, int y) { mask.mask(x - f.x0, y - f.y0) = owner_(x, y) == id(i); });
    return mask;
  }

 private:
  static int id(std::size_t i) { return static_cast<int>(i) + 1; }

  void take(std::size_t i, int x, int y) {
    owner_(x, y) = id(i);
    open_.push({grey_(x, y), order_++, x, y});
  }

  /// Where the box is alone; if that is next to nothing, around its middle.
  void seed(std::size_t i) {
    const auto& f = foregrounds_.frame(i);
    int alone = 0, all = 0;
    foregrounds_.each_pixel(i, [&](int x, int y) { ++all, alone += foregrounds_.claims(x, y) == 1; });
    foregrounds_.each_pixel(i, [&](int x, int y) {
      if (foregrounds_.claims(x, y) == 1) take(i, x, y);
    });
    if (alone * 4 >= all) return;
    const double cx = (f.x0 + f.x1 - 1) / 2.0, cy = (f.y0 + f.y1 - 1) / 2.0;
    foregrounds_.each_pixel(i, [&](int x, int y) {
      const double dx = (x - cx) / (f.width() * 0.2), dy = (y - cy) / (f.height() * 0.2);
      if (owner_(x, y) == 0 && dx * dx + dy * dy <= 1) take(i, x, y);
    });
  }

  void spread() {
    while (!open_.empty()) {
      const auto from = open_.top();
      open_.pop();
      const auto i = static_cast<std::size_t>(owner_(from.x, from.y) - 1);
      for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        const int x = from.x + dx, y = from.y + dy;
        if (!foregrounds_.claims(i, x, y) || owner_(x, y) != 0) continue;
        owner_(x, y) = id(i);
        open_.push({std::max(from.level, grey_(x, y)), order_++, x, y});
      }
    }
  }

  struct Place {
    std::uint8_t level;  // The lightest pixel on the way here.
    long order;
    int x, y;
    bool operator<(const Place& other) const { return std::pair(level, order) > std::pair(other.level, other.order); }
  };

  const Grey& grey_;
  const BoxForegrounds& foregrounds_;
  Labels owner_;
  std::priority_queue<Place> open_;
  long order_ = 0;
};

/// The two pixels, one of each piece, that lie closest together.
std::pair<base::Point, base::Point> closest(const PlacedMask& a, const PlacedMask& b) {
  std::pair<base::Point, base::Point> best;
  double least = std::numeric_limits<double>::max();
  for (const auto& ring_a : image::outlines_of(a)) {
    for (const auto& ring_b : image::outlines_of(b)) {
      for (const auto p : ring_a) {
        for (const auto q : ring_b) {
          if (const double d = base::length(p - q); d < least) least = d, best = {p, q};
        }
      }
    }
  }
  return best;
}

/// The main piece and those that a crossing parted from it, joined by bars as wide as the chromosome.
PlacedMask in_one_piece(const PlacedMask& object) {
  const auto pieces = image::pieces_of(object);
  if (pieces.size() < 2) return object;
  PlacedMask whole{object.x, object.y, Mask(object.mask.width(), object.mask.height())};
  const auto depth = image::distance_to_background(pieces.front().mask);
  const double width = 1.5 * *std::max_element(depth.values().begin(), depth.values().end());
  const double main_area = image::area_of(pieces.front().mask);
  image::add_to(whole, pieces.front());
  for (std::size_t k = 1; k < pieces.size() && image::area_of(pieces[k].mask) >= kPieceShare * main_area; ++k) {
    const auto [p, q] = closest(pieces.front(), pieces[k]);
    const base::Point origin{static_cast<double>(object.x), static_cast<double>(object.y)};
    image::add_to(whole, pieces[k]);
    image::draw_bar(whole.mask, p - origin, q - origin, width);
  }
  return whole;
}

/// Where nothing dark was left for a box: the ellipse inside it.
PlacedMask ellipse_in(const Frame& f) {
  PlacedMask mask{f.x0, f.y0, Mask(f.width(), f.height())};
  const double rx = f.width() / 2.0, ry = f.height() / 2.0;
  for (int y = 0; y < f.height(); ++y) {
    for (int x = 0; x < f.width(); ++x) {
      mask.mask(x, y) = std::pow((x + 0.5 - rx) / rx, 2) + std::pow((y + 0.5 - ry) / ry, 2) <= 1;
    }
  }
  return mask;
}

}  // namespace

std::vector<PlacedMask> provisional_outlines(const Grey& dark_on_white, const std::vector<base::Box>& boxes) {
  const BoxForegrounds foregrounds(dark_on_white, boxes);
  const Flood flood(dark_on_white, foregrounds);
  std::vector<PlacedMask> outlines;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const auto& frame = foregrounds.frame(i);
    const double least = kLeastShare * frame.width() * frame.height();
    auto pieces = image::pieces_of(in_one_piece(flood.object(i)));
    // Where others took all of it, it keeps what is dark in its box; where nothing is dark, the box's own shape.
    if (pieces.empty() || image::area_of(pieces.front().mask) < least) pieces = image::pieces_of({frame.x0, frame.y0, foregrounds.mask(i)});
    const bool nothing = pieces.empty() || image::area_of(pieces.front().mask) < least;
    outlines.push_back(nothing ? ellipse_in(frame) : pieces.front());
  }
  return outlines;
}

}  // namespace pinnacle::segmentation
