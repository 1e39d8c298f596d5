#include "pinnacle/cli/draft.h"

#include <algorithm>
#include <iterator>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

base::Unexpected misplaced(const fs::path& file, const std::error_code& fault) {
  return base::unexpected(base::ErrorCode::kUnwritable, "cannot be written: " + fault.message(), file.string(),
                          "Name another folder");
}

}  // namespace

Draft::Draft(const fs::path& output) : output_(output), folder_(output / "drawing.part") {}

Draft::~Draft() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  if (is_new_ && fs::is_empty(output_, ignored)) fs::remove(output_, ignored);
}

base::Expected<void> Draft::begin() {
  std::error_code ignored;
  is_new_ = !fs::exists(output_, ignored);
  // One that was killed may have left its own.
  fs::remove_all(folder_, ignored);
  return make_folder(folder_);
}

base::Expected<void> Draft::publish(const std::vector<std::string>& truth) const {
  std::error_code fault;
  for (const auto& name : truth) {
    fs::remove(output_ / name, fault);
    if (fault) return misplaced(output_ / name, fault);
  }
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator entry(folder_, fault), end; entry != end; entry.increment(fault)) {
    const auto name = entry->path().lexically_relative(folder_);
    if (platform::is_folder(entry->path())) {
      PINNACLE_TRY_VOID(make_folder(output_ / name));
    } else if (std::find(truth.begin(), truth.end(), name.string()) == truth.end()) {
      files.push_back(name);
    }
  }
  if (fault) return misplaced(folder_, fault);
  std::copy_if(truth.begin(), truth.end(), std::back_inserter(files),
               [this](const auto& name) { return platform::is_there(folder_ / name); });
  for (const auto& name : files) {
    fs::rename(folder_ / name, output_ / name, fault);
    if (fault) return misplaced(output_ / name, fault);
  }
  return {};
}

}  // namespace pinnacle::cli
