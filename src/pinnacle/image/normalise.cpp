#include "pinnacle/image/normalise.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace pinnacle::image {
namespace {

/// Where background and the darkest chromosomes come to lie when a picture is stretched.
constexpr double kBackground = 245, kDarkest = 40;
/// A picture with this much contrast above this background is well exposed.
constexpr double kGoodContrast = 110, kGoodBackground = 205;
/// Less contrast than this many grey levels, or than this many times the noise, is no picture.
constexpr double kLeastLevels = 5, kLeastOfNoise = 9;
/// Neighbours this far apart share no grain, be it blurred, and both are background nearly everywhere.
constexpr int kNoiseDistancePx = 5;
constexpr int kNoiseSamples = 1'000'000;
/// A background that varies more than this many levels over the field is evened.
constexpr double kUnevenLevels = 28;

/// Grey levels of a picture by how common they are.
class Histogram {
 public:
  Histogram(const Grey16& picture, int bits) : counts_(std::size_t{1} << bits), total_(static_cast<double>(picture.size())) {
    for (const auto v : picture.values()) ++counts_[std::min<std::size_t>(v, counts_.size() - 1)];
  }

  double percentile(double share) const {
    double below = 0;
    for (std::size_t v = 0; v < counts_.size(); ++v) {
      if ((below += static_cast<double>(counts_[v])) >= share * total_) return static_cast<double>(v);
    }
    return static_cast<double>(counts_.size() - 1);
  }

  /// The commonest level: where a window of 1/40 of the used range holds most pixels.
  double mode() const {
    const auto low = static_cast<std::size_t>(percentile(0.001)), high = static_cast<std::size_t>(percentile(0.999));
    const auto window = std::max<std::size_t>((high - low) / 40, 1);
    double inside = 0, most = -1;
    std::size_t best = low;
    for (std::size_t v = low; v <= high; ++v) {
      inside += static_cast<double>(counts_[v]);
      if (v >= low + window) inside -= static_cast<double>(counts_[v - window]);
      if (inside > most) most = inside, best = v;
    }
    return static_cast<double>(best) - static_cast<double>(std::min(window, best) / 2);
  }

 private:
  std::vector<std::size_t> counts_;
  double total_;
};

/// A picture that uses no level above those of 8 bits is one of 8 bits, however it was saved.
int bits_used(const Grey16& picture, int bits) {
  return *std::max_element(picture.values().begin(), picture.values().end()) > 255 ? bits : 8;
}

/// The lower quartile of the differences of neighbours, in grey levels: 0.45 standard deviations of Gaussian
/// noise, also where chromosomes fill most of the picture. Not measured, that is 0, in a picture of a few
/// columns.
double noise_of(const Grey16& picture) {
  const auto samples = static_cast<std::int64_t>(picture.width()) * picture.height();
  const int step = static_cast<int>(samples / kNoiseSamples) + 1;
  std::vector<int> differences;
  for (int y = 0; y < picture.height(); y += step) {
    for (int x = kNoiseDistancePx; x < picture.width(); ++x)
      differences.push_back(std::abs(picture(x, y) - picture(x - kNoiseDistancePx, y)));
  }
  if (differences.empty()) return 0;
  const auto quartile = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 4);
  std::nth_element(differences.begin(), quartile, differences.end());
  return *quartile;
}

/// The light without the objects: small things closed, then smoothed, at a coarse scale.
cv::Mat light_of(const cv::Mat& grey) {
  constexpr double kCoarseSide = 128;
  const double scale = std::min(1.0, kCoarseSide / std::max(grey.cols, grey.rows));
  cv::Mat coarse, light;
  cv::resize(grey, coarse, {}, scale, scale, cv::INTER_AREA);
  cv::morphologyEx(coarse, coarse, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {25, 25}));
  cv::GaussianBlur(coarse, coarse, {}, 8);
  cv::resize(coarse, light, grey.size(), 0, 0, cv::INTER_CUBIC);
  return light;
}

void even_the_light(Grey& picture) {
  cv::Mat grey(picture.height(), picture.width(), CV_8U, picture.values().data());
  if (std::min(grey.cols, grey.rows) < 64) return;
  const cv::Mat light = light_of(grey);
  cv::Mat flat = light.clone().reshape(1, 1), sorted;
  cv::sort(flat, sorted, cv::SORT_ASCENDING);
  const auto at = [&](double share) { return sorted.at<std::uint8_t>(0, static_cast<int>(share * (sorted.cols - 1))); };
  if (at(0.97) - at(0.03) < kUnevenLevels) return;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      // A large nucleus darkens what looks like light: no more than a factor is taken back.
      const double here = std::max<double>(light.at<std::uint8_t>(y, x), 0.5 * kBackground);
      picture(x, y) = static_cast<std::uint8_t>(std::min(255.0, picture(x, y) * kBackground / here));
    }
  }
}

}  // namespace

Normalised normalise(const Grey16& picture, int bits) {
  PINNACLE_CHECK(!picture.empty() && (bits == 8 || bits == 16), "a picture of 8 or 16 bits");
  bits = bits_used(picture, bits);
  const double full = std::ldexp(1.0, bits) - 1;
  const Histogram histogram(picture, bits);
  const double background = histogram.mode(), low = histogram.percentile(0.005), high = histogram.percentile(0.995);
  Normalised result;
  result.bright_on_dark = high - background > background - low;
  const double darkest = result.bright_on_dark ? high : low;
  const double contrast = std::abs(background - darkest);
  result.contrast_levels = static_cast<int>(std::lround(contrast));

  // Target = offset + gain * source.
  double gain = 255 / full, offset = 0;
  if (result.bright_on_dark) gain = -gain, offset = 255;
  const bool is_strong = contrast * 255 / full >= kGoodContrast;
  const bool is_good = is_strong && offset + gain * background >= kGoodBackground;
  result.is_flat = contrast < kLeastLevels || (!is_strong && contrast < kLeastOfNoise * noise_of(picture));
  if (!result.is_flat && !is_good) {
    gain = (kBackground - kDarkest) / (background - darkest);
    offset = kBackground - gain * background;
  }
  result.grey = Grey(picture.width(), picture.height());
  std::transform(picture.values().begin(), picture.values().end(), result.grey.values().begin(), [=](std::uint16_t v) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(offset + gain * v, 0.0, 255.0)));
  });
  if (!result.is_flat) even_the_light(result.grey);
  return result;
}

}  // namespace pinnacle::image
