#include "pinnacle/classification/strip_samples.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "pinnacle/base/random.h"
#include "pinnacle/image/resample.h"

namespace pinnacle::classification {
namespace {

constexpr int kRows = PreparedStrip::kRows, kColumns = PreparedStrip::kColumns;

/// A wave along the axis, less than one and a half long: what straightening and spreading leave of a bend.
class Wave {
 public:
  Wave(base::Random& random, double height_px)
      : height_(random.normal(0, height_px)),
        length_(random.uniform(0.5, 1.5)),
        phase_(random.uniform(0, 2 * std::numbers::pi)) {}
  double at(int row) const {
    return height_ * std::sin(2 * std::numbers::pi * length_ * row / kRows + phase_);
  }

 private:
  double height_, length_, phase_;
};

/// Where the axis was drawn a little wrong: too long, too short, beside the middle, aslant, not quite
/// straight; and the chromosome stretched unevenly.
std::vector<image::SourceRow> random_view(base::Random& random) {
  const double along = std::exp(random.normal(0, 0.04)), across = std::exp(random.normal(0, 0.10));
  const double slant = random.normal(0, 0.03), tilt = random.normal(0, 0.04);
  const double right = random.normal(0, 1.0), down = random.normal(0, 2.5);
  const Wave bend(random, 1.0), stretch(random, 1.5);
  const double mid_x = (kColumns - 1) / 2.0, mid_y = (kRows - 1) / 2.0;
  std::vector<image::SourceRow> rows(kRows);
  for (int y = 0; y < kRows; ++y) {
    auto& row = rows[static_cast<std::size_t>(y)];
    row.step = {across, tilt};
    row.start = {mid_x + right - across * mid_x + slant * (y - mid_y) + bend.at(y),
                 mid_y + down + along * (y - mid_y) - tilt * mid_x + stretch.at(y)};
  }
  return rows;
}

/// A part of the picture that a neighbour hid.
void hide_a_part(PreparedStrip& strip, base::Random& random) {
  const int height = static_cast<int>(random.uniform(5, 28)), width = static_cast<int>(random.uniform(5, kColumns * 0.5));
  const int y0 = static_cast<int>(random.below(static_cast<std::size_t>(kRows - height)));
  const int x0 = random.chance(0.5) ? 8 : kColumns - 8 - width;
  for (int y = y0; y < y0 + height; ++y) {
    for (int x = std::max(0, x0); x < std::min(kColumns, x0 + width); ++x) strip.ink(x, y) = strip.mask(x, y) = 0;
  }
}

/// A piece of a neighbour that the outline took in: it lies at one side, from outside the strip to the
/// chromosome.
void add_a_fragment(PreparedStrip& strip, const PreparedStrip& neighbour, base::Random& random) {
  const int height = static_cast<int>(random.uniform(6, 36)), width = static_cast<int>(random.uniform(6, 18));
  const int y0 = static_cast<int>(random.below(static_cast<std::size_t>(kRows - height)));
  const int from_y = static_cast<int>(random.below(static_cast<std::size_t>(kRows - height)));
  const bool at_left = random.chance(0.5);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      // Its own middle columns: there is chromosome in them.
      const int from_x = (kColumns - width) / 2 + x, to_x = at_left ? x : kColumns - 1 - x;
      if (neighbour.mask(from_x, from_y + y) == 0) continue;
      auto& ink = strip.ink(to_x, y0 + y);
      ink = std::max(ink, neighbour.ink(from_x, from_y + y));
      strip.mask(to_x, y0 + y) = 255;
    }
  }
}

/// Stains and films differ: strength, contrast and grain of `count` values from the first.
void stain(learning::Array& picture, std::size_t count, base::Random& random) {
  const float gamma = static_cast<float>(std::exp(random.normal(0, 0.2)));
  const float strength = static_cast<float>(std::exp(random.normal(0, 0.15)));
  const double noise = random.chance(0.5) ? random.uniform(0, 0.04) : 0;
  for (std::size_t i = 0; i < count; ++i) {
    auto& ink = picture.values[i];
    if (ink <= 0) continue;
    ink = std::min(1.0f, strength * std::pow(ink, gamma));
    if (noise > 0) ink += static_cast<float>((random.uniform() + random.uniform() - 1) * noise * 2.4);
  }
}

