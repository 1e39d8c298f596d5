#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/dataset_commands.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/dataset/contradictions.h"
#include "pinnacle/dataset/predictions_file.h"
#include "pinnacle/image/crop.h"
#include "pinnacle/image/lone_object.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/render/contact_sheet.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using dataset::Finding;
using dataset::FindingKind;
using dataset::Inspection;

constexpr std::size_t kPicturesARow = 30;
constexpr std::size_t kShownFindings = 5;      ///< Of a kind, in the terminal.
constexpr std::size_t kPicturedFindings = 28;  ///< Of a kind, on the sheet.
constexpr int kMarginPx = 3;

struct InspectArguments {
  fs::path data, output, labels, predictions;
  double sure = 0.95;
  bool json = false, skip_bad = false, force = false;
};

/// A data set of either kind.
struct Data {
  fs::path folder;
  std::vector<dataset::LabelledImage> images;
  std::vector<dataset::LabelledMetaphase> metaphases;

  /// The file that a table names, where it belongs to the data.
  std::optional<fs::path> file_named(const std::string& name) const;

 private:
  friend base::Expected<Data> read_data(const fs::path& data);
  std::set<fs::path> files_;
};

std::optional<fs::path> Data::file_named(const std::string& name) const {
  for (const auto& file : {fs::path(name), folder / name}) {
    if (files_.count(file.lexically_normal()) > 0) return file;
  }
  return std::nullopt;
}

base::Expected<Data> read_data(const fs::path& given) {
  Data data;
  data.folder = platform::is_folder(given) ? given : given.parent_path();
  if (platform::is_there(data.folder / "annotations.json") && platform::is_folder(given)) {
    PINNACLE_TRY(data.metaphases, dataset::read_coco(given));
    for (const auto& metaphase : data.metaphases) data.files_.insert(metaphase.file.lexically_normal());
  } else {
    PINNACLE_TRY(data.images, dataset::read_images(given));
    for (const auto& image : data.images) data.files_.insert(image.file.lexically_normal());
  }
  return data;
}

/// Adds what a model contradicts; predictions of other pictures are counted and passed over.
base::Expected<void> add_contradictions(Inspection& inspection, const Data& data,
                                        const InspectArguments& arguments) {
  PINNACLE_TRY(const auto run, dataset::read_predictions_file(arguments.predictions));
  const auto contradictions = dataset::contradictions(run.predictions, arguments.sure);
  std::size_t strange = 0;
  for (auto finding : contradictions) {
    const auto file = data.file_named(finding.place);
    if (!file) {
      ++strange;
      continue;
    }
    finding.place = file->string();
    inspection.findings.push_back(std::move(finding));
  }
  if (strange > 0 && strange == contradictions.size()) {
    return base::unexpected(ErrorCode::kDamaged, "none of the contradicted pictures is in the data",
                            arguments.predictions.string(),
                            "Give predictions of this data set, with files named as its table names them");
  }
  if (strange > 0) std::fprintf(stderr, "%zu contradicted pictures are not in the data\n", strange);
  return {};
}

void print_counts(const Inspection& inspection) {
  std::printf("%zu %s, %zu chromosomes, %zu cells, %zu patients\n", inspection.pictures,
              inspection.metaphases ? "metaphases" : "pictures", inspection.chromosomes, inspection.cells,
              inspection.patients.size());
  if (inspection.without_patient > 0)
    std::printf("%zu pictures name no patient: they cannot be split\n", inspection.without_patient);
  if (inspection.without_cell > 0) std::printf("%zu pictures name no cell\n", inspection.without_cell);
  const auto &w = inspection.width_px, &h = inspection.height_px;
  std::printf("size: %d to %d px wide (median %d), %d to %d px high (median %d)\n", w.least, w.most, w.median,
              h.least, h.most, h.median);
  std::printf("polarity: %zu of %zu bright on dark\n", inspection.bright_on_dark, inspection.pictures);
  std::printf("banding: %s (%d chromosomes against the ideogram: correlation %.3f, reversed %.3f)\n",
              dataset::describe(inspection.banding.guess()).c_str(), inspection.banding.chromosomes(),
              inspection.banding.mean_as_g(), inspection.banding.mean_as_r());
}

void print_labels(const Inspection& inspection) {
  std::printf("\nchromosomes by label\n");
  std::size_t column = 0;
  for (const auto& [label, count] : inspection.by_label) {
    std::printf("  %-14s %7zu%s", label.c_str(), count, ++column % 4 == 0 ? "\n" : "");
  }
  if (column % 4 != 0) std::printf("\n");
}

