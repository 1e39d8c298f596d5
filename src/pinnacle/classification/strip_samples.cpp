#include "pinnacle/classification/strip_samples.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/base/random.h"
#include "pinnacle/image/resample.h"

namespace pinnacle::classification {
namespace {

constexpr int kRows = PreparedStrip::kRows, kColumns = PreparedStrip::kColumns;

/// Where the axis was drawn a little wrong: too long, too short, beside the middle, aslant.
image::Affine random_view(base::Random& random) {
  const double along = std::exp(random.normal(0, 0.04)), across = std::exp(random.normal(0, 0.10));
  const double slant = random.normal(0, 0.03);
  const double mid_x = (kColumns - 1) / 2.0, mid_y = (kRows - 1) / 2.0;
  image::Affine view;
  view.a = across;
  view.b = slant;
  view.c = mid_x - across * mid_x - slant * mid_y + random.normal(0, 1.0);
  view.e = along;
  view.f = mid_y - along * mid_y + random.normal(0, 2.5);
  return view;
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

void stain(learning::Array& picture, base::Random& random) {
  const float gamma = static_cast<float>(std::exp(random.normal(0, 0.2)));
  const float strength = static_cast<float>(std::exp(random.normal(0, 0.15)));
  const double noise = random.chance(0.5) ? random.uniform(0, 0.04) : 0;
  constexpr std::size_t pixels = std::size_t{kRows} * kColumns;
  for (std::size_t i = 0; i < pixels; ++i) {
    auto& ink = picture.values[i];
    if (ink <= 0) continue;
    ink = std::min(1.0f, strength * std::pow(ink, gamma));
    if (noise > 0) ink += static_cast<float>((random.uniform() + random.uniform() - 1) * noise * 2.4);
  }
}

}  // namespace

base::Expected<learning::Sample> StripSamples::sample(std::size_t index, std::uint64_t seed) const {
  const auto& taught = strips_.at(index);
  base::Random random(seed);
  const bool turn = random.chance(0.5);
  auto strip = turn ? turned(taught.strip) : taught.strip;
  const auto view = random_view(random);
  strip.ink = image::warp(strip.ink, view, kColumns, kRows, 0);
  strip.mask = image::warp(strip.mask, view, kColumns, kRows, 0);
  if (random.chance(0.3)) strip.ink = image::blurred(strip.ink, random.uniform(0.3, 1.6));
  if (random.chance(0.15)) hide_a_part(strip, random);
  // Sometimes the cell is not known: then nothing is relative to it.
  const bool alone = random.chance(0.05);
  for (int k = 0; k < PreparedStrip::kScalars - 1; ++k) {
    auto& value = strip.scalars[static_cast<std::size_t>(k)];
    value = alone ? 0 : value + static_cast<float>(random.normal(0, 0.05));
  }
  learning::Sample sample;
  sample.inputs = inputs_of(strip);
  stain(sample.inputs[0], random);
  sample.targets.emplace_back(std::vector<std::int64_t>{1}, static_cast<float>(taught.label));
  sample.targets.emplace_back(std::vector<std::int64_t>{1},
                              taught.p_on_top ? static_cast<float>(*taught.p_on_top != turn) : -1.0f);
  return sample;
}

}  // namespace pinnacle::classification
