#include "pinnacle/cli/manifest.h"

#include <algorithm>
#include <map>
#include <set>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/dataset/csv.h"
#include "pinnacle/dataset/image_files.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

/// The file itself, whatever links lead to it.
fs::path true_place(const fs::path& file) {
  std::error_code ignored;
  const auto place = fs::weakly_canonical(file, ignored);
  return ignored ? platform::whole_path(file) : place;
}

Job job_of(const fs::path& file) {
  Job job;
  job.image = file;
  job.given = file.string();
  return job;
}

Job job_with(const fs::path& path, base::Error fault) {
  auto job = job_of(path);
  job.fault = std::move(fault);
  return job;
}

std::vector<Job> jobs_at(const fs::path& path) {
  // A path that may not be looked at counts as a file: reading it tells why.
  std::error_code ignored;
  const auto kind = fs::status(path, ignored).type();
  if (kind == fs::file_type::not_found) {
    return {job_with(
        path, {ErrorCode::kNotFound, "there is no such file or folder", path.string(), "Check its name"})};
  }
  if (kind != fs::file_type::directory) return {job_of(path)};
  const auto files = dataset::images_in(path);
  if (!files) return {job_with(path, files.error())};
  std::vector<Job> jobs;
  for (const auto& file : *files) jobs.push_back(job_of(file));
  return jobs;
}

/// A file's name with so many of the folders before it, and with its ending if that is asked for.
std::string long_name(const fs::path& file, int folders, bool ending) {
  auto name = file.stem().string();
  if (ending && file.has_extension()) name += "_" + file.extension().string().substr(1);
  auto folder = file.parent_path();
  for (int i = 0; i < folders && folder.has_filename(); ++i, folder = folder.parent_path()) {
    name = folder.filename().string() + "_" + name;
  }
  return file_name_of(name);
}

/// The shortest names that tell the files apart, as far as any do.
std::vector<std::string> names_apart(const std::vector<fs::path>& files) {
  const auto deepest = std::max_element(files.begin(), files.end(), [](const auto& a, const auto& b) {
    return std::distance(a.begin(), a.end()) < std::distance(b.begin(), b.end());
  });
  const auto most_folders = static_cast<int>(std::distance(deepest->begin(), deepest->end()));
  for (const bool ending : {false, true}) {
    for (int folders = 0; folders < most_folders; ++folders) {
      std::vector<std::string> names;
      for (const auto& file : files) names.push_back(long_name(file, folders, ending));
      if (std::set<std::string>(names.begin(), names.end()).size() == names.size()) return names;
    }
  }
  return std::vector<std::string>(files.size(), long_name(files.front(), 0, false));
}

}  // namespace

base::Expected<std::vector<Job>> read_manifest(const fs::path& file) {
  PINNACLE_TRY(const auto table, dataset::read_csv_file(file, {"image", "case"}));
  std::vector<Job> jobs;
  std::set<fs::path> seen;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto place = file.string() + ": line " + std::to_string(table.lines[i]);
    const auto value = [&](const char* name) {
      const auto column = table.column(name);
      return column ? table.rows[i][*column] : std::string();
    };
    Job job{fs::path(),        value("image"),   value("case"),
            value("specimen"), value("culture"), value("slide"),
            value("x"),        value("y"),       {}};
    if (job.given.empty() || job.case_name.empty()) {
      return base::unexpected(ErrorCode::kDamaged, "the image or the case has no name", place,
                              "Fill in both");
    }
    job.image = fs::path(job.given).is_absolute() ? fs::path(job.given) : file.parent_path() / job.given;
    if (!platform::is_file(job.image)) {
      job.fault = base::Error{ErrorCode::kNotFound, "there is no image " + job.image.string(), place,
                              "Images are looked for beside the manifest"};
    }
    if (!seen.insert(true_place(job.image)).second) {
      return base::unexpected(ErrorCode::kDamaged, "the image " + job.given + " stands twice", place,
                              "Name each image once");
    }
    jobs.push_back(std::move(job));
  }
  if (jobs.empty()) {
    return base::unexpected(ErrorCode::kDamaged, "the manifest names no image", file.string(),
                            "Write a line for each image below the one that names the columns");
  }
  return jobs;
}

std::vector<Job> jobs_of(const std::vector<fs::path>& images) {
  std::vector<Job> jobs;
  // Links are files of their own: who makes them wants each.
  std::set<fs::path> seen;
  for (const auto& path : images) {
    for (auto& job : jobs_at(path)) {
      if (seen.insert(platform::whole_path(job.image)).second) jobs.push_back(std::move(job));
    }
  }
  return jobs;
}

std::vector<std::string> names_of(const std::vector<Job>& jobs) {
  std::map<std::string, std::vector<std::size_t>> called;
  for (std::size_t i = 0; i < jobs.size(); ++i)
    called[file_name_of(jobs[i].image.stem().string())].push_back(i);
  std::vector<std::string> wanted(jobs.size());
  for (const auto& [name, which] : called) {
    std::vector<fs::path> files;
    for (const auto i : which) files.push_back(platform::whole_path(jobs[i].image));
    const auto apart = names_apart(files);
    for (std::size_t k = 0; k < which.size(); ++k) wanted[which[k]] = apart[k];
  }
  std::set<std::string> taken;
  for (auto& name : wanted) name = unused_name(name, taken);
  return wanted;
}

}  // namespace pinnacle::cli
