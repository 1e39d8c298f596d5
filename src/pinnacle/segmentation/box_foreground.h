#ifndef PINNACLE_SEGMENTATION_BOX_FOREGROUND_H_
#define PINNACLE_SEGMENTATION_BOX_FOREGROUND_H_

#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::segmentation {

/// A box in whole pixels of its image, with a small margin, clipped to the image.
struct Frame {
  int x0 = 0, y0 = 0, x1 = 1, y1 = 1;  ///< x1 and y1 are the first beyond.
  bool contains(int x, int y) const { return x >= x0 && y >= y0 && x < x1 && y < y1; }
  int width() const { return x1 - x0; }
  int height() const { return y1 - y0; }
};

/// How much darker each pixel is than what lies behind the chromosomes, nuclei and uneven light included.
/// @param boxes  Say how large a chromosome is here.
image::Grey ink_over_background(const image::Grey& dark_on_white, const std::vector<base::Box>& boxes);

/// What is dark in each box: by a threshold, so touching neighbours are in it too.
class BoxForegrounds {
 public:
  BoxForegrounds(const image::Grey& dark_on_white, const std::vector<base::Box>& boxes);

  std::size_t size() const { return frames_.size(); }
  const Frame& frame(std::size_t box) const { return frames_[box]; }
  /// In the frame's pixels.
  const image::Mask& mask(std::size_t box) const { return masks_[box]; }
  bool claims(std::size_t box, int x, int y) const {
    const auto& f = frames_[box];
    return f.contains(x, y) && masks_[box](x - f.x0, y - f.y0) != 0;
  }
  /// In how many boxes a pixel of the image is dark.
  int claims(int x, int y) const { return claims_(x, y); }

  template <typename Act>
  void each_pixel(std::size_t box, Act&& act) const {
    const auto& f = frames_[box];
    for (int y = f.y0; y < f.y1; ++y) {
      for (int x = f.x0; x < f.x1; ++x) {
        if (claims(box, x, y)) act(x, y);
      }
    }
  }

 private:
  std::vector<Frame> frames_;
  std::vector<image::Mask> masks_;
  image::Labels claims_;
};

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_BOX_FOREGROUND_H_