void print_cells(const Inspection& inspection) {
  if (inspection.cells == 0) return;
  std::printf("\ncells by how many chromosomes they have\n ");
  for (const auto& [count, cells] : inspection.cells_by_count) std::printf(" %zu: %zu ", count, cells);
  std::vector<std::size_t> sizes;
  for (const auto& [name, patient] : inspection.patients) sizes.push_back(patient.cells);
  std::printf("\n");
  if (sizes.empty()) return;
  std::sort(sizes.begin(), sizes.end());
  std::printf("cells of a patient: %zu to %zu (median %zu)\n", sizes.front(), sizes.back(),
              sizes[sizes.size() / 2]);
}

void print_findings(const Inspection& inspection, const fs::path& output) {
  if (inspection.findings.empty()) std::printf("\nnothing was found that is wrong with it\n");
  for (auto first = inspection.findings.begin(); first != inspection.findings.end();) {
    const auto last =
        std::find_if(first, inspection.findings.end(), [&](const auto& f) { return f.kind != first->kind; });
    std::printf("\n%s: %td\n", std::string(title_of(first->kind)).c_str(), last - first);
    const auto shown = std::min<std::ptrdiff_t>(last - first, kShownFindings);
    for (auto f = first; f != first + shown; ++f) {
      std::printf("  %s%s%s: %s\n", f->place.c_str(), f->other.empty() ? "" : " = ", f->other.c_str(),
                  f->detail.c_str());
    }
    if (shown < last - first) {
      std::printf("  and %td more, %s\n", last - first - shown,
                  output.empty() ? "listed with -o DIR or --json" : (output / "findings.csv").c_str());
    }
    first = last;
  }
}

/// A picture as it is stored, without its empty rim.
image::Grey trimmed(const image::Grey& grey) {
  const auto mask = image::lone_object(grey).mask;
  if (mask.mask.empty()) return grey;
  return image::cropped(grey, mask.frame(), kMarginPx);
}

using Rows = std::vector<render::SheetRow>;

/// Some pictures of each label, spread over the data.
Rows rows_of(const std::vector<dataset::LabelledImage>& images, const Inspection& inspection) {
  std::map<std::string, std::vector<const dataset::LabelledImage*>> by_label;
  for (const auto& image : images) by_label[image.label].push_back(&image);
  Rows rows;
  for (const auto& [label, count] : inspection.by_label) {
    rows.push_back({label, std::to_string(count) + " pictures", {}});
    for (const auto* labelled : spread(by_label[label], kPicturesARow)) {
      if (const auto grey = dataset::read_picture(labelled->file))
        rows.back().pictures.push_back({trimmed(*grey), ""});
    }
  }
  return rows;
}

/// The same of the boxes of some metaphases.
Rows rows_of(const std::vector<dataset::LabelledMetaphase>& metaphases, const Inspection& inspection) {
  std::map<std::string, std::vector<render::SheetPicture>> by_label;
  for (const auto& metaphase : spread(metaphases, kPicturesARow)) {
    const auto grey = dataset::read_picture(metaphase.file);
    if (!grey) continue;
    for (const auto& box : metaphase.boxes) {
      auto& pictures = by_label[std::string(to_string(box.label))];
      if (pictures.size() < kPicturesARow) pictures.push_back({image::cropped(*grey, box.box, 0), ""});
    }
  }
  Rows rows;
  for (const auto& [label, count] : inspection.by_label)
    rows.push_back({label, std::to_string(count) + " boxes", by_label[label]});
  return rows;
}

/// The pictures that a finding is about.
std::vector<render::SheetPicture> pictures_of(const Finding& finding, bool whole) {
  std::vector<render::SheetPicture> pictures;
  for (const fs::path file : {finding.place, finding.other}) {
    const auto grey = dataset::read_picture(file);
    if (!grey) continue;
    const auto caption = file.filename().string() + (pictures.empty() ? ": " + finding.detail : "");
    pictures.push_back({finding.box ? image::cropped(*grey, *finding.box, 4 * kMarginPx)
                        : whole     ? *grey
                                    : trimmed(*grey),
                        caption});
  }
  return pictures;
}

Rows rows_of(const Inspection& inspection) {
  Rows rows;
  std::map<FindingKind, std::size_t> shown;
  for (const auto& finding : inspection.findings) {
    if (shown[finding.kind] >= kPicturedFindings) continue;
    auto pictures = pictures_of(finding, inspection.metaphases);
    if (pictures.empty()) continue;
    const auto title = std::string(title_of(finding.kind));
    if (shown[finding.kind]++ == 0 ||
        rows.back().pictures.size() + pictures.size() > render::kMostCaptioned) {
      rows.push_back({title, std::to_string(inspection.count_of(finding.kind)) + " in all", {}});
    }
    for (auto& picture : pictures) rows.back().pictures.push_back(std::move(picture));
  }
  return rows;
}

