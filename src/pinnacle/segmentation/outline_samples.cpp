#include "pinnacle/segmentation/outline_samples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <optional>

#include "pinnacle/image/foreground.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/image/resample.h"
#include "pinnacle/segmentation/box_foreground.h"
#include "pinnacle/segmentation/outline_view.h"

namespace pinnacle::segmentation {
namespace {

using image::Affine;
using image::Grey;
using image::Mask;
using image::PlacedMask;

constexpr int kSide = OutlineView::kSidePx;
/// Smaller pieces of what a box has for itself are as likely dirt or a neighbour's edge.
constexpr double kPieceShare = 0.1;
/// A connected piece is a box's own if it fits the box so well, no other nearly so, and lies inside it. Boxes
/// are drawn loosely.
constexpr double kLeastFit = 0.5, kRivalShare = 0.6, kInsideShare = 0.97;
/// A chromosome lies alone if so much of what is dark in its box, and not another's, is its own piece.
constexpr double kOwnedShare = 0.95;
/// Of the cell's mean chromosome length: how far outside a chromosome people draw its box.
constexpr double kTightest = -0.01, kLoosest = 0.09;
/// How much of the smaller one of two that cross lies on the other: by drawn outlines 0.18 in the median,
/// less than 0.03 of one in ten and more than 0.47 of one in a hundred (bench/drawn-outlines).
constexpr double kLeastShared = 0.03, kMostShared = 0.47;
constexpr int kPlacings = 12;  ///< That are tried.
constexpr int kRimPx = 3;      ///< The blurred edge that is taken along with a chromosome.

/// Whether most of what is dark in some other box is of this piece: then it is two chromosomes.
bool fills_another(const BoxForegrounds& foregrounds, const PlacedMask& piece, std::size_t owner) {
  for (std::size_t i = 0; i < foregrounds.size(); ++i) {
    if (i == owner) continue;
    double all = 0, shared = 0;
    foregrounds.each_pixel(i, [&](int x, int y) {
      ++all;
      const int px = x - piece.x, py = y - piece.y;
      shared += piece.mask.contains(px, py) && piece.mask(px, py) != 0;
    });
    if (shared > 0.5 * all) return true;
  }
  return false;
}

/// Which box each pixel belongs to without doubt, as index + 1: what is dark and connected, and lies in one
/// box as if made for it, is that box's wherever other boxes reach over it.
image::Labels owners_of(const BoxForegrounds& foregrounds, const std::vector<base::Box>& boxes, int width,
                        int height) {
  PlacedMask all{0, 0, Mask(width, height)};
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    foregrounds.each_pixel(i, [&](int x, int y) { all.mask(x, y) = 1; });
  }
  image::Labels owners(width, height);
  for (const auto& piece : image::pieces_of(all)) {
    const auto bounds = piece.frame();
    double best = 0, second = 0;
    std::size_t owner = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      const double fit = base::iou(bounds, boxes[i]);
      if (fit > best)
        owner = i, second = best, best = fit;
      else
        second = std::max(second, fit);
    }
    const bool inside = base::intersection_area(bounds, boxes[owner]) >= kInsideShare * bounds.area();
    if (best < kLeastFit || second > kRivalShare * best || !inside ||
        fills_another(foregrounds, piece, owner))
      continue;
    for (int y = 0; y < piece.mask.height(); ++y) {
      for (int x = 0; x < piece.mask.width(); ++x) {
        if (piece.mask(x, y) != 0) owners(piece.x + x, piece.y + y) = static_cast<int>(owner) + 1;
      }
    }
  }
  return owners;
}

TaughtOutline taught(const BoxForegrounds& foregrounds, const image::Labels& owners, std::size_t i,
                     const base::Box& box) {
  const auto& f = foregrounds.frame(i);
  const int self = static_cast<int>(i) + 1;
  TaughtOutline truth{
      box, {f.x0, f.y0, Mask(f.width(), f.height())}, {f.x0, f.y0, Mask(f.width(), f.height())}, false};
  PlacedMask own{f.x0, f.y0, Mask(f.width(), f.height())};
  double all = 0, owned = 0;
  foregrounds.each_pixel(i, [&](int x, int y) {
    const int owner = owners(x, y);
    if (owner != 0 && owner != self) return;
    ++all;
    owned += owner == self;
    const bool certain = owner == self || foregrounds.claims(x, y) == 1;
    (certain ? own : truth.unknown).mask(x - f.x0, y - f.y0) = 1;
  });
  for (const auto& piece : image::pieces_of(own)) {
    image::add_to(image::area_of(piece.mask) >= kPieceShare * all ? truth.object : truth.unknown, piece);
  }
  truth.exact = owned > 0 && owned >= kOwnedShare * all;
  return truth;
}

