#include "pinnacle/dataset/class_folders.h"

#include <regex>

#include "pinnacle/dataset/csv.h"
#include "pinnacle/dataset/image_files.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

/// Takes a part out of file names.
class NamePattern {
 public:
  static base::Expected<NamePattern> of(const std::string& expression, const std::string& option) {
    NamePattern pattern;
    if (expression.empty()) return pattern;
    try {
      pattern.expression_.emplace(expression);
    } catch (const std::regex_error& fault) {
      return base::unexpected(ErrorCode::kInvalidArgument,
                              "'" + expression + "' is no regular expression (" + fault.what() + ")", option,
                              "Put brackets around what is wanted of the file's name, as in ^(.{6})");
    }
    if (pattern.expression_->mark_count() == 0) {
      return base::unexpected(ErrorCode::kInvalidArgument, "'" + expression + "' has no group", option,
                              "Put brackets around what is wanted of the file's name, as in ^(.{6})");
    }
    return pattern;
  }

  /// Empty if nothing is asked for; nothing if the name does not match.
  std::optional<std::string> in(const std::string& name) const {
    if (!expression_) return std::string();
    std::smatch match;
    if (!std::regex_search(name, match, *expression_) || match[1].length() == 0) return std::nullopt;
    return match[1].str();
  }

 private:
  std::optional<std::regex> expression_;
};

struct NamePatterns {
  NamePattern patient, cell;
};

void gather(const fs::path& file, const std::string& label, const NamePatterns& patterns,
            GatheredImages& gathered) {
  const auto name = file.filename().string();
  const auto patient = patterns.patient.in(name), cell = patterns.cell.in(name);
  if (patient && cell) {
    gathered.images.push_back({file, label, *cell, *patient, std::nullopt});
    return;
  }
  gathered.bad.push_back(
      {ErrorCode::kDamaged,
       std::string("its name does not match ") + (patient ? "--cell-from" : "--patient-from"), file.string(),
       "Rename it, or change the expression"});
}

}  // namespace

base::Expected<GatheredImages> gather_class_folders(const fs::path& folder,
                                                    const ClassFolderOptions& options) {
  NamePatterns patterns;
  PINNACLE_TRY(patterns.patient, NamePattern::of(options.patient_from, "--patient-from"));
  PINNACLE_TRY(patterns.cell, NamePattern::of(options.cell_from, "--cell-from"));
  PINNACLE_TRY(const auto entries, entries_of(folder));
  GatheredImages gathered;
  auto unused = options.labels;
  for (const auto& entry : entries) {
    if (!platform::is_folder(entry)) continue;
    const auto name = entry.filename().string();
    const auto named = options.labels.find(name);
    unused.erase(name);
    const auto images = images_in(entry);
    if (!images) {
      gathered.bad.push_back(images.error());
      continue;
    }
    for (const auto& file : *images) {
      gather(file, named == options.labels.end() ? name : named->second, patterns, gathered);
    }
  }
  if (!unused.empty()) {
    return base::unexpected(ErrorCode::kNotFound,
                            "there is no class folder '" + unused.begin()->first + "' as the labels name it",
                            folder.string(), "Write folders as they are named");
  }
  if (gathered.images.empty() && gathered.bad.empty()) {
    return base::unexpected(ErrorCode::kNotFound,
                            "there is neither a table nor annotations.json nor a class folder",
                            folder.string(), "Name the folder in which each class has a folder of its own");
  }
  return gathered;
}

base::Expected<std::map<std::string, std::string>> read_folder_labels(const fs::path& file) {
  PINNACLE_TRY(const auto table, read_csv_file(file, {"folder", "label"}));
  const auto folder = *table.column("folder"), label = *table.column("label");
  std::map<std::string, std::string> labels;
  for (const auto& row : table.rows) {
    if (row[folder].empty() || row[label].empty() || !labels.emplace(row[folder], row[label]).second) {
      return base::unexpected(ErrorCode::kDamaged,
                              "the folder or the label is empty, or the folder stands twice",
                              file.string() + ": folder '" + row[folder] + "'", "Give each folder one label");
    }
  }
  return labels;
}

base::Expected<void> part_unreadable(GatheredImages& gathered, base::Progress& progress) {
  std::vector<LabelledImage> readable;
  progress.begin("Reading images", gathered.images.size());
  for (std::size_t i = 0; i < gathered.images.size(); ++i) {
    if (progress.stop_requested())
      return base::unexpected(ErrorCode::kCancelled, "stopped while reading images");
    const auto picture = read_picture(gathered.images[i].file);
    if (picture) {
      readable.push_back(std::move(gathered.images[i]));
    } else {
      gathered.bad.push_back(picture.error());
    }
    progress.update(i + 1, {});
  }
  gathered.images = std::move(readable);
  return {};
}

}  // namespace pinnacle::dataset
