#include "pinnacle/image/codec.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "pinnacle/image/formats.h"

namespace pinnacle::image {
namespace {

using base::ErrorCode;

bool begins_with(std::span<const std::uint8_t> bytes, std::initializer_list<int> magic) {
  return bytes.size() >= magic.size() &&
         std::equal(magic.begin(), magic.end(), bytes.begin(), [](int a, std::uint8_t b) { return a == b; });
}

/// A file of a format that has one page.
base::Expected<std::vector<Page>> decode_single(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return base::unexpected(ErrorCode::kDamaged, "the file is empty", {}, "Copy it again from where it comes");
  if (begins_with(bytes, {0x89, 'P', 'N', 'G'})) return decode_png(bytes);
  if (begins_with(bytes, {0xff, 0xd8, 0xff})) return decode_jpeg(bytes);
  if (begins_with(bytes, {'B', 'M'})) return decode_bmp(bytes);
  return base::unexpected(ErrorCode::kUnsupported, "this is not a PNG, JPEG, TIFF or BMP image", {},
                          "Export the metaphase from the microscope's program as TIFF or PNG");
}

bool is_tiff(std::span<const std::uint8_t> bytes) {
  return begins_with(bytes, {'I', 'I', 42, 0}) || begins_with(bytes, {'M', 'M', 0, 42}) ||
         begins_with(bytes, {'I', 'I', 43, 0}) || begins_with(bytes, {'M', 'M', 0, 43});
}

}  // namespace

base::Expected<void> check_size(std::int64_t width, std::int64_t height) {
  if (width < 1 || height < 1) return base::unexpected(ErrorCode::kDamaged, "the image has no pixels");
  if (width > kLongestSidePx || height > kLongestSidePx || width * height > kLargestAreaPx) {
    return base::unexpected(ErrorCode::kUnsupported,
                            "the image is " + std::to_string(width) + " x " + std::to_string(height) + " pixels", {},
                            "Crop it to the metaphase: at most " + std::to_string(kLongestSidePx) + " pixels a side and " +
                                std::to_string(kLargestAreaPx / 1'000'000) + " megapixels are read");
  }
  return {};
}

std::optional<double> credible_scale(double um_per_px) {
  // Files often carry the density of a printer; a camera behind an objective lies in this range.
  return um_per_px >= 0.02 && um_per_px <= 0.5 ? std::optional(um_per_px) : std::nullopt;
}

base::Expected<std::vector<base::Expected<Page>>> decode_pages(std::span<const std::uint8_t> bytes) {
  if (is_tiff(bytes)) return decode_tiff(bytes);
  PINNACLE_TRY(auto pages, decode_single(bytes));
  return std::vector<base::Expected<Page>>(std::make_move_iterator(pages.begin()),
                                           std::make_move_iterator(pages.end()));
}

base::Expected<std::vector<Page>> decode(std::span<const std::uint8_t> bytes) {
  PINNACLE_TRY(auto pages, decode_pages(bytes));
  std::vector<Page> whole;
  for (auto& page : pages) {
    if (!page) return base::Unexpected{std::move(page).error()};
    whole.push_back(*std::move(page));
  }
  return whole;
}

base::Expected<Grey> decode_grey8(std::span<const std::uint8_t> bytes) {
  PINNACLE_TRY(const auto pages, decode(bytes));
  const auto& page = pages.front();
  Grey grey(page.grey.width(), page.grey.height());
  const int shift = page.bits - 8;
  std::transform(page.grey.values().begin(), page.grey.values().end(), grey.values().begin(),
                 [shift](std::uint16_t v) { return static_cast<std::uint8_t>(v >> shift); });
  return grey;
}

}  // namespace pinnacle::image