/// A crop rotated and scaled about its middle.
image::Grey random_view_of(const image::Grey& crop, base::Random& random) {
  if (crop.empty()) return crop;
  const double angle = random.normal(0, 0.12), scale = std::exp(random.normal(0, 0.05));
  const double c = std::cos(angle) / scale, s = std::sin(angle) / scale;
  // Rotated ends must not leave the picture.
  const int side =
      static_cast<int>(std::ceil(std::hypot(crop.width(), crop.height()) * std::max(scale, 1.0)));
  const double mid = (side - 1) / 2.0, from_x = (crop.width() - 1) / 2.0, from_y = (crop.height() - 1) / 2.0;
  const image::Affine source_from_target{c, -s, from_x - c * mid + s * mid, s, c, from_y - s * mid - c * mid};
  return image::warp(crop, source_from_target, side, side, 255);
}

std::vector<learning::Array> augmented_crop(PreparedStrip strip, base::Random& random) {
  strip.crop = random_view_of(strip.crop, random);
  if (random.chance(0.3)) strip.crop = image::blurred(strip.crop, random.uniform(0.3, 1.2));
  auto inputs = inputs_of(strip, InputKind::kCrop);
  stain(inputs[0], inputs[0].values.size(), random);
  return inputs;
}

std::vector<double> weights_of(const std::vector<TaughtStrip>& strips, double balance) {
  std::map<int, double> count;
  for (const auto& taught : strips) count[taught.label] += 1;
  std::vector<double> weights;
  for (const auto& taught : strips) weights.push_back(std::pow(count[taught.label], -balance));
  return weights;
}

}  // namespace

StripSamples::StripSamples(std::vector<TaughtStrip> strips, const SampleOptions& options)
    : strips_(std::move(strips)), options_(options), weights_(weights_of(strips_, options.balance)) {}

std::vector<learning::Array> StripSamples::augmented_strip(PreparedStrip strip, base::Random& random) const {
  const auto view = random_view(random);
  strip.ink = image::warp_rows(strip.ink, view, kColumns, 0);
  strip.mask = image::warp_rows(strip.mask, view, kColumns, 0);
  if (random.chance(0.12)) add_a_fragment(strip, strips_[random.below(strips_.size())].strip, random);
  if (random.chance(0.3)) strip.ink = image::blurred(strip.ink, random.uniform(0.3, 1.6));
  if (random.chance(0.15)) hide_a_part(strip, random);
  // Sometimes the cell is not known: then nothing is relative to it.
  const bool alone = random.chance(0.05);
  for (int k = 0; k < PreparedStrip::kScalars - 1; ++k) {
    auto& value = strip.scalars[static_cast<std::size_t>(k)];
    value = alone ? 0 : value + static_cast<float>(random.normal(0, 0.05));
  }
  auto inputs = inputs_of(strip);
  stain(inputs[0], std::size_t{kRows} * kColumns, random);
  return inputs;
}

base::Expected<learning::Sample> StripSamples::sample(std::size_t index, std::uint64_t seed) const {
  const auto& taught = strips_.at(index);
  base::Random random(seed);
  const bool turn = options_.augment && random.chance(0.5);
  auto strip = turn ? turned(taught.strip) : taught.strip;
  if (options_.augment && random.chance(0.5)) strip = mirrored(strip);
  learning::Sample sample;
  if (!options_.augment) {
    sample.inputs = inputs_of(strip, options_.input);
  } else {
    sample.inputs = options_.input == InputKind::kStrip ? augmented_strip(std::move(strip), random)
                                                        : augmented_crop(std::move(strip), random);
  }
  sample.targets.emplace_back(std::vector<std::int64_t>{1}, static_cast<float>(taught.label));
  sample.targets.emplace_back(std::vector<std::int64_t>{1},
                              taught.p_on_top ? static_cast<float>(*taught.p_on_top != turn) : -1.0f);
  return sample;
}

}  // namespace pinnacle::classification
