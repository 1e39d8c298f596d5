#include "pinnacle/dataset/image_files.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {

using base::ErrorCode;
namespace fs = std::filesystem;

bool is_image_name(const fs::path& file) {
  constexpr std::array kEndings{".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"};
  auto ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

base::Expected<std::vector<fs::path>> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code fault;
  for (auto entry = fs::directory_iterator(folder, fault); !fault && entry != fs::directory_iterator();
       entry.increment(fault)) {
    if (entry->path().filename().string().front() != '.') entries.push_back(entry->path());
  }
  if (fault == std::errc::no_such_file_or_directory) {
    return base::unexpected(ErrorCode::kNotFound, "there is no such folder", folder.string(),
                            "Check its name");
  }
  if (fault) {
    return base::unexpected(ErrorCode::kUnreadable, "the folder cannot be read (" + fault.message() + ")",
                            folder.string(), "Ask for the permission to read it, or copy it to where you have it");
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

base::Expected<std::vector<fs::path>> images_in(const fs::path& folder) {
  PINNACLE_TRY(auto images, entries_of(folder));
  images.erase(
      std::remove_if(images.begin(), images.end(),
                     [](const auto& entry) { return !is_image_name(entry) || !platform::is_file(entry); }),
      images.end());
  if (images.empty()) {
    return base::unexpected(ErrorCode::kNotFound, "there is no PNG, JPEG, TIFF or BMP image in this folder",
                            folder.string(), "Name the folder that holds the images themselves");
  }
  return images;
}

}  // namespace pinnacle::dataset
