#include "pinnacle/synthesis/stain_layer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pinnacle::synthesis {
namespace {

using base::Point;
using base::Random;

/// An empty layer in the fine grid around a chromosome that lies in the field.
StainLayer fine_layer_for(const Form& form, Point centre, int width, int height) {
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
  const Absorbance empty((x1 - x0) * kFiner, (y1 - y0) * kFiner);
  return {x0, y0, empty, empty};
}

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

/// Puts a chromosome's absorbance on its layer in the fine grid.
void put_stain(const Form& form, const Preparation& cell, const Grain& grain, Point centre, Random& random,
               StainLayer& layer) {
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
        layer.cover(x, y) = std::max(layer.cover(x, y), static_cast<float>(thick));
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

}  // namespace

Grain::Grain(double strength, Random& random) : values_(kSide * kSide, 1.0) {
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

StainLayer stain_layer(const Form& form, const Preparation& cell, const Grain& grain, Point centre, int width,
                       int height, Random& random) {
  auto layer = fine_layer_for(form, centre, width, height);
  put_stain(form, cell, grain, centre, random, layer);
  layer.stain = coarser(layer.stain);
  layer.cover = coarser(layer.cover);
  return layer;
}

}  // namespace pinnacle::synthesis
