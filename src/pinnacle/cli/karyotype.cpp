#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <thread>

#include "pinnacle/base/guarded.h"
#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/earlier_cells.h"
#include "pinnacle/cli/manifest.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/karyotyping/cell_json.h"
#include "pinnacle/karyotyping/karyotyper.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/platform/memory.h"
#include "pinnacle/segmentation/detector.h"

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

/// Who types nanometres learns it before anything starts.
CLI::Validator micrometres_per_pixel() {
  return CLI::Validator(
      [](const std::string& text) -> std::string {
        double um = 0;
        const bool is_number = CLI::detail::lexical_cast(text, um);
        if (is_number && um > segmentation::kLeastUmPerPx && um < segmentation::kMostUmPerPx) return {};
        return text + " is no size of a pixel on the slide in micrometres: 0.05 to 0.2 is usual (65 nm is 0.065)";
      },
      "");
}

/// What came of one image: the cells of its good pages, and why there are no more. No pictures: a slide has
/// many.
struct Outcome {
  std::vector<CaseCell> cells;
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

/// How the run's cells are called: fixed before the first is done, so that names do not hang on which thread
/// is faster.
class CellNames {
 public:
  explicit CellNames(const std::vector<Job>& jobs)
      : of_image_(names_of(jobs)), taken_(of_image_.begin(), of_image_.end()) {}

  const std::string& of_image(std::size_t job) const { return of_image_[job]; }
  /// @param page  From 0, of a file of several pages.
  std::string of_page(std::size_t job, std::size_t page) const {
    auto name = of_image_[job] + "-page" + std::to_string(page + 1);
    while (taken_.contains(name)) name += "_";
    return name;
  }
  /// The cells of one picture: its own name, then NAME-2, NAME-3, ... without those that another image has.
  std::vector<std::string> of_cells(const std::string& picture, std::size_t count) const {
    std::vector<std::string> names{picture};
    for (int number = 2; names.size() < count; ++number) {
      auto name = picture + "-" + std::to_string(number);
      if (!taken_.contains(name)) names.push_back(std::move(name));
    }
    return names;
  }

 private:
  std::vector<std::string> of_image_;
  std::set<std::string> taken_;
};

/// One run over images on several threads. An image, a page or a case that fails does not keep the others
/// from being done; a case's worksheet is written when the last of its images is done.
class Run {
 public:
  Run(const karyotyping::Karyotyper& karyotyper, const KaryotypeArguments& arguments,
      const std::vector<Job>& jobs, base::Progress& progress)
      : karyotyper_(karyotyper),
        arguments_(arguments),
        jobs_(jobs),
        progress_(progress),
        names_(jobs),
        outcomes_(jobs.size()) {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      auto& its_case = cases_[case_name(i)];
      its_case.images.push_back(i);
      its_case.left = its_case.images.size();
    }
    std::set<std::string> taken;
    for (auto& [name, its_case] : cases_) its_case.worksheet = unused_name(name, taken);
  }

  void all() {
    progress_.begin("Karyotyping", jobs_.size());
    const auto work = [this] {
      for (std::size_t i = next_++; i < jobs_.size() && !progress_.stop_requested(); i = next_++)
        karyotype_image(i);
    };
    {
      std::vector<std::jthread> threads;
      for (int t = 1; t < arguments_.jobs; ++t) threads.emplace_back(work);
      work();
    }
    // Where the run was stopped a case has the cells that were finished.
    for (auto& [name, its_case] : cases_) {
      if (its_case.left > 0) finish(name, its_case);
    }
  }

  /// One for each image, in their order.
  std::vector<Outcome> outcomes() && { return std::move(outcomes_); }

 private:
  struct CaseOfRun {
    std::string worksheet;  ///< Its file's name.
    std::vector<std::size_t> images;
    std::atomic<std::size_t> left = 0;  ///< Images that are not done yet.
  };

  /// An image that is a case by itself gives it its name, which no other image has.
  const std::string& case_name(std::size_t i) const {
    return jobs_[i].case_name.empty() ? names_.of_image(i) : jobs_[i].case_name;
  }

  void karyotype_image(std::size_t i) {
    auto& outcome = outcomes_[i];
    const auto done = base::guarded([&] { return karyotype_pages(i, outcome); });
    if (!done) keep(outcome, done.error(), jobs_[i].given);
    const auto its_case = cases_.find(case_name(i));
    if (--its_case->second.left == 0) finish(its_case->first, its_case->second);
    progress_.update(++done_, jobs_[i].given);
  }

