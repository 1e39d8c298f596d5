#ifndef PINNACLE_SEGMENTATION_CELLS_IN_FIELD_H_
#define PINNACLE_SEGMENTATION_CELLS_IN_FIELD_H_

#include <cstddef>
#include <vector>

#include "pinnacle/base/geometry.h"

namespace pinnacle::segmentation {

/// Tells the metaphases of one picture apart by the empty field between them.
///
/// Chromosomes are linked to their nearest neighbours; where the longest gap leaves two groups that may each
/// be a cell, they are two. A cell that lies scattered must not fall apart: a group of 20 to 35 needs a gap
/// of 2.5 mean chromosome lengths, groups of 36 and more one of 0.6, either twice as wide as the loosest
/// tenth of the other gaps, and fewer than 20 never make a cell of their own. The number of objects is not
/// changed and no number is preferred.
///
/// @param chromosomes  Boxes of all objects of the picture.
/// @return  Each cell's objects as indices, ascending; cells from left to right. One cell if nothing parts
/// them, none if
///          there are no objects.
/// @note    Pure, thread-safe. O(n^2) for each cell.
/// @source  Gower and Ross 1969 (single linkage by the minimum spanning tree); the limits by measuring on
/// true boxes
///          (docs/experiments.md).
std::vector<std::vector<std::size_t>> cells_in_field(const std::vector<base::Box>& chromosomes);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_CELLS_IN_FIELD_H_
