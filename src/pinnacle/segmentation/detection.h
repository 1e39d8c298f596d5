#ifndef PINNACLE_SEGMENTATION_DETECTION_H_
#define PINNACLE_SEGMENTATION_DETECTION_H_

#include <vector>

#include "pinnacle/base/geometry.h"

namespace pinnacle::segmentation {

/// One object that the detector takes for a chromosome.
struct Detection {
  base::Box box;                    ///< Pixels of the image that was searched.
  double score = 0;                 ///< That this is one chromosome, 0 .. 1.
  std::vector<double> class_probabilities;  ///< The detector's own view of its class; sums to 1.
};

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_DETECTION_H_
