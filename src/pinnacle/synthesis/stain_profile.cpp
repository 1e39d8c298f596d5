#include "pinnacle/synthesis/stain_profile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "pinnacle/base/check.h"
#include "pinnacle/cytogenetics/band_scale.h"
#include "pinnacle/synthesis/measured_chromosome.h"
#include "pinnacle/synthesis/real_places.h"

namespace pinnacle::synthesis {
namespace {

using base::Random;
using cytogenetics::Band;
using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using cytogenetics::Stain;

constexpr double kUnknownUnits = 900, kMarkerUnits = 2400, kUnknownRingUnits = 5000;
/// As long as the long arm of a 22, so that it is plain to see; neither dark nor pale.
constexpr double kAmplifiedUnits = 2400, kAmplifiedStain = 0.95;
constexpr double kUnitsAStep = 12;  // Of a profile.

bool is_acrocentric(ChromosomeClass c) {
  return (c >= ChromosomeClass::k13 && c <= ChromosomeClass::k15) || c == ChromosomeClass::k21 ||
         c == ChromosomeClass::k22;
}

/// The variable regions take each stain in their own way.
double variable_stain(ChromosomeClass c, Look look) {
  struct Weights {
    double g, q, dapi;
  };
  const auto weights = [c]() -> Weights {
    switch (c) {
      case ChromosomeClass::k1:
        return {1.18, 0.75, 1.55};
      case ChromosomeClass::k3:
        return {0.97, 1.60, 1.10};
      case ChromosomeClass::k9:
        return {0.79, 0.60, 1.60};
      case ChromosomeClass::k15:
        return {1.08, 1.20, 1.60};
      case ChromosomeClass::k16:
        return {1.48, 0.80, 1.60};
      case ChromosomeClass::k19:
        return {1.60, 0.80, 1.00};
      case ChromosomeClass::kY:
        return {1.19, 2.00, 1.65};
      default:
        return {1.08, 1.25, 1.05};
    }
  }();
  return look == Look::kG ? weights.g : look == Look::kQ ? weights.q : weights.dapi;
}

/// What the ideogram's shades are worth, by which finer bands are told apart within a measured one.
double shade_of(const Band& band) {
  if (band.stain != Stain::kPositive) return band.stain == Stain::kNegative ? 0.76 : 1.1;
  return band.density >= 100 ? 1.7 : band.density >= 75 ? 1.5 : band.density >= 50 ? 1.2 : 0.85;
}

/// A stretch of an ideogram at 850 bands.
struct FineBand {
  Band band;
  double measured = 1;  ///< Of the band at 550 that it is a part of.
  double detail = 0;    ///< Its shade less the mean of that band's.
};

std::vector<FineBand> fine_bands(ChromosomeClass c) {
  const auto coarse = cytogenetics::bands_of(c, BandLevel::k550);
  const auto& measured = measured_chromosome(c).bands;
  PINNACLE_CHECK(measured.size() == coarse.size(), "every band of the 550 level is measured");
  std::vector<FineBand> fine;
  std::vector<std::size_t> whole;
  std::vector<double> shades(coarse.size()), lengths(coarse.size());
  for (const auto& band : cytogenetics::bands_of(c, BandLevel::k850)) {
    const double middle =
        cytogenetics::at_level(c, (band.start + band.stop) / 2, BandLevel::k850, BandLevel::k550);
    std::size_t k = 0;
    while (k + 1 < coarse.size() && coarse[k].stop <= middle) ++k;
    fine.push_back({band, measured[k], shade_of(band)});
    whole.push_back(k);
    shades[k] += shade_of(band) * (band.stop - band.start);
    lengths[k] += band.stop - band.start;
  }
  for (std::size_t i = 0; i < fine.size(); ++i) fine[i].detail -= shades[whole[i]] / lengths[whole[i]];
  return fine;
}

const std::vector<FineBand>& fine_bands_of(ChromosomeClass c) {
  static const auto all = [] {
    std::array<std::vector<FineBand>, cytogenetics::kClassCount> classes;
    for (std::size_t i = 0; i < classes.size(); ++i) classes[i] = fine_bands(static_cast<ChromosomeClass>(i));
    return classes;
  }();
  return all[static_cast<std::size_t>(c)];
}

/// From 400 bands (-0.5) over 550 (0) to 850 (1).
double fineness(double bands) { return std::clamp((bands - 550) / 300, -0.5, 1.0); }

/// @param variable  Of this chromosome's variable region, beside the usual.
double stain_of(const FineBand& fine, const Preparation& cell, double variable) {
  const auto& band = fine.band;
  double stain = fine.measured + (0.4 + 0.6 * fineness(cell.bands)) * fine.detail;
  if (band.stain == Stain::kVariable) {
    stain *= variable;
    if (cell.look != Look::kG)
      stain *= variable_stain(band.chromosome, cell.look) / variable_stain(band.chromosome, Look::kG);
  }
  // What is dull in Q still shines.
  const double least = cell.look == Look::kQ ? 0.40 : 0.15;
  return std::max(least, 1 + cell.contrast * (stain - 1));
}

double width_of(const Band& band) {
  if (band.stain == Stain::kStalk) return 0.66;
  if (is_acrocentric(band.chromosome) && band.on_p_arm) return 0.86;
  return band.stain == Stain::kVariable ? 0.86 : 1.0;
}

/// A normal chromosome at even steps along its real length.
struct Whole {
  std::vector<double> stain, width;
  double length = 0;      ///< Real, in units.
  double units = 0;       ///< Of the ideogram.
  double centromere = 0;  ///< Share of the real length.
  RealPlaces places;
};

const FineBand& band_at(const std::vector<FineBand>& bands, double units) {
  const auto found = std::upper_bound(bands.begin(), bands.end(), units,
                                      [](double at, const FineBand& b) { return at < b.band.stop; });
  return found == bands.end() ? bands.back() : *found;
}

Whole whole_of(ChromosomeClass c, const Preparation& cell, Random& random) {
  const auto& measured = measured_chromosome(c);
  Whole whole;
  whole.places = real_places(c);
  // Each homologue's arms are stretched in their own way.
  constexpr std::array<double, 4> kStretch{0.020, 0.012, 0.008, 0.005};
  for (std::size_t k = 0; k < kStretch.size(); ++k) whole.places.shift[k] += random.normal(0, kStretch[k]);
  whole.units = cytogenetics::length_of(c, BandLevel::k850);
  whole.length = whole.units * measured.length;
  // Polymorphic: darker or paler from person to person.
  const double variable = std::exp(random.normal(0, 0.15));
  const auto& bands = fine_bands_of(c);
  const auto steps = static_cast<std::size_t>(whole.length / kUnitsAStep);
  double sum = 0;
  for (std::size_t i = 0; i < steps; ++i) {
    const double u = whole.places.ideogram_of((static_cast<double>(i) + 0.5) / static_cast<double>(steps));
    const auto& fine = band_at(bands, u * whole.units);
    whole.stain.push_back(stain_of(fine, cell, variable));
    whole.width.push_back(width_of(fine.band));
    sum += whole.stain.back();
  }
  const double mean = sum / static_cast<double>(steps) * std::pow(measured.darkness, cell.evenness - 1);
  for (auto& v : whole.stain) v /= mean;
  whole.centromere = whole.places.real_of(cytogenetics::centromere_of(c, BandLevel::k850));
  return whole;
}

std::vector<double> smoothed(const std::vector<double>& values, double sigma) {
  std::vector<double> out(values.size());
  const int reach = static_cast<int>(3 * sigma), n = static_cast<int>(values.size());
  for (int i = 0; i < n; ++i) {
    double sum = 0, weights = 0;
    for (int d = std::max(-reach, -i); d <= std::min(reach, n - 1 - i); ++d) {
      const double w = std::exp(-0.5 * d * d / (sigma * sigma));
      sum += w * values[static_cast<std::size_t>(i + d)];
      weights += w;
    }
    out[static_cast<std::size_t>(i)] = sum / weights;
  }
  return out;
}

/// How often its usual length a place has.
double times_of(const std::vector<cytogenetics::ResizedStretch>& resized, double units) {
  double times = 1;
  for (const auto& stretch : resized) {
    if (stretch.from <= units && units < stretch.to) times *= stretch.times;
  }
  return times;
}

/// The chain of a structure, put together step by step.
class Chain {
 public:
  Chain(const Preparation& cell, Random& random) : cell_(cell), random_(random) {}

