#include "pinnacle/classification/occlusion.h"

#include <algorithm>
#include <cmath>

#include "pinnacle/base/nearest.h"

namespace pinnacle::classification {
namespace {

/// Places along the axis that are tried, and how many of them are covered at a time.
constexpr int kPlaces = 24, kCovered = 3;
constexpr double kLeast = 1e-12;

std::uint8_t mean_grey(const image::Strip& strip) {
  double sum = 0, count = 0;
  for (std::size_t i = 0; i < strip.mask.size(); ++i) {
    if (strip.mask.values()[i] != 0) sum += strip.grey.values()[i], count += 1;
  }
  return static_cast<std::uint8_t>(count > 0 ? sum / count + 0.5 : 255);
}

/// The chromosome with its bands from one row of the strip to another under mean ink.
Straightened covered(const Straightened& chromosome, const image::Raster<int>& places, int first, int last) {
  auto result = chromosome;
  const auto ink = mean_grey(chromosome.strip);
  for (int y = first; y < last; ++y) {
    for (int x = 0; x < result.strip.grey.width(); ++x) {
      if (result.strip.mask(x, y) != 0) result.strip.grey(x, y) = ink;
    }
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const int place = places.values()[i];
    if (place >= first && place < last && result.crop.values()[i] != 255) result.crop.values()[i] = ink;
  }
  return result;
}

double log_of(const Opinion& opinion, int label) {
  return std::log(std::max(opinion.classes[static_cast<std::size_t>(label)], kLeast));
}

}  // namespace

image::Raster<int> place_along_axis(const Straightened& chromosome, base::Point corner) {
  image::Raster<int> places(chromosome.crop.width(), chromosome.crop.height());
  const auto& points = chromosome.axis.points;
  const double rows = chromosome.strip.grey.height();
  for (int y = 0; y < places.height(); ++y) {
    for (int x = 0; x < places.width(); ++x) {
      const base::Point here = corner + base::Point{double(x), double(y)};
      const double share =
          static_cast<double>(base::nearest(points, here).place) / static_cast<double>(points.size());
      places(x, y) = static_cast<int>(share * rows);
    }
  }
  return places;
}

base::Expected<std::vector<double>> band_evidence(const Classifier& classifier,
                                                  const Straightened& chromosome, base::Point corner,
                                                  const CellMeasures& cell, int label) {
  const int rows = chromosome.strip.grey.height();
  const auto places = place_along_axis(chromosome, corner);
  std::vector<PreparedStrip> tries{prepare(chromosome, cell)};
  std::vector<std::pair<int, int>> spans;
  for (int k = 1 - kCovered; k < kPlaces; ++k) {
    spans.emplace_back(std::max(0, k) * rows / kPlaces, std::min(kPlaces, k + kCovered) * rows / kPlaces);
    tries.push_back(prepare(covered(chromosome, places, spans.back().first, spans.back().second), cell));
  }
  PINNACLE_TRY(const auto opinions, classifier.classify(tries));
  // Every row is covered by several tries: their mean.
  std::vector<double> evidence(static_cast<std::size_t>(rows)), times(evidence.size());
  for (std::size_t k = 0; k < spans.size(); ++k) {
    const double fall = log_of(opinions[0], label) - log_of(opinions[k + 1], label);
    for (int y = spans[k].first; y < spans[k].second; ++y)
      evidence[static_cast<std::size_t>(y)] += fall, times[static_cast<std::size_t>(y)] += 1;
  }
  for (std::size_t y = 0; y < evidence.size(); ++y) evidence[y] /= std::max(1.0, times[y]);
  return evidence;
}

}  // namespace pinnacle::classification
