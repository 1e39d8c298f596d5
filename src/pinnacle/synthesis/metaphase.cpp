#include "pinnacle/synthesis/metaphase.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "pinnacle/base/check.h"
#include "pinnacle/base/random.h"
#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/image/resample.h"
#include "pinnacle/synthesis/form.h"
#include "pinnacle/synthesis/stain_layer.h"
#include "pinnacle/synthesis/surroundings.h"

namespace pinnacle::synthesis {
namespace {

using base::Point;
using base::Random;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using iscn::AcentricKind;

constexpr double kCovered =
    0.12;  // Thickness from which a pixel counts as chromosome: there usual stain is seen.
/// So many of those that may touch cross: as in real cells (docs/synthesis.md). And how much of an axis may
/// lie on others.
constexpr double kShareCrossing = 0.18, kMostOfTouching = 0.12, kMostOfCrossing = 0.5;
constexpr double kVisible = 0.10;  // Absorbance from which a pixel counts as an acentric body's.
constexpr double kPaper = 251;     // Grey level of the empty field.

/// @param largest_hole_px  Holes up to that lie between chromatids and are filled.
image::Mask covered(const StainLayer& layer, double largest_hole_px) {
  image::Mask mask(layer.cover.width(), layer.cover.height());
  std::transform(layer.cover.values().begin(), layer.cover.values().end(), mask.values().begin(),
                 [](float thick) { return static_cast<std::uint8_t>(thick >= kCovered); });
  return image::without_holes(mask, largest_hole_px);
}

/// Levels of a picture for each of an 8-bit one.
template <typename Pixel>
constexpr int kLevels = sizeof(Pixel) == 1 ? 1 : kDeepLevels;

template <typename Pixel>
Pixel as_pixel(double level) {
  return static_cast<Pixel>(std::clamp(level, 0.0, 255.0 * kLevels<Pixel>));
}

/// Where the chromosomes of a cell lie, and all that lies around them.
class Field {
 public:
  Field(const MetaphaseOptions& options, const Preparation& cell, Random& random)
      : options_(options),
        cell_(cell),
        random_(random),
        grain_(cell.grain, random),
        taken_(options.width, options.height),
        stain_(options.width, options.height),
        nuclei_(options.width, options.height) {}

  /// Finds a place for a chromosome and stains it; false if there is none.
  bool put(const Form& form, bool may_touch, DrawnMetaphase& drawn) {
    constexpr int kTries = 400;
    const bool crosses = may_touch && !on_axes_.empty() && random_.chance(kShareCrossing);
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const bool across = crosses && attempt < kTries / 4;
      const Point centre = across ? place_across_another(form) : random_place(attempt);
      if (!fits(form, centre, across ? kMostOfCrossing : may_touch ? kMostOfTouching : 0)) continue;
      keep(form, centre, stain_layer(form, cell_, grain_, centre, options_.width, options_.height, random_), drawn);
      return true;
    }
    return false;
  }

  /// Finds a place for an acentric body and stains it; false if there is none.
  /// @param half_width  Of the cell's chromosomes, in pixels.
  bool put_acentric(AcentricKind kind, double half_width, DrawnMetaphase& drawn) {
    constexpr int kTries = 400;
    const bool fragment = kind == AcentricKind::kFragment;
    const double radius = (fragment ? 0.42 : 0.30) * half_width * std::exp(random_.normal(0, 0.12));
    const double angle = random_.uniform(0, std::numbers::pi), apart = random_.uniform(0.9, 1.2) * radius;
    const Point across = Point{std::cos(angle), std::sin(angle)} * apart;
    const Point along = Point{-std::sin(angle), std::cos(angle)} * (random_.uniform(0.5, 0.8) * radius);
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const Point centre = random_place(attempt) * (1.0 / kFiner);
      if (!is_free(centre, 1.6 * apart + radius + 2)) continue;
      std::vector<Point> dots{centre};
      if (kind == AcentricKind::kDoubleMinute) dots = {centre - across, centre + across};
      if (fragment) {
        const auto left = centre - across, right = centre + across;
        dots = {left - along, left, left + along, right - along, right, right + along};
      }
      stain_acentric(kind, std::move(dots), radius, drawn);
      return true;
    }
    return false;
  }

