#include "pinnacle/cli/output_file.h"

#include <unistd.h>

#include "pinnacle/platform/files.h"

namespace pinnacle::cli {

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
  if (::access(folder.empty() ? "." : folder.c_str(), W_OK) != 0) {
    return base::unexpected(base::ErrorCode::kUnwritable, "nothing may be written into this folder",
                            folder.string(), "Name a file elsewhere, or change the folder's permissions");
  }
  return {};
}

base::Expected<void> check_output_file(const std::filesystem::path& file, bool force) {
  PINNACLE_TRY_VOID(check_place(file));
  if (!platform::is_there(file) || force) return {};
  return base::unexpected(base::ErrorCode::kExists, "the file is there already", file.string(),
                          "Name another file, or add --force to write over it");
}

}  // namespace pinnacle::cli
