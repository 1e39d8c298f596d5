#ifndef PINNACLE_RENDER_ABNORMALITY_MARKS_H_
#define PINNACLE_RENDER_ABNORMALITY_MARKS_H_

#include <string>
#include <vector>

#include "pinnacle/render/canvas.h"

namespace pinnacle::render {

/// A filled arrow at a chromosome's break.
/// @param tip   At its edge.
/// @param from  Of length 1: on which side of the edge the arrow lies; {1, 0} at the right, so that it
///              points to the left.
void draw_break_arrow(Canvas& canvas, base::Point tip, base::Point from, double length);

/// The letters that stand for a karyogram's abnormal chromosomes, and the key that explains them.
class AbnormalityKey {
 public:
  /// "a", "b", ... "z", "aa", ... in the order in which they are asked for; the same name has the same letter.
  std::string letter_of(const std::string& name);
  bool empty() const { return names_.empty(); }

  /// A line or more for each letter.
  /// @param size  Of the words.
  /// @return      The height that it takes.
  double draw(Canvas& canvas, base::Point at, double width, double size) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_ABNORMALITY_MARKS_H_
