#include "pinnacle/segmentation/detector.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

#include "pinnacle/base/median.h"
#include "pinnacle/image/foreground.h"
#include "pinnacle/image/resample.h"
#include "pinnacle/segmentation/detection_grid.h"
#include "pinnacle/segmentation/detection_samples.h"

namespace pinnacle::segmentation {
namespace {

using Grid = DetectionGrid;

/// Two boxes that agree more than this are one object seen twice.
constexpr double kSameObjectIou = 0.8;
/// The width of the penalty for overlapping a better one.
constexpr double kDoublePenalty = 1.5;
/// Candidates below this are not worth the reading; what remains is cut at DetectionOptions::least_score.
constexpr double kLeastCandidate = 0.05;
/// Half the width of a chromosome at the canonical scale, as scale_from_picture measures it (docs/experiments.md).
constexpr double kHalfWidthPx = 4.6;
/// At more than this a chromosome is less than 2.5 px wide in its picture.
constexpr double kGreatestScale = 3;
/// Micrometres per network pixel at the canonical scale: a first guess, refined from what is found.
constexpr double kCanonicalUmPerPx = 0.069;
/// Larger pictures are searched in tiles of this side, each answering for its inner part.
constexpr int kTilePx = 1024;
constexpr int kTileMarginPx = 128;
constexpr int kLargestTiles = 64;
/// What one view showed is kept of no more tiles than this (16 MB each).
constexpr int kKeptTiles = 4;
/// A scale is right within this factor.
constexpr double kScaleTolerance = 1.05;
constexpr int kMostJumps = 3;
/// A wrong scale shows doubles and phantoms, so the right one may have less evidence; much less is a way into the void.
constexpr double kLeastKept = 0.92;
constexpr int kEnoughToMeasure = 12;
/// Fewer than this at another scale are dirt.
constexpr int kEnoughToTry = 6;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

int rounded_up(int px) { return (px + Grid::kSidesMultipleOf - 1) / Grid::kSidesMultipleOf * Grid::kSidesMultipleOf; }

/// The ways a tile is shown: as it is, and mirrored along either side or both. Four views see more than one.
struct View {
  bool flip_x, flip_y;
};
constexpr View kUpright{false, false};
constexpr View kOtherViews[] = {{true, false}, {false, true}, {true, true}};

/// The network's output: heat, reaches and classes.
using Outputs = std::vector<learning::Array>;

/// Copies a map of that size, mirrored as the view asks; doing it twice gives the map back.
void copy_mirrored(const float* from, float* to, std::size_t width, std::size_t height, View view) {
  for (std::size_t y = 0; y < height; ++y) {
    const float* row = from + (view.flip_y ? height - 1 - y : y) * width;
    if (view.flip_x) {
      std::reverse_copy(row, row + width, to + y * width);
    } else {
      std::copy(row, row + width, to + y * width);
    }
  }
}

/// Reads the network's three output maps, the heat as probabilities.
class Maps {
 public:
  explicit Maps(const Outputs& outputs)
      : heat_(outputs[0]), reach_(outputs[1]), class_(outputs[2]),
        height_(static_cast<int>(heat_.shape[2])), width_(static_cast<int>(heat_.shape[3])),
        classes_(static_cast<int>(class_.shape[1]) / Grid::kSlots) {}

  static bool fit(const Outputs& outputs) {
    return outputs.size() == 3 && outputs[0].shape.size() == 4 && outputs[0].shape[1] == Grid::kSlots &&
           outputs[1].shape[1] == Grid::kSlots * 4 && outputs[2].shape[1] % Grid::kSlots == 0;
  }

  std::vector<Detection> peaks() const {
    std::vector<Detection> found;
    constexpr auto least = static_cast<float>(kLeastCandidate);
    for (int slot = 0; slot < Grid::kSlots; ++slot) {
      for (int y = 0; y < height_; ++y) {
        for (int x = 0; x < width_; ++x) {
          if (heat(slot, x, y) >= least && is_peak(slot, x, y)) found.push_back(read(slot, x, y));
        }
      }
    }
    return found;
  }

 private:
  std::size_t at(int map, int x, int y) const {
    return (static_cast<std::size_t>(map) * static_cast<std::size_t>(height_) + static_cast<std::size_t>(y)) *
               static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
  }
  float heat(int slot, int x, int y) const { return heat_.values[at(slot, x, y)]; }

  bool is_peak(int slot, int x, int y) const {
    for (int v = std::max(y - 1, 0); v <= std::min(y + 1, height_ - 1); ++v) {
      for (int u = std::max(x - 1, 0); u <= std::min(x + 1, width_ - 1); ++u) {
        if (heat(slot, u, v) > heat(slot, x, y)) return false;
      }
    }
    return true;
  }

