#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <set>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/dataset_commands.h"
#include "pinnacle/cli/mapped_metaphases.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/dataset/class_folders.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/segmentation/provisional_outlines.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using dataset::GatheredImages;

struct ImportArguments {
  fs::path source, output, labels;
  dataset::ClassFolderOptions folders;
  bool upright = false, copy = false, skip_bad = false, force = false;
};

/// The outline of each of a metaphase's chromosomes: as it was drawn, else as the boxes let it be found.
/// @param not_drawn  Gets the number of the latter more.
std::vector<image::PlacedMask> outlines_in(const dataset::LabelledMetaphase& metaphase,
                                           const image::Grey& grey, std::size_t& not_drawn) {
  std::vector<base::Box> boxes;
  for (const auto& box : metaphase.boxes) boxes.push_back(box.box);
  const auto is_drawn = [](const dataset::LabelledBox& box) { return !box.outline.empty(); };
  const bool all_drawn = std::all_of(metaphase.boxes.begin(), metaphase.boxes.end(), is_drawn);
  auto outlines = all_drawn ? std::vector<image::PlacedMask>(boxes.size())
                            : segmentation::provisional_outlines(grey, boxes);
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    if (is_drawn(metaphase.boxes[i])) {
      outlines[i] = image::filled(metaphase.boxes[i].outline, grey.width(), grey.height());
    } else {
      ++not_drawn;
    }
  }
  return outlines;
}

/// One chromosome on white, with a margin.
image::Grey cut_out(const image::Grey& grey, const image::PlacedMask& object) {
  constexpr int kMarginPx = 2;
  image::Grey crop(object.mask.width() + 2 * kMarginPx, object.mask.height() + 2 * kMarginPx, 255);
  for (int y = 0; y < object.mask.height(); ++y) {
    for (int x = 0; x < object.mask.width(); ++x) {
      if (object.mask(x, y)) crop(x + kMarginPx, y + kMarginPx) = grey(object.x + x, object.y + y);
    }
  }
  return crop;
}

/// A metaphase whose chromosomes are to be cut out.
struct Metaphase {
  fs::path file;
  std::string patient;
  image::Grey grey;
  std::vector<image::PlacedMask> masks;
  std::vector<std::string> labels;
};

/// A name for each metaphase, no two the same: its file's own, or where several share that their paths in the
/// data set.
template <typename Truth>
std::vector<std::string> cell_names(const std::vector<Truth>& truths, const fs::path& source) {
  std::map<std::string, int> bearers;
  for (const auto& truth : truths) ++bearers[truth.file.stem().string()];
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (const auto& truth : truths) {
    auto name = truth.file.stem().string();
    if (bearers[name] > 1) {
      name = truth.file.lexically_relative(source).replace_extension().generic_string();
      std::replace(name.begin(), name.end(), '/', '-');
    }
    names.push_back(unused_name(name, taken));
  }
  return names;
}

/// Cuts the chromosomes of one metaphase out, into a folder for each class.
/// @param cell  Its name, that no other one has.
base::Expected<void> cut_metaphase(const Metaphase& metaphase, const std::string& cell,
                                   const fs::path& output, GatheredImages& cut) {
  for (std::size_t i = 0; i < metaphase.masks.size(); ++i) {
    const auto& label = metaphase.labels[i];
    const auto name = cell + "-" + std::to_string(i + 1) + ".png";
    if (metaphase.masks[i].mask.empty()) {
      cut.bad.push_back({ErrorCode::kDamaged,
                         "there is no chromosome in box " + std::to_string(i + 1),
                         metaphase.file.string(),
                         {}});
      continue;
    }
    PINNACLE_TRY_VOID(make_folder(output / label));
    PINNACLE_TRY_VOID(platform::write_file(output / label / name,
                                           image::encode_png(cut_out(metaphase.grey, metaphase.masks[i]))));
    cut.images.push_back({output / label / name, label, cell, metaphase.patient, std::nullopt});
  }
  return {};
}

