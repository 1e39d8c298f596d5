#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "pinnacle/base/guarded.h"
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

/// What came of one image: the cells of its good pages, and why there are no more.
struct Outcome {
  std::vector<CaseCell> cells;
  std::vector<image::Grey> pictures;
  std::vector<base::Error> errors;
};

base::Expected<void> check_output(const fs::path& folder, bool force) {
  std::error_code ignored;
  if (fs::exists(folder, ignored) && !fs::is_directory(folder, ignored)) {
    return base::unexpected(ErrorCode::kExists, "the output is a file, not a folder", folder.string(), "Name a folder");
  }
  const bool holds_cells = fs::exists(folder / "cells", ignored) && !fs::is_empty(folder / "cells", ignored);
  if (holds_cells && !force) {
    return base::unexpected(ErrorCode::kExists, "the folder holds results already", folder.string(),
                            "Name another folder, or add --force to write over them");
  }
  return {};
}

/// How the run's cells are called: fixed before the first is done, so that names do not hang on which thread is faster.
class CellNames {
 public:
  explicit CellNames(const std::vector<Job>& jobs) {
    for (const auto& job : jobs) {
      of_image_.push_back(unused_name(job.image.stem().string(), taken_));
      case_of_.push_back(job.case_name.empty() ? of_image_.back() : job.case_name);
    }
  }

  const std::string& of_image(std::size_t job) const { return of_image_[job]; }
  /// An image that is a case by itself gives the case its name, which no other image has.
  const std::string& case_of(std::size_t job) const { return case_of_[job]; }
  /// @param page  From 0, of a file of several pages.
  std::string of_page(std::size_t job, std::size_t page) const {
    auto name = of_image_[job] + "-page" + std::to_string(page + 1);
    while (taken_.contains(name)) name += "_";
    return name;
  }

 private:
  std::set<std::string> taken_;
  std::vector<std::string> of_image_, case_of_;
};

base::Expected<CaseCell> karyotype_page(const karyotyping::Karyotyper& karyotyper, const KaryotypeArguments& arguments,
                                        const Job& job, const image::Page& page, const std::string& name, int index,
                                        image::Grey& picture) {
  const auto started = std::chrono::steady_clock::now();
  PINNACLE_TRY(auto result, karyotyper.karyotype(page, arguments.options));
  auto& cell = result.cell;
  cell.image = job.given;
  cell.page = index;
  picture = std::move(result.picture.grey);
  const auto folder = arguments.output / "cells" / name;
  PINNACLE_TRY_VOID(write_pictures(folder, cell, picture));
  cell.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  PINNACLE_TRY_VOID(platform::write_text(folder / "cell.json", karyotyping::to_json(cell)));
  return CaseCell{std::move(cell), name, job.specimen, job.culture, job.slide, job.x, job.y};
}

/// The cells of an image; a page that fails does not keep the others from being done.
base::Expected<void> karyotype_image(const karyotyping::Karyotyper& karyotyper, const KaryotypeArguments& arguments,
                                     const std::vector<Job>& jobs, std::size_t number, const CellNames& names, Outcome& outcome) {
  const auto& job = jobs[number];
  PINNACLE_TRY(const auto pages, read_each_page(job.image));
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const bool alone = pages.size() == 1;
    image::Grey picture;
    auto cell = base::guarded([&]() -> base::Expected<CaseCell> {
      if (!pages[i]) return base::Unexpected{pages[i].error()};
      const auto name = alone ? names.of_image(number) : names.of_page(number, i);
      return karyotype_page(karyotyper, arguments, job, *pages[i], name, static_cast<int>(i), picture);
    });
    if (cell) {
      outcome.cells.push_back(*std::move(cell));
      outcome.pictures.push_back(std::move(picture));
      continue;
    }
    auto error = std::move(cell).error();
    if (error.place.empty()) error.place = alone ? job.given : job.given + ": page " + std::to_string(i + 1);
    outcome.errors.push_back(std::move(error));
  }
  return {};
}

/// Runs the jobs on several threads; an image that fails does not keep the others from being done.
std::vector<Outcome> run_all(const karyotyping::Karyotyper& karyotyper, const KaryotypeArguments& arguments,
                             const std::vector<Job>& jobs, const CellNames& names, base::Progress& progress) {
  std::vector<Outcome> outcomes(jobs.size());
  std::atomic<std::size_t> next{0}, done{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs.size() && !progress.stop_requested(); i = next++) {
      auto result = base::guarded([&] { return karyotype_image(karyotyper, arguments, jobs, i, names, outcomes[i]); });
      if (!result) outcomes[i].errors.push_back(std::move(result).error());
      for (const auto& error : outcomes[i].errors) progress.say("pinnacle: " + error.text());
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

base::Expected<void> write_cases(const fs::path& folder, const CellNames& names, std::vector<Outcome>& outcomes) {
  std::map<std::string, std::pair<cytogenetics::Case, std::vector<image::Grey>>> cases;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    auto& [one, pictures] = cases[names.case_of(i)];
    one.name = names.case_of(i);
    std::move(outcomes[i].cells.begin(), outcomes[i].cells.end(), std::back_inserter(one.cells));
    std::move(outcomes[i].pictures.begin(), outcomes[i].pictures.end(), std::back_inserter(pictures));
  }
  std::set<std::string> taken;
  for (const auto& [name, entry] : cases) {
    if (entry.first.cells.empty()) continue;
    PINNACLE_TRY_VOID(write_worksheet(folder / "cases", unused_name(name, taken), entry.first, entry.second));
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
  PINNACLE_TRY_VOID(check_output(arguments.output, arguments.force));
  // One image is worked on by all cores, several by a core each.
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  PINNACLE_TRY(const auto models, load_models(arguments.models, std::max(1, cores / arguments.jobs)));
  // Folders are made when nothing stands in the way any more: a start that fails leaves none behind.
  PINNACLE_TRY_VOID(make_folder(arguments.output / "cells"));
  PINNACLE_TRY_VOID(make_folder(arguments.output / "cases"));
  const karyotyping::Karyotyper karyotyper(models.networks());
  const CellNames names(jobs);
  std::vector<Outcome> outcomes;
  bool stopped = false;
  {
    TerminalProgress progress;
    outcomes = run_all(karyotyper, arguments, jobs, names, progress);
    stopped = progress.stop_requested();
  }
  print_cells(outcomes);
  const auto failed = std::count_if(outcomes.begin(), outcomes.end(), [](const auto& o) { return !o.errors.empty(); });
  // Where it is not the images' fault the run has failed.
  const bool broken = std::any_of(outcomes.begin(), outcomes.end(), [](const auto& outcome) {
    return std::any_of(outcome.errors.begin(), outcome.errors.end(), [](const auto& error) { return exit_code(error) == kFailed; });
  });
  PINNACLE_TRY_VOID(write_cases(arguments.output, names, outcomes));
  if (stopped) return base::unexpected(ErrorCode::kCancelled, "stopped; the cells that were finished are in " + arguments.output.string());
  if (failed > 0) std::fprintf(stderr, "pinnacle: %td of %zu images could not be karyotyped, or not each of their pages\n", failed, jobs.size());
  return broken ? kFailed : failed > 0 ? kBadInput : kDone;
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
      "Exit code 3: an image or a page of it could not be read; the others were done.");
  command->callback([arguments, &work] { work = [arguments] { return karyotype(*arguments); }; });
}

}  // namespace pinnacle::cli
