#include "pinnacle/image/codec.h"

#include <gtest/gtest.h>
#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

namespace pinnacle::image {
namespace {

using Bytes = std::vector<std::uint8_t>;

Grey ramp(int width, int height) {
  Grey grey(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) grey(x, y) = static_cast<std::uint8_t>((3 * x + 5 * y) % 256);
  }
  return grey;
}

/// What libtiff writes: a page for each call of `page`.
Bytes tiff(int pages, const std::function<void(TIFF*, int)>& page) {
  const auto file = std::filesystem::temp_directory_path() / ("pinnacle-codec-" + std::to_string(getpid()) + ".tif");
  TIFF* out = TIFFOpen(file.c_str(), "w");
  for (int i = 0; i < pages; ++i) {
    page(out, i);
    TIFFWriteDirectory(out);
  }
  TIFFClose(out);
  std::ifstream in(file, std::ios::binary);
  Bytes bytes{std::istreambuf_iterator<char>(in), {}};
  std::filesystem::remove(file);
  return bytes;
}

void describe(TIFF* out, int width, int height, int bits, int samples, int photometric) {
  TIFFSetField(out, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(out, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(out, TIFFTAG_BITSPERSAMPLE, bits);
  TIFFSetField(out, TIFFTAG_SAMPLESPERPIXEL, samples);
  TIFFSetField(out, TIFFTAG_PHOTOMETRIC, photometric);
  TIFFSetField(out, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(out, TIFFTAG_ROWSPERSTRIP, 4);
}

template <typename T>
void write_rows(TIFF* out, int height, std::vector<T> row) {
  for (int y = 0; y < height; ++y) TIFFWriteScanline(out, row.data(), static_cast<std::uint32_t>(y), 0);
}

/// A PNG of 4 x 4 pixels, all of that colour.
Bytes colour_png(int r, int g, int b) {
  Bytes pixels;
  for (int i = 0; i < 16; ++i) {
    for (const int v : {r, g, b}) pixels.push_back(static_cast<std::uint8_t>(v));
  }
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  png.width = png.height = 4;
  png.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png);
  Bytes bytes(size);
  EXPECT_TRUE(png_image_write_to_memory(&png, bytes.data(), &size, 0, pixels.data(), 0, nullptr));
  bytes.resize(size);
  return bytes;
}

Bytes jpeg(const Grey& grey) {
  jpeg_compress_struct out{};
  jpeg_error_mgr errors;
  out.err = jpeg_std_error(&errors);
  jpeg_create_compress(&out);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&out, &memory, &size);
  out.image_width = static_cast<JDIMENSION>(grey.width());
  out.image_height = static_cast<JDIMENSION>(grey.height());
  out.input_components = 1;
  out.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults(&out);
  jpeg_start_compress(&out, TRUE);
  for (int y = 0; y < grey.height(); ++y) {
    auto* row = const_cast<std::uint8_t*>(grey.row(y));
    jpeg_write_scanlines(&out, &row, 1);
  }
  jpeg_finish_compress(&out);
  Bytes bytes(memory, memory + size);
  jpeg_destroy_compress(&out);
  std::free(memory);
  return bytes;
}

/// A BMP of 24 bits, rows from the bottom up.
Bytes bmp(int width, int height, std::uint8_t level) {
  const int row = (3 * width + 3) / 4 * 4, size = 54 + row * height;
  Bytes bytes(static_cast<std::size_t>(size), level);
  const auto put = [&](std::size_t at, int value) {
    for (std::size_t k = 0; k < 4; ++k) bytes[at + k] = static_cast<std::uint8_t>(value >> (8 * k));
  };
  bytes[0] = 'B', bytes[1] = 'M';
  put(2, size), put(6, 0), put(10, 54), put(14, 40), put(18, width), put(22, height), put(26, 1 | 24 << 16), put(30, 0), put(34, row * height);
  put(38, 0), put(42, 0), put(46, 0), put(50, 0);
  return bytes;
}

TEST(Decode, ReadsGreyPngsAsTheyWereWritten) {
  const auto grey = ramp(31, 17);
  EXPECT_EQ(*decode_grey8(encode_png(grey)), grey);
  Grey16 deep(5, 4);
  for (std::size_t i = 0; i < deep.size(); ++i) deep.values()[i] = static_cast<std::uint16_t>(1000 + 37 * i);
  const auto pages = decode(encode_png(deep));
  ASSERT_TRUE(pages) << pages.error().text();
  EXPECT_EQ(pages->front().bits, 16);
  EXPECT_EQ(pages->front().grey, deep);
}

TEST(Decode, TurnsColoursIntoLuminance) {
  const auto grey = decode_grey8(colour_png(120, 120, 120));
  ASSERT_TRUE(grey);
  EXPECT_NEAR((*grey)(1, 1), 120, 1);
}

TEST(Encode, KeepsTheColoursOfADrawing) {
  // Red, green and blue are told apart by their luminance.
  for (const Rgb colour : {Rgb{255, 0, 0}, Rgb{0, 255, 0}, Rgb{0, 0, 255}}) {
    Colours drawing(3, 2, {255, 255, 255});
    drawing(1, 1) = colour;
    const auto read = decode_grey8(encode_png(drawing));
    ASSERT_TRUE(read);
    EXPECT_EQ((*read)(1, 1), (*decode_grey8(colour_png(colour.red, colour.green, colour.blue)))(1, 1));
    EXPECT_EQ((*read)(0, 1), 255);
    EXPECT_EQ((*read)(1, 0), 255);
  }
}

TEST(Decode, ReadsEveryPageOfATiff) {
  const auto bytes = tiff(3, [](TIFF* out, int i) {
    describe(out, 9, 6, 16, 1, PHOTOMETRIC_MINISBLACK);
    TIFFSetField(out, TIFFTAG_RESOLUTIONUNIT, RESUNIT_CENTIMETER);
    TIFFSetField(out, TIFFTAG_XRESOLUTION, 100000.0);
    write_rows(out, 6, std::vector<std::uint16_t>(9, static_cast<std::uint16_t>(300 + i)));
  });
  const auto pages = decode(bytes);
  ASSERT_TRUE(pages) << pages.error().text();
  ASSERT_EQ(pages->size(), 3u);
  EXPECT_EQ((*pages)[2].grey(4, 4), 302);
  EXPECT_EQ((*pages)[2].bits, 16);
  EXPECT_NEAR((*pages)[0].um_per_px.value(), 0.1, 1e-6);
}

TEST(DecodePages, ReadsTheGoodPagesBesideABadOne) {
  auto bytes = tiff(3, [](TIFF* out, int i) {
    describe(out, 9, 6, 8, 1, PHOTOMETRIC_MINISBLACK);
    TIFFSetField(out, TIFFTAG_COMPRESSION, i == 1 ? COMPRESSION_ADOBE_DEFLATE : COMPRESSION_NONE);
    write_rows(out, 6, std::vector<std::uint8_t>(9, static_cast<std::uint8_t>(30 + i)));
  });
  // The second page's compressed strips begin with zlib's first two bytes.
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] == 0x78 && bytes[i + 1] == 0x9c) bytes[i] = bytes[i + 1] = 0xff;
  }
  EXPECT_FALSE(decode(bytes));
  const auto pages = decode_pages(bytes);
  ASSERT_TRUE(pages) << pages.error().text();
  ASSERT_EQ(pages->size(), 3u);
  EXPECT_EQ((*pages)[0]->grey(4, 4), 30);
  ASSERT_FALSE((*pages)[1]);
  EXPECT_EQ((*pages)[1].error().place, "page 2");
  EXPECT_EQ((*pages)[2]->grey(4, 4), 32);
}

