#include <csetjmp>
#include <cstdio>
// jpeglib.h needs stdio's types, jerror.h what jpeglib.h says of arithmetic coding.
#include <jpeglib.h>

#include <jerror.h>

#include <cmath>

#include "pinnacle/image/formats.h"

namespace pinnacle::image {
namespace {

/// libjpeg's way to fail is to call back and never return: hence the jump.
struct JpegErrors {
  jpeg_error_mgr manager;
  std::jmp_buf way_out;
  char message[JMSG_LENGTH_MAX];  ///< Of the error, or of the first warning that tells of lost pixels.
  int first_loss;                 ///< That warning's number; 0: none.
};

/// Warnings after which libjpeg goes on with pixels it has made up. The others are of no harm to the picture: bytes too
/// many before a marker, an unknown revision or colour transform, an odd progression.
bool loses_pixels(int warning) {
  switch (warning) {
    case JWRN_ARITH_BAD_CODE:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC: return true;
    default: return false;
  }
}

[[noreturn]] void on_error(j_common_ptr jpeg) {
  auto* errors = reinterpret_cast<JpegErrors*>(jpeg->err);
  jpeg->err->format_message(jpeg, errors->message);
  std::longjmp(errors->way_out, 1);
}

void on_message(j_common_ptr jpeg, int level) {
  auto* errors = reinterpret_cast<JpegErrors*>(jpeg->err);
  if (level >= 0 || errors->first_loss != 0 || !loses_pixels(jpeg->err->msg_code)) return;
  errors->first_loss = jpeg->err->msg_code;
  jpeg->err->format_message(jpeg, errors->message);
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
  if (errors.first_loss == JWRN_JPEG_EOF) {
    return base::unexpected(base::ErrorCode::kDamaged, "the JPEG ends before its picture does", {}, "Copy it again");
  }
  if (outcome == Outcome::kFailed || errors.first_loss != 0) {
    return base::unexpected(base::ErrorCode::kDamaged, std::string("the JPEG is damaged (") + errors.message + ")", {},
                            "Export or copy it again");
  }
  Page page;
  page.grey = Grey16(width, height);
  page.grey.values().assign(pixels.begin(), pixels.end());
  return std::vector<Page>{std::move(page)};
}

}  // namespace pinnacle::image
