#include "pinnacle/segmentation/provisional_outlines.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"

namespace pinnacle::segmentation {
namespace {

using image::Grey;
using image::Labels;
using image::Mask;
using image::PlacedMask;

constexpr int kMarginPx = 2;
/// How much darker than what lies behind, as a share of the contrast in the box, a pixel is taken for chromosome.
constexpr double kContrastShare = 0.30;
constexpr double kLeastContrast = 14;
/// Of the mean length of a cell's boxes: the width that a cluster of chromosomes may have and a nucleus exceeds, and the
/// side of a light band that the threshold took for a hole. A larger hole is the field between chromosomes.
constexpr double kClusterShare = 0.7, kHoleShare = 0.12;
/// A piece this large beside the main one is a part of the chromosome beyond a crossing.
constexpr double kPieceShare = 0.2;

/// Of a box: fewer dark pixels than this are no chromosome.
constexpr double kLeastShare = 0.08;

/// A box in whole pixels of the image.
struct Frame {
  int x0, y0, x1, y1;  // x1 and y1 are the first beyond.
  bool contains(int x, int y) const { return x >= x0 && y >= y0 && x < x1 && y < y1; }
  int width() const { return x1 - x0; }
  int height() const { return y1 - y0; }
};

Frame frame_of(const base::Box& box, const Grey& grey) {
  const auto clamp = [](double v, int most) { return std::clamp(static_cast<int>(std::lround(v)), 0, most); };
  Frame f{clamp(box.x - kMarginPx, grey.width() - 1), clamp(box.y - kMarginPx, grey.height() - 1),
          clamp(box.right() + kMarginPx, grey.width()), clamp(box.bottom() + kMarginPx, grey.height())};
  f.x1 = std::max(f.x1, f.x0 + 1);
  f.y1 = std::max(f.y1, f.y0 + 1);
  return f;
}

/// How much darker each pixel is than what lies behind the chromosomes.
Grey ink_over(const Grey& behind, const Grey& grey) {
  Grey ink(grey.width(), grey.height());
  std::transform(grey.values().begin(), grey.values().end(), behind.values().begin(), ink.values().begin(),
                 [](std::uint8_t g, std::uint8_t b) { return static_cast<std::uint8_t>(b > g ? b - g : 0); });
  return ink;
}

/// The pixels of a box that are darker than what lies behind, in the frame's pixels.
Mask foreground_of(const Grey& ink, const Frame& frame, double largest_hole_px) {
  std::vector<std::uint8_t> levels;
  levels.reserve(static_cast<std::size_t>(frame.width()) * static_cast<std::size_t>(frame.height()));
  for (int y = frame.y0; y < frame.y1; ++y) levels.insert(levels.end(), ink.row(y) + frame.x0, ink.row(y) + frame.x1);
  auto sorted = levels;
  const auto dark = sorted.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), dark, sorted.end());
  const double level = std::max(kLeastContrast, kContrastShare * *dark);
  Mask mask(frame.width(), frame.height());
  for (std::size_t i = 0; i < levels.size(); ++i) mask.values()[i] = levels[i] >= level;
  return image::without_holes(image::opened(mask), largest_hole_px);
}

double mean_long_side(const std::vector<base::Box>& boxes) {
  double sum = 0;
  for (const auto& box : boxes) sum += std::max(box.width, box.height);
  return boxes.empty() ? 1 : sum / static_cast<double>(boxes.size());
}