  /// Nuclei and debris.
  void add_surroundings() {
    // Nuclei shine brighter than chromosomes, and take up less of the light.
    for (int i = 0; i < options_.nuclei; ++i)
      add_nucleus(nuclei_, random_.uniform(0.4, 0.65) * (cell_.glow ? 1.6 : 1), taken_, random_);
    for_each([&](int x, int y, float& a) {
      if (taken_(x, y) == 0) a += nuclei_(x, y);
    });
    for (int i = 0; i < options_.debris; ++i) add_debris(stain_, cell_.glow ? 0.4 : 1, random_);
  }

  /// @tparam Pixel  As fine as the picture is to be, at each step from the light to the file.
  /// @param random  A copy: pictures of one field have the same light and noise.
  template <typename Pixel>
  image::Raster<Pixel> photograph(Random random) {
    if (cell_.glow) return photograph<Pixel>(*cell_.glow, random);
    const double angle = random.uniform(0, 2 * std::numbers::pi);
    image::Raster<Pixel> sharp(options_.width, options_.height);
    for_each([&](int x, int y, float& a) {
      const double light = kPaper * kLevels<Pixel> * light_at(x, y, angle);
      sharp(x, y) = as_pixel<Pixel>(light * std::exp(-double{a}));
    });
    auto picture = image::blurred(sharp, cell_.blur_px);
    for (auto& v : picture.values())
      v = as_pixel<Pixel>(v + kLevels<Pixel> * random.normal(0, options_.noise));
    return sharpened(image::blurred(picture, 0.5));
  }

 private:
  /// Fluorescence, inverted.
  template <typename Pixel>
  image::Raster<Pixel> photograph(const Glow& glow, Random& random) {
    constexpr int kFine = kLevels<Pixel>;
    constexpr double kPrecision = 110;  // Levels of the stain 1 before it is blurred.
    const double angle = random.uniform(0, 2 * std::numbers::pi);
    image::Raster<Pixel> sharp(options_.width, options_.height);
    for_each([&](int x, int y, float& a) {
      sharp(x, y) = as_pixel<Pixel>(kFine * kPrecision * a * light_at(x, y, angle) + 0.5);
    });
    const double scale = options_.longest_px / 100;
    constexpr double kHaloPx = 15;  // As the blur is given.
    const auto focused = image::blurred(sharp, cell_.blur_px * scale);
    const auto halo = image::blurred(sharp, kHaloPx * scale);
    const auto shines = [&](std::size_t i) {
      return ((1 - glow.halo) * focused.values()[i] + glow.halo * halo.values()[i]) / (kFine * kPrecision);
    };
    const double brightness = exposed(glow, shines);
    image::Raster<Pixel> picture(sharp.width(), sharp.height());
    for (std::size_t i = 0; i < picture.size(); ++i) {
      const double level =
          glow.ground + shines(i) * brightness + random.normal(0, options_.noise * glow.noise);
      picture.values()[i] = as_pixel<Pixel>(kFine * (255 - level) + 0.5);
    }
    return image::blurred(picture, 0.5);
  }

