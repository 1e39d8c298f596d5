#include "pinnacle/dataset/banding.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/image/lone_object.h"
#include "pinnacle/image/straighten.h"

namespace pinnacle::dataset {
namespace {

constexpr int kPlaces = 48;     ///< Along the axis, where profiles are compared.
constexpr double kEnds = 0.06;  ///< Of the length at either end: rounded tips look light in any stain.
constexpr int kLeastLengthPx = 24;
constexpr int kLeastChromosomes = 40;
/// The means must differ by this, and by this many standard errors.
constexpr double kClearDifference = 0.04, kClearErrors = 4;

double density_of(const cytogenetics::Band& band) {
  return band.stain == cytogenetics::Stain::kPositive ? band.density / 100.0 : 0;
}

/// The G-stain that the ideogram expects at the compared places.
std::vector<double> expected(cytogenetics::ChromosomeClass chromosome) {
  const auto bands = cytogenetics::bands_of(chromosome, cytogenetics::BandLevel::k550);
  const double length = cytogenetics::length_of(chromosome, cytogenetics::BandLevel::k550);
  std::vector<double> stain(kPlaces);
  for (int i = 0; i < kPlaces; ++i) {
    const double from = length * (kEnds + (1 - 2 * kEnds) * i / kPlaces),
                 to = length * (kEnds + (1 - 2 * kEnds) * (i + 1) / kPlaces);
    for (const auto& band : bands) {
      const double common = std::min(to, band.stop) - std::max(from, band.start);
      if (common > 0) stain[static_cast<std::size_t>(i)] += density_of(band) * common / (to - from);
    }
  }
  return stain;
}

std::vector<double> sampled(const std::vector<double>& profile) {
  std::vector<double> places(kPlaces);
  for (int i = 0; i < kPlaces; ++i) {
    const double at =
        (kEnds + (1 - 2 * kEnds) * (i + 0.5) / kPlaces) * static_cast<double>(profile.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const auto above = std::min(below + 1, profile.size() - 1);
    places[static_cast<std::size_t>(i)] =
        profile[below] + (at - static_cast<double>(below)) * (profile[above] - profile[below]);
  }
  return places;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sa += a[i], sb += b[i], saa += a[i] * a[i], sbb += b[i] * b[i], sab += a[i] * b[i];
  const double spread = (saa - sa * sa / n) * (sbb - sb * sb / n);
  return spread > 1e-12 ? (sab - sa * sb / n) / std::sqrt(spread) : 0;
}

/// Stain over the chromosome's own pixels only: a mean over the strip's width would follow the width.
std::vector<double> stain_along(const image::Strip& strip) {
  auto stain = image::band_profile(strip);
  const auto in_mask = [&](std::size_t row) {
    const auto* mask = strip.mask.row(static_cast<int>(row));
    return std::any_of(mask, mask + strip.mask.width(), [](auto v) { return v != 0; });
  };
  std::size_t first = 0, last = stain.size();
  while (first < last && !in_mask(first)) ++first;
  while (last > first && !in_mask(last - 1)) --last;
  return {stain.begin() + static_cast<std::ptrdiff_t>(first),
          stain.begin() + static_cast<std::ptrdiff_t>(last)};
}

}  // namespace

BandAgreement band_agreement(const std::vector<double>& stain, cytogenetics::ChromosomeClass chromosome) {
  auto places = sampled(stain);
  const auto ideogram = expected(chromosome);
  const double upright = correlation(places, ideogram);
  std::reverse(places.begin(), places.end());
  const double turned = correlation(places, ideogram);
  return {std::max(upright, turned), std::max(-upright, -turned)};
}

std::string describe(Banding banding) {
  switch (banding) {
    case Banding::kG:
      return "G-banding, or inverted Q-banding or DAPI (dark on light, the bands of the ideogram dark)";
    case Banding::kR:
      return "R-banding, or inverted reverse fluorescence (dark on light, the reverse of the ideogram)";
    case Banding::kQOrDapi:
      return "Q-banding or DAPI (bright on dark, the bands of the ideogram bright); the two cannot be told "
             "apart";
    case Banding::kReverseFluorescence:
      return "reverse fluorescence (bright on dark, the reverse of the ideogram)";
    case Banding::kUnclear:
      break;
  }
  return "unclear: no pattern of bands that fits the labels was seen";
}

void BandingEvidence::add(const image::Grey& crop, cytogenetics::ChromosomeClass chromosome) {
  const auto object = image::lone_object(crop);
  const auto axis = image::medial_axis(object.mask.mask);
  if (axis.points.size() < kLeastLengthPx) return;
  image::Grey window(object.mask.mask.width(), object.mask.mask.height());
  for (int y = 0; y < window.height(); ++y) {
    for (int x = 0; x < window.width(); ++x) window(x, y) = object.grey(object.mask.x + x, object.mask.y + y);
  }
  const auto stain = stain_along(image::straighten(window, object.mask.mask, axis, window.width() / 2.0));
  if (stain.size() < kLeastLengthPx) return;
  const auto agreement = band_agreement(stain, chromosome);
  ++count_;
  bright_ += object.bright_on_dark;
  as_g_ += agreement.as_g;
  as_r_ += agreement.as_r;
  difference_ += agreement.as_g - agreement.as_r;
  squared_difference_ += (agreement.as_g - agreement.as_r) * (agreement.as_g - agreement.as_r);
}

Banding BandingEvidence::guess() const {
  if (count_ < kLeastChromosomes) return Banding::kUnclear;
  const double mean = difference_ / count_;
  const double error = std::sqrt(std::max(0.0, squared_difference_ / count_ - mean * mean) / count_);
  if (std::abs(mean) < std::max(kClearDifference, kClearErrors * error)) return Banding::kUnclear;
  const bool bright = 2 * bright_ > count_;
  if (mean > 0) return bright ? Banding::kQOrDapi : Banding::kG;
  return bright ? Banding::kReverseFluorescence : Banding::kR;
}

}  // namespace pinnacle::dataset