/// @param not_drawn  Gets the number of chromosomes more whose outline nobody drew.
base::Expected<Metaphase> with_boxes(const dataset::LabelledMetaphase& truth, std::size_t& not_drawn) {
  Metaphase metaphase{truth.file, truth.patient, {}, {}, {}};
  PINNACLE_TRY(metaphase.grey, dataset::read_dark_on_white(truth.file));
  metaphase.masks = outlines_in(truth, metaphase.grey, not_drawn);
  for (const auto& box : truth.boxes) metaphase.labels.emplace_back(to_string(box.label));
  return metaphase;
}

/// @param left_out  Gets the number of chromosomes more that the map does not tell apart.
base::Expected<Metaphase> with_class_map(const dataset::ClassMappedMetaphase& truth, int& left_out) {
  Metaphase metaphase{truth.file, truth.patient, {}, {}, {}};
  PINNACLE_TRY(metaphase.grey, dataset::read_dark_on_white(truth.file));
  PINNACLE_TRY(auto mapped, mapped_chromosomes(truth, metaphase.grey.width(), metaphase.grey.height()));
  left_out += mapped.left_out;
  metaphase.masks = std::move(mapped.chromosomes);
  for (const auto value : mapped.classes) metaphase.labels.emplace_back(to_string(dataset::class_of_mapped(value)));
  return metaphase;
}

/// @param read  Makes a Metaphase of one of them.
template <typename Truth, typename Read>
base::Expected<GatheredImages> cut_metaphases(const std::vector<Truth>& truths, Read&& read,
                                              const ImportArguments& arguments, base::Progress& progress) {
  GatheredImages cut;
  const auto names = cell_names(truths, arguments.source);
  progress.begin("Cutting chromosomes out", truths.size());
  for (std::size_t i = 0; i < truths.size(); ++i) {
    if (progress.stop_requested()) return base::unexpected(ErrorCode::kCancelled, "stopped while cutting");
    const auto metaphase = read(truths[i]);
    if (!metaphase) {
      cut.bad.push_back(metaphase.error());
    } else {
      PINNACLE_TRY_VOID(cut_metaphase(*metaphase, names[i], arguments.output, cut));
    }
    progress.update(i + 1, {});
  }
  return cut;
}

/// All boxes of annotated metaphases.
base::Expected<GatheredImages> cut_boxed_metaphases(const ImportArguments& arguments,
                                                    base::Progress& progress) {
  PINNACLE_TRY(const auto metaphases, dataset::read_coco(arguments.source));
  std::size_t not_drawn = 0;
  const auto read = [&](const auto& truth) { return with_boxes(truth, not_drawn); };
  PINNACLE_TRY(auto cut, cut_metaphases(metaphases, read, arguments, progress));
  if (not_drawn > 0) {
    progress.say(
        std::to_string(not_drawn) +
        " chromosomes have a box but no outline: what is dark in the box and not in another was cut out");
  }
  return cut;
}

/// Of plain cells what their maps tell apart.
base::Expected<GatheredImages> cut_mapped_metaphases(const ImportArguments& arguments,
                                                     base::Progress& progress) {
  PINNACLE_TRY(const auto plain, read_plain_cells(arguments.source));
  int left_out = 0;
  const auto read = [&](const auto& truth) { return with_class_map(truth, left_out); };
  PINNACLE_TRY(auto cut, cut_metaphases(plain.cells, read, arguments, progress));
  progress.say("left out: " + std::to_string(plain.others) + " cells that are not noted as 46,XX or 46,XY, and " +
               std::to_string(left_out) + " chromosomes that touch their homologue or are in pieces");
  return cut;
}

base::Expected<GatheredImages> gather_folders(const ImportArguments& arguments) {
  auto options = arguments.folders;
  if (!arguments.labels.empty()) {
    PINNACLE_TRY(options.labels, dataset::read_folder_labels(arguments.labels));
  }
  return dataset::gather_class_folders(arguments.source, options);
}

