#include "pinnacle/nn/archive_check.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace pinnacle::nn {
namespace {

using Bytes = std::span<const std::uint8_t>;

/// A number of `length` bytes, the lowest first; the bytes must be there.
std::uint32_t number(Bytes bytes, std::size_t at, int length) {
  std::uint32_t value = 0;
  for (int i = length - 1; i >= 0; --i) value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
  return value;
}

/// The part of the bytes that begins there; nothing where they are fewer.
std::optional<Bytes> part(Bytes bytes, std::size_t at, std::size_t length) {
  if (at > bytes.size() || length > bytes.size() - at) return std::nullopt;
  return bytes.subspan(at, length);
}

/// The record of that length and signature; nothing where there is none.
std::optional<Bytes> record(Bytes archive, std::size_t at, std::size_t length, std::uint32_t signature) {
  const auto found = part(archive, at, length);
  return found && number(*found, 0, 4) == signature ? found : std::nullopt;
}

// Records of a zip file and the places in them (APPNOTE.TXT 4.3).
constexpr std::size_t kEndLength = 22, kEntryLength = 46, kHeaderLength = 30;
constexpr std::uint32_t kEndSignature = 0x06054b50, kEntrySignature = 0x02014b50, kHeaderSignature = 0x04034b50;

/// The record that ends the archive and tells where its directory is; a comment may follow it.
std::optional<Bytes> end_of(Bytes archive) {
  constexpr std::size_t kLongestComment = 0xFFFF;
  for (std::size_t back = kEndLength; back <= std::min(archive.size(), kEndLength + kLongestComment); ++back) {
    if (const auto end = record(archive, archive.size() - back, kEndLength, kEndSignature)) return end;
  }
  return std::nullopt;
}

/// @param before  Of the bytes before these.
std::uint32_t crc_of(Bytes bytes, std::uint32_t before) {
  return static_cast<std::uint32_t>(crc32_z(before, bytes.data(), bytes.size()));
}

/// The CRC-32 of what bytes were deflated from; nothing where they are damaged.
std::optional<std::uint32_t> crc_of_inflated(Bytes packed) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return std::nullopt;
  stream.next_in = const_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  std::array<std::uint8_t, 1 << 14> piece;
  std::uint32_t crc = 0;
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = piece.data();
    stream.avail_out = piece.size();
    state = inflate(&stream, Z_NO_FLUSH);
    crc = crc_of(Bytes(piece.data(), piece.size() - stream.avail_out), crc);
  }
  inflateEnd(&stream);
  return state == Z_STREAM_END ? std::optional(crc) : std::nullopt;
}

/// @param entry  Of the archive's directory.
bool is_entry_as_written(Bytes archive, Bytes entry) {
  constexpr std::uint32_t kStored = 0, kDeflated = 8;
  const auto method = number(entry, 10, 2), crc = number(entry, 16, 4), at = number(entry, 42, 4);
  const auto header = record(archive, at, kHeaderLength, kHeaderSignature);
  if (!header) return false;
  const auto name_length = number(*header, 26, 2), extra_length = number(*header, 28, 2);
  const auto content = part(archive, at + kHeaderLength + name_length + extra_length, number(entry, 20, 4));
  if (!content) return false;
  if (method == kDeflated) return crc_of_inflated(*content) == crc;
  return method == kStored && crc_of(*content, 0) == crc;
}

}  // namespace

bool is_as_written(Bytes archive) {
  const auto end = end_of(archive);
  if (!end) return false;
  std::size_t at = number(*end, 16, 4);
  for (auto left = number(*end, 10, 2); left > 0; --left) {
    const auto entry = record(archive, at, kEntryLength, kEntrySignature);
    if (!entry || !is_entry_as_written(archive, *entry)) return false;
    at += kEntryLength + number(*entry, 28, 2) + number(*entry, 30, 2) + number(*entry, 32, 2);
  }
  return true;
}

}  // namespace pinnacle::nn
