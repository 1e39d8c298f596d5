#include "pinnacle/synthesis/metaphase.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "pinnacle/base/check.h"
#include "pinnacle/base/random.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/image/resample.h"
#include "pinnacle/synthesis/stain_profile.h"

namespace pinnacle::synthesis {
namespace {

using base::Point;
using base::Random;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using Absorbance = image::Raster<float>;

constexpr int kFiner = 2;             // Drawn at twice the size, then averaged.
constexpr double kHalfWidth = 0.064;  // Of the length of a chromosome 1.
constexpr double kVisible = 0.10;     // Absorbance from which a pixel counts as chromosome.
constexpr double kPaper = 251;        // Grey level of the empty field.
constexpr double kMostBend = 3.6;     // Radians from end to end: a U whose tips nearly meet.

/// A chromosome's form, around its own middle.
struct Form {
  const ChromosomeStructure* structure;
  StainProfile profile;
  std::vector<Point> axis;  // One pixel of the fine grid apart, from the p end.
  double half_width;
  double darkness;
  std::array<double, 2> splay;              // Of the chromatids at the p and the q end.
  std::array<std::vector<double>, 2> rims;  // Beside the half width, at each point of the axis: ragged.
};

/// A line that wavers around 1, one value a pixel of the fine grid.
std::vector<double> ragged(std::size_t count, double height, Random& random) {
  constexpr std::size_t kKnot = 7;  // Pixels from bulge to bulge.
  std::vector<double> knots(count / kKnot + 2), line(count);
  for (auto& v : knots) v = 1 + random.normal(0, height);
  for (std::size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(i % kKnot) / kKnot;
    line[i] = knots[i / kKnot] * (1 - share) + knots[i / kKnot + 1] * share;
  }
  return line;
}

/// The axis of a ring, from its joint around.
std::vector<Point> circle(double length, double half_width, Random& random) {
  const double radius = std::max(length / (2 * std::numbers::pi), 1.3 * half_width),
               start = random.uniform(0, 2 * std::numbers::pi);
  const int steps = static_cast<int>(2 * std::numbers::pi * radius) + 1;
  std::vector<Point> axis;
  for (int i = 0; i <= steps; ++i) {
    const double angle = start + 2 * std::numbers::pi * i / steps;
    axis.push_back(Point{std::cos(angle), std::sin(angle)} * radius);
  }
  return axis;
}

/// @param centromere  Where it lies, 0 .. 1: the bend of a hinged one lies there.
std::vector<Point> bent_line(double length, double half_width, double centromere,
                             const MetaphaseOptions& options, Random& random) {
  const double slender = std::min(length / half_width, 11.0);
  const double usual_bend = random.normal(0, 0.085 * slender), sway = random.normal(0, 0.028 * slender);
  const double bend = std::clamp(usual_bend * options.bend, -kMostBend, kMostBend);
  const double hinge_length = 1.5 * half_width / length;
  const double heading = random.uniform(0, 2 * std::numbers::pi);
  std::vector<Point> axis{{0, 0}};
  const int steps = std::max(2, static_cast<int>(length));
  Point middle;
  for (int i = 1; i <= steps; ++i) {
    const double t = static_cast<double>(i) / steps;
    const double turned =
        (1 - options.hinge) * (t - 0.5) + options.hinge * 0.5 * std::tanh((t - centromere) / hinge_length);
    const double angle = heading + bend * turned + sway * std::sin(2 * std::numbers::pi * t);
    axis.push_back(axis.back() + Point{std::cos(angle), std::sin(angle)});
    middle = middle + axis.back() * (1.0 / steps);
  }
  for (auto& p : axis) p = p - middle;
  return axis;
}

Form form_of(const ChromosomeStructure& structure, double px_per_unit, double half_width,
             const Preparation& cell, const MetaphaseOptions& options, Random& random) {
  Form form{&structure,
            stain_profile(structure, cell, random),
            {},
            half_width * cell.width * std::exp(random.normal(0, 0.05)),
            cell.darkness * std::exp(random.normal(0, cell.unevenness)),
            {},
            {}};
  constexpr double kMeanUnits = 8500;  // Of a cell's chromosomes.
  const double length = form.profile.length * std::pow(form.profile.length / kMeanUnits, cell.slope) *
                        px_per_unit * std::exp(random.normal(0, 0.055));
  const double centromere = form.profile.centromeres.empty() ? 0.5 : form.profile.centromeres.front();
  form.axis = structure.ring ? circle(length, form.half_width, random)
                             : bent_line(length, form.half_width, centromere, options, random);
  for (auto& end : form.splay) end = structure.ring ? 0 : std::max(0.0, cell.splay + random.normal(0, 0.05));
  for (auto& rim : form.rims) rim = ragged(form.axis.size(), 0.05, random);
  return form;
}

/// A part of the field in the fine grid that holds one chromosome.
struct Layer {
  int x = 0, y = 0;  // Of its upper left corner in the field, in pixels of the field.
  Absorbance stain;  // kFiner pixels for each pixel of the field.
};

/// An empty layer around a chromosome that lies in the field.
Layer layer_for(const Form& form, Point centre, int width, int height) {
  const double margin = form.half_width + 4 * kFiner;
  Point low = centre, high = centre;
  for (const auto p : form.axis) {
    low = {std::min(low.x, centre.x + p.x), std::min(low.y, centre.y + p.y)};
    high = {std::max(high.x, centre.x + p.x), std::max(high.y, centre.y + p.y)};
  }
  const int x0 = std::max(0, static_cast<int>((low.x - margin) / kFiner)),
            y0 = std::max(0, static_cast<int>((low.y - margin) / kFiner));
  const int x1 = std::min(width, static_cast<int>((high.x + margin) / kFiner) + 1);
  const int y1 = std::min(height, static_cast<int>((high.y + margin) / kFiner) + 1);
  return {x0, y0, Absorbance((x1 - x0) * kFiner, (y1 - y0) * kFiner)};
}

/// Uneven stain and emulsion: a tile of noise around 1 that repeats.
class Grain {
 public:
  Grain(double strength, Random& random) : values_(kSide * kSide, 1.0) {
    std::vector<double> raw(values_.size());
    for (auto& v : raw) v = random.normal();
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x) {
        double sum = 0;
        for (int j = -1; j <= 1; ++j) {
          for (int i = -1; i <= 1; ++i) sum += raw[index(x + i, y + j)];
        }
        // Nine values of deviation 1: their sum deviates by 3.
        values_[index(x, y)] = 1 + strength * sum / 3;
      }
    }
  }
  double at(int x, int y) const { return values_[index(x, y)]; }

