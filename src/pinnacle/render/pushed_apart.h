#ifndef PINNACLE_RENDER_PUSHED_APART_H_
#define PINNACLE_RENDER_PUSHED_APART_H_

#include <vector>

#include "pinnacle/base/geometry.h"

namespace pinnacle::render {

/// Moves boxes off each other, each a little at a time and the shorter way, within bounds; where there is not
/// room enough some still touch.
/// @note  Pure; boxes that nothing overlaps stay where they are.
std::vector<base::Box> pushed_apart(std::vector<base::Box> boxes, const base::Box& bounds);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_PUSHED_APART_H_
