#ifndef PINNACLE_DATASET_DUPLICATES_H_
#define PINNACLE_DATASET_DUPLICATES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "pinnacle/image/lone_object.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::dataset {

/// What a picture shows, small, and nearly the same however it was stored, padded or scaled.
struct Fingerprint {
  static constexpr int kSide = 24;

  std::string digest;  ///< SHA-256 of its size and pixels: the same for the same pixels in another format.
  std::array<std::uint8_t, kSide * kSide> grid{};  ///< A window of the picture stretched onto a square.
  double aspect = 1;                               ///< The window's width over its height.
  double length_px = 0;                            ///< Its longer side.
};

/// Of the whole picture.
Fingerprint fingerprint(const image::Grey& picture);

/// Of its object alone, placed and measured by where its ink lies: no border and no margin counts.
/// @param object  Of that picture.
Fingerprint fingerprint(const image::Grey& picture, const image::LoneObject& object);

/// Two pictures that are one.
struct Alike {
  std::size_t first = 0, second = 0;  ///< Indices, first < second.
  bool exact = false;                 ///< The same pixels.
  double correlation = 1;             ///< Of the grids.
};

/// Finds pictures that stand more than once: exactly, by their digest, and nearly (saved again with losses,
/// scaled, padded), by the correlation of their grids. Of several exact copies
/// each is paired with the first. Pictures that were turned or mirrored are not found.
/// @note Quadratic with a small constant: 23,000 pictures take about two seconds.
std::vector<Alike> find_alike(const std::vector<Fingerprint>& pictures);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_DUPLICATES_H_
