#include <csetjmp>
#include <cstdio>
// jpeglib.h needs stdio's types.
#include <jerror.h>
#include <jpeglib.h>

#include <cmath>

#include "pinnacle/image/formats.h"

namespace pinnacle::image {
namespace {

/// libjpeg's way to fail is to call back and never return: hence the jump.
struct JpegErrors {
  jpeg_error_mgr manager;
  std::jmp_buf way_out;
  char message[JMSG_LENGTH_MAX];
  bool cut_short;
};

[[noreturn]] void on_error(j_common_ptr jpeg) {
  auto* errors = reinterpret_cast<JpegErrors*>(jpeg->err);
  jpeg->err->format_message(jpeg, errors->message);
  std::longjmp(errors->way_out, 1);
}

void on_message(j_common_ptr jpeg, int level) {
  auto* errors = reinterpret_cast<JpegErrors*>(jpeg->err);
  if (level < 0 && jpeg->err->msg_code == JWRN_JPEG_EOF) errors->cut_short = true;
}

enum class Outcome { kDone, kTooLarge, kFailed };

/// Everything that may be jumped out of, with no object that needs a destructor in between.
Outcome read(jpeg_decompress_struct& jpeg, JpegErrors& errors, std::span<const std::uint8_t> bytes,
             std::vector<std::uint8_t>& pixels, int& width, int& height) {
  if (setjmp(errors.way_out)) return Outcome::kFailed;
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, bytes.data(), bytes.size());
  jpeg_read_header(&jpeg, TRUE);
  width = static_cast<int>(jpeg.image_width);
  height = static_cast<int>(jpeg.image_height);
  if (!check_size(width, height)) return Outcome::kTooLarge;
  jpeg.out_color_space = JCS_GRAYSCALE;
  jpeg_start_decompress(&jpeg);
  pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = pixels.data() + static_cast<std::size_t>(jpeg.output_scanline) * static_cast<std::size_t>(width);
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  return Outcome::kDone;
}

}  // namespace

base::Expected<std::vector<Page>> decode_jpeg(std::span<const std::uint8_t> bytes) {
  jpeg_decompress_struct jpeg{};
  JpegErrors errors{};
  jpeg.err = jpeg_std_error(&errors.manager);
  errors.manager.error_exit = on_error;
  errors.manager.emit_message = on_message;
  std::vector<std::uint8_t> pixels;
  int width = 0, height = 0;
  const auto outcome = read(jpeg, errors, bytes, pixels, width, height);
  jpeg_destroy_decompress(&jpeg);
  if (outcome == Outcome::kTooLarge) PINNACLE_TRY_VOID(check_size(width, height));
  if (outcome == Outcome::kFailed) {
    return base::unexpected(base::ErrorCode::kDamaged, std::string("the JPEG is damaged (") + errors.message + ")", {},
                            "Export or copy it again");
  }
  if (errors.cut_short) {
    return base::unexpected(base::ErrorCode::kDamaged, "the JPEG ends before its picture does", {}, "Copy it again");
  }
  Page page;
  page.grey = Grey16(width, height);
  page.grey.values().assign(pixels.begin(), pixels.end());
  return std::vector<Page>{std::move(page)};
}

}  // namespace pinnacle::image