  void add(const cytogenetics::Segment& s, const std::vector<cytogenetics::ResizedStretch>& resized) {
    if (!profile_.stain.empty()) breaks_.push_back(profile_.stain.size());
    if (s.amplified) return add_amplified();
    if (!cytogenetics::is_normal_class(s.chromosome)) return add_unknown(kUnknownUnits);
    const auto whole = whole_of(s.chromosome, cell_, random_);
    const auto steps = static_cast<double>(whole.stain.size());
    const auto step_of = [&](double units) {
      return static_cast<std::size_t>(std::lround(whole.places.real_of(units / whole.units) * steps));
    };
    const auto low = std::min(step_of(std::min(s.from, s.to)), whole.stain.size()),
               high = std::min(step_of(std::max(s.from, s.to)), whole.stain.size());
    const bool forward = s.from <= s.to;
    const auto centromere = static_cast<std::size_t>(std::lround(whole.centromere * steps));
    double due = 0;  // Of the next step, which a resized stretch has less or more than once.
    for (std::size_t i = low; i <= high; ++i) {
      const auto k = forward ? i : high - (i - low);
      if (k == centromere) add_centromere();
      if (i == high) break;
      const auto step = forward ? k : k - 1;
      const double units = whole.units * whole.places.ideogram_of((static_cast<double>(step) + 0.5) / steps);
      for (due += times_of(resized, units); due > 0.5; due -= 1) {
        profile_.stain.push_back(whole.stain[step]);
        profile_.width.push_back(whole.width[step]);
      }
    }
  }

