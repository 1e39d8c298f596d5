#ifndef PINNACLE_SEGMENTATION_CROWDING_H_
#define PINNACLE_SEGMENTATION_CROWDING_H_

#include <cstddef>
#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/base/random.h"
#include "pinnacle/segmentation/detection_samples.h"

namespace pinnacle::segmentation {

/// The boxes that no other box touches: what is dark in them is one chromosome's.
std::vector<std::size_t> lying_alone(const std::vector<base::Box>& boxes);

/// The metaphase with a few copies of its chromosomes put across others or beside them, for most of what a
/// detector misses lies so. Copies are mirrored and turned by quarter turns; their stain adds up or covers.
///
/// @param alone  Of its boxes; where it is empty nothing is added.
/// @source Ghiasi et al. 2021, copies as augmentation.
TaughtMetaphase crowded(TaughtMetaphase metaphase, const std::vector<std::size_t>& alone,
                        base::Random& random);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_CROWDING_H_
