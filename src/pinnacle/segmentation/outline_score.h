#ifndef PINNACLE_SEGMENTATION_OUTLINE_SCORE_H_
#define PINNACLE_SEGMENTATION_OUTLINE_SCORE_H_

#include "pinnacle/base/expected.h"
#include "pinnacle/image/placed_mask.h"
#include "pinnacle/learning/engine.h"
#include "pinnacle/segmentation/outline_samples.h"

namespace pinnacle::segmentation {

/// Intersection over union of two objects of one image; 0 if both are empty.
double iou(const image::PlacedMask& a, const image::PlacedMask& b);

/// The same where the truth is known: pixels that nobody knows count for neither.
double iou(const image::PlacedMask& found, const TaughtOutline& truth);

/// Of one view from OutlineSamples: what the network says of it against its mask.
/// @errors As Predictor::predict.
base::Expected<double> view_iou(const learning::Predictor& network, const learning::Sample& view);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_OUTLINE_SCORE_H_
