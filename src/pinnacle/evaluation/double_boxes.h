#ifndef PINNACLE_EVALUATION_DOUBLE_BOXES_H_
#define PINNACLE_EVALUATION_DOUBLE_BOXES_H_

#include "pinnacle/base/geometry.h"

namespace pinnacle::evaluation {

/// Two true boxes that agree this much are one object that was labelled twice, or two that lie on each other:
/// they count as one or two, as they were found, and either label is right. Of the pairs in gband_metaphases
/// above an IoU of 0.5, those above 0.93 stand apart as a peak of their own.
inline constexpr double kDoubleIou = 0.93;

inline bool are_double(const base::Box& one, const base::Box& other) {
  return base::iou(one, other) >= kDoubleIou;
}

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_DOUBLE_BOXES_H_
