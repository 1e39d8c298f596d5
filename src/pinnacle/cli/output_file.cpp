#include "pinnacle/cli/output_file.h"

namespace pinnacle::cli {

base::Expected<void> check_output_file(const std::filesystem::path& file, bool force) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    return base::unexpected(base::ErrorCode::kExists, "this is a folder, and the answer is a file", file.string(),
                            "Name a file in it");
  }
  if (std::filesystem::exists(file, ignored) && !force) {
    return base::unexpected(base::ErrorCode::kExists, "the file is there already", file.string(),
                            "Name another file, or add --force to write over it");
  }
  const auto folder = file.parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    return base::unexpected(base::ErrorCode::kNotFound, "there is no such folder to write into",
                            folder.string(), "Make it, or name a file elsewhere");
  }
  return {};
}

}  // namespace pinnacle::cli