TEST(DecodePages, GivesOnePageOfAnyOtherFormat) {
  const auto pages = decode_pages(encode_png(ramp(8, 8)));
  ASSERT_TRUE(pages);
  ASSERT_EQ(pages->size(), 1u);
  EXPECT_TRUE(pages->front());
}

TEST(Decode, ReadsEightBitPaletteAndColourTiffs) {
  const auto inverted = tiff(1, [](TIFF* out, int) {
    describe(out, 8, 4, 8, 1, PHOTOMETRIC_MINISWHITE);
    write_rows(out, 4, std::vector<std::uint8_t>(8, 55));
  });
  EXPECT_EQ((*decode_grey8(inverted))(3, 2), 200);
  const auto palette = tiff(1, [](TIFF* out, int) {
    describe(out, 8, 4, 8, 1, PHOTOMETRIC_PALETTE);
    std::vector<std::uint16_t> map(256);
    for (std::size_t i = 0; i < map.size(); ++i) map[i] = static_cast<std::uint16_t>((255 - i) * 257);
    TIFFSetField(out, TIFFTAG_COLORMAP, map.data(), map.data(), map.data());
    write_rows(out, 4, std::vector<std::uint8_t>(8, 10));
  });
  EXPECT_EQ((*decode_grey8(palette))(3, 2), 245);
  const auto colour = tiff(1, [](TIFF* out, int) {
    describe(out, 8, 4, 8, 3, PHOTOMETRIC_RGB);
    write_rows(out, 4, std::vector<std::uint8_t>(24, 77));
  });
  EXPECT_EQ((*decode_grey8(colour))(3, 2), 77);
}

