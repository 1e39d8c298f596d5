#ifndef PINNACLE_PLATFORM_FILES_H_
#define PINNACLE_PLATFORM_FILES_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::platform {

using Bytes = std::vector<std::uint8_t>;

/// What lies at a path, links followed. What cannot be looked at, for want of permission or in a ring of links, is not
/// there: who reads it learns why.
bool is_there(const std::filesystem::path& path);
bool is_file(const std::filesystem::path& path);
bool is_folder(const std::filesystem::path& path);

/// Whether two paths lead to one file or folder, links followed; also to one that is not there yet.
bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other);

/// The path from the root, without dots on the way; as it is where there is no working folder.
std::filesystem::path whole_path(const std::filesystem::path& path);

/// @param most_bytes  A larger file is refused before it is read.
/// @errors kNotFound: no such file. kUnreadable: a folder, a pipe or a device, no permission, a read error.
///         kUnsupported: too large.
base::Expected<Bytes> read_file(const std::filesystem::path& path, std::size_t most_bytes);

/// Writes a file whole or not at all: beside its place first, then renamed over it.
/// @errors kNotFound: its folder does not exist. kUnwritable: no permission, a full disk, a write error;
///         nothing is left behind and an older file of that name stays as it was.
base::Expected<void> write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);
base::Expected<void> write_text(const std::filesystem::path& path, std::string_view text);

}  // namespace pinnacle::platform

#endif  // PINNACLE_PLATFORM_FILES_H_
