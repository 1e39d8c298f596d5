#include "pinnacle/segmentation/settle.h"

#include <algorithm>

#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/outline_score.h"

namespace pinnacle::segmentation {
namespace {

std::vector<base::Box> boxes_of(const std::vector<Detection>& detections) {
  std::vector<base::Box> boxes;
  for (const auto& d : detections) boxes.push_back(d.box);
  return boxes;
}

std::vector<base::Box> boxes_of(const std::vector<SettledChromosome>& chromosomes) {
  std::vector<base::Box> boxes;
  for (const auto& c : chromosomes) boxes.push_back(c.detection.box);
  return boxes;
}

/// In how many outlines each pixel of the picture lies.
class Cover {
 public:
  Cover(int width, int height) : depth_(width, height) {}

  void add(const image::PlacedMask& object) {
    for (int y = 0; y < object.mask.height(); ++y) {
      for (int x = 0; x < object.mask.width(); ++x) depth_(object.x + x, object.y + y) += object.mask(x, y) != 0;
    }
  }

  /// Of the object's pixels, the share that lies in no outline.
  double free_share(const image::PlacedMask& object) const {
    double all = 0, free = 0;
    for (int y = 0; y < object.mask.height(); ++y) {
      for (int x = 0; x < object.mask.width(); ++x) {
        if (object.mask(x, y) == 0) continue;
        ++all;
        free += depth_(object.x + x, object.y + y) == 0;
      }
    }
    return all > 0 ? free / all : 0;
  }

 private:
  image::Labels depth_;
};

bool is_double(const SettledChromosome& one, const std::vector<SettledChromosome>& accepted, double double_iou) {
  return std::any_of(accepted.begin(), accepted.end(), [&](const auto& other) {
    return base::intersection_area(one.detection.box, other.detection.box) > 0 && iou(one.outline.mask, other.outline.mask) > double_iou;
  });
}

/// Draws the outlines again of those whose box one of the newly found ones touches.
base::Expected<void> draw_again(const OutlineFinder& finder, const image::Grey& picture, std::vector<SettledChromosome>& chromosomes,
                                std::size_t first_new) {
  const auto boxes = boxes_of(chromosomes);
  std::vector<std::size_t> touched;
  std::vector<base::Box> asked;
  for (std::size_t i = 0; i < first_new; ++i) {
    const bool near = std::any_of(boxes.begin() + static_cast<std::ptrdiff_t>(first_new), boxes.end(),
                                  [&](const auto& box) { return base::intersection_area(box, boxes[i]) > 0; });
    if (near) touched.push_back(i), asked.push_back(boxes[i]);
  }
  PINNACLE_TRY(auto outlines, finder.find(picture, asked, boxes));
  for (std::size_t k = 0; k < touched.size(); ++k) chromosomes[touched[k]].outline = std::move(outlines[k]);
  return {};
}

}  // namespace

base::Expected<std::vector<SettledChromosome>> settle(const OutlineFinder& finder, const image::Grey& dark_on_white,
                                                      const std::vector<Detection>& candidates, const SettleOptions& options) {
  std::vector<Detection> strong, weak;
  for (const auto& d : candidates) {
    if (d.score >= options.least_score) {
      strong.push_back(d);
    } else if (d.score >= options.least_weak_score) {
      weak.push_back(d);
    }
  }
  PINNACLE_TRY(auto strong_outlines, finder.find(dark_on_white, boxes_of(strong), boxes_of(strong)));
  std::vector<SettledChromosome> chromosomes;
  Cover cover(dark_on_white.width(), dark_on_white.height());
  for (std::size_t i = 0; i < strong.size(); ++i) {
    SettledChromosome one{std::move(strong[i]), std::move(strong_outlines[i])};
    if (is_double(one, chromosomes, options.double_iou)) continue;
    cover.add(one.outline.mask);
    chromosomes.push_back(std::move(one));
  }
  const std::size_t first_new = chromosomes.size();
  if (first_new == 0) return chromosomes;
  PINNACLE_TRY(auto weak_outlines, finder.find(dark_on_white, boxes_of(weak), boxes_of(chromosomes)));
  for (std::size_t i = 0; i < weak.size(); ++i) {
    auto& outline = weak_outlines[i];
    if (outline.certainty < options.weak_certainty || cover.free_share(outline.mask) < options.own_share) continue;
    cover.add(outline.mask);
    chromosomes.push_back({std::move(weak[i]), std::move(outline)});
  }
  PINNACLE_TRY_VOID(draw_again(finder, dark_on_white, chromosomes, first_new));
  return chromosomes;
}

}  // namespace pinnacle::segmentation
