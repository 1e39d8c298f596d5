#include "pinnacle/render/heat_picture.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::render {
namespace {

constexpr double kMargin = 14, kTitle = 16, kNote = 11, kLeastWidth = 300, kHigh = 320;
constexpr Ink kFor{0.90, 0.42, 0.00, 1}, kAgainst{0.05, 0.35, 0.75, 1};
constexpr double kStrongest = 0.75;

}  // namespace

Bytes heat_picture(const image::Grey& picture, const image::Raster<float>& heat, const std::string& title,
                   const std::string& note) {
  PINNACLE_CHECK(heat.width() == picture.width() && heat.height() == picture.height(),
                 "a heat for each pixel");
  const double scale =
      std::max(1.0, std::floor(kHigh / std::max(1, std::max(picture.height(), picture.width()))));
  const double wide = picture.width() * scale, high = picture.height() * scale;
  const double width = std::max(kLeastWidth, 2 * wide + 3 * kMargin),
               top = 2 * kMargin + kTitle + 2.6 * kNote;
  float strongest = 0;
  for (const float v : heat.values()) strongest = std::max(strongest, std::abs(v));
  return Canvas::png(width, top + high + kMargin, [&](Canvas& canvas) {
    canvas.text({kMargin, kMargin}, title, {.size = kTitle, .bold = true, .max_width = width - 2 * kMargin});
    canvas.text({kMargin, kMargin + 1.4 * kTitle}, note,
                {.size = kNote, .ink = kMuted, .max_width = width - 2 * kMargin, .max_lines = 2});
    const Sprite sprite(picture);
    // A sprite is placed by the middle of a pixel; this is its upper left corner.
    for (const double left : {kMargin, 2 * kMargin + wide})
      canvas.sprite(sprite, {-0.5, -0.5}, {left, top}, 0, scale);
    for (int y = 0; y < heat.height() && strongest > 0; ++y) {
      for (int x = 0; x < heat.width(); ++x) {
        if (heat(x, y) == 0) continue;
        auto ink = heat(x, y) > 0 ? kFor : kAgainst;
        ink.a = kStrongest * std::abs(heat(x, y)) / strongest;
        canvas.rectangle({2 * kMargin + wide + x * scale, top + y * scale, scale, scale}, ink);
      }
    }
  });
}

}  // namespace pinnacle::render
