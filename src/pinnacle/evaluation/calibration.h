#ifndef PINNACLE_EVALUATION_CALIBRATION_H_
#define PINNACLE_EVALUATION_CALIBRATION_H_

#include <vector>

#include "pinnacle/evaluation/ranking.h"

namespace pinnacle::evaluation {

enum class Binning {
  kEqualWidth,  ///< Bins as wide as each other: what the literature states, and what a diagram shows.
  kEqualMass,   ///< Bins of equally many items: sees more where a good model has nearly all of its items,
                ///< near 1.
};

/// Bins of the reliability diagram and of the calibration errors.
inline constexpr int kCalibrationBins = 15;

/// The items of one stretch of confidence.
struct CalibrationBin {
  double low = 0,
         high = 0;  ///< The stretch; of bins of equal mass the lowest and the highest confidence in it.
  double count = 0;
  double confidence = 0;                       ///< The mean confidence.
  double accuracy = 0;                         ///< The share that is right; should equal the confidence.
  double accuracy_low = 0, accuracy_high = 0;  ///< Its 95 % interval (Wilson; items taken as independent).
};

/// @param confidence  Of the answers; equal ones come into the same bin.
/// @param right       Whether each answer is right.
/// @return            The bins that hold something, from the lowest confidence up. Equal width: (low, high].
/// @source            Guo et al. 2017 (equal width, 15 bins); Nixon et al. 2019 (equal mass).
std::vector<CalibrationBin> calibration_bins(const Ranking& confidence, const std::vector<bool>& right,
                                             const Weights& weights, Binning binning,
                                             int bins = kCalibrationBins);

/// The expected calibration error: the mean distance between confidence and accuracy, each bin by its count.
/// @return NaN without items.
double calibration_error(const std::vector<CalibrationBin>& bins);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_CALIBRATION_H_
