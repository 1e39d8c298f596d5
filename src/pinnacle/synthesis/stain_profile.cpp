#include "pinnacle/synthesis/stain_profile.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pinnacle/synthesis/real_places.h"

namespace pinnacle::synthesis {
namespace {

using base::Random;
using cytogenetics::Band;
using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using cytogenetics::Stain;

constexpr double kUnknownUnits = 900, kMarkerUnits = 2400;
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

double stain_of(const Band& band, Look look) {
  switch (band.stain) {
    case Stain::kNegative:
      return 0.76;
    case Stain::kPositive:
      return band.density >= 100 ? 1.80 : band.density >= 75 ? 1.62 : band.density >= 50 ? 1.25 : 0.82;
    case Stain::kCentromere:
      return look == Look::kG ? 1.22 : 0.95;
    case Stain::kVariable:
      return variable_stain(band.chromosome, look);
    case Stain::kStalk:
      return 0.42;
  }
  return 1;
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

const Band& band_at(const std::vector<Band>& bands, double units) {
  const auto found = std::upper_bound(bands.begin(), bands.end(), units,
                                      [](double at, const Band& b) { return at < b.stop; });
  return found == bands.end() ? bands.back() : *found;
}

/// @param random  Shifts the bands a little: each homologue's arms are stretched in their own way.
Whole whole_of(ChromosomeClass c, double bands, Look look, Random& random) {
  Whole whole;
  whole.places = real_places(c);
  whole.places.a += random.normal(0, 0.007);
  whole.places.b += random.normal(0, 0.005);
  whole.units = cytogenetics::length_of(c, BandLevel::k850);
  whole.length = whole.units * whole.places.length;
  const double variable =
      std::exp(random.normal(0, 0.12));  // Polymorphic: darker or paler from person to person.
  const double fineness = std::clamp((bands - 550) / 300, -0.5, 1.0);
  const std::array<double, 3> weights{0.35 * (1 - fineness), 0.30, 0.35 * (1 + fineness)};
  const std::array<std::vector<Band>, 3> tables{cytogenetics::bands_of(c, BandLevel::k400),
                                                cytogenetics::bands_of(c, BandLevel::k550),
                                                cytogenetics::bands_of(c, BandLevel::k850)};
  const auto steps = static_cast<std::size_t>(whole.length / kUnitsAStep);
  for (std::size_t i = 0; i < steps; ++i) {
    const double u = whole.places.ideogram_of((static_cast<double>(i) + 0.5) / static_cast<double>(steps));
    double stain = 0, width = 0, sum = 0;
    for (std::size_t k = 0; k < tables.size(); ++k) {
      const auto& band = band_at(tables[k], u * tables[k].back().stop);
      stain += weights[k] * stain_of(band, look) * (band.stain == Stain::kVariable ? variable : 1);
      width += weights[k] * width_of(band);
      sum += weights[k];
    }
    whole.stain.push_back(stain / sum);
    whole.width.push_back(width / sum);
  }
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

/// The chain of a structure, put together step by step.
class Chain {
 public:
  Chain(double bands, Look look, Random& random) : bands_(bands), look_(look), random_(random) {}

  void add(const cytogenetics::Segment& s) {
    if (!profile_.stain.empty()) breaks_.push_back(profile_.stain.size());
    if (!cytogenetics::is_normal_class(s.chromosome)) return add_unknown(kUnknownUnits);
    const auto whole = whole_of(s.chromosome, bands_, look_, random_);
    const auto steps = static_cast<double>(whole.stain.size());
    const auto step_of = [&](double units) {
      return static_cast<std::size_t>(std::lround(whole.places.real_of(units / whole.units) * steps));
    };
    const auto low = std::min(step_of(std::min(s.from, s.to)), whole.stain.size()),
               high = std::min(step_of(std::max(s.from, s.to)), whole.stain.size());
    const bool forward = s.from <= s.to;
    const auto centromere = static_cast<std::size_t>(std::lround(whole.centromere * steps));
    if (low <= centromere && centromere <= high) {
      centromeres_.push_back(profile_.stain.size() + (forward ? centromere - low : high - centromere));
    }
    for (std::size_t i = low; i < high; ++i) {
      const auto k = forward ? i : high - 1 - (i - low);
      profile_.stain.push_back(whole.stain[k]);
      profile_.width.push_back(whole.width[k]);
    }
  }

  /// Bands that belong to no chromosome.
  void add_unknown(double units) {
    while (units > 0) {
      const double stretch = random_.uniform(250, 600), stain = random_.uniform(0.75, 1.4);
      const auto steps = static_cast<std::size_t>(std::min(stretch, units) / kUnitsAStep) + 1;
      profile_.stain.insert(profile_.stain.end(), steps, stain);
      profile_.width.insert(profile_.width.end(), steps, 1.0);
      units -= stretch;
    }
  }

  StainProfile finished(bool of_unknown_content) {
    const auto n = static_cast<double>(profile_.stain.size());
    if (of_unknown_content) centromeres_.push_back(static_cast<std::size_t>(n * 0.4));
    vary();
    profile_.length = n * kUnitsAStep;
    const double blur = 155 * (1 - 0.25 * std::clamp((bands_ - 550) / 300, -0.5, 1.0)) / kUnitsAStep;
    profile_.stain = smoothed(profile_.stain, blur);
    profile_.width = smoothed(profile_.width, 10);
    for (const auto at : centromeres_) {
      const auto place = static_cast<double>(at);
      profile_.centromeres.push_back(place / n);
      for (std::size_t i = 0; i < profile_.width.size(); ++i) {
        constexpr double kWaist = 330, kDepth = 0.24;
        const double d = (static_cast<double>(i) + 0.5 - place) * kUnitsAStep / kWaist;
        profile_.width[i] *= 1 - kDepth * std::exp(-0.5 * d * d);
      }
    }
    for (const auto at : breaks_) profile_.breaks.push_back(static_cast<double>(at) / n);
    return std::move(profile_);
  }

 private:
  /// No two chromosomes take the stain alike.
  void vary() {
    std::vector<double> noise(profile_.stain.size());
    for (auto& v : noise) v = random_.normal();
    noise = smoothed(noise, 14);
    for (std::size_t i = 0; i < noise.size(); ++i) profile_.stain[i] *= std::exp(0.30 * noise[i]);
  }

  double bands_;
  Look look_;
  Random& random_;
  StainProfile profile_;
  std::vector<std::size_t> centromeres_, breaks_;
};

}  // namespace

double StainProfile::at(const std::vector<double>& values, double place) const {
  const double step = std::clamp(place, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto k = std::min(static_cast<std::size_t>(step), values.size() - 2);
  const double share = step - static_cast<double>(k);
  return values[k] * (1 - share) + values[k + 1] * share;
}

StainProfile stain_profile(const ChromosomeStructure& structure, double bands, Look look, Random& random) {
  Chain chain(bands, look, random);
  for (const auto& s : structure.segments) chain.add(s);
  const bool unknown = structure.segments.empty();
  if (unknown) chain.add_unknown(kMarkerUnits);
  return chain.finished(unknown);
}

}  // namespace pinnacle::synthesis