/// What is left when the chromosomes are taken away.
Grey without_chromosomes(const OutlinedMetaphase& metaphase) {
  Grey empty = metaphase.grey;
  for (const auto& c : metaphase.chromosomes) {
    const auto& mask = c.object.mask;
    for (int y = -kRimPx; y < mask.height() + kRimPx; ++y) {
      for (int x = -kRimPx; x < mask.width() + kRimPx; ++x) {
        const int ix = c.object.x + x, iy = c.object.y + y;
        if (!empty.contains(ix, iy)) continue;
        const int behind = metaphase.grey(ix, iy) + metaphase.ink(ix, iy);
        empty(ix, iy) = static_cast<std::uint8_t>(std::max<int>(empty(ix, iy), std::min(behind, 255)));
      }
    }
  }
  return empty;
}

OutlinedMetaphase begun(Grey dark_on_white, const std::vector<base::Box>& boxes) {
  OutlinedMetaphase metaphase;
  metaphase.ink = ink_over_background(dark_on_white, boxes);
  metaphase.grey = std::move(dark_on_white);
  metaphase.mean_long_side_px = mean_long_side(boxes);
  return metaphase;
}

Affine after(const Affine& outer, const Affine& inner) {
  return {outer.a * inner.a + outer.b * inner.d,           outer.a * inner.b + outer.b * inner.e,
          outer.a * inner.c + outer.b * inner.f + outer.c, outer.d * inner.a + outer.e * inner.d,
          outer.d * inner.b + outer.e * inner.e,           outer.d * inner.c + outer.e * inner.f + outer.f};
}

Affine inverse(const Affine& m) {
  const double k = 1 / (m.a * m.e - m.b * m.d);
  return {m.e * k, -m.b * k, (m.b * m.f - m.e * m.c) * k, -m.d * k, m.a * k, (m.d * m.c - m.a * m.f) * k};
}

base::Box mapped(const base::Box& box, const Affine& map) {
  const auto p = map({box.x, box.y}), q = map({box.right(), box.bottom()});
  return {std::min(p.x, q.x), std::min(p.y, q.y), std::abs(p.x - q.x), std::abs(p.y - q.y)};
}

/// A chromosome taken out of its picture with the blurred edge that belongs to it.
struct Patch {
  Grey ink;   ///< 0 = nothing.
  Grey mask;  ///< 255 = the chromosome.
  std::vector<base::Point> pixels;
};

Patch taken_out(const OutlinedMetaphase& metaphase, const TaughtOutline& chromosome) {
  const auto& own = chromosome.object;
  const int width = own.mask.width() + 2 * kRimPx, height = own.mask.height() + 2 * kRimPx;
  Patch patch{Grey(width, height), Grey(width, height), {}};
  for (int y = 0; y < own.mask.height(); ++y) {
    for (int x = 0; x < own.mask.width(); ++x) {
      if (own.mask(x, y) == 0) continue;
      patch.mask(x + kRimPx, y + kRimPx) = 255;
      patch.pixels.push_back({static_cast<double>(x + kRimPx), static_cast<double>(y + kRimPx)});
    }
  }
  const auto cover = image::blurred(patch.mask, 1.2);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int ix = own.x + x - kRimPx, iy = own.y + y - kRimPx;
      if (!metaphase.ink.contains(ix, iy)) continue;
      patch.ink(x, y) = static_cast<std::uint8_t>(metaphase.ink(ix, iy) * std::min(1.0, cover(x, y) / 100.0));
    }
  }
  return patch;
}

/// Turned by any angle, perhaps mirrored, a little larger or smaller; its middle at the origin.
Affine any_turn(const Patch& patch, base::Random& random) {
  const double angle = random.uniform(0, 2 * std::numbers::pi), scale = std::exp(random.uniform(-0.15, 0.15));
  const double flip = random.chance(0.5) ? -1 : 1, c = scale * std::cos(angle), s = scale * std::sin(angle);
  const Affine turn{c * flip, -s, 0, s * flip, c, 0};
  const auto middle = turn({patch.ink.width() / 2.0, patch.ink.height() / 2.0});
  return {turn.a, turn.b, -middle.x, turn.d, turn.e, -middle.y};
}

