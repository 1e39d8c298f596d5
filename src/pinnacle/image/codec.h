#ifndef PINNACLE_IMAGE_CODEC_H_
#define PINNACLE_IMAGE_CODEC_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::image {

/// One picture of a file, as the camera or the scanner gave it; colours become luminance.
struct Page {
  Grey16 grey;                       ///< Values 0 .. 2^bits - 1.
  int bits = 8;                      ///< 8 or 16.
  std::optional<double> um_per_px;   ///< Where the file states a scale that a microscope can have.
};

/// The longest side and the largest area that are read.
inline constexpr int kLongestSidePx = 16384;
inline constexpr std::int64_t kLargestAreaPx = 100'000'000;

/// Reads a PNG, JPEG, TIFF (each of its pages) or BMP file, told apart by its first bytes.
///
/// @return  At least one page; every page has at least one pixel.
/// @errors  kUnsupported: another format, or too large. kDamaged: truncated or corrupt, be it a single page.
/// @note    Pure, thread-safe.
base::Expected<std::vector<Page>> decode(std::span<const std::uint8_t> bytes);

/// The same page by page: one that cannot be read does not keep the others from it.
/// @return  At least one entry, in the file's order: a page, or why it cannot be read.
/// @errors  As decode(), of a file that cannot be read at all.
base::Expected<std::vector<base::Expected<Page>>> decode_pages(std::span<const std::uint8_t> bytes);

/// The first page of a file as 8-bit grey; 16-bit values keep their upper byte.
base::Expected<Grey> decode_grey8(std::span<const std::uint8_t> bytes);

/// PNG files of 8-bit and 16-bit grey, and of a drawing, which is written quickly rather than small.
std::vector<std::uint8_t> encode_png(const Grey& grey);
std::vector<std::uint8_t> encode_png(const Grey16& grey);
std::vector<std::uint8_t> encode_png(const Colours& drawing);

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_CODEC_H_