  base::Expected<void> karyotype_pages(std::size_t i, Outcome& outcome) {
    if (jobs_[i].fault) return base::Unexpected{*jobs_[i].fault};
    PINNACLE_TRY(const auto pages, read_each_page(jobs_[i].image));
    for (std::size_t k = 0; k < pages.size(); ++k) {
      const bool alone = pages.size() == 1;
      const auto done = base::guarded([&]() -> base::Expected<void> {
        if (!pages[k]) return base::Unexpected{pages[k].error()};
        return karyotype_page(i, *pages[k], static_cast<int>(k),
                              alone ? names_.of_image(i) : names_.of_page(i, k), outcome);
      });
      if (!done) {
        keep(outcome, done.error(),
             alone ? jobs_[i].given : jobs_[i].given + ": page " + std::to_string(k + 1));
      }
    }
    return {};
  }

  base::Expected<void> karyotype_page(std::size_t i, const image::Page& page, int index,
                                      const std::string& name, Outcome& outcome) const {
    const auto started = std::chrono::steady_clock::now();
    PINNACLE_TRY(auto found, karyotyper_.karyotype_field(page, arguments_.options));
    // The cells of a picture share the time that it took.
    const auto shared = (std::chrono::steady_clock::now() - started) / static_cast<int>(found.size());
    const auto names = names_.of_cells(name, found.size());
    for (std::size_t k = 0; k < found.size(); ++k) {
      auto& cell = found[k].cell;
      cell.image = jobs_[i].given;
      cell.page = index;
      const std::array<int, 3> order{static_cast<int>(i) + 1, index + 1, static_cast<int>(k) + 1};
      PINNACLE_TRY(auto entry, write_cell(i, names[k], order, std::move(found[k]), shared));
      outcome.cells.push_back(std::move(entry));
    }
    return {};
  }

  base::Expected<CaseCell> write_cell(std::size_t i, const std::string& name,
                                      const std::array<int, 3>& order, karyotyping::KaryotypedCell found,
                                      std::chrono::steady_clock::duration before) const {
    const auto started = std::chrono::steady_clock::now();
    const auto& job = jobs_[i];
    karyotyping::CellRecord record{
        {std::move(found.cell), name, job.specimen, job.culture, job.slide, job.x, job.y},
        case_name(i),
        cases_.at(case_name(i)).worksheet,
        order,
        platform::whole_path(job.image).string()};
    auto& cell = record.entry.cell;
    const auto folder = arguments_.output / "cells" / name;
    PINNACLE_TRY_VOID(write_pictures(folder, cell, found.picture.grey));
    cell.seconds = std::chrono::duration<double>(before + (std::chrono::steady_clock::now() - started)).count();
    PINNACLE_TRY_VOID(platform::write_text(folder / "cell.json", karyotyping::to_json(record)));
    return std::move(record.entry);
  }

  void finish(const std::string& name, const CaseOfRun& its_case) {
    const auto written = base::guarded([&] { return write_case(name, its_case); });
    if (!written) keep(outcomes_[its_case.images.back()], written.error(), "case " + name);
  }

  /// The pictures are read again: those of a whole slide would not find room until here.
  base::Expected<void> write_case(const std::string& name, const CaseOfRun& its_case) const {
    cytogenetics::Case all{name, {}};
    std::vector<image::Grey> pictures;
    for (const auto i : its_case.images) {
      CellPictures in_file;
      for (const auto& cell : outcomes_[i].cells) {
        PINNACLE_TRY(pictures.emplace_back(), in_file.of(cell.cell, jobs_[i].image));
        all.cells.push_back(cell);
      }
    }
    if (all.cells.empty()) return {};
    return write_worksheet(arguments_.output / "cases", its_case.worksheet, all, pictures);
  }

  void keep(Outcome& outcome, base::Error error, const std::string& place) const {
    if (error.place.empty()) error.place = place;
    progress_.say("pinnacle: " + error.text());
    outcome.errors.push_back(std::move(error));
  }

  const karyotyping::Karyotyper& karyotyper_;
  const KaryotypeArguments& arguments_;
  const std::vector<Job>& jobs_;
  base::Progress& progress_;
  const CellNames names_;
  std::vector<Outcome> outcomes_;
  std::map<std::string, CaseOfRun> cases_;
  std::atomic<std::size_t> next_{0}, done_{0};
};

