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

base::Unexpected unremoved(const fs::path& file, const std::error_code& fault) {
  return base::unexpected(base::ErrorCode::kUnwritable,
                          "of an earlier data set, cannot be removed: " + fault.message(), file.string(),
                          "Remove it by hand: no table names it any more");
}

/// Links are followed.
bool is_within(const fs::path& file, const fs::path& root) {
  std::error_code fault;
  const auto from_root = fs::weakly_canonical(file, fault).lexically_relative(root);
  return !fault && !from_root.empty() && *from_root.begin() != "..";
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
  return remove_superseded({files.begin(), files.end()});
}

base::Expected<void> Draft::remove_superseded(const std::set<fs::path>& written) const {
  std::error_code ignored, fault;
  const auto root = fs::weakly_canonical(output_, ignored);
  for (const auto& file : superseded_) {
    const auto name = fs::path(file).lexically_normal(), path = output_ / name;
    const bool own = name.is_relative() && platform::is_file(path) && is_within(path, root);
    if (!own || written.contains(name)) continue;
    fs::remove(path, fault);
    if (fault) return unremoved(path, fault);
    for (auto up = name.parent_path(); !up.empty() && fs::is_empty(output_ / up, ignored);
         up = up.parent_path())
      fs::remove(output_ / up, ignored);
  }
  return {};
}

}  // namespace pinnacle::cli