 private:
  static constexpr int kSide = 128;
  static std::size_t index(int x, int y) {
    return static_cast<std::size_t>((y & (kSide - 1)) * kSide + (x & (kSide - 1)));
  }
  std::vector<double> values_;
};

/// How much of a chromatid lies above a place, by how far that is from its middle; 1 = its rim.
class Thickness {
 public:
  Thickness() {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const double off = static_cast<double>(i) / static_cast<double>(values_.size() - 1);
      values_[i] = std::pow(1 - off * off, 0.55);
    }
  }
  double at(double off) const {
    return off >= 1 ? 0 : values_[static_cast<std::size_t>(off * static_cast<double>(values_.size() - 1))];
  }

 private:
  std::array<double, 256> values_{};
};

/// Where the two chromatids lie across one place of the axis, in pixels of the fine grid.
struct CrossSection {
  std::array<double, 2> half;  // From the axis to either rim.
  double middle, radius;       // Of a chromatid, in halves.
};

/// @param t  The place, 0 .. 1.
CrossSection cross_section(const Form& form, const Preparation& cell, double s, double last) {
  const auto& profile = form.profile;
  const double t = s / last;
  const double usual = form.half_width * profile.at(profile.width, t);
  // The chromatids hang together at the centromere and part towards the ends.
  double apart = cell.parting, joined = 1;
  for (const double place : profile.centromeres) {
    const double away = (t - place) * last / form.half_width;
    joined = std::min(joined, 1 - 0.7 * std::exp(-0.5 * away * away));
  }
  apart *= joined;
  const double reach = 4 * form.half_width;
  const auto opened = [&](double from_end, double splay) {
    const double near = std::max(0.0, 1 - from_end / reach);
    return splay * near * near * joined;
  };
  const double wider = opened(s, form.splay[0]) + opened(last - s, form.splay[1]);
  // Round ends: a chromatid shrinks towards a telomere as a circle does.
  const double from_end = std::min(s, last - s), cap_length = 0.8 * form.half_width;
  const double beyond = form.structure->ring || from_end >= cap_length ? 0 : 1 - from_end / cap_length;
  const double cap = std::sqrt(std::max(0.0, 1 - 0.85 * beyond * beyond));
  const double middle = (apart + wider) / (1 + wider), radius = (1 - apart) / (1 + wider) * cap;
  CrossSection section{{}, middle, radius};
  const auto k = static_cast<std::size_t>(s);
  for (std::size_t side = 0; side < 2; ++side) section.half[side] = usual * (1 + wider) * form.rims[side][k];
  return section;
}

