#include "pinnacle/cli/outline_tally.h"

#include <cmath>

#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/outline_score.h"

namespace pinnacle::cli {
namespace {

using image::PlacedMask;

constexpr double kLeastIou = 0.5;

double share(double part, double whole) { return whole > 0 ? part / whole : std::nan(""); }

bool lies_mostly_in(const PlacedMask& object, const image::Mask& region) {
  double area = 0, inside = 0;
  for (int y = object.y; y < object.y + object.mask.height(); ++y) {
    for (int x = object.x; x < object.x + object.mask.width(); ++x) {
      if (!object.has(x, y)) continue;
      ++area;
      inside += region.contains(x, y) && region(x, y) != 0;
    }
  }
  return inside > 0.5 * area;
}

}  // namespace

double SharedPixels::iou() const { return share(both, either); }

FoundMasks masks_of(const cytogenetics::Cell& cell) {
  FoundMasks found;
  for (const auto& c : cell.chromosomes) {
    found.masks.push_back(image::filled(c.outline, cell.width, cell.height));
    found.scores.push_back(c.found_probability);
  }
  return found;
}

MaskMatches& MaskMatches::operator+=(const MaskMatches& other) {
  hits.insert(hits.end(), other.hits.begin(), other.hits.end());
  true_objects += other.true_objects, matched += other.matched, iou_sum += other.iou_sum;
  return *this;
}

MaskMatches match_masks(const FoundMasks& found, const std::vector<PlacedMask>& wanted,
                        const image::Mask& unclear) {
  const auto overlap = [&](std::size_t i, std::size_t t) {
    return segmentation::iou(found.masks[i], wanted[t]);
  };
  const auto answers = evaluation::match(found.scores, wanted.size(), overlap, kLeastIou);
  MaskMatches matches;
  matches.true_objects = static_cast<double>(wanted.size());
  for (std::size_t i = 0; i < found.masks.size(); ++i) {
    if (answers[i] < 0) {
      if (!lies_mostly_in(found.masks[i], unclear)) matches.hits.push_back({found.scores[i], false});
      continue;
    }
    matches.hits.push_back({found.scores[i], true});
    ++matches.matched;
    matches.iou_sum += overlap(i, static_cast<std::size_t>(answers[i]));
  }
  return matches;
}

std::vector<evaluation::Figure> figures_of(const MaskMatches& m) {
  return {
      {"mask AP50", m.true_objects > 0 ? evaluation::average_precision(m.hits, m.true_objects) : std::nan(""),
       0, 0, evaluation::Unit::kScore},
      {"mask recall", share(m.matched, m.true_objects), 0, 0},
      {"mask precision", share(m.matched, static_cast<double>(m.hits.size())), 0, 0},
      {"mean IoU of matched masks", share(m.iou_sum, m.matched), 0, 0, evaluation::Unit::kScore}};
}

image::Raster<std::uint8_t> depth_of(const std::vector<PlacedMask>& masks, int width, int height) {
  image::Raster<std::uint8_t> depth(width, height);
  for (const auto& one : masks) {
    for (int y = 0; y < one.mask.height(); ++y) {
      for (int x = 0; x < one.mask.width(); ++x) {
        if (one.mask(x, y) == 0 || !depth.contains(one.x + x, one.y + y)) continue;
        auto& here = depth(one.x + x, one.y + y);
        if (here < 255) ++here;
      }
    }
  }
  return depth;
}

}  // namespace pinnacle::cli