Affine shifted(Affine map, base::Point by) {
  map.c += by.x;
  map.f += by.y;
  return map;
}

base::Box box_of(const Patch& patch, const Affine& map) {
  std::vector<base::Polygon> pixels(1);
  pixels.front().reserve(patch.pixels.size());
  for (const auto p : patch.pixels) pixels.front().push_back(map(p));
  const auto corners = base::bounds_of(pixels);
  // The last pixel is a pixel wide too.
  return {corners.x, corners.y, corners.width + 1, corners.height + 1};
}

/// A detector's box is not quite the true one.
base::Box jittered(const base::Box& box, base::Random& random) {
  const auto part = [&](double side) { return side * random.normal(0, 0.035); };
  const double left = part(box.width), right = part(box.width), top = part(box.height),
               bottom = part(box.height);
  return {box.x + left, box.y + top, std::max(3.0, box.width - left + right),
          std::max(3.0, box.height - top + bottom)};
}

/// Where a scene is drawn: a square window around the first of its chromosomes.
struct Window {
  int side_px;
  /// @param mean_long_side_px  Of the metaphase, or what is taken for it.
  std::function<Affine(const base::Box& box, double mean_long_side_px)> image_from_window;
};

/// What the network sees.
Window view_window() {
  return {kSide, [](const base::Box& box, double mean) { return OutlineView(box, mean).image_from_view(); }};
}

/// At the picture's own scale, and wide enough for neighbours that lie beside the largest chromosome.
Window group_window(const OutlinedMetaphase& metaphase) {
  constexpr double kSides = 6;  // Of the mean chromosome.
  const int side = static_cast<int>(std::lround(kSides * metaphase.mean_long_side_px)) + 2 * kRimPx;
  return {side, [side](const base::Box& box, double) {
            return Affine{1, 0, box.centre().x - side / 2.0, 0, 1, box.centre().y - side / 2.0};
          }};
}

/// A scene of chromosomes in the window of one of them.
class Scene {
 public:
  Scene(const OutlinedMetaphase& metaphase, Window window, base::Random& random)
      : metaphase_(metaphase),
        window_(std::move(window)),
        random_(random),
        margin_px_(metaphase.mean_long_side_px * random.uniform(kTightest, kLoosest)) {}

  void place_target(const Patch& patch) {
    const auto map = any_turn(patch, random_);
    own_ = drawn_box(patch, map, 1);
    window_from_image_ =
        inverse(window_.image_from_window(own_, metaphase_.mean_long_side_px * random_.uniform(0.9, 1.1)));
    const auto window_from_patch = after(window_from_image_, map);
    place(seen(patch.mask, window_from_patch));
    through_ = Through(window_.side_px, window_.side_px, 1.0F);
    darken(seen(patch.ink, window_from_patch), 1);
    for (int y = 0; y < window_.side_px; ++y) {
      for (int x = 0; x < window_.side_px; ++x) {
        if (target()(x, y) >= 128) inside_.push_back({static_cast<double>(x), static_cast<double>(y)});
      }
    }
  }

  /// Crossing the target no more than chromosomes do, or pushed away from it until they no more than touch.
  /// @return  window_from_patch, as it was placed; none where there is nothing to place, or no room.
  std::optional<Affine> place_neighbour(const Patch& patch) {
    if (inside_.empty() || patch.pixels.empty()) return std::nullopt;
    const bool touches = random_.chance(0.6);
    const double most_shared = random_.uniform(kLeastShared, kMostShared);
    for (int k = 0; k < kPlacings; ++k) {
      auto map = across(patch);
      if (touches) map = pushed_away(patch, map);
      if (shared(patch, map) > most_shared) continue;
      place(seen(patch.mask, map));
      darken(seen(patch.ink, map), random_.chance(0.3) ? 0.0 : random_.uniform(0.4, 1));
      return map;
    }
    return std::nullopt;
  }

  /// The box that a person would draw around a neighbour, not quite the true one.
  base::Box neighbour_box(const Patch& patch, const Affine& window_from_patch) {
    const auto& m = window_from_patch;
    return drawn_box(patch, m, std::sqrt(std::abs(m.a * m.e - m.b * m.d)));
  }
  base::Box own() const { return mapped(own_, window_from_image_); }
  const Grey& target() const { return placed_.front().mask; }
  /// A patch as it lies in the window.
  Grey seen(const Grey& patch, const Affine& window_from_patch) const {
    return image::warp(patch, inverse(window_from_patch), window_.side_px, window_.side_px, 0);
  }

