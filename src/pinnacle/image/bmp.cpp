#include "pinnacle/image/formats.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_BMP
#define STBI_NO_STDIO
#define STBI_NO_FAILURE_STRINGS
#include <stb/stb_image.h>

#include <memory>

namespace pinnacle::image {

base::Expected<std::vector<Page>> decode_bmp(std::span<const std::uint8_t> bytes) {
  const auto damaged = base::unexpected(base::ErrorCode::kDamaged, "the BMP is damaged, truncated or of a rare kind", {},
                                        "Save it as PNG or TIFF");
  // The decoder fills what is cut off with black: compare the size that the header states.
  constexpr std::size_t kHeader = 14;
  if (bytes.size() < kHeader) return damaged;
  const auto stated = std::uint32_t{bytes[2]} | std::uint32_t{bytes[3]} << 8 | std::uint32_t{bytes[4]} << 16 | std::uint32_t{bytes[5]} << 24;
  if (stated > bytes.size()) return damaged;
  const int size = static_cast<int>(bytes.size());
  int width = 0, height = 0, channels = 0;
  if (!stbi_info_from_memory(bytes.data(), size, &width, &height, &channels)) return damaged;
  PINNACLE_TRY_VOID(check_size(width, height));
  const std::unique_ptr<stbi_uc, void (*)(void*)> rgb(
      stbi_load_from_memory(bytes.data(), size, &width, &height, &channels, 3), stbi_image_free);
  if (!rgb) return damaged;
  Page page;
  page.grey = Grey16(width, height);
  for (std::size_t i = 0; i < page.grey.size(); ++i) {
    const auto* c = rgb.get() + 3 * i;
    page.grey.values()[i] = luminance(c[0], c[1], c[2]);
  }
  return std::vector<Page>{std::move(page)};
}

}  // namespace pinnacle::image
