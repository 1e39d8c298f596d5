#include "pinnacle/nn/event_file.h"

#include <unistd.h>

#include <array>
#include <bit>
#include <chrono>

namespace pinnacle::nn {
namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "records are written as they lie in memory");

std::array<std::uint32_t, 256> crc_table() {
  constexpr std::uint32_t kCastagnoli = 0x82f63b78;  // Its bits in reverse.
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    auto value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) != 0 ? kCastagnoli : 0);
    table[i] = value;
  }
  return table;
}

template <typename T>
std::string raw(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::uint32_t masked_crc(std::string_view bytes) {
  const auto crc = crc32c(bytes);
  return ((crc >> 15) | (crc << 17)) + 0xa282ead8u;
}

// Protocol buffers: a field is its number and wire type, then its value.
enum Wire : std::uint64_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

std::string varint(std::uint64_t value) {
  std::string out;
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>((value & 0x7f) | 0x80));
  out.push_back(static_cast<char>(value));
  return out;
}

std::string key(std::uint64_t field, Wire wire) { return varint(field << 3 | wire); }

std::string bytes_field(std::uint64_t field, std::string_view value) {
  return key(field, kBytes) + varint(value.size()) + std::string(value);
}

double now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string version_event(double wall_time) {
  return key(1, kFixed64) + raw(wall_time) + bytes_field(3, "brain.Event:2");
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
  static const auto table = crc_table();
  std::uint32_t crc = ~0u;
  for (const char c : bytes) crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc >> 8);
  return ~crc;
}

std::string event_record(std::string_view data) {
  const auto length = raw(static_cast<std::uint64_t>(data.size()));
  return length + raw(masked_crc(length)) + std::string(data) + raw(masked_crc(data));
}

std::string scalar_event(double wall_time, std::int64_t step, const std::map<std::string, double>& figures) {
  std::string summary;
  for (const auto& [name, value] : figures) {
    summary += bytes_field(1, bytes_field(1, name) + key(2, kFixed32) + raw(static_cast<float>(value)));
  }
  return key(1, kFixed64) + raw(wall_time) + key(2, kVarint) + varint(static_cast<std::uint64_t>(step)) +
         bytes_field(5, summary);
}

base::Expected<EventFile> EventFile::create(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  const double time = now();
  const auto path = folder / ("events.out.tfevents." + std::to_string(static_cast<std::int64_t>(time)) + "." +
                              host.data() + "." + std::to_string(getpid()));
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!file) {
    return base::unexpected(base::ErrorCode::kUnwritable, "the event file cannot be made", path.string(),
                            "Name a folder that can be written");
  }
  file << event_record(version_event(time)) << std::flush;
  return EventFile(std::move(file));
}

void EventFile::add(std::int64_t step, const std::map<std::string, double>& figures) {
  file_ << event_record(scalar_event(now(), step, figures)) << std::flush;
}

}  // namespace pinnacle::nn