  /// The brightness at which no more than a hundredth of the chromosomes' pixels is overexposed.
  template <typename Shines>
  double exposed(const Glow& glow, Shines&& shines) const {
    std::vector<double> levels;
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      if (taken_.values()[i] != 0) levels.push_back(shines(i));
    }
    const auto brightest = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() * 99 / 100);
    std::nth_element(levels.begin(), brightest, levels.end());
    return std::min(glow.brightness, (255 - glow.ground) / std::max(*brightest, 1e-6));
  }

  /// The share of the light that falls on a place of the field: less towards one side and towards the
  /// corners.
  double light_at(int x, int y, double angle) const {
    const Point off{x - options_.width / 2.0, y - options_.height / 2.0};
    const double across = (off.x * std::cos(angle) + off.y * std::sin(angle)) / options_.width;
    const double outwards =
        base::dot(off, off) / (options_.width * options_.width + options_.height * options_.height) * 4;
    return 1 - options_.uneven_light * (0.5 + across + 0.5 * outwards);
  }

  template <typename Act>
  void for_each(Act&& act) {
    for (int y = 0; y < stain_.height(); ++y) {
      for (int x = 0; x < stain_.width(); ++x) act(x, y, stain_(x, y));
    }
  }

  /// As capture programs do it: by what a blurred picture lacks.
  template <typename Pixel>
  image::Raster<Pixel> sharpened(image::Raster<Pixel> picture) const {
    if (cell_.sharpening <= 0) return picture;
    constexpr double kSoftPx = 2.2;
    const auto soft = image::blurred(picture, kSoftPx);
    for (std::size_t i = 0; i < picture.size(); ++i) {
      auto& v = picture.values()[i];
      v = as_pixel<Pixel>(v + cell_.sharpening * (v - soft.values()[i]));
    }
    return picture;
  }

  /// In an ellipse that grows with the tries, in pixels of the fine grid.
  Point random_place(int attempt) {
    const double spread = 0.36 + 0.08 * std::min(1.0, attempt / 200.0);
    const double r = std::sqrt(random_.uniform()) * spread, angle = random_.uniform(0, 2 * std::numbers::pi);
    return Point{options_.width * (0.5 + r * std::cos(angle)),
                 options_.height * (0.5 + r * std::sin(angle))} *
           kFiner;
  }

  /// So that it crosses one that lies there already: with its middle as an X, or with an end as a T.
  Point place_across_another(const Form& form) {
    const Point there = on_axes_[random_.below(on_axes_.size())];
    const double own = random_.chance(0.75) ? random_.uniform(0.3, 0.7) : random_.uniform();
    return there - form.axis[static_cast<std::size_t>(own * static_cast<double>(form.axis.size() - 1))];
  }

  /// @param most  Share of its length that may lie on others; 0: it has to lie apart from them.
  bool fits(const Form& form, Point centre, double most) const {
    const double margin = form.half_width / kFiner + 4;
    int met = 0;
    for (const auto p : form.axis) {
      const Point q = (centre + p) * (1.0 / kFiner);
      if (q.x < margin || q.y < margin || q.x > options_.width - margin || q.y > options_.height - margin)
        return false;
      met += near_taken(q, most > 0 ? 2 : form.half_width / kFiner + 2.5);
    }
    return met <= static_cast<int>(most * static_cast<double>(form.axis.size()));
  }

  /// True if a disc lies in the field and touches nothing.
  bool is_free(Point centre, double radius) const {
    if (centre.x < radius || centre.y < radius || centre.x > options_.width - radius ||
        centre.y > options_.height - radius)
      return false;
    bool free = true;
    for_each_around(centre, radius, [&](int x, int y, double) { free = free && taken_(x, y) == 0; });
    return free;
  }

  /// Calls `act(x, y, distance)` for the field's pixels in a disc.
  template <typename Act>
  void for_each_around(Point centre, double radius, Act&& act) const {
    for (int y = static_cast<int>(centre.y - radius); y <= centre.y + radius; ++y) {
      for (int x = static_cast<int>(centre.x - radius); x <= centre.x + radius; ++x) {
        const double distance = base::length(Point{x + 0.5, y + 0.5} - centre);
        if (distance < radius && taken_.contains(x, y)) act(x, y, distance);
      }
    }
  }

  void stain_acentric(AcentricKind kind, std::vector<Point> dots, double radius, DrawnMetaphase& drawn) {
    // Paler than chromosomes: they hold less.
    const double depth = 0.8 * cell_.darkness * std::exp(random_.normal(0, 0.1));
    Point low = dots[0], high = dots[0];
    for (const auto dot : dots) {
      // Half a pixel of the rim is covered in part.
      for_each_around(dot, radius + 0.5, [&](int x, int y, double distance) {
        const double thick = std::sqrt(std::max(0.15, 1 - distance * distance / (radius * radius)));
        const double covered = std::clamp(radius + 0.5 - distance, 0.0, 1.0);
        stain_(x, y) = std::max(stain_(x, y), static_cast<float>(depth * thick * covered * grain_.at(x, y)));
        if (stain_(x, y) < kVisible) return;
        taken_(x, y) = 1;
        low = {std::min(low.x, double(x)), std::min(low.y, double(y))};
        high = {std::max(high.x, x + 1.0), std::max(high.y, y + 1.0)};
      });
    }
    low = {std::floor(low.x), std::floor(low.y)};
    drawn.acentric.push_back({kind, {low.x, low.y, high.x - low.x, high.y - low.y}, std::move(dots)});
  }

  bool near_taken(Point q, double reach) const {
    for (const double dx : {-reach, 0.0, reach}) {
      for (const double dy : {-reach, 0.0, reach}) {
        const int x = static_cast<int>(q.x + dx), y = static_cast<int>(q.y + dy);
        if (taken_.contains(x, y) && taken_(x, y) != 0) return true;
      }
    }
    return false;
  }

  void keep(const Form& form, Point centre, const StainLayer& layer, DrawnMetaphase& drawn) {
    const double between_chromatids_px = form.structure->ring ? 0 : std::pow(form.half_width / kFiner, 2);
    const auto pieces = image::pieces_of({layer.x, layer.y, covered(layer, between_chromatids_px)});
    PINNACLE_CHECK(!pieces.empty(), "a chromosome that was drawn covers something");
    const auto& whole = pieces.front();
    DrawnChromosome one;
    one.label = form.structure->placed;
    one.name = form.structure->name;
    one.box = whole.frame();
    one.outline = image::outlines_with_holes_of(whole);
    for (std::size_t i = 0; i < form.axis.size(); i += kFiner)
      one.axis.push_back((centre + form.axis[i]) * (1.0 / kFiner));
    // Not its ends, which another one would only touch.
    for (std::size_t i = form.axis.size() / 5; i < form.axis.size() * 4 / 5; ++i)
      on_axes_.push_back(centre + form.axis[i]);
    const auto on_axis = [&](double t) {
      return (centre + form.axis[static_cast<std::size_t>(
                           std::lround(t * static_cast<double>(form.axis.size() - 1)))]) *
             (1.0 / kFiner);
    };
    one.ring = form.structure->ring;
    for (const double t : form.profile.centromeres) one.centromeres.push_back(on_axis(t));
    for (const double t : form.profile.breaks) one.breaks.push_back(on_axis(t));
    if (one.ring && !form.structure->segments.empty()) one.breaks.push_back(on_axis(0));
    drawn.chromosomes.push_back(std::move(one));
    for (int y = 0; y < layer.stain.height(); ++y) {
      for (int x = 0; x < layer.stain.width(); ++x) {
        stain_(layer.x + x, layer.y + y) += layer.stain(x, y);
        if (layer.cover(x, y) >= kCovered) taken_(layer.x + x, layer.y + y) = 1;
      }
    }
  }

  const MetaphaseOptions& options_;
  const Preparation& cell_;
  Random& random_;
  Grain grain_;
  image::Mask taken_;
  Absorbance stain_, nuclei_;
  std::vector<Point> on_axes_;  ///< Of the chromosomes that lie there already, in pixels of the fine grid.
};