/// Cells of an earlier run that are not there any more go; those that a person corrected are told.
void clear_earlier_cells(const fs::path& output, const std::vector<Job>& jobs,
                         const std::vector<Outcome>& outcomes) {
  WrittenCells written;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    // Of an image that failed on its way nobody knows whether the cells that are missing were not found.
    if (!outcomes[i].errors.empty()) continue;
    for (const auto& entry : outcomes[i].cells) {
      written.names.insert(entry.name);
      written.pages.emplace(platform::whole_path(jobs[i].image).string(), entry.cell.page);
    }
  }
  for (const auto& folder : remove_earlier_cells(output / "cells", written)) {
    std::fprintf(
        stderr,
        "pinnacle: %s: the cell was not found again, but a person corrected it or it cannot be removed. "
        "Remove the folder, or redraw will count it in its case\n",
        folder.c_str());
  }
}

/// A run of which nothing came leaves no folder.
void remove_empty_folders(const fs::path& output, bool is_new) {
  std::error_code not_empty;
  fs::remove(output / "cells", not_empty);
  fs::remove(output / "cases", not_empty);
  if (is_new) fs::remove(output, not_empty);
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
  std::vector<Job> jobs = jobs_of(arguments.images);
  if (!arguments.manifest.empty()) {
    PINNACLE_TRY(jobs, read_manifest(arguments.manifest));
  }
  if (arguments.jobs == 0) arguments.jobs = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  arguments.jobs = std::min(arguments.jobs, static_cast<int>(jobs.size()));
  PINNACLE_TRY_VOID(check_output(arguments.output, arguments.force));
  // One image is worked on by all cores, several by a core each.
  platform::share_freed_memory();
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  PINNACLE_TRY(const auto models, load_models(arguments.models, std::max(1, cores / arguments.jobs)));
  PINNACLE_TRY_VOID(check_names_normal_chromosomes(models.classifier->info()));
  // Folders are made when nothing stands in the way any more: a start that fails leaves none behind.
  const bool is_new = !platform::is_there(arguments.output);
  PINNACLE_TRY_VOID(make_folder(arguments.output / "cells"));
  PINNACLE_TRY_VOID(make_folder(arguments.output / "cases"));
  const karyotyping::Karyotyper karyotyper(models.networks());
  std::vector<Outcome> outcomes;
  bool stopped = false;
  {
    TerminalProgress progress;
    Run run(karyotyper, arguments, jobs, progress);
    run.all();
    outcomes = std::move(run).outcomes();
    stopped = progress.stop_requested();
  }
  remove_empty_folders(arguments.output, is_new);
  if (arguments.force) clear_earlier_cells(arguments.output, jobs, outcomes);
  print_cells(outcomes);
  const auto failed =
      std::count_if(outcomes.begin(), outcomes.end(), [](const auto& o) { return !o.errors.empty(); });
  // Where it is not the images' fault the run has failed.
  const bool broken = std::any_of(outcomes.begin(), outcomes.end(), [](const auto& outcome) {
    return std::any_of(outcome.errors.begin(), outcome.errors.end(),
                       [](const auto& error) { return exit_code(error) == kFailed; });
  });
  if (stopped) return base::unexpected(ErrorCode::kCancelled, "stopped; the cells that were finished are in " + arguments.output.string());
  if (failed > 0)
    std::fprintf(stderr, "pinnacle: %td of %zu images could not be karyotyped, or not wholly\n", failed,
                 jobs.size());
  return broken ? kFailed : failed > 0 ? kBadInput : kDone;
}

}  // namespace

void add_karyotype(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("karyotype", "Metaphase images in, karyograms out");
  const auto arguments = std::make_shared<KaryotypeArguments>();
  command->add_option("IMAGE", arguments->images, "PNG, JPEG, TIFF or BMP images, or folders of them");
  command->add_option("-o,--output", arguments->output, "Folder for the results")->required();
  command->add_option("--manifest", arguments->manifest, "CSV with the columns image and case (specimen, culture, slide, x, y)");
  command->add_option("--um-per-px", arguments->options.um_per_px, "Size of a pixel on the slide in micrometres (found from the picture otherwise)")
      ->check(micrometres_per_pixel());
  command->add_option("--jobs", arguments->jobs, "Images at a time (default: one a core)")->check(CLI::Range(1, 256));
  command->add_flag("--force", arguments->force, "Write over results that are there");
  add_model_options(*command, arguments->models);
  command->footer(
      "Example:\n  pinnacle karyotype metaphase.tif -o results\n  pinnacle karyotype --manifest slide.csv -o "
      "results --jobs 4\n"
      "Writes cells/NAME/{karyogram.png, karyogram.svg, metaphase.png, cell.json} and "
      "cases/NAME.{html,pdf}.\n"
      "Of an image with several metaphases the further ones are cells/NAME-2, NAME-3, ... from left to right.\n"
      "Exit code 3: an image or a page of it could not be read; the others were done.");
  command->callback([arguments, &work] { work = [arguments] { return karyotype(*arguments); }; });
}

}  // namespace pinnacle::cli