bool holds(const fs::path& folder, const char* name) { return platform::is_there(folder / name); }

/// Takes those that do not say otherwise for upright if the user says so; else says how many there are.
void turn_up(std::vector<dataset::LabelledImage>& images, bool upright, base::Progress& progress) {
  std::size_t unknown = 0;
  for (auto& image : images) {
    if (upright && !image.p_on_top) image.p_on_top = true;
    unknown += !image.p_on_top;
  }
  if (unknown == 0) return;
  progress.say(
      std::to_string(unknown) +
      " images do not say which end is the p arm: they teach no orientation. Give --upright if it is up in "
      "all of them");
}

base::Expected<GatheredImages> gather(const ImportArguments& arguments, base::Progress& progress) {
  const bool boxes = holds(arguments.source, "annotations.json");
  const bool maps = !boxes && dataset::has_class_maps(arguments.source);
  const bool table = holds(arguments.source, dataset::kImagesTable) || platform::is_file(arguments.source);
  const auto& folders = arguments.folders;
  if ((boxes || maps || table) &&
      !(folders.patient_from + folders.cell_from + arguments.labels.string()).empty()) {
    return base::unexpected(ErrorCode::kInvalidArgument,
                            "this source names patients, cells and labels itself", arguments.source.string(),
                            "--patient-from, --cell-from and --labels are for class folders");
  }
  if ((boxes || maps) && arguments.upright) {
    return base::unexpected(ErrorCode::kInvalidArgument,
                            "the chromosomes of a metaphase lie in any direction", "--upright",
                            "It is for class folders and tables of single chromosomes");
  }
  if (boxes) return cut_boxed_metaphases(arguments, progress);
  if (maps) return cut_mapped_metaphases(arguments, progress);
  GatheredImages gathered;
  if (table) {
    PINNACLE_TRY(gathered.images, dataset::read_images(arguments.source, std::nullopt));
  } else {
    PINNACLE_TRY(gathered, gather_folders(arguments));
  }
  turn_up(gathered.images, arguments.upright, progress);
  PINNACLE_TRY_VOID(dataset::part_unreadable(gathered, progress));
  return gathered;
}

/// Where an image's copy goes: as it lay in the source, or in a folder of its class.
fs::path copy_of(const dataset::LabelledImage& image, const ImportArguments& arguments) {
  const auto home = platform::is_folder(arguments.source) ? arguments.source : arguments.source.parent_path();
  const auto inside = image.file.lexically_normal().lexically_relative(home.lexically_normal());
  if (!inside.empty() && *inside.begin() != "..") return arguments.output / inside;
  return arguments.output / file_name_of(image.label) / image.file.filename();
}

base::Expected<void> copy(std::vector<dataset::LabelledImage>& images, const ImportArguments& arguments,
                          base::Progress& progress) {
  std::set<fs::path> taken;
  progress.begin("Copying images", images.size());
  for (auto& image : images) {
    if (progress.stop_requested()) return base::unexpected(ErrorCode::kCancelled, "stopped while copying");
    const auto target = copy_of(image, arguments);
    if (!taken.insert(target).second) {
      return base::unexpected(ErrorCode::kDamaged, "two images would both become " + target.string(),
                              image.file.string(), "Rename one of them");
    }
    constexpr std::size_t kLargestPicture = std::size_t{1} << 29;
    PINNACLE_TRY_VOID(make_folder(target.parent_path()));
    PINNACLE_TRY(const auto bytes, platform::read_file(image.file, kLargestPicture));
    PINNACLE_TRY_VOID(platform::write_file(target, bytes));
    image.file = target;
    progress.update(taken.size(), {});
  }
  return {};
}

