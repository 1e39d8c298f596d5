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

namespace pinnacle::synthesis {
namespace {

using base::Point;
using base::Random;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;

constexpr double kVisible = 0.10;  // Absorbance from which a pixel counts as chromosome.
constexpr double kPaper = 251;     // Grey level of the empty field.

image::Mask visible(const Absorbance& layer) {
  image::Mask mask(layer.width(), layer.height());
  std::transform(layer.values().begin(), layer.values().end(), mask.values().begin(),
                 [](float a) { return static_cast<std::uint8_t>(a >= kVisible); });
  return image::without_holes(mask, static_cast<double>(mask.size()));
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
        stain_(options.width, options.height) {}

  /// Finds a place for a chromosome and stains it; false if there is none.
  bool put(const Form& form, bool may_touch, DrawnMetaphase& drawn) {
    constexpr int kTries = 400;
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const Point centre = random_place(attempt);
      if (!fits(form, centre, may_touch)) continue;
      keep(form, centre, stain_layer(form, cell_, grain_, centre, options_.width, options_.height, random_), drawn);
      return true;
    }
    return false;
  }

  /// Finds a place for a double minute and stains it; false if there is none.
  /// @param half_width  Of the cell's chromosomes, in pixels.
  bool put_double_minute(double half_width, DrawnMetaphase& drawn) {
    constexpr int kTries = 400;
    const double radius = 0.30 * half_width * std::exp(random_.normal(0, 0.12));
    const double angle = random_.uniform(0, std::numbers::pi), apart = random_.uniform(0.9, 1.2) * radius;
    const Point to_dot = Point{std::cos(angle), std::sin(angle)} * apart;
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const Point centre = random_place(attempt) * (1.0 / kFiner);
      if (!is_free(centre, apart + radius + 2)) continue;
      stain_double_minute({centre - to_dot, centre + to_dot}, radius, drawn);
      return true;
    }
    return false;
  }

  void add_nucleus() {
    const double radius = random_.uniform(0.09, 0.15) * options_.width,
                 angle = random_.uniform(0, 2 * std::numbers::pi);
    const Point centre{options_.width * (0.5 + 0.58 * std::cos(angle)),
                       options_.height * (0.5 + 0.58 * std::sin(angle))};
    // Nuclei shine brighter than chromosomes, and take up less of the light.
    const double depth = random_.uniform(0.4, 0.65) * (cell_.glow ? 1.6 : 1);
    const auto grain = chromatin();
    for_each([&](int x, int y, float& a) {
      if (taken_(x, y) != 0) return;
      const Point d{x - centre.x, (y - centre.y) * 1.1};
      const double inside = 1 - base::length(d) / radius;
      if (inside <= 0) return;
      a += static_cast<float>(depth * (0.6 + grain(x, y) / 255.0 * 0.8) * std::min(1.0, inside * 7));
    });
  }

  void add_speck() {
    const Point centre{random_.uniform(0, options_.width), random_.uniform(0, options_.height)};
    const double radius = random_.uniform(0.8, 3.2),
                 depth = random_.uniform(0.08, 0.5) * (cell_.glow ? 0.4 : 1);
    for_each([&](int x, int y, float& a) {
      const double d = base::length(Point{x - centre.x, y - centre.y}) / radius;
      if (d < 3) a += static_cast<float>(depth * std::exp(-0.5 * d * d));
    });
  }

  image::Grey photograph() {
    if (cell_.glow) return photograph(*cell_.glow);
    const double angle = random_.uniform(0, 2 * std::numbers::pi);
    image::Grey sharp(options_.width, options_.height);
    for_each([&](int x, int y, float& a) {
      const double light = kPaper * light_at(x, y, angle);
      sharp(x, y) = static_cast<std::uint8_t>(std::clamp(light * std::exp(-double{a}), 0.0, 255.0));
    });
    auto picture = image::blurred(sharp, cell_.blur_px);
    for (auto& v : picture.values())
      v = static_cast<std::uint8_t>(std::clamp(v + random_.normal(0, options_.noise), 0.0, 255.0));
    return sharpened(image::blurred(picture, 0.5));
  }

