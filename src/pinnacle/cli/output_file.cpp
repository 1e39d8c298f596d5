#include "pinnacle/cli/output_file.h"

#include <unistd.h>

#include "pinnacle/platform/files.h"

namespace pinnacle::cli {

namespace {

/// @param folder  Empty: the working folder.
base::Expected<void> check_writable(const std::filesystem::path& folder) {
  if (::access(folder.empty() ? "." : folder.c_str(), W_OK) == 0) return {};
  return base::unexpected(base::ErrorCode::kUnwritable, "nothing may be written into this folder",
                          folder.string(), "Write elsewhere, or change the folder's permissions");
}

}  // namespace

base::Expected<void> check_place(const std::filesystem::path& file) {
  if (platform::is_folder(file)) {
    return base::unexpected(base::ErrorCode::kExists, "this is a folder, and the answer is a file", file.string(),
                            "Name a file in it");
  }
  const auto folder = file.parent_path();
  if (!folder.empty() && !platform::is_folder(folder)) {
    return base::unexpected(base::ErrorCode::kNotFound, "there is no such folder to write into",
                            folder.string(), "Make it, or name a file elsewhere");
  }
  return check_writable(folder);
}

base::Expected<void> check_output_folder(const std::filesystem::path& folder) {
  // What is there of the way to it.
  auto place = platform::whole_path(folder);
  while (!platform::is_there(place) && place.has_relative_path()) place = place.parent_path();
  if (platform::is_folder(place)) return check_writable(place);
  return base::unexpected(base::ErrorCode::kExists, "this is a file, where a folder is to be written into",
                          place.string(), "Name another folder");
}

base::Expected<void> check_output_file(const std::filesystem::path& file, bool force) {
  PINNACLE_TRY_VOID(check_place(file));
  if (!platform::is_there(file) || force) return {};
  return base::unexpected(base::ErrorCode::kExists, "the file is there already", file.string(),
                          "Name another file, or add --force to write over it");
}

}  // namespace pinnacle::cli