  /// On a part of the field that holds no chromosome.
  Grey picture() const {
    const auto& field = metaphase_.empty;
    const auto at = [&](int side) { return random_.uniform(0.1, 0.9) * side; };
    const auto there = window_.image_from_window(
        {at(field.width()), at(field.height()), own_.width, own_.height}, metaphase_.mean_long_side_px);
    auto grey = image::warp(field, there, window_.side_px, window_.side_px, 235);
    for (std::size_t i = 0; i < grey.size(); ++i) {
      grey.values()[i] = static_cast<std::uint8_t>(std::lround(grey.values()[i] * through_.values()[i]));
    }
    return grey;
  }

 private:
  using Through = image::Raster<float>;  ///< Share of the light that comes through.
  struct Placed {
    Grey mask;
    double area;
  };

  void place(Grey mask) {
    const auto area =
        std::count_if(mask.values().begin(), mask.values().end(), [](auto v) { return v >= 128; });
    placed_.push_back({std::move(mask), static_cast<double>(area)});
  }

  /// The box that a person would draw.
  /// @param scale  Target pixels per pixel of the metaphase.
  base::Box drawn_box(const Patch& patch, const Affine& map, double scale) {
    const auto tight = box_of(patch, map);
    const double margin = margin_px_ * scale;
    return jittered({tight.x - margin, tight.y - margin, tight.width + 2 * margin, tight.height + 2 * margin},
                    random_);
  }

  /// Somewhere on the target, turned at random.
  Affine across(const Patch& patch) {
    const auto turned = after(window_from_image_, any_turn(patch, random_));
    const auto meeting = inside_[random_.below(inside_.size())];
    return shifted(turned, meeting - turned(patch.pixels[random_.below(patch.pixels.size())]));
  }

  /// Of the smaller one of this one and any that is there already, the greatest share that lies on the other.
  double shared(const Patch& patch, const Affine& map) const {
    const double own = static_cast<double>(patch.pixels.size());
    const double scale = std::abs(map.a * map.e - map.b * map.d);
    double most = 0;
    for (const auto& other : placed_) {
      const auto common =
          static_cast<double>(std::count_if(patch.pixels.begin(), patch.pixels.end(),
                                            [&](base::Point p) { return lies_in(other.mask, map(p)); }));
      most = std::max(most, common / std::max(1.0, std::min(own, other.area / scale)));
    }
    return most;
  }

  static bool lies_in(const Grey& mask, base::Point p) {
    const int x = static_cast<int>(std::lround(p.x)), y = static_cast<int>(std::lround(p.y));
    return mask.contains(x, y) && mask(x, y) >= 128;
  }

  /// @param added  1: stain adds up as absorbance; 0: the darker one hides the other.
  void darken(const Grey& ink, double added) {
    for (std::size_t i = 0; i < ink.size(); ++i) {
      const float one = 1 - static_cast<float>(ink.values()[i]) / 240.0F;
      float& all = through_.values()[i];
      const float both = all * one, darker = std::min(all, one);
      all = std::max(0.0F, darker + static_cast<float>(added) * (both - darker));
    }
  }

  Affine pushed_away(const Patch& patch, Affine map) {
    base::Point own{}, other{};
    for (const auto p : inside_) own = own + p * (1.0 / static_cast<double>(inside_.size()));
    for (const auto p : patch.pixels)
      other = other + map(p) * (1.0 / static_cast<double>(patch.pixels.size()));
    auto way = other - own;
    if (base::length(way) < 1) way = {1, 0};
    way = way * (2 / base::length(way));
    for (int step = 0; step < window_.side_px; ++step) {
      const auto common = std::count_if(patch.pixels.begin(), patch.pixels.end(),
                                        [&](base::Point p) { return lies_in(target(), map(p)); });
      if (common <= 3) break;
      map = shifted(map, way);
    }
    return shifted(map, way * random_.uniform(-0.5, 1.5));
  }

  const OutlinedMetaphase& metaphase_;
  const Window window_;
  base::Random& random_;
  double margin_px_;
  Affine window_from_image_;
  base::Box own_;
  std::vector<Placed> placed_;  ///< What lies there, the target first.
  Through through_;
  std::vector<base::Point> inside_;
};