  /// Fluorescence, inverted.
  image::Grey photograph(const Glow& glow) {
    constexpr double kPrecision = 110;  // Levels of the stain 1 before it is blurred.
    const double angle = random_.uniform(0, 2 * std::numbers::pi);
    image::Grey sharp(options_.width, options_.height);
    for_each([&](int x, int y, float& a) {
      sharp(x, y) = static_cast<std::uint8_t>(std::min(255.0, kPrecision * a * light_at(x, y, angle) + 0.5));
    });
    const double scale = options_.longest_px / 100;
    constexpr double kHaloPx = 15;  // As the blur is given.
    const auto focused = image::blurred(sharp, cell_.blur_px * scale);
    const auto halo = image::blurred(sharp, kHaloPx * scale);
    image::Grey picture(sharp.width(), sharp.height());
    for (std::size_t i = 0; i < picture.size(); ++i) {
      const double shines = (1 - glow.halo) * focused.values()[i] + glow.halo * halo.values()[i];
      const double level = glow.ground + shines * glow.brightness / kPrecision +
                           random_.normal(0, options_.noise * glow.noise);
      picture.values()[i] = static_cast<std::uint8_t>(std::clamp(255.5 - level, 0.0, 255.0));
    }
    return image::blurred(picture, 0.5);
  }

 private:
  /// The share of the light that falls on a place of the field.
  double light_at(int x, int y, double angle) const {
    const double across =
        ((x - options_.width / 2.0) * std::cos(angle) + (y - options_.height / 2.0) * std::sin(angle)) /
        options_.width;
    return 1 - options_.uneven_light * (0.5 + across);
  }

  template <typename Act>
  void for_each(Act&& act) {
    for (int y = 0; y < stain_.height(); ++y) {
      for (int x = 0; x < stain_.width(); ++x) act(x, y, stain_(x, y));
    }
  }

  /// As capture programs do it: by what a blurred picture lacks.
  image::Grey sharpened(image::Grey picture) const {
    if (cell_.sharpening <= 0) return picture;
    constexpr double kSoftPx = 2.2;
    const auto soft = image::blurred(picture, kSoftPx);
    for (std::size_t i = 0; i < picture.size(); ++i) {
      auto& v = picture.values()[i];
      v = static_cast<std::uint8_t>(std::clamp(v + cell_.sharpening * (v - soft.values()[i]), 0.0, 255.0));
    }
    return picture;
  }

  /// Clumps of light and dark over the whole field, for the inside of a nucleus.
  image::Grey chromatin() {
    constexpr int kClump = 5;
    image::Grey coarse(options_.width / kClump + 2, options_.height / kClump + 2);
    for (auto& v : coarse.values()) v = static_cast<std::uint8_t>(random_.uniform(0, 255));
    return image::resized(image::blurred(coarse, 0.8), kClump);
  }

  /// In an ellipse that grows with the tries, in pixels of the fine grid.
  Point random_place(int attempt) {
    const double spread = 0.36 + 0.08 * std::min(1.0, attempt / 200.0);
    const double r = std::sqrt(random_.uniform()) * spread, angle = random_.uniform(0, 2 * std::numbers::pi);
    return Point{options_.width * (0.5 + r * std::cos(angle)),
                 options_.height * (0.5 + r * std::sin(angle))} *
           kFiner;
  }

