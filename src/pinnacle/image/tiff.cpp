#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "pinnacle/image/formats.h"

namespace pinnacle::image {
namespace {

/// libtiff reads through these from a file that lies in memory.
struct Memory {
  std::span<const std::uint8_t> bytes;
  std::size_t at = 0;
  bool cut_in_a_number = false;  ///< The file ended in the midst of 8 bytes or fewer, as links between pages are.
};

tmsize_t read_some(thandle_t handle, void* target, tmsize_t size) {
  auto& memory = *static_cast<Memory*>(handle);
  const auto left = memory.bytes.size() - std::min(memory.at, memory.bytes.size());
  const auto count = std::min(left, static_cast<std::size_t>(size));
  if (count > 0) std::memcpy(target, memory.bytes.data() + memory.at, count);
  memory.at += count;
  if (count < static_cast<std::size_t>(size) && size <= 8) memory.cut_in_a_number = true;
  return static_cast<tmsize_t>(count);
}

tmsize_t write_none(thandle_t, void*, tmsize_t) { return 0; }

toff_t seek(thandle_t handle, toff_t offset, int whence) {
  auto& memory = *static_cast<Memory*>(handle);
  const auto from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory.at : memory.bytes.size();
  memory.at = from + static_cast<std::size_t>(offset);
  return memory.at;
}

int close_none(thandle_t) { return 0; }
toff_t size_of(thandle_t handle) { return static_cast<Memory*>(handle)->bytes.size(); }

struct Closer {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, Closer>;

base::Unexpected damaged(int page) {
  return base::unexpected(base::ErrorCode::kDamaged, "the TIFF is damaged or truncated", "page " + std::to_string(page + 1),
                          "Export or copy it again");
}

base::Unexpected too_many(int most) {
  return base::unexpected(base::ErrorCode::kUnsupported, "the TIFF has more than " + std::to_string(most) + " pages", {},
                          "Split it into several files");
}

std::optional<double> stated_scale(TIFF* tiff) {
  float density = 0;
  std::uint16_t unit = RESUNIT_INCH;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  if (!TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &density) || !(density > 0)) return std::nullopt;
  if (unit == RESUNIT_INCH) return credible_scale(25400.0 / density);
  if (unit == RESUNIT_CENTIMETER) return credible_scale(10000.0 / density);
  return std::nullopt;
}

/// One 16-bit grey sample a pixel, in strips: what libtiff's converter would cut to 8 bits.
bool is_deep_grey(TIFF* tiff) {
  std::uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISBLACK, format = SAMPLEFORMAT_UINT;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
  return bits == 16 && samples == 1 && format == SAMPLEFORMAT_UINT && !TIFFIsTiled(tiff) &&
         (photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE);
}

bool read_deep(TIFF* tiff, Grey16& grey) {
  std::uint16_t photometric = PHOTOMETRIC_MINISBLACK;
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
  if (TIFFScanlineSize(tiff) != static_cast<tmsize_t>(grey.width()) * 2) return false;
  for (int y = 0; y < grey.height(); ++y) {
    if (TIFFReadScanline(tiff, grey.row(y), static_cast<std::uint32_t>(y)) < 0) return false;
  }
  if (photometric == PHOTOMETRIC_MINISWHITE) {
    for (auto& v : grey.values()) v = static_cast<std::uint16_t>(0xffff - v);
  }
  return true;
}

bool read_colours(TIFF* tiff, Grey16& grey) {
  std::vector<std::uint32_t> colours(grey.size());
  if (!TIFFReadRGBAImageOriented(tiff, static_cast<std::uint32_t>(grey.width()), static_cast<std::uint32_t>(grey.height()),
                                 colours.data(), ORIENTATION_TOPLEFT, 1)) {
    return false;
  }
  std::transform(colours.begin(), colours.end(), grey.values().begin(), [](std::uint32_t c) {
    return luminance(static_cast<int>(TIFFGetR(c)), static_cast<int>(TIFFGetG(c)), static_cast<int>(TIFFGetB(c)));
  });
  return true;
}

base::Expected<Page> read_page(TIFF* tiff, int index) {
  std::uint32_t width = 0, height = 0;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  PINNACLE_TRY_VOID(check_size(width, height));
  Page page;
  page.grey = Grey16(static_cast<int>(width), static_cast<int>(height));
  page.bits = is_deep_grey(tiff) ? 16 : 8;
  page.um_per_px = stated_scale(tiff);
  const bool read = page.bits == 16 ? read_deep(tiff, page.grey) : read_colours(tiff, page.grey);
  if (!read) return damaged(index);
  return page;
}

bool is_thumbnail(TIFF* tiff) {
  std::uint32_t kind = 0;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SUBFILETYPE, &kind);
  return (kind & FILETYPE_REDUCEDIMAGE) != 0;
}

}  // namespace

base::Expected<std::vector<Page>> decode_tiff(std::span<const std::uint8_t> bytes) {
  constexpr int kMostPages = 1000;
  // libtiff prints by default; what is wrong is told by our own error.
  TIFFSetErrorHandler(nullptr);
  TIFFSetWarningHandler(nullptr);
  Memory memory{bytes};
  const Tiff tiff(TIFFClientOpen("memory", "rm", &memory, read_some, write_none, seek, close_none, size_of, nullptr, nullptr));
  if (!tiff) return damaged(0);
  std::vector<Page> pages;
  for (int index = 0;; ++index) {
    if (index == kMostPages) return too_many(kMostPages);
    if (!is_thumbnail(tiff.get())) {
      PINNACLE_TRY(auto page, read_page(tiff.get(), index));
      pages.push_back(std::move(page));
    }
    if (TIFFLastDirectory(tiff.get())) break;
    // A page that is announced and does not come is lost: that is no end of the file.
    if (!TIFFReadDirectory(tiff.get())) return damaged(index + 1);
  }
  // libtiff takes a link that is cut off for the last page's.
  if (memory.cut_in_a_number) return damaged(static_cast<int>(pages.size()));
  if (pages.empty()) return damaged(0);
  return pages;
}

}  // namespace pinnacle::image
