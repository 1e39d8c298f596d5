#ifndef PINNACLE_SEGMENTATION_VIEWS_H_
#define PINNACLE_SEGMENTATION_VIEWS_H_

#include <cstddef>
#include <functional>

#include "pinnacle/learning/array.h"

namespace pinnacle::segmentation {

/// A way in which a picture is shown to a network: as it is, or mirrored along either side or both. Four views
/// together see more than one.
struct View {
  bool flip_x, flip_y;
};
inline constexpr View kUpright{false, false};
inline constexpr View kOtherViews[] = {{true, false}, {false, true}, {true, true}};

/// Pictures [n, maps, height, width], mirrored as the view asks; doing it twice gives them back.
learning::Array mirrored(const learning::Array& pictures, View view);

/// The same, where mirrored maps change their roles.
/// @param source  Which map of each picture becomes map k of the mirrored one.
learning::Array mirrored(const learning::Array& pictures, View view,
                         const std::function<std::size_t(std::size_t k)>& source);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_VIEWS_H_