/// Floods the pixels that several boxes claim; 0 where no box has anything.
class Flood {
 public:
  Flood(const Grey& grey, const std::vector<Frame>& frames, const std::vector<Mask>& foregrounds)
      : grey_(grey), frames_(frames), foregrounds_(foregrounds), owner_(grey.width(), grey.height()), claims_(grey.width(), grey.height()) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
      each_pixel(i, [&](int x, int y) { ++claims_(x, y); });
    }
    for (std::size_t i = 0; i < frames.size(); ++i) seed(i);
    spread();
  }

  PlacedMask object(std::size_t i) const {
    const auto& f = frames_[i];
    PlacedMask mask{f.x0, f.y0, Mask(f.width(), f.height())};
    each_pixel(i, [&](int x, int y) { mask.mask(x - f.x0, y - f.y0) = owner_(x, y) == id(i); });
    return mask;
  }

 private:
  static int id(std::size_t i) { return static_cast<int>(i) + 1; }

  bool claims(std::size_t i, int x, int y) const {
    const auto& f = frames_[i];
    return f.contains(x, y) && foregrounds_[i](x - f.x0, y - f.y0) != 0;
  }

  template <typename Act>
  void each_pixel(std::size_t i, Act&& act) const {
    const auto& f = frames_[i];
    for (int y = f.y0; y < f.y1; ++y) {
      for (int x = f.x0; x < f.x1; ++x) {
        if (claims(i, x, y)) act(x, y);
      }
    }
  }

  void take(std::size_t i, int x, int y) {
    owner_(x, y) = id(i);
    open_.push({grey_(x, y), order_++, x, y});
  }

  /// Where the box is alone; if that is next to nothing, around its middle.
  void seed(std::size_t i) {
    const auto& f = frames_[i];
    int alone = 0, all = 0;
    each_pixel(i, [&](int x, int y) { ++all, alone += claims_(x, y) == 1; });
    each_pixel(i, [&](int x, int y) {
      if (claims_(x, y) == 1) take(i, x, y);
    });
    if (alone * 4 >= all) return;
    const double cx = (f.x0 + f.x1 - 1) / 2.0, cy = (f.y0 + f.y1 - 1) / 2.0;
    each_pixel(i, [&](int x, int y) {
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
        if (!claims(i, x, y) || owner_(x, y) != 0) continue;
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
  const std::vector<Frame>& frames_;
  const std::vector<Mask>& foregrounds_;
  Labels owner_, claims_;
  std::priority_queue<Place> open_;
  long order_ = 0;
};

double area_of(const Mask& mask) {
  return static_cast<double>(std::count_if(mask.values().begin(), mask.values().end(), [](auto v) { return v != 0; }));
}

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
  const auto add = [&](const PlacedMask& piece) {
    for (int y = 0; y < piece.mask.height(); ++y) {
      for (int x = 0; x < piece.mask.width(); ++x) {
        if (piece.mask(x, y) != 0) whole.mask(x + piece.x - whole.x, y + piece.y - whole.y) = 1;
      }
    }
  };
  const auto depth = image::distance_to_background(pieces.front().mask);
  const double width = 1.5 * *std::max_element(depth.values().begin(), depth.values().end());
  const double main_area = area_of(pieces.front().mask);
  add(pieces.front());
  for (std::size_t k = 1; k < pieces.size() && area_of(pieces[k].mask) >= kPieceShare * main_area; ++k) {
    const auto [p, q] = closest(pieces.front(), pieces[k]);
    const base::Point origin{static_cast<double>(object.x), static_cast<double>(object.y)};
    add(pieces[k]);
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
  std::vector<Frame> frames;
  std::vector<Mask> foregrounds;
  const double length = mean_long_side(boxes), largest_hole = std::pow(kHoleShare * length, 2);
  const auto ink = ink_over(image::without_objects(dark_on_white, kClusterShare * length), dark_on_white);
  for (const auto& box : boxes) {
    frames.push_back(frame_of(box, dark_on_white));
    foregrounds.push_back(foreground_of(ink, frames.back(), largest_hole));
  }
  const Flood flood(dark_on_white, frames, foregrounds);
  std::vector<PlacedMask> outlines;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const auto& frame = frames[i];
    const double least = kLeastShare * frame.width() * frame.height();
    auto pieces = image::pieces_of(in_one_piece(flood.object(i)));
    // Where others took all of it, it keeps what is dark in its box; where nothing is dark, the box's own shape.
    if (pieces.empty() || area_of(pieces.front().mask) < least) pieces = image::pieces_of({frame.x0, frame.y0, foregrounds[i]});
    const bool nothing = pieces.empty() || area_of(pieces.front().mask) < least;
    outlines.push_back(nothing ? ellipse_in(frame) : pieces.front());
  }
  return outlines;
}

}  // namespace pinnacle::segmentation
