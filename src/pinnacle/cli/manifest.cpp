#include "pinnacle/cli/manifest.h"

#include <set>

#include "pinnacle/dataset/csv.h"
#include "pinnacle/dataset/image_files.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {

using base::ErrorCode;
namespace fs = std::filesystem;

base::Expected<std::vector<Job>> read_manifest(const fs::path& file) {
  PINNACLE_TRY(const auto table, dataset::read_csv_file(file, {"image", "case"}));
  std::vector<Job> jobs;
  std::set<fs::path> seen;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto place = file.string() + ": row " + std::to_string(i + 1) + " after the first line";
    const auto value = [&](const char* name) {
      const auto column = table.column(name);
      return column ? table.rows[i][*column] : std::string();
    };
    Job job{fs::path(), value("image"), value("case"), value("specimen"), value("culture"), value("slide"), value("x"), value("y")};
    if (job.given.empty() || job.case_name.empty()) {
      return base::unexpected(ErrorCode::kDamaged, "the image or the case has no name", place, "Fill in both");
    }
    job.image = fs::path(job.given).is_absolute() ? fs::path(job.given) : file.parent_path() / job.given;
    if (!fs::is_regular_file(job.image)) {
      return base::unexpected(ErrorCode::kNotFound, "there is no image " + job.image.string(), place,
                              "Images are looked for beside the manifest");
    }
    if (!seen.insert(fs::weakly_canonical(job.image)).second) {
      return base::unexpected(ErrorCode::kDamaged, "the image " + job.given + " stands twice", place, "Name each image once");
    }
    jobs.push_back(std::move(job));
  }
  if (jobs.empty()) return base::unexpected(ErrorCode::kDamaged, "the manifest names no image", file.string());
  return jobs;
}

base::Expected<std::vector<Job>> jobs_of(const std::vector<fs::path>& images) {
  std::vector<Job> jobs;
  for (const auto& path : images) {
    std::vector<fs::path> files{path};
    // A path that may not be looked at counts as a file: reading it tells why.
    std::error_code ignored;
    const auto kind = fs::status(path, ignored).type();
    if (kind == fs::file_type::directory) {
      PINNACLE_TRY(files, dataset::images_in(path));
    } else if (kind == fs::file_type::not_found) {
      return base::unexpected(ErrorCode::kNotFound, "there is no such file or folder", path.string(), "Check its name");
    }
    for (const auto& file : files) jobs.push_back({file, file.string(), "", "", "", "", "", ""});
  }
  return jobs;
}

}  // namespace pinnacle::cli
