#ifndef PINNACLE_SEGMENTATION_DETECTION_GRID_H_
#define PINNACLE_SEGMENTATION_DETECTION_GRID_H_

namespace pinnacle::segmentation {

/// The agreement between the detection network, its training examples and its reader.
struct DetectionGrid {
  static constexpr int kStridePx = 4;         ///< Pixels of the network's input per place of its output.
  static constexpr int kSidesMultipleOf = 32; ///< Both sides of the input.
  static constexpr int kSlots = 2;            ///< 0: boxes at least as wide as high; 1: the others.
  static constexpr double kReachUnitPx = 16;  ///< A reach of e^0 in the output, in input pixels.
  /// Mean longer side of a cell's boxes in the network's input: the scale it was trained at.
  static constexpr double kMeanLongSidePx = 80;
};

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_DETECTION_GRID_H_
