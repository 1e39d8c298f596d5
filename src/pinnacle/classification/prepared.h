#ifndef PINNACLE_CLASSIFICATION_PREPARED_H_
#define PINNACLE_CLASSIFICATION_PREPARED_H_

#include <array>
#include <string_view>
#include <vector>

#include "pinnacle/image/placed_mask.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/image/straighten.h"
#include "pinnacle/learning/array.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::classification {

/// Size and stain of one straightened chromosome, in pixels of its picture.
struct Measures {
  double length_px = 0;
  double width_px = 0;  ///< Area over length.
  double ink = 0;       ///< Sum over its pixels of 0 (white) to 1 (black).
};

/// @param strip  One pixel a row along the axis, one a column across.
Measures measure(const image::Strip& strip);

/// A chromosome laid out straight at its picture's own scale.
struct Straightened {
  image::Axis axis;    ///< In pixels of the whole picture; no points if the mask is empty.
  image::Strip strip;  ///< First row = the axis's first point.
  image::Grey crop;    ///< As it lies in the picture, white outside its mask.
  Measures measures;
};

/// Takes a chromosome out of a picture along its medial axis.
Straightened straightened(const image::Grey& dark_on_white, const image::PlacedMask& chromosome);

/// The same along an axis that is known already.
/// @param axis  In pixels of the whole picture.
Straightened straightened_along(const image::Grey& dark_on_white, const image::PlacedMask& chromosome,
                                image::Axis axis);

/// What is usual in a cell: the yardstick for each of its chromosomes.
struct CellMeasures {
  double length_px = 0;
  double width_px = 0;
  double ink = 0;         ///< A chromosome's mean sum.
  double ink_per_px = 0;  ///< Over all chromosomes' pixels.
};

/// The means over a cell's chromosomes; zeros if there are none.
CellMeasures mean_of(const std::vector<Measures>& chromosomes);

/// A chromosome as the classifier sees it: stretched to a common length, as wide as it is beside the others of its
/// cell, stained like a common cell; what the stretching hides is told by numbers.
struct PreparedStrip {
  static constexpr int kRows = 128, kColumns = 48, kScalars = 4;

  image::Grey ink;    ///< kColumns x kRows, 0 = background.
  image::Mask mask;   ///< kColumns x kRows.
  std::array<float, kScalars> scalars{};  ///< log of length, width and ink relative to the cell; log of length / width.
  image::Grey crop;  ///< Straightened::crop, for networks that see the chromosome as it lies.
};

/// What a network looks at: the prepared strip, or the chromosome as it lies in the middle of a larger white
/// square.
enum class InputKind { kStrip, kCrop };
inline constexpr int kCropSide = 300;

std::string_view to_string(
    InputKind kind);  ///< "strip", "crop": the values of the setting "input" of a weights file.
/// Strips where the weights do not say.
InputKind input_kind(const learning::ModelInfo& info);

PreparedStrip prepare(const Straightened& chromosome, const CellMeasures& cell);

/// All chromosomes of one cell, each measured by the others.
std::vector<PreparedStrip> prepare_cell(const std::vector<Straightened>& chromosomes);

/// The same chromosome with its other end up.
PreparedStrip turned(const PreparedStrip& strip);

/// The same chromosome seen from the other side of the slide: the same end up, left and right exchanged.
PreparedStrip mirrored(const PreparedStrip& strip);

/// A network's inputs for one chromosome, without a batch axis: strip [2, 128, 48] and scalars [4], or crop
/// [1, 300, 300]; 0 = background, 1 = black.
std::vector<learning::Array> inputs_of(const PreparedStrip& strip, InputKind kind = InputKind::kStrip);

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_PREPARED_H_