  Detection read(int slot, int x, int y) const {
    const auto reach = [&](int k) {
      return std::exp(std::clamp(static_cast<double>(reach_.values[at(slot * 4 + k, x, y)]), -6.0, 4.0)) * Grid::kReachUnitPx;
    };
    const double px = (x + 0.5) * Grid::kStridePx, py = (y + 0.5) * Grid::kStridePx;
    Detection d;
    d.box = {px - reach(0), py - reach(1), reach(0) + reach(2), reach(1) + reach(3)};
    d.score = heat(slot, x, y);
    double largest = -1e30, sum = 0;
    for (int c = 0; c < classes_; ++c) largest = std::max(largest, static_cast<double>(class_.values[at(slot * classes_ + c, x, y)]));
    for (int c = 0; c < classes_; ++c) {
      d.class_probabilities.push_back(std::exp(class_.values[at(slot * classes_ + c, x, y)] - largest));
      sum += d.class_probabilities.back();
    }
    for (auto& p : d.class_probabilities) p /= sum;
    return d;
  }

  const learning::Array& heat_;
  const learning::Array& reach_;
  const learning::Array& class_;
  int height_, width_, classes_;
};

/// The tile of the picture that begins there, as the network takes it; beyond the picture it is white.
learning::Array ink_of(const image::Grey& grey, int x0, int y0) {
  const int width = std::min(kTilePx, grey.width() - x0), height = std::min(kTilePx, grey.height() - y0);
  learning::Array ink({1, 1, rounded_up(height), rounded_up(width)});
  for (int y = 0; y < height; ++y) {
    const auto* from = grey.row(y0 + y) + x0;
    auto* to = ink.values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(ink.shape[3]);
    for (int x = 0; x < width; ++x) to[x] = static_cast<float>(255 - from[x]) / 255.0f;
  }
  return ink;
}

/// All maps of an array [1, maps, height, width], mirrored as the view asks.
/// @param source  Which map of the given ones becomes each map of the mirrored ones.
template <typename Source>
learning::Array mirrored(const learning::Array& maps, View view, Source&& source) {
  const auto count = static_cast<std::size_t>(maps.shape[1]), height = static_cast<std::size_t>(maps.shape[2]),
             width = static_cast<std::size_t>(maps.shape[3]), size = width * height;
  learning::Array result(maps.shape);
  for (std::size_t k = 0; k < count; ++k) {
    copy_mirrored(maps.values.data() + source(k) * size, result.values.data() + k * size, width, height, view);
  }
  return result;
}

/// The network's maps of one view of a tile, mirrored back to upright, the heat as probabilities.
/// @errors kInvalidArgument: the network is no detector.
base::Expected<Outputs> maps_of_view(const learning::Predictor& network, const learning::Array& ink, View view) {
  const auto same = [](std::size_t k) { return k; };
  // The reaches to the left, top, right and bottom of each slot: what is mirrored changes sides.
  const auto other_side = [view](std::size_t k) {
    const auto side = k % 4;
    return (side % 2 == 0 ? view.flip_x : view.flip_y) ? k - side + (side + 2) % 4 : k;
  };
  PINNACLE_TRY(auto outputs, network.predict({mirrored(ink, view, same)}));
  if (!Maps::fit(outputs)) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "the network " + network.info().network + " is no detector");
  }
  for (auto& heat : outputs[0].values) heat = static_cast<float>(sigmoid(heat));
  return Outputs{mirrored(outputs[0], view, same), mirrored(outputs[1], view, other_side), mirrored(outputs[2], view, same)};
}

bool sees_nothing(const learning::Array& heat) {
  return std::all_of(heat.values.begin(), heat.values.end(),
                     [](float p) { return p < static_cast<float>(kLeastCandidate); });
}

/// The mean of all views' maps. One view after the other: together they would take four times the memory.
/// @param sum  Those of the upright view.
base::Expected<Outputs> merged_views(const learning::Predictor& network, const learning::Array& ink, Outputs sum) {
  for (const auto view : kOtherViews) {
    PINNACLE_TRY(const auto maps, maps_of_view(network, ink, view));
    for (std::size_t m = 0; m < sum.size(); ++m) {
      std::transform(sum[m].values.begin(), sum[m].values.end(), maps[m].values.begin(), sum[m].values.begin(), std::plus<>());
    }
  }
  for (auto& maps : sum) {
    for (auto& value : maps.values) value /= static_cast<float>(1 + std::size(kOtherViews));
  }
  return sum;
}