/// Stain, focus and noise varied.
Grey varied(Grey grey, base::Random& random) {
  if (random.chance(0.4)) grey = image::blurred(grey, random.uniform(0.3, 1.6));
  const double gamma = std::exp(random.normal(0, 0.25)),
               noise = random.chance(0.5) ? random.uniform(0, 7) : 0;
  std::array<double, 256> table;
  for (int g = 0; g < 256; ++g) table[static_cast<std::size_t>(g)] = 255 * std::pow(g / 255.0, gamma);
  for (auto& v : grey.values()) {
    const double grain = noise > 0 ? (random.uniform() + random.uniform() - 1) * noise * 2.4 : 0;
    v = static_cast<std::uint8_t>(std::clamp(std::lround(table[v] + grain), 0L, 255L));
  }
  return grey;
}

learning::Sample as_sample(const Grey& picture, const base::Box& own, const std::vector<base::Box>& others,
                           const Grey& target, const Grey* unknown) {
  learning::Sample sample;
  sample.inputs.push_back(outline_input(picture, own, others));
  learning::Array mask({1, kSide, kSide}), weight({1, kSide, kSide}, 1);
  for (std::size_t i = 0; i < target.size(); ++i) {
    mask.values[i] = target.values()[i] >= 128 ? 1.0F : 0.0F;
    if (unknown && unknown->values()[i] >= 64) weight.values[i] = 0;
  }
  sample.targets = {std::move(mask), std::move(weight)};
  return sample;
}

/// A mask as a picture of 0 and 255, to be warped.
Grey as_grey(const Mask& mask) {
  Grey grey(mask.width(), mask.height());
  std::transform(mask.values().begin(), mask.values().end(), grey.values().begin(),
                 [](auto v) { return static_cast<std::uint8_t>(v != 0 ? 255 : 0); });
  return grey;
}

Affine moved_origin(Affine map, int x, int y) {
  return shifted(map, {static_cast<double>(-x), static_cast<double>(-y)});
}

/// One of the eight symmetries of the window.
Affine any_symmetry(base::Random& random) {
  const double last = kSide - 1, a = random.chance(0.5) ? -1 : 1, b = random.chance(0.5) ? -1 : 1;
  const double c = a < 0 ? last : 0, f = b < 0 ? last : 0;
  return random.chance(0.5) ? Affine{a, 0, c, 0, b, f} : Affine{0, a, c, b, 0, f};
}

learning::Sample as_it_lies(const OutlinedMetaphase& metaphase, std::size_t chromosome,
                            base::Random& random) {
  const auto& truth = metaphase.chromosomes[chromosome];
  const auto box = jittered(truth.box, random);
  const OutlineView view(box, metaphase.mean_long_side_px * random.uniform(0.9, 1.1));
  const auto symmetry = any_symmetry(random);
  const auto image_from_view = after(view.image_from_view(), symmetry);
  const auto view_from_image = inverse(image_from_view);
  std::vector<base::Box> others;
  for (std::size_t i = 0; i < metaphase.chromosomes.size(); ++i) {
    if (i != chromosome && !random.chance(0.03))
      others.push_back(mapped(jittered(metaphase.chromosomes[i].box, random), view_from_image));
  }
  const auto picture = varied(image::warp(metaphase.grey, image_from_view, kSide, kSide, 235), random);
  const auto seen = [&](const PlacedMask& mask) {
    return image::warp(as_grey(mask.mask), moved_origin(image_from_view, mask.x, mask.y), kSide, kSide, 0);
  };
  const auto object = seen(truth.object), unknown = seen(truth.unknown);
  return as_sample(picture, mapped(box, view_from_image), others, object, &unknown);
}

Patch any_patch(const OutlinedMetaphase& metaphase, const std::vector<std::size_t>& alone,
                base::Random& random) {
  return taken_out(metaphase, metaphase.chromosomes[alone[random.below(alone.size())]]);
}

learning::Sample put_together(const OutlinedMetaphase& metaphase, const std::vector<std::size_t>& alone,
                              bool vary, base::Random& random) {
  constexpr double kUnknownNeighbour = 0.05;  // The detector missed it.
  Scene scene(metaphase, view_window(), random);
  scene.place_target(any_patch(metaphase, alone, random));
  const std::size_t neighbours = 1 + random.below(3);
  std::vector<base::Box> others;
  for (std::size_t k = 0; k < neighbours; ++k) {
    const auto patch = any_patch(metaphase, alone, random);
    const auto placed = scene.place_neighbour(patch);
    if (placed && !random.chance(kUnknownNeighbour)) others.push_back(scene.neighbour_box(patch, *placed));
  }
  auto picture = scene.picture();
  if (vary) picture = varied(std::move(picture), random);
  return as_sample(picture, scene.own(), others, scene.target(), nullptr);
}

