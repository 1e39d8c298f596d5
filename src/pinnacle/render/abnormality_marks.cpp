#include "pinnacle/render/abnormality_marks.h"

#include <algorithm>

namespace pinnacle::render {
namespace {

std::string letters(std::size_t index) {
  std::string text;
  for (++index; index > 0; index = (index - 1) / 26)
    text.insert(text.begin(), static_cast<char>('a' + (index - 1) % 26));
  return text;
}

}  // namespace

void draw_break_arrow(Canvas& canvas, base::Point tip, base::Point from, double length) {
  const auto back = tip + from * length, half = base::Point{-from.y, from.x} * (length / 2);
  canvas.area({tip, back - half, back + half}, kBlack);
}

std::string AbnormalityKey::letter_of(const std::string& name) {
  const auto known = std::find(names_.begin(), names_.end(), name);
  const auto index = static_cast<std::size_t>(known - names_.begin());
  if (known == names_.end()) names_.push_back(name);
  return letters(index);
}

double AbnormalityKey::draw(Canvas& canvas, base::Point at, double width, double size) const {
  const double indent = 2.2 * size, top = at.y;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    canvas.text(at, letters(i), {.size = size, .bold = true});
    at.y +=
        0.25 * size + canvas.text({at.x + indent, at.y}, names_[i],
                                  {.size = size, .max_width = width - indent, .max_lines = 3, .iscn = true});
  }
  return at.y - top;
}

}  // namespace pinnacle::render