/// Lowers the score of each candidate by how much of it better ones have taken already, the best one first. A double
/// of an object falls below the threshold; a chromosome that lies across another keeps enough to stay.
/// @source Bodla et al. 2017, Soft-NMS with a Gaussian penalty.
void drop_doubles(std::vector<Detection>& candidates) {
  std::vector<Detection> kept;
  while (!candidates.empty()) {
    const auto best = std::max_element(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) { return a.score < b.score; });
    if (best->score < kLeastCandidate) break;
    kept.push_back(std::move(*best));
    candidates.erase(best);
    for (auto& d : candidates) {
      const double overlap = base::iou(kept.back().box, d.box);
      d.score *= overlap > kSameObjectIou ? 0 : std::exp(-overlap * overlap / kDoublePenalty);
    }
  }
  candidates = std::move(kept);
}

/// The starts of tiles along a side: one if it fits, else with margins that overlap.
std::vector<int> tile_starts(int side) {
  if (side <= kTilePx) return {0};
  std::vector<int> starts;
  for (int at = 0; at + 2 * kTileMarginPx < side; at += kTilePx - 2 * kTileMarginPx) starts.push_back(at);
  return starts;
}

bool answers_for(int start, int side, double centre) {
  const double low = start == 0 ? -1e9 : start + kTileMarginPx;
  const double high = start + kTilePx >= side ? 1e9 : start + kTilePx - kTileMarginPx;
  return centre >= low && centre < high;
}

/// What one view shows of a picture at a scale.
struct Look {
  double scale = 1;
  image::Grey scaled;
  std::vector<Detection> seen;
  /// Where the tiles begin in which something is seen, and the maps of the first of them.
  std::vector<std::pair<int, int>> tiles;
  std::vector<Outputs> maps;
};

/// Adds the detections for which a tile answers, in pixels of the scaled picture.
void read(const Outputs& maps, int x0, int y0, const image::Grey& scaled, std::vector<Detection>& found) {
  for (auto& d : Maps(maps).peaks()) {
    d.box.x += x0;
    d.box.y += y0;
    const auto centre = d.box.centre();
    if (answers_for(x0, scaled.width(), centre.x) && answers_for(y0, scaled.height(), centre.y)) found.push_back(std::move(d));
  }
}

/// Once each, in pixels of the picture.
std::vector<Detection> settled(std::vector<Detection> found, double scale) {
  drop_doubles(found);
  for (auto& d : found) d.box = base::scaled(d.box, 1 / scale);
  return found;
}

base::Expected<Look> look(const learning::Predictor& network, const image::Grey& picture, double scale) {
  Look result{scale, image::resized(picture, scale), {}, {}, {}};
  const auto& scaled = result.scaled;
  for (const int y0 : tile_starts(scaled.height())) {
    for (const int x0 : tile_starts(scaled.width())) {
      PINNACLE_TRY(auto maps, maps_of_view(network, ink_of(scaled, x0, y0), kUpright));
      if (sees_nothing(maps[0])) continue;
      read(maps, x0, y0, scaled, result.seen);
      result.tiles.push_back({x0, y0});
      if (result.maps.size() < kKeptTiles) result.maps.push_back(std::move(maps));
    }
  }
  result.seen = settled(std::move(result.seen), scale);
  return result;
}

/// What all views together show where the upright one has seen something.
base::Expected<std::vector<Detection>> all_views(const learning::Predictor& network, Look look) {
  std::vector<Detection> found;
  for (std::size_t t = 0; t < look.tiles.size(); ++t) {
    const auto [x0, y0] = look.tiles[t];
    const auto ink = ink_of(look.scaled, x0, y0);
    PINNACLE_TRY(auto upright, t < look.maps.size() ? base::Expected<Outputs>(std::move(look.maps[t]))
                                                    : maps_of_view(network, ink, kUpright));
    PINNACLE_TRY(const auto maps, merged_views(network, ink, std::move(upright)));
    read(maps, x0, y0, look.scaled, found);
  }
  return settled(std::move(found), look.scale);
}

std::vector<base::Box> confident_boxes(const std::vector<Detection>& detections, double least_score) {
  std::vector<base::Box> boxes;
  for (const auto& d : detections) {
    if (d.score >= least_score) boxes.push_back(d.box);
  }
  return boxes;
}

double evidence(const std::vector<Detection>& detections, double least_score) {
  double sum = 0;
  for (const auto& d : detections) sum += d.score >= least_score ? d.score : 0;
  return sum;
}