  /// Two arms that are joined at it have one.
  void add_centromere() {
    const auto at = profile_.stain.size();
    constexpr std::size_t kSame = 2;
    if (centromeres_.empty() || at > centromeres_.back() + kSame) centromeres_.push_back(at);
  }

  /// Bands that belong to no chromosome.
  void add_unknown(double units) {
    while (units > 0) {
      const double stretch = random_.uniform(250, 600), stain = random_.uniform(0.75, 1.4);
      add_even(std::min(stretch, units), stain);
      units -= stretch;
    }
  }

  /// Satellites on their stalk, as an acrocentric chromosome has them.
  /// @param outwards  They are the chain's last part, on a q end; else its first one.
  void add_satellites(bool outwards) {
    constexpr auto kLender = ChromosomeClass::k14;
    const double end = cytogenetics::stalk_end(kLender, BandLevel::k850).value();
    add(outwards ? cytogenetics::Segment{kLender, end, 0} : cytogenetics::Segment{kLender, 0, end}, {});
  }

  /// Without bands, and with no more than grain from place to place.
  void add_amplified() {
    const auto from = profile_.stain.size();
    add_even(kAmplifiedUnits, kAmplifiedStain);
    even_.emplace_back(from, profile_.stain.size());
  }

  void add_even(double units, double stain) {
    const auto steps = static_cast<std::size_t>(units / kUnitsAStep) + 1;
    profile_.stain.insert(profile_.stain.end(), steps, stain);
    profile_.width.insert(profile_.width.end(), steps, 1.0);
  }

  /// From here on a place of the chain, in units of its segments, is the only centromere.
  void move_centromere(const std::vector<cytogenetics::Segment>& segments, double units) {
    if (const auto step = step_at(segments, units)) centromeres_ = {*step};
  }

  /// A place of the chain, likewise, stays unstained.
  void add_fragile_site(const std::vector<cytogenetics::Segment>& segments, double units) {
    if (const auto step = step_at(segments, units)) fragile_sites_.push_back(*step);
  }

  StainProfile finished(bool of_unknown_content) {
    const auto n = static_cast<double>(profile_.stain.size());
    if (of_unknown_content) centromeres_.push_back(static_cast<std::size_t>(n * 0.4));
    profile_.length = n * kUnitsAStep;
    const double blur = 140 * (1 - 0.4 * fineness(cell_.bands)) / kUnitsAStep;
    profile_.stain = smoothed(profile_.stain, blur);
    profile_.width = smoothed(profile_.width, 10);
    for (const auto at : centromeres_) {
      profile_.centromeres.push_back(static_cast<double>(at) / n);
      constrict(at,
                {.waist = cell_.waist, .waist_units = 300, .stain = cell_.centromere, .stain_units = 140});
    }
    for (const auto at : fragile_sites_)
      constrict(at, {.waist = 0.25, .waist_units = 150, .stain = 0.05, .stain_units = 170});
    vary(profile_.stain, 0.50);
    for (auto& own : profile_.chromatids) vary(own = profile_.stain, 0.90);
    for (const auto at : breaks_) profile_.breaks.push_back(static_cast<double>(at) / n);
    return std::move(profile_);
  }