  bool fits(const Form& form, Point centre, bool may_touch) const {
    const double margin = form.half_width / kFiner + 4;
    int met = 0;
    for (const auto p : form.axis) {
      const Point q = (centre + p) * (1.0 / kFiner);
      if (q.x < margin || q.y < margin || q.x > options_.width - margin || q.y > options_.height - margin)
        return false;
      met += near_taken(q, may_touch ? 2 : form.half_width / kFiner + 2.5);
    }
    // One that may touch crosses by no more than a part of its length.
    return may_touch ? met <= static_cast<int>(0.22 * static_cast<double>(form.axis.size())) : met == 0;
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

  void stain_double_minute(const std::array<Point, 2>& dots, double radius, DrawnMetaphase& drawn) {
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
    drawn.double_minutes.push_back({{low.x, low.y, high.x - low.x, high.y - low.y}, dots});
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
    const auto pieces = image::pieces_of({layer.x, layer.y, visible(layer.stain)});
    PINNACLE_CHECK(!pieces.empty(), "a chromosome that was drawn is visible");
    const auto& whole = pieces.front();
    DrawnChromosome one;
    one.label = form.structure->placed;
    one.name = form.structure->name;
    one.box = whole.frame();
    one.outline = image::outlines_of(whole);
    for (std::size_t i = 0; i < form.axis.size(); i += kFiner)
      one.axis.push_back((centre + form.axis[i]) * (1.0 / kFiner));
    const auto on_axis = [&](double t) {
      return (centre + form.axis[static_cast<std::size_t>(
                           std::lround(t * static_cast<double>(form.axis.size() - 1)))]) *
             (1.0 / kFiner);
    };
    for (const double t : form.profile.centromeres) one.centromeres.push_back(on_axis(t));
    for (const double t : form.profile.breaks) one.breaks.push_back(on_axis(t));
    if (form.structure->ring) one.breaks.push_back(on_axis(0));
    drawn.chromosomes.push_back(std::move(one));
    for (int y = 0; y < layer.stain.height(); ++y) {
      for (int x = 0; x < layer.stain.width(); ++x) {
        stain_(layer.x + x, layer.y + y) += layer.stain(x, y);
        if (layer.stain(x, y) >= kVisible) taken_(layer.x + x, layer.y + y) = 1;
      }
    }
  }

  const MetaphaseOptions& options_;
  const Preparation& cell_;
  Random& random_;
  Grain grain_;
  image::Mask taken_;
  Absorbance stain_;
};

}  // namespace

base::Expected<DrawnMetaphase> draw_metaphase(const std::vector<ChromosomeStructure>& set,
                                              const MetaphaseOptions& options) {
  const auto refused = [](const std::string& what) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, what, {},
                            "Give a larger field or shorter chromosomes");
  };
  if (set.empty()) return refused("there is no chromosome to draw");
  if (options.width < 100 || options.height < 100 || options.width > 4096 || options.height > 4096 ||
      options.longest_px < 20) {
    return refused("the field has to be 100 to 4096 pixels a side and chromosome 1 at least 20");
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
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const bool may_touch = static_cast<int>(forms.size() - i) <= options.touches;
    if (!field.put(forms[i], may_touch, drawn)) return refused("the chromosomes do not fit into the field");
  }
  for (int i = 0; i < options.double_minutes; ++i) {
    if (!field.put_double_minute(forms.front().half_width / kFiner, drawn))
      return refused("the double minutes do not fit into the field");
  }
  for (int i = 0; i < options.nuclei; ++i) field.add_nucleus();
  for (int i = 0; i < options.debris; ++i) field.add_speck();
  drawn.grey = field.photograph();
  return drawn;
}

DrawnMetaphase side_by_side(const DrawnMetaphase& left, const DrawnMetaphase& right) {
  PINNACLE_CHECK(left.grey.height() == right.grey.height(), "fields of one height");
  const int shift = left.grey.width();
  DrawnMetaphase both{image::Grey(shift + right.grey.width(), left.grey.height()), left.chromosomes,
                      left.double_minutes};
  for (int y = 0; y < both.grey.height(); ++y) {
    std::copy_n(left.grey.row(y), shift, both.grey.row(y));
    std::copy_n(right.grey.row(y), right.grey.width(), both.grey.row(y) + shift);
  }
  const auto move = [shift](std::vector<Point>& points) {
    for (auto& p : points) p.x += shift;
  };
  for (auto one : right.chromosomes) {
    one.box.x += shift;
    for (auto& ring : one.outline) move(ring);
    for (auto* points : {&one.axis, &one.centromeres, &one.breaks}) move(*points);
    both.chromosomes.push_back(std::move(one));
  }
  for (auto one : right.double_minutes) {
    one.box.x += shift;
    for (auto& dot : one.dots) dot.x += shift;
    both.double_minutes.push_back(one);
  }
  return both;
}

}  // namespace pinnacle::synthesis