/// Keeps the work bounded: no more tiles than kLargestTiles whatever the picture's size, and no enlargement
/// of what is too small to be read, be it the grain of an empty field.
double bounded_scale(const image::Grey& picture, double scale) {
  const double most_px = kLargestTiles * double{kTilePx} * kTilePx;
  const double area = static_cast<double>(picture.width()) * picture.height();
  return std::clamp(scale, 0.02, std::min(kGreatestScale, std::sqrt(most_px / area)));
}

void clip(Detection& d, const image::Grey& picture) {
  const double x = std::clamp(d.box.x, 0.0, picture.width() - 1.0), y = std::clamp(d.box.y, 0.0, picture.height() - 1.0);
  d.box = {x, y, std::max(std::min(d.box.right(), double(picture.width())) - x, 1.0),
           std::max(std::min(d.box.bottom(), double(picture.height())) - y, 1.0)};
}

/// A look at the scale where the picture's chromosomes are as large as the network knows them: one view is
/// enough to measure them by.
/// @param guess  Half and double of it are tried where hardly anything is seen.
base::Expected<Look> look_at_the_right_scale(const learning::Predictor& network, const image::Grey& picture,
                                             double guess, double least_score) {
  PINNACLE_TRY(auto best, look(network, picture, bounded_scale(picture, guess)));
  const auto boxes = [&](const Look& one) { return confident_boxes(one.seen, least_score); };
  const auto shows_more = [&](const Look& one) {
    return evidence(one.seen, least_score) > evidence(best.seen, least_score);
  };
  if (boxes(best).size() < kEnoughToMeasure) {
    for (const double other : {0.5 * best.scale, 2 * best.scale}) {
      PINNACLE_TRY(auto one, look(network, picture, bounded_scale(picture, other)));
      if (boxes(one).size() >= kEnoughToTry && shows_more(one)) best = std::move(one);
    }
  }
  for (int jump = 0; jump < kMostJumps && boxes(best).size() >= kEnoughToMeasure; ++jump) {
    const double measured = bounded_scale(picture, canonical_scale(boxes(best)));
    const double off = std::max(measured / best.scale, best.scale / measured);
    if (off <= kScaleTolerance) break;
    PINNACLE_TRY(auto one, look(network, picture, measured));
    if (evidence(one.seen, least_score) < kLeastKept * evidence(best.seen, least_score)) break;
    best = std::move(one);
  }
  return best;
}

}  // namespace

std::optional<double> scale_from_picture(const image::Grey& dark_on_white) {
  const auto mask = image::at_most(dark_on_white, image::otsu_threshold(dark_on_white));
  const auto distance = image::distance_to_background(mask);
  std::vector<float> ridge;
  for (int y = 1; y + 1 < distance.height(); ++y) {
    for (int x = 1; x + 1 < distance.width(); ++x) {
      const float d = distance(x, y);
      if (d < 1.5f) continue;
      const bool across = d >= distance(x - 1, y) && d >= distance(x + 1, y);
      const bool down = d >= distance(x, y - 1) && d >= distance(x, y + 1);
      if (across || down) ridge.push_back(d);
    }
  }
  if (ridge.size() < 20) return std::nullopt;
  return kHalfWidthPx / base::median(std::move(ridge));
}

base::Expected<DetectionResult> Detector::detect(const image::Grey& dark_on_white, const DetectionOptions& options) const {
  if (options.um_per_px && !(*options.um_per_px > kLeastUmPerPx && *options.um_per_px < kMostUmPerPx)) {
    return base::unexpected(base::ErrorCode::kUnsupported, "a scale of " + std::to_string(*options.um_per_px) + " um per pixel",
                            {}, "Give the size of a pixel on the slide, usually 0.05 to 0.2 um");
  }
  if (dark_on_white.empty()) return DetectionResult{};
  const double guess = options.um_per_px ? *options.um_per_px / kCanonicalUmPerPx : scale_from_picture(dark_on_white).value_or(1);
  PINNACLE_TRY(auto first, look_at_the_right_scale(network_, dark_on_white, guess, options.least_score));
  DetectionResult result{{}, {}, first.scale};
  PINNACLE_TRY(result.detections, all_views(network_, std::move(first)));
  for (auto& d : result.detections) clip(d, dark_on_white);
  result.candidates = result.detections;
  std::erase_if(result.detections, [&](const auto& d) { return d.score < options.least_score; });
  if (result.detections.size() > static_cast<std::size_t>(options.most_objects)) {
    result.detections.resize(static_cast<std::size_t>(options.most_objects));
  }
  return result;
}

}  // namespace pinnacle::segmentation