 private:
  std::optional<std::size_t> step_at(const std::vector<cytogenetics::Segment>& segments, double units) const {
    const auto place = cytogenetics::place_on(segments, units);
    if (!place) return std::nullopt;
    const auto i = place->segment;
    const auto from = i == 0 ? 0 : breaks_[i - 1];
    const auto to = i < breaks_.size() ? breaks_[i] : profile_.stain.size();
    const double share = place->units / segments[i].length();
    return from + static_cast<std::size_t>(share * static_cast<double>(to - from));
  }

  struct Constriction {
    double waist, waist_units;  ///< The width that it lacks, and how far along.
    double stain, stain_units;  ///< Beside what would be there, and how far along.
  };

  /// Narrower and paler or darker than what is beside it.
  void constrict(std::size_t at, const Constriction& c) {
    for (std::size_t i = 0; i < profile_.width.size(); ++i) {
      const double away = (static_cast<double>(i) + 0.5 - static_cast<double>(at)) * kUnitsAStep;
      const auto nearness = [away](double units) { return std::exp(-0.5 * away * away / (units * units)); };
      profile_.width[i] *= 1 - c.waist * nearness(c.waist_units);
      profile_.stain[i] *= 1 - (1 - c.stain) * nearness(c.stain_units);
    }
  }

  /// No two chromosomes take the stain alike.
  void vary(std::vector<double>& stain, double strength) {
    std::vector<double> noise(stain.size());
    for (auto& v : noise) v = random_.normal();
    noise = smoothed(noise, 10);
    for (const auto& [from, to] : even_)
      std::for_each(noise.begin() + static_cast<std::ptrdiff_t>(from),
                    noise.begin() + static_cast<std::ptrdiff_t>(to), [](double& v) { v *= 0.2; });
    for (std::size_t i = 0; i < noise.size(); ++i) stain[i] *= std::exp(strength * noise[i]);
  }

  const Preparation& cell_;
  Random& random_;
  StainProfile profile_;
  std::vector<std::size_t> centromeres_, breaks_, fragile_sites_;
  std::vector<std::pair<std::size_t, std::size_t>> even_;  ///< Where the stain is the same from end to end.
};

}  // namespace

double StainProfile::at(const std::vector<double>& values, double place) const {
  const double step = std::clamp(place, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto k = std::min(static_cast<std::size_t>(step), values.size() - 2);
  const double share = step - static_cast<double>(k);
  return values[k] * (1 - share) + values[k + 1] * share;
}

StainProfile stain_profile(const ChromosomeStructure& structure, const Preparation& cell, Random& random) {
  Chain chain(cell, random);
  if (structure.satellites_on_p) chain.add_satellites(false);
  for (const auto& s : structure.segments) chain.add(s, structure.resized);
  if (structure.satellites_on_q) chain.add_satellites(true);
  if (structure.neocentromere) chain.move_centromere(structure.segments, *structure.neocentromere);
  for (const double units : structure.fragile_sites) chain.add_fragile_site(structure.segments, units);
  const bool unknown = structure.segments.empty();
  if (unknown) chain.add_unknown(structure.ring ? kUnknownRingUnits : kMarkerUnits);
  auto profile = chain.finished(unknown);
  if (unknown || structure.ring) return profile;
  const auto is_new_end = [](const cytogenetics::Segment& s, double at) {
    return cytogenetics::is_normal_class(s.chromosome) && !is_telomere(s, at);
  };
  const auto &first = structure.segments.front(), &last = structure.segments.back();
  if (is_new_end(first, first.from)) profile.breaks.insert(profile.breaks.begin(), 0.0);
  if (is_new_end(last, last.to)) profile.breaks.push_back(1.0);
  return profile;
}

}  // namespace pinnacle::synthesis
