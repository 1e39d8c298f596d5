#include "pinnacle/nn/archive_check.h"

#include <zip.h>

#include <array>
#include <memory>

namespace pinnacle::nn {
namespace {

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

Archive opened(std::span<const std::uint8_t> bytes) {
  zip_error_t ignored;
  zip_error_init(&ignored);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), /*freep=*/0, &ignored);
  auto* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &ignored);
  if (archive == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&ignored);
  return {archive, &zip_discard};
}

/// LibTorch reads nothing of such an entry, and says nothing.
bool is_folder(zip_t* archive, zip_uint64_t index) {
  constexpr zip_uint32_t kFolder = 0x10;
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  return zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0 ||
         (attributes & kFolder) != 0;
}

/// Reads all of an entry: at its end the library compares the CRC.
bool is_entry_as_written(zip_t* archive, zip_uint64_t index) {
  if (is_folder(archive, index)) return false;
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> entry(zip_fopen_index(archive, index, 0),
                                                                 &zip_fclose);
  if (!entry) return false;
  std::array<char, 1 << 16> piece;
  zip_int64_t got = 1;
  while (got > 0) got = zip_fread(entry.get(), piece.data(), piece.size());
  return got == 0;
}

}  // namespace

bool is_as_written(std::span<const std::uint8_t> bytes) {
  const auto archive = opened(bytes);
  if (!archive) return false;
  const auto entries = zip_get_num_entries(archive.get(), 0);
  for (zip_int64_t i = 0; i < entries; ++i) {
    if (!is_entry_as_written(archive.get(), static_cast<zip_uint64_t>(i))) return false;
  }
  return entries > 0;
}

}  // namespace pinnacle::nn