TEST(Decode, ReadsJpegAndBmp) {
  const auto grey = Grey(40, 30, 131);
  EXPECT_NEAR((*decode_grey8(jpeg(grey)))(20, 10), 131, 1);
  const auto picture = decode_grey8(bmp(7, 5, 99));
  ASSERT_TRUE(picture) << picture.error().text();
  EXPECT_EQ(picture->width(), 7);
  EXPECT_EQ((*picture)(6, 4), 99);
}

TEST(Decode, RefusesWhatIsCutShortWhereverItIsCut) {
  const auto noisy = ramp(64, 64);
  const auto deep = tiff(1, [](TIFF* out, int) {
    describe(out, 64, 64, 16, 1, PHOTOMETRIC_MINISBLACK);
    write_rows(out, 64, std::vector<std::uint16_t>(64, 7));
  });
  for (const auto& whole : {encode_png(noisy), jpeg(noisy), deep, bmp(64, 64, 3)}) {
    ASSERT_TRUE(decode(whole));
    for (std::size_t tenth = 0; tenth < 10; ++tenth) {
      const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() * tenth / 10));
      EXPECT_FALSE(decode(part)) << tenth << " tenths of " << whole.size();
    }
  }
}

TEST(Decode, LosesNoPageOfATiffSilently) {
  const auto whole = tiff(3, [](TIFF* out, int i) {
    describe(out, 8, 4, 8, 1, PHOTOMETRIC_MINISBLACK);
    write_rows(out, 4, std::vector<std::uint8_t>(8, static_cast<std::uint8_t>(i)));
  });
  ASSERT_EQ(decode(whole)->size(), 3u);
  for (std::size_t size = 8; size < whole.size(); ++size) {
    const auto pages = decode(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_FALSE(pages) << pages->size() << " pages of " << size << " bytes";
  }
  const auto pages = decode(Bytes(whole.begin(), whole.end() - 40));
  ASSERT_FALSE(pages);
  EXPECT_NE(pages.error().text().find("page 3"), std::string::npos) << pages.error().text();
}

TEST(Decode, RefusesATiffOfTooManyPages) {
  const auto many = tiff(1001, [](TIFF* out, int) {
    describe(out, 1, 1, 8, 1, PHOTOMETRIC_MINISBLACK);
    write_rows(out, 1, std::vector<std::uint8_t>(1, 9));
  });
  const auto pages = decode(many);
  ASSERT_FALSE(pages);
  EXPECT_NE(pages.error().text().find("more than 1000 pages"), std::string::npos) << pages.error().text();
}

TEST(Decode, RefusesAJpegThatLostPixelsButNoneWithBytesTooMany) {
  const auto whole = jpeg(ramp(64, 64));
  const auto middle = whole.begin() + static_cast<std::ptrdiff_t>(whole.size() / 2);
  Bytes gap(whole.begin(), middle);
  gap.insert(gap.end(), whole.end() - 40, whole.end());
  const auto lost = decode(gap);
  ASSERT_FALSE(lost);
  EXPECT_NE(lost.error().text().find("the JPEG is damaged"), std::string::npos) << lost.error().text();
  auto padded = whole;
  padded.insert(padded.end() - 2, 7, std::uint8_t{0});
  const auto pages = decode(padded);
  ASSERT_TRUE(pages) << pages.error().text();
  EXPECT_EQ(pages->front().grey, decode(whole)->front().grey);
}

TEST(Decode, SurvivesFlippedBytes) {
  const auto noisy = ramp(48, 48);
  const auto deep = tiff(1, [](TIFF* out, int) {
    describe(out, 16, 16, 8, 3, PHOTOMETRIC_RGB);
    write_rows(out, 16, std::vector<std::uint8_t>(48, 7));
  });
  for (const auto& whole : {encode_png(noisy), jpeg(noisy), deep, bmp(20, 20, 3)}) {
    for (std::size_t at = 4; at < whole.size(); at += 1 + whole.size() / 300) {
      auto flipped = whole;
      flipped[at] = static_cast<std::uint8_t>(flipped[at] ^ 0xff);
      const auto pages = decode(flipped);
      if (!pages) continue;
      EXPECT_FALSE(pages->front().grey.empty());
    }
  }
}

TEST(Decode, RefusesOtherFilesAndSizesBeyondReason) {
  EXPECT_EQ(decode({}).error().code, base::ErrorCode::kDamaged);
  const std::string words = "this is a letter, no picture";
  EXPECT_EQ(decode(Bytes(words.begin(), words.end())).error().code, base::ErrorCode::kUnsupported);
  auto huge = bmp(8, 8, 0);
  huge[18] = 0x30, huge[19] = 0x75, huge[22] = 0x30, huge[23] = 0x75;  // 30,000 x 30,000.
  const auto refused = decode(huge);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text().find("30000 x 30000"), std::string::npos) << refused.error().text();
}

}  // namespace
}  // namespace pinnacle::image
