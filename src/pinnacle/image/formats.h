#ifndef PINNACLE_IMAGE_FORMATS_H_
#define PINNACLE_IMAGE_FORMATS_H_

#include <optional>
#include <span>
#include <vector>

#include "pinnacle/image/codec.h"

namespace pinnacle::image {

/// One decoder a format, each behind the promises of decode(); of TIFF, which alone has several pages, of
/// decode_pages().
base::Expected<std::vector<Page>> decode_png(std::span<const std::uint8_t> bytes);
base::Expected<std::vector<Page>> decode_jpeg(std::span<const std::uint8_t> bytes);
base::Expected<std::vector<base::Expected<Page>>> decode_tiff(std::span<const std::uint8_t> bytes);
base::Expected<std::vector<Page>> decode_bmp(std::span<const std::uint8_t> bytes);

/// @errors kDamaged: no pixels. kUnsupported: larger than what is read.
base::Expected<void> check_size(std::int64_t width, std::int64_t height);

/// The scale if a microscope's picture can have it.
std::optional<double> credible_scale(double um_per_px);

/// Luminance of 8-bit colours. @source ITU-R BT.601.
inline std::uint8_t luminance(int r, int g, int b) {
  return static_cast<std::uint8_t>((299 * r + 587 * g + 114 * b + 500) / 1000);
}

}  // namespace pinnacle::image

#endif  // PINNACLE_IMAGE_FORMATS_H_
