#ifndef PINNACLE_SEGMENTATION_SETTLE_H_
#define PINNACLE_SEGMENTATION_SETTLE_H_

#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/segmentation/detection.h"
#include "pinnacle/segmentation/outline_finder.h"

namespace pinnacle::segmentation {

struct SettleOptions {
  double least_score = 0.3;        ///< A candidate that scores as much is a chromosome unless it is a double.
  double least_weak_score = 0.12;  ///< One that scores less than that, but as much as this, may be one.
  double own_share = 0.6;          ///< Of a weak one's pixels: so much must be in no other outline.
  double weak_certainty = 0.85;    ///< And so certain must its outline be.
  double double_iou = 0.7;         ///< Outlines that agree so well are one object found twice.
};

struct SettledChromosome {
  Detection detection;
  FoundOutline outline;
};

/// Which candidates of a detector are chromosomes, by what their outlines explain.
///
/// Two boxes whose outlines are the same pixels are one object. A candidate that scores too little is a chromosome all the same
/// if its outline is certain and lies where no other one does: dark pixels must belong to something. Its neighbours' outlines are then
/// drawn again, with its box known. How many chromosomes a cell should have is not asked.
///
/// @param candidates  Best score first, as DetectionResult::candidates.
/// @errors            As OutlineFinder::find.
base::Expected<std::vector<SettledChromosome>> settle(const OutlineFinder& finder, const image::Grey& dark_on_white,
                                                      const std::vector<Detection>& candidates, const SettleOptions& options);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_SETTLE_H_
