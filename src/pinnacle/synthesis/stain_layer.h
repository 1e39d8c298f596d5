#ifndef PINNACLE_SYNTHESIS_STAIN_LAYER_H_
#define PINNACLE_SYNTHESIS_STAIN_LAYER_H_

#include <vector>

#include "pinnacle/base/random.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/synthesis/form.h"

namespace pinnacle::synthesis {

using Absorbance = image::Raster<float>;

/// Uneven stain and emulsion: a tile of noise around 1 that repeats.
class Grain {
 public:
  Grain(double strength, base::Random& random);
  double at(int x, int y) const { return values_[index(x, y)]; }

 private:
  static constexpr int kSide = 128;
  static std::size_t index(int x, int y) {
    return static_cast<std::size_t>((y & (kSide - 1)) * kSide + (x & (kSide - 1)));
  }
  std::vector<double> values_;
};

/// A part of the field that holds one chromosome.
struct StainLayer {
  int x = 0, y = 0;  ///< Of its upper left corner in the field, in pixels.
  Absorbance stain;
  Absorbance cover;  ///< What the stain would be if it were 1 everywhere, without grain: the form alone.
};

/// A chromosome's absorbance where it lies in a field.
/// @param centre         In pixels of the fine grid.
/// @param width, height  Of the field, in pixels.
StainLayer stain_layer(const Form& form, const Preparation& cell, const Grain& grain, base::Point centre,
                       int width, int height, base::Random& random);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_STAIN_LAYER_H_
