#ifndef PINNACLE_SEGMENTATION_DETECTOR_H_
#define PINNACLE_SEGMENTATION_DETECTOR_H_

#include <optional>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/learning/engine.h"
#include "pinnacle/segmentation/detection.h"

namespace pinnacle::segmentation {

/// What a pixel of a metaphase can measure on the slide.
inline constexpr double kLeastUmPerPx = 0.005, kMostUmPerPx = 5;

struct DetectionOptions {
  std::optional<double> um_per_px;  ///< The picture's own scale if it is known; else found from the picture.
  double least_score = 0.3;         ///< What scores less is not an object.
  int most_objects = 300;           ///< The best-scoring ones are kept.
};

struct DetectionResult {
  std::vector<Detection> detections;  ///< In pixels of the given image, best score first.
  std::vector<Detection> candidates;  ///< Also those that score less, for an evaluation.
  double scale = 1;                   ///< Network pixels per image pixel that was settled on.
};

/// Finds the chromosomes of a metaphase with a trained network.
class Detector {
 public:
  /// @param network  A "centre_detector"; must outlive the detector.
  explicit Detector(const learning::Predictor& network) : network_(network) {}

  /// @param dark_on_white  Any size; it is searched at the network's scale, in overlapping tiles if it is large.
  /// @errors kInvalidArgument: the network is not a detector. kUnsupported: um_per_px that makes no sense.
  /// @note   Thread-safe. Empty if nothing is found.
  base::Expected<DetectionResult> detect(const image::Grey& dark_on_white, const DetectionOptions& options) const;

 private:
  const learning::Predictor& network_;
};

/// Guesses network pixels per image pixel from the width of what is dark, without any network.
/// @return Nothing if there is nothing of a chromosome's shape in the picture.
std::optional<double> scale_from_picture(const image::Grey& dark_on_white);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_DETECTOR_H_