template <typename Pixel>
image::Raster<Pixel> beside(const image::Raster<Pixel>& left, const image::Raster<Pixel>& right) {
  image::Raster<Pixel> both(left.width() + right.width(), left.height());
  for (int y = 0; y < both.height(); ++y) {
    std::copy_n(left.row(y), left.width(), both.row(y));
    std::copy_n(right.row(y), right.width(), both.row(y) + left.width());
  }
  return both;
}

}  // namespace

base::Expected<DrawnMetaphase> draw_metaphase(const std::vector<ChromosomeStructure>& set,
                                              const MetaphaseOptions& options) {
  const auto refused = [](const std::string& what) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, what, {},
                            "Give a larger field or shorter chromosomes");
  };
  if (set.empty()) return refused("there is no chromosome to draw");
  if (options.width < 100 || options.height < 100 || options.width > 4096 || options.height > 4096 ||
      !(options.longest_px >= 20 && options.longest_px <= 4096)) {
    return refused("the field has to be 100 to 4096 pixels a side and chromosome 1 20 to 4096");
  }
  if (options.touches < 0 || options.nuclei < 0 || options.debris < 0 ||
      !(options.noise >= 0 && options.noise <= 255) ||
      !(options.uneven_light >= 0 && options.uneven_light <= 0.5)) {
    return base::unexpected(
        base::ErrorCode::kInvalidArgument,
        "no number of things is negative, noise lies in 0 to 255 and uneven light in 0 to 0.5");
  }
  if (!(options.bands >= 400 && options.bands <= 850))
    return refused("ideograms are known from 400 to 850 bands");
  if (!(options.bend >= 0 && options.bend <= 10) || !(options.hinge >= 0 && options.hinge <= 1)) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "a bend lies in 0 to 10 and a hinge in 0 to 1");
  }
  if (!(options.variety >= 0 && options.variety <= 1))
    return base::unexpected(base::ErrorCode::kInvalidArgument, "a variety lies in 0 to 1");
  Random random(options.seed);
  auto cell = random_preparation(options.variety, random, options.look);
  cell.bands = options.bands;
  const double longest = options.longest_px * std::exp(random.normal(0, 0.07)) * kFiner;
  const double px_per_unit =
      longest / cytogenetics::length_of(ChromosomeClass::k1, cytogenetics::BandLevel::k850);
  std::vector<Form> forms;
  for (const auto& structure : set)
    forms.push_back(form_of(structure, px_per_unit, cell, options, random));
  // The longest first: they are the hardest to place.
  std::stable_sort(forms.begin(), forms.end(),
                   [](const auto& a, const auto& b) { return a.axis.size() > b.axis.size(); });

  DrawnMetaphase drawn;
  Field field(options, cell, random);
  std::vector<char> may_touch(forms.size());
  std::fill_n(may_touch.begin(), std::min(forms.size(), static_cast<std::size_t>(options.touches)), 1);
  random.shuffle(may_touch);
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (!field.put(forms[i], may_touch[i] != 0, drawn))
      return refused("the chromosomes do not fit into the field");
  }
  for (const auto kind : options.acentric) {
    if (!field.put_acentric(kind, forms.front().half_width / kFiner, drawn))
      return refused("the acentric bodies do not fit into the field");
  }
  field.add_surroundings();
  drawn.grey = field.photograph<std::uint8_t>(random);
  if (options.deep) drawn.deep = field.photograph<std::uint16_t>(random);
  return drawn;
}

DrawnMetaphase side_by_side(const DrawnMetaphase& left, const DrawnMetaphase& right) {
  PINNACLE_CHECK(left.grey.height() == right.grey.height(), "fields of one height");
  const int shift = left.grey.width();
  DrawnMetaphase both{beside(left.grey, right.grey), beside(left.deep, right.deep), left.chromosomes,
                      left.acentric};
  const auto move = [shift](std::vector<Point>& points) {
    for (auto& p : points) p.x += shift;
  };
  for (auto one : right.chromosomes) {
    one.box.x += shift;
    for (auto& ring : one.outline) move(ring);
    for (auto* points : {&one.axis, &one.centromeres, &one.breaks}) move(*points);
    both.chromosomes.push_back(std::move(one));
  }
  for (auto one : right.acentric) {
    one.box.x += shift;
    move(one.dots);
    both.acentric.push_back(std::move(one));
  }
  return both;
}

}  // namespace pinnacle::synthesis