/// Writes NAME.png, NAME-2.png and so on.
base::Expected<void> write_sheets(const fs::path& folder, const std::string& name, const std::string& heading,
                                  const Rows& rows, render::SheetScale scale) {
  for (std::size_t first = 0, sheet = 1; first < rows.size(); first += render::kMostSheetRows, ++sheet) {
    const auto last = std::min(first + render::kMostSheetRows, rows.size());
    const Rows some(rows.begin() + static_cast<std::ptrdiff_t>(first),
                    rows.begin() + static_cast<std::ptrdiff_t>(last));
    const auto file = folder / (name + (sheet == 1 ? "" : "-" + std::to_string(sheet)) + ".png");
    PINNACLE_TRY_VOID(platform::write_file(file, render::contact_sheet(heading, some, scale)));
  }
  return {};
}

base::Expected<void> write_results(const Inspection& inspection, const Data& data,
                                   const InspectArguments& arguments) {
  PINNACLE_TRY_VOID(make_folder(arguments.output));
  const auto rows =
      data.images.empty() ? rows_of(data.metaphases, inspection) : rows_of(data.images, inspection);
  const auto name = arguments.data.string();
  PINNACLE_TRY_VOID(write_sheets(arguments.output, "classes",
                                 name + ": some pictures of each label, at one scale", rows,
                                 render::SheetScale::kCommon));
  PINNACLE_TRY_VOID(write_sheets(arguments.output, "findings", name + ": look at these", rows_of(inspection),
                                 render::SheetScale::kEachRow));
  PINNACLE_TRY_VOID(platform::write_text(arguments.output / "findings.csv", findings_text(inspection)));
  return platform::write_text(arguments.output / "inspection.json", inspection_json(inspection));
}

base::Expected<Inspection> look_at(const Data& data, const InspectArguments& arguments) {
  std::optional<dataset::LabelSet> labels;
  if (!arguments.labels.empty()) {
    PINNACLE_TRY(labels, dataset::read_label_file(arguments.labels));
  }
  TerminalProgress progress;
  PINNACLE_TRY(auto inspection, data.images.empty()
                                    ? dataset::inspect_metaphases(data.metaphases, labels, progress)
                                    : dataset::inspect_images(data.images, labels, progress));
  if (!arguments.predictions.empty()) PINNACLE_TRY_VOID(add_contradictions(inspection, data, arguments));
  return inspection;
}

base::Expected<ExitCode> inspect(const InspectArguments& arguments) {
  if (!arguments.output.empty() && platform::is_there(arguments.output / "inspection.json") && !arguments.force) {
    return base::unexpected(ErrorCode::kExists, "the folder holds an inspection already",
                            arguments.output.string(),
                            "Name another folder, or add --force to write over it");
  }
  PINNACLE_TRY(const auto data, read_data(arguments.data));
  PINNACLE_TRY(const auto inspection, look_at(data, arguments));
  if (arguments.json) {
    std::printf("%s", inspection_json(inspection).c_str());
  } else {
    print_counts(inspection);
    print_labels(inspection);
    print_cells(inspection);
    print_findings(inspection, arguments.output);
  }
  if (!arguments.output.empty()) PINNACLE_TRY_VOID(write_results(inspection, data, arguments));
  const bool bad = inspection.count_of(FindingKind::kUnreadable) > 0 && !arguments.skip_bad;
  return bad ? kBadInput : kDone;
}

}  // namespace

void add_dataset_inspect(CLI::App& dataset, Work& work) {
  auto* command = dataset.add_subcommand("inspect", "Count a data set and list what is wrong with it");
  const auto arguments = std::make_shared<InspectArguments>();
  command->add_option("DATA", arguments->data, "Folder with annotations.json or chromosomes.csv, or a table")
      ->required();
  command->add_option("-o,--output", arguments->output,
                      "Folder for contact sheets, findings.csv and inspection.json");
  command->add_option("--labels", arguments->labels,
                      "File with the labels there should be, one a line (default: what suits the data)");
  command->add_option("--predictions", arguments->predictions,
                      "predictions.csv (docs/predictions.md): lists labels that the model contradicts");
  command->add_option("--sure", arguments->sure, "Probability at which a model contradicts")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command->add_flag("--json", arguments->json, "Print JSON");
  command->add_flag("--skip-bad", arguments->skip_bad, "End with 0 even if pictures cannot be read");
  command->add_flag("--force", arguments->force, "Write over an inspection that is there");
  command->footer("Example:\n  pinnacle dataset inspect DATA -o inspected");
  command->callback([arguments, &work] { work = [arguments] { return inspect(*arguments); }; });
}

}  // namespace pinnacle::cli
