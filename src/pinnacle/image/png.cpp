#include <png.h>

#include <cstring>

#include "pinnacle/image/formats.h"

namespace pinnacle::image {
namespace {

/// Frees what libpng holds, however the function ends.
struct PngImage {
  png_image image{};
  PngImage() { image.version = PNG_IMAGE_VERSION; }
  ~PngImage() { png_image_free(&image); }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;
};

std::uint32_t big_endian(const std::uint8_t* at) {
  return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 | at[3];
}

/// The scale of the pHYs chunk; libpng's simple interface does not tell it.
std::optional<double> stated_scale(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kSignature = 8, kFrame = 12;
  std::size_t at = kSignature;
  while (at + kFrame <= bytes.size()) {
    const std::size_t length = big_endian(&bytes[at]);
    const bool is_scale = std::memcmp(&bytes[at + 4], "pHYs", 4) == 0;
    if (std::memcmp(&bytes[at + 4], "IDAT", 4) == 0 || length > bytes.size() - at - kFrame) break;
    if (is_scale && length == 9 && bytes[at + 16] == 1 && big_endian(&bytes[at + 8]) > 0) {
      return credible_scale(1e6 / big_endian(&bytes[at + 8]));
    }
    at += kFrame + length;
  }
  return std::nullopt;
}

template <typename T>
std::vector<std::uint8_t> encoded(const Raster<T>& pixels, png_uint_32 format, png_uint_32 flags) {
  PngImage png;
  png.image.width = static_cast<png_uint_32>(pixels.width());
  png.image.height = static_cast<png_uint_32>(pixels.height());
  png.image.format = format;
  png.image.flags = flags;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png.image);
  std::vector<std::uint8_t> bytes(size);
  PINNACLE_CHECK(
      png_image_write_to_memory(&png.image, bytes.data(), &size, 0, pixels.values().data(), 0, nullptr),
      png.image.message);
  bytes.resize(size);
  return bytes;
}

/// Grey levels of a camera are no sRGB light: they are written as they are.
constexpr png_uint_32 kCameraLevels = PNG_IMAGE_FLAG_COLORSPACE_NOT_sRGB;

}  // namespace

base::Expected<std::vector<Page>> decode_png(std::span<const std::uint8_t> bytes) {
  const auto damaged = [](const png_image& image) {
    return base::unexpected(base::ErrorCode::kDamaged, std::string("the PNG is damaged (") + image.message + ")", {},
                            "Export or copy it again");
  };
  PngImage png;
  if (!png_image_begin_read_from_memory(&png.image, bytes.data(), bytes.size())) return damaged(png.image);
  PINNACLE_TRY_VOID(check_size(png.image.width, png.image.height));
  const bool deep = (png.image.format & PNG_FORMAT_FLAG_LINEAR) != 0;
  png.image.format = deep ? PNG_FORMAT_LINEAR_Y : PNG_FORMAT_GRAY;
  const png_color white{255, 255, 255};
  Page page;
  page.bits = deep ? 16 : 8;
  page.grey = Grey16(static_cast<int>(png.image.width), static_cast<int>(png.image.height), 0xffff);
  page.um_per_px = stated_scale(bytes);
  if (deep) {
    if (!png_image_finish_read(&png.image, nullptr, page.grey.values().data(), 0, nullptr)) return damaged(png.image);
  } else {
    std::vector<std::uint8_t> grey(page.grey.size());
    if (!png_image_finish_read(&png.image, &white, grey.data(), 0, nullptr)) return damaged(png.image);
    page.grey.values().assign(grey.begin(), grey.end());
  }
  return std::vector<Page>{std::move(page)};
}

std::vector<std::uint8_t> encode_png(const Grey& grey) {
  return encoded(grey, PNG_FORMAT_GRAY, kCameraLevels);
}

std::vector<std::uint8_t> encode_png(const Grey16& grey) {
  return encoded(grey, PNG_FORMAT_LINEAR_Y, kCameraLevels);
}

std::vector<std::uint8_t> encode_png(const Colours& drawing) {
  return encoded(drawing, PNG_FORMAT_RGB, PNG_IMAGE_FLAG_FAST);
}

}  // namespace pinnacle::image