/// Puts a chromosome's absorbance on its layer.
void stain_layer(const Form& form, const Preparation& cell, const Grain& grain, Point centre, Random& random,
                 Layer& layer) {
  static const Thickness thickness;
  const auto& profile = form.profile;
  const double last = static_cast<double>(form.axis.size() - 1);
  const double phase = random.uniform(0, 100);
  const double lean = random.normal(0, 0.006), shift = random.normal(0, 0.004);
  constexpr double kStep = 0.45, kGroove = 0.35;
  for (double s = 0; s <= last; s += kStep) {
    const auto k = std::min(static_cast<std::size_t>(s), form.axis.size() - 2);
    const Point along = form.axis[k + 1] - form.axis[k];
    const Point middle = centre + form.axis[k] + along * (s - static_cast<double>(k));
    const auto section = cross_section(form, cell, s, last);
    // Bands lean and waver a little from one chromatid to the other.
    const double t = s / last, wave = lean + 0.005 * std::sin(phase + 9 * t);
    for (std::size_t side = 0; side < 2; ++side) {
      const double sign = side == 0 ? -1 : 1, half = section.half[side];
      const auto& stain = profile.chromatids[side];
      for (double d = 0; d <= half * (section.middle + section.radius); d += kStep) {
        const int x = static_cast<int>(std::lround(middle.x - along.y * d * sign)) - layer.x * kFiner;
        const int y = static_cast<int>(std::lround(middle.y + along.x * d * sign)) - layer.y * kFiner;
        if (!layer.stain.contains(x, y)) continue;
        const double across = d / half;
        const double thick =
            thickness.at(std::abs(across - section.middle) / std::max(section.radius, 1e-3)) *
            (1 - cell.groove * std::max(0.0, 1 - across * across / (kGroove * kGroove)));
        const double place = t + sign * (shift + wave * across);
        const double absorbance = form.darkness * profile.at(stain, place) * thick * grain.at(x, y);
        layer.stain(x, y) = std::max(layer.stain(x, y), static_cast<float>(absorbance));
      }
    }
  }
}

/// Averages kFiner x kFiner pixels.
Absorbance coarser(const Absorbance& fine) {
  Absorbance coarse(fine.width() / kFiner, fine.height() / kFiner);
  for (int y = 0; y < coarse.height(); ++y) {
    for (int x = 0; x < coarse.width(); ++x) {
      float sum = 0;
      for (int j = 0; j < kFiner; ++j) {
        for (int i = 0; i < kFiner; ++i) sum += fine(x * kFiner + i, y * kFiner + j);
      }
      coarse(x, y) = sum / (kFiner * kFiner);
    }
  }
  return coarse;
}

image::Mask visible(const Absorbance& layer) {
  image::Mask mask(layer.width(), layer.height());
  std::transform(layer.values().begin(), layer.values().end(), mask.values().begin(),
                 [](float a) { return static_cast<std::uint8_t>(a >= kVisible); });
  return image::without_holes(mask, static_cast<double>(mask.size()));
}

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
      auto layer = layer_for(form, centre, options_.width, options_.height);
      stain_layer(form, cell_, grain_, centre, random_, layer);
      layer.stain = coarser(layer.stain);
      keep(form, centre, layer, drawn);
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

  bool near_taken(Point q, double reach) const {
    for (const double dx : {-reach, 0.0, reach}) {
      for (const double dy : {-reach, 0.0, reach}) {
        const int x = static_cast<int>(q.x + dx), y = static_cast<int>(q.y + dy);
        if (taken_.contains(x, y) && taken_(x, y) != 0) return true;
      }
    }
    return false;
  }

  /// @param layer  Made coarser: one pixel for each of the field.
  void keep(const Form& form, Point centre, const Layer& layer, DrawnMetaphase& drawn) {
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
    forms.push_back(form_of(structure, px_per_unit, kHalfWidth * longest, cell, options, random));
  // The longest first: they are the hardest to place.
  std::stable_sort(forms.begin(), forms.end(),
                   [](const auto& a, const auto& b) { return a.axis.size() > b.axis.size(); });

  DrawnMetaphase drawn;
  Field field(options, cell, random);
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const bool may_touch = static_cast<int>(forms.size() - i) <= options.touches;
    if (!field.put(forms[i], may_touch, drawn)) return refused("the chromosomes do not fit into the field");
  }
  for (int i = 0; i < options.nuclei; ++i) field.add_nucleus();
  for (int i = 0; i < options.debris; ++i) field.add_speck();
  drawn.grey = field.photograph();
  return drawn;
}

DrawnMetaphase side_by_side(const DrawnMetaphase& left, const DrawnMetaphase& right) {
  PINNACLE_CHECK(left.grey.height() == right.grey.height(), "fields of one height");
  const int shift = left.grey.width();
  DrawnMetaphase both{image::Grey(shift + right.grey.width(), left.grey.height()), left.chromosomes};
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
  return both;
}

}  // namespace pinnacle::synthesis
