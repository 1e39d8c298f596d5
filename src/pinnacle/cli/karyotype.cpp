#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/manifest.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/karyotyping/cell_json.h"
#include "pinnacle/karyotyping/karyotyper.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using cytogenetics::CaseCell;

struct KaryotypeArguments {
  std::vector<fs::path> images;
  fs::path output, manifest;
  ModelArguments models;
  karyotyping::KaryotypingOptions options;
  int jobs = 0;
  bool force = false, json = false;
};

/// What came of one image: its cells, or why there are none.
struct Outcome {
  std::vector<CaseCell> cells;
  std::vector<image::Grey> pictures;
  std::optional<base::Error> error;
};

/// Names for the cells of one page: its own, then NAME-2, NAME-3, ... without those that are another image's.
class CellNames {
 public:
  CellNames(std::string first, const std::set<std::string>& image_names) : first_(std::move(first)), image_names_(image_names) {}

  std::string next() {
    if (++number_ == 1) return first_;
    auto name = first_ + "-" + std::to_string(number_);
    return image_names_.contains(name) ? next() : name;
  }

 private:
  std::string first_;
  const std::set<std::string>& image_names_;
  int number_ = 0;
};

base::Expected<void> prepare_output(const fs::path& folder, bool force) {
  std::error_code ignored;
  if (fs::exists(folder, ignored) && !fs::is_directory(folder, ignored)) {
    return base::unexpected(ErrorCode::kExists, "the output is a file, not a folder", folder.string(), "Name a folder");
  }
  if (fs::exists(folder / "cells", ignored) && !force) {
    return base::unexpected(ErrorCode::kExists, "the folder holds results already", folder.string(),
                            "Name another folder, or add --force to write over them");
  }
  PINNACLE_TRY_VOID(make_folder(folder / "cells"));
  return make_folder(folder / "cases");
}

/// Names for the cells' folders that no two images share.
std::vector<std::string> names_of(const std::vector<Job>& jobs) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const auto& job : jobs) {
    const auto wanted = file_name_of(job.image.stem().string());
    auto name = wanted;
    for (int n = 2; !taken.insert(name).second; ++n) name = wanted + "-" + std::to_string(n);
    names.push_back(name);
  }
  return names;
}

/// Draws a cell and writes its files.
base::Expected<void> write_cell(const fs::path& folder, cytogenetics::Cell& cell, const image::Grey& picture,
                                double seconds_before) {
  const auto started = std::chrono::steady_clock::now();
  PINNACLE_TRY_VOID(make_folder(folder));
  PINNACLE_TRY_VOID(write_pictures(folder, cell, picture));
  cell.seconds = seconds_before + std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return platform::write_text(folder / "cell.json", karyotyping::to_json(cell));
}

base::Expected<void> karyotype_page(const karyotyping::Karyotyper& karyotyper, const KaryotypeArguments& arguments,
                                    const Job& job, const image::Page& page, CellNames& names, int index, Outcome& outcome) {
  const auto started = std::chrono::steady_clock::now();
  auto karyotyped = karyotyper.karyotype_field(page, arguments.options);
  if (!karyotyped) return base::Unexpected{std::move(karyotyped).error().at(job.given)};
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  for (auto& result : *karyotyped) {
    auto& cell = result.cell;
    cell.image = job.given;
    cell.page = index;
    auto picture = std::move(result.picture.grey);
    const auto name = names.next();
    PINNACLE_TRY_VOID(write_cell(arguments.output / "cells" / name, cell, picture, seconds / static_cast<double>(karyotyped->size())));
    outcome.cells.push_back({std::move(cell), name, job.specimen, job.culture, job.slide, job.x, job.y});
    outcome.pictures.push_back(std::move(picture));
  }
  return {};
}

base::Expected<void> karyotype_image(const karyotyping::Karyotyper& karyotyper, const KaryotypeArguments& arguments,
                                     const Job& job, const std::string& name, const std::set<std::string>& image_names, Outcome& outcome) {
  PINNACLE_TRY(const auto pages, read_pages(job.image));
  for (std::size_t i = 0; i < pages.size(); ++i) {
    CellNames names(pages.size() == 1 ? name : name + "-page" + std::to_string(i + 1), image_names);
    PINNACLE_TRY_VOID(karyotype_page(karyotyper, arguments, job, pages[i], names, static_cast<int>(i), outcome));
  }
  return {};
}

/// Runs the jobs on several threads; an image that fails does not keep the others from being done.
std::vector<Outcome> run_all(const karyotyping::Karyotyper& karyotyper, const KaryotypeArguments& arguments,
                             const std::vector<Job>& jobs, base::Progress& progress) {
  const auto names = names_of(jobs);
  const std::set<std::string> image_names(names.begin(), names.end());
  std::vector<Outcome> outcomes(jobs.size());
  std::atomic<std::size_t> next{0}, done{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs.size() && !progress.stop_requested(); i = next++) {
      auto result = karyotype_image(karyotyper, arguments, jobs[i], names[i], image_names, outcomes[i]);
      if (!result) {
        outcomes[i].error = std::move(result).error();
        outcomes[i].cells.clear();
        outcomes[i].pictures.clear();
        progress.say("pinnacle: " + outcomes[i].error->text());
      }
      progress.update(++done, jobs[i].given);
    }
  };
  progress.begin("Karyotyping", jobs.size());
  std::vector<std::thread> threads;
  for (int t = 1; t < arguments.jobs; ++t) threads.emplace_back(work);
  work();
  for (auto& thread : threads) thread.join();
  return outcomes;
}