void report(const GatheredImages& gathered, const fs::path& table) {
  std::set<std::string> labels, patients, cells;
  std::size_t without_patient = 0;
  for (const auto& image : gathered.images) {
    labels.insert(image.label);
    if (image.patient.empty())
      ++without_patient;
    else
      patients.insert(image.patient);
    if (!image.cell.empty()) cells.insert(image.patient + "\n" + image.cell);
  }
  std::printf("%s: %zu images, %zu classes, %zu cells, %zu patients\n", table.c_str(), gathered.images.size(),
              labels.size(), cells.size(), patients.size());
  if (without_patient > 0) {
    std::printf(
        "%zu images name no patient: they can be looked at, but not split, trained on or judged. Give "
        "--patient-from\n",
        without_patient);
  }
}

base::Expected<ExitCode> import(const ImportArguments& arguments) {
  const auto table = arguments.output / dataset::kImagesTable;
  if (platform::is_there(table) && !arguments.force) {
    return base::unexpected(ErrorCode::kExists, "the folder holds a data set already",
                            arguments.output.string(),
                            "Name another folder, or add --force to write over its table");
  }
  if (!platform::is_there(arguments.source)) {
    return base::unexpected(ErrorCode::kNotFound, "there is no such file or folder, or it may not be looked at",
                            arguments.source.string(), "Check its name");
  }
  TerminalProgress progress;
  PINNACLE_TRY(auto gathered, gather(arguments, progress));
  for (const auto& fault : gathered.bad) progress.say("pinnacle: " + fault.text());
  if (!gathered.bad.empty() && !arguments.skip_bad) {
    return base::unexpected(
        ErrorCode::kDamaged, std::to_string(gathered.bad.size()) + " faults, nothing is imported",
        arguments.source.string(), "Mend what is listed above, or leave it out with --skip-bad");
  }
  if (gathered.images.empty()) {
    return base::unexpected(ErrorCode::kNotFound, "there is no image to import", arguments.source.string(),
                            "Check the folder");
  }
  PINNACLE_TRY_VOID(make_folder(arguments.output));
  if (arguments.copy) PINNACLE_TRY_VOID(copy(gathered.images, arguments, progress));
  PINNACLE_TRY_VOID(platform::write_text(table, dataset::images_text(gathered.images, arguments.output)));
  report(gathered, table);
  return kDone;
}

}  // namespace

void add_dataset_import(CLI::App& dataset, Work& work) {
  auto* command =
      dataset.add_subcommand("import", "Make a data set of class folders, a table, or metaphases with boxes or maps of classes");
  const auto arguments = std::make_shared<ImportArguments>();
  auto& folders = arguments->folders;
  command
      ->add_option("SOURCE", arguments->source,
                   "Folder with a folder for each class; a table (file, class, cell, patient); a folder with "
                   "annotations.json; or one with maps of classes (M-FISH)")
      ->required();
  command->add_option("-o,--output", arguments->output, "Folder of the data set: gets chromosomes.csv")
      ->required();
  command->add_option("--patient-from", folders.patient_from,
                      "Regular expression: its first group in a file's name is the patient");
  command->add_option("--cell-from", folders.cell_from,
                      "Regular expression: its first group in a file's name is the cell");
  command->add_option("--labels", arguments->labels,
                      "CSV of folder and label (default: a folder's name is its label)");
  command->add_flag("--upright", arguments->upright,
                    "The p arm is up in all images that do not say otherwise (default: not known)");
  command->add_flag("--copy", arguments->copy,
                    "Copy the images into the data set instead of naming where they lie");
  command->add_flag("--skip-bad", arguments->skip_bad, "Leave out what cannot be read instead of giving up");
  command->add_flag("--force", arguments->force, "Write over the table of a data set that is there");
  command->footer(
      "Chromosomes are cut out of metaphases; other images are left where they are.\n"
      "Examples:\n"
      "  pinnacle dataset import folders -o mine --patient-from '^(.{6})'\n"
      "  pinnacle dataset import metaphases -o crops");
  command->callback([arguments, &work] { work = [arguments] { return import(*arguments); }; });
}

}  // namespace pinnacle::cli