std::vector<std::size_t> exact_ones(const OutlinedMetaphase& metaphase) {
  std::vector<std::size_t> alone;
  for (std::size_t c = 0; c < metaphase.chromosomes.size(); ++c) {
    if (metaphase.chromosomes[c].exact) alone.push_back(c);
  }
  return alone;
}

PlacedMask where_half_covered(const Grey& cover) {
  PlacedMask object{0, 0, Mask(cover.width(), cover.height())};
  for (std::size_t i = 0; i < cover.size(); ++i) object.mask.values()[i] = cover.values()[i] >= 128;
  return object;
}

}  // namespace

OutlinedMetaphase outlines_from_boxes(Grey dark_on_white, const std::vector<base::Box>& boxes) {
  const BoxForegrounds foregrounds(dark_on_white, boxes);
  auto metaphase = begun(std::move(dark_on_white), boxes);
  const auto owners = owners_of(foregrounds, boxes, metaphase.grey.width(), metaphase.grey.height());
  for (std::size_t i = 0; i < boxes.size(); ++i)
    metaphase.chromosomes.push_back(taught(foregrounds, owners, i, boxes[i]));
  metaphase.empty = without_chromosomes(metaphase);
  return metaphase;
}

OutlinedMetaphase outlines_from_polygons(Grey dark_on_white, const std::vector<base::Box>& boxes,
                                         const std::vector<std::vector<base::Polygon>>& outlines) {
  auto metaphase = begun(std::move(dark_on_white), boxes);
  const int width = metaphase.grey.width(), height = metaphase.grey.height();
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    auto object = image::filled(outlines[i], width, height);
    if (object.mask.empty()) continue;
    PlacedMask nothing{object.x, object.y, Mask(object.mask.width(), object.mask.height())};
    const bool alone = std::none_of(boxes.begin(), boxes.end(), [&](const base::Box& other) {
      return &other != &boxes[i] && base::intersection_area(other, boxes[i]) > 0;
    });
    metaphase.chromosomes.push_back({boxes[i], std::move(object), std::move(nothing), alone});
  }
  metaphase.empty = without_chromosomes(metaphase);
  return metaphase;
}

OutlineSamples::OutlineSamples(std::vector<OutlinedMetaphase> metaphases)
    : metaphases_(std::move(metaphases)) {
  for (std::size_t m = 0; m < metaphases_.size(); ++m) {
    alone_.push_back(exact_ones(metaphases_[m]));
    for (std::size_t c = 0; c < metaphases_[m].chromosomes.size(); ++c) examples_.push_back({m, c});
  }
}

base::Expected<learning::Sample> OutlineSamples::sample(std::size_t index, std::uint64_t seed) const {
  const auto& example = examples_.at(index);
  const auto& alone = alone_[example.metaphase];
  base::Random random(seed);
  if (alone.size() >= 2 && random.chance(0.5))
    return put_together(metaphases_[example.metaphase], alone, true, random);
  return as_it_lies(metaphases_[example.metaphase], example.chromosome, random);
}

learning::Sample OutlineSamples::composed(std::size_t index, std::uint64_t seed) const {
  const auto m = examples_.at(index).metaphase;
  base::Random random(seed);
  return alone_[m].size() < 2 ? learning::Sample{} : put_together(metaphases_[m], alone_[m], false, random);
}

ComposedGroup composed_group(const OutlinedMetaphase& metaphase, std::uint64_t seed) {
  const auto alone = exact_ones(metaphase);
  ComposedGroup group;
  if (alone.size() < 2) return group;
  base::Random random(seed);
  Scene scene(metaphase, group_window(metaphase), random);
  scene.place_target(any_patch(metaphase, alone, random));
  group.boxes.push_back(scene.own());
  group.truth.push_back(where_half_covered(scene.target()));
  const std::size_t neighbours = 1 + random.below(3);
  for (std::size_t k = 0; k < neighbours; ++k) {
    const auto patch = any_patch(metaphase, alone, random);
    const auto placed = scene.place_neighbour(patch);
    if (!placed) continue;
    group.boxes.push_back(scene.neighbour_box(patch, *placed));
    group.truth.push_back(where_half_covered(scene.seen(patch.mask, *placed)));
  }
  group.grey = scene.picture();
  return group;
}

}  // namespace pinnacle::segmentation
