#ifndef PINNACLE_SEGMENTATION_DETECTION_SAMPLES_H_
#define PINNACLE_SEGMENTATION_DETECTION_SAMPLES_H_

#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::segmentation {

/// A metaphase with the truth a detector learns from.
struct TaughtMetaphase {
  image::Grey grey;  ///< Dark on white.
  std::vector<base::Box> boxes;
  std::vector<int> classes;  ///< One per box, from 0; -1 where it is not known.
};

struct DetectionAugmentation {
  int crop_px = 640;  ///< Side of an example; a multiple of 32.
  double smallest_scale = 0.75, largest_scale = 1.33;  ///< Around the canonical scale.
  double crowded_share = 0.5;  ///< Of the examples: with copies of chromosomes across others.
};

/// Augmented crops of metaphases at the detector's canonical scale.
///
/// Input: ink [1, s, s], 0 = white, 1 = black. Targets at stride 4, h = s / 4, the slots as in DetectionGrid:
/// heat [2, h, h], 1 at a centre; reach to left, top, right, bottom in px [8, h, h]; weight [2, h, h], summing to 1
/// for each object, 0 where nothing is taught; class index [2, h, h], -1 = not known.
class DetectionSamples final : public learning::SampleSource {
 public:
  /// Brings each metaphase to the canonical scale: its mean box becomes DetectionGrid::kMeanLongSidePx long.
  DetectionSamples(std::vector<TaughtMetaphase> metaphases, DetectionAugmentation augmentation);

  std::size_t size() const override { return metaphases_.size(); }
  base::Expected<learning::Sample> sample(std::size_t index, std::uint64_t seed) const override;

 private:
  std::vector<TaughtMetaphase> metaphases_;
  std::vector<std::vector<std::size_t>> alone_;  ///< Of each metaphase: its chromosomes that lie alone.
  DetectionAugmentation augmentation_;
};

/// The factor that brings a cell of these boxes to the detector's canonical scale; 1 if there are none.
double canonical_scale(const std::vector<base::Box>& boxes);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_DETECTION_SAMPLES_H_