base::Expected<void> write_cases(const fs::path& folder, const std::vector<Job>& jobs, std::vector<Outcome>& outcomes) {
  std::map<std::string, std::pair<cytogenetics::Case, std::vector<image::Grey>>> cases;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto& [one, pictures] = cases[jobs[i].case_name];
    one.name = jobs[i].case_name;
    std::move(outcomes[i].cells.begin(), outcomes[i].cells.end(), std::back_inserter(one.cells));
    std::move(outcomes[i].pictures.begin(), outcomes[i].pictures.end(), std::back_inserter(pictures));
  }
  std::set<std::string> taken;
  for (const auto& [name, entry] : cases) {
    if (entry.first.cells.empty()) continue;
    auto file = file_name_of(name);
    while (!taken.insert(file).second) file += "_";
    PINNACLE_TRY_VOID(write_worksheet(folder / "cases", file, entry.first, entry.second));
  }
  return {};
}

void print_cells(const std::vector<Outcome>& outcomes) {
  for (const auto& outcome : outcomes) {
    for (const auto& entry : outcome.cells) {
      const auto uncertain = std::count_if(entry.cell.chromosomes.begin(), entry.cell.chromosomes.end(), [](const auto& c) { return c.uncertain; });
      std::printf("%-24s %3d  %-24s %2td uncertain  %.1f s\n", entry.name.c_str(), entry.cell.count(),
                  entry.cell.count() == 0 ? "no metaphase found" : entry.cell.composition.value_or("composition not given").c_str(), uncertain, entry.cell.seconds);
    }
  }
}

base::Expected<ExitCode> karyotype(KaryotypeArguments arguments) {
  if (arguments.images.empty() == arguments.manifest.empty()) {
    return base::unexpected(ErrorCode::kInvalidArgument, "give images or --manifest, one of them", "karyotype");
  }
  PINNACLE_TRY(const auto jobs, arguments.manifest.empty() ? jobs_of(arguments.images) : read_manifest(arguments.manifest));
  if (arguments.jobs == 0) arguments.jobs = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  arguments.jobs = std::min(arguments.jobs, static_cast<int>(jobs.size()));
  PINNACLE_TRY_VOID(prepare_output(arguments.output, arguments.force));
  // One image is worked on by all cores, several by a core each.
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  PINNACLE_TRY(const auto models, load_models(arguments.models, std::max(1, cores / arguments.jobs)));
  const karyotyping::Karyotyper karyotyper(models.networks());
  std::vector<Outcome> outcomes;
  bool stopped = false;
  {
    TerminalProgress progress;
    outcomes = run_all(karyotyper, arguments, jobs, progress);
    stopped = progress.stop_requested();
  }
  print_cells(outcomes);
  const auto failed = std::count_if(outcomes.begin(), outcomes.end(), [](const auto& o) { return o.error.has_value(); });
  const bool cannot_write = std::any_of(outcomes.begin(), outcomes.end(), [](const auto& o) {
    return o.error && o.error->code == ErrorCode::kUnreadable;
  });
  PINNACLE_TRY_VOID(write_cases(arguments.output, jobs, outcomes));
  if (stopped) return base::unexpected(ErrorCode::kCancelled, "stopped; the cells that were finished are in " + arguments.output.string());
  if (failed > 0) std::fprintf(stderr, "pinnacle: %td of %zu images could not be karyotyped\n", failed, jobs.size());
  return cannot_write ? kFailed : failed > 0 ? kBadInput : kDone;
}

}  // namespace

void add_karyotype(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("karyotype", "Metaphase images in, karyograms out");
  const auto arguments = std::make_shared<KaryotypeArguments>();
  command->add_option("IMAGE", arguments->images, "PNG, JPEG, TIFF or BMP images, or folders of them");
  command->add_option("-o,--output", arguments->output, "Folder for the results")->required();
  command->add_option("--manifest", arguments->manifest, "CSV with the columns image and case (specimen, culture, slide, x, y)");
  command->add_option("--um-per-px", arguments->options.um_per_px, "Size of a pixel on the slide (found from the picture otherwise)");
  command->add_option("--jobs", arguments->jobs, "Images at a time (default: one a core)")->check(CLI::Range(1, 256));
  command->add_flag("--force", arguments->force, "Write over results that are there");
  add_model_options(*command, arguments->models);
  command->footer(
      "Example:\n  pinnacle karyotype metaphase.tif -o results\n  pinnacle karyotype --manifest slide.csv -o results --jobs 4\n"
      "Writes cells/NAME/{karyogram.png, karyogram.svg, metaphase.png, cell.json} and cases/NAME.{html,pdf}.\n"
      "Of an image with several metaphases the further ones are cells/NAME-2, NAME-3, ... from left to right.\n"
      "Exit code 3: an image could not be read; the others were done.");
  command->callback([arguments, &work] { work = [arguments] { return karyotype(*arguments); }; });
}

}  // namespace pinnacle::cli
