#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/draft.h"
#include "pinnacle/cli/graft_cells.h"
#include "pinnacle/cli/number_range.h"
#include "pinnacle/cli/synthesized_files.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/dataset/csv.h"
#include "pinnacle/dataset/labelled_images.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/render/karyogram.h"
#include "pinnacle/synthesis/chromosome_set.h"
#include "pinnacle/synthesis/drawn_cell.h"
#include "pinnacle/synthesis/metaphase.h"
#include "pinnacle/synthesis/upright_crop.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

using synthesis::Look;

struct SynthesizeArguments {
  std::string karyotype;
  fs::path output;
  fs::path from, split;
  std::string part = "train";
  int count = 1, cells = 1;
  bool hard_joints = false, force = false;
  bool bright_on_dark = false, crops = false, karyograms = false;
  synthesis::MetaphaseOptions options;
};

/// What was drawn so far and what is to be written of it.
struct Truth {
  std::vector<dataset::DescribedMetaphase> metaphases;
  std::string table = dataset::csv_line({"image", "id", "crop", "class", "iscn", "clone", "x", "y", "width",
                                         "height", "p_end", "q_end", "centromeres", "breaks", "axis"});
  std::vector<dataset::LabelledImage> crops;  ///< As a data set, labelled by their ISCN names.
  std::string acentric;                       ///< A table of their own: they are no chromosomes.
};

dataset::DescribedMetaphase described(const synthesis::DrawnMetaphase& drawn, const std::string& file,
                                      const std::string& patient) {
  dataset::DescribedMetaphase metaphase{file, patient, drawn.grey.width(), drawn.grey.height(), {}};
  for (const auto& c : drawn.chromosomes) {
    const auto label = is_normal_class(c.label) ? c.label : cytogenetics::ChromosomeClass::kUnclassified;
    metaphase.boxes.push_back({c.box, label, c.outline});
  }
  return metaphase;
}

/// "12.5 30.2;13.1 31": points in pixels, x first.
std::string points_text(const std::vector<base::Point>& points) {
  std::string text;
  for (const auto p : points) {
    text += (text.empty() ? "" : ";") + dataset::csv_number(p.x, 5) + " " + dataset::csv_number(p.y, 5);
  }
  return text;
}

std::string table_line(const synthesis::DrawnChromosome& c, const std::string& image, std::size_t id,
                       const std::string& crop, const std::string& clone) {
  const auto number = [](double v) { return dataset::csv_number(v, 5); };
  return dataset::csv_line({image, std::to_string(id), crop, std::string(to_string(c.label)), c.name, clone,
                            number(c.box.x), number(c.box.y), number(c.box.width), number(c.box.height),
                            points_text({c.axis.front()}), points_text({c.axis.back()}),
                            points_text(c.centromeres), points_text(c.breaks), points_text(c.axis)});
}

void add_acentric(const synthesis::DrawnMetaphase& drawn, const std::string& image, const std::string& clone,
                  std::string& table) {
  if (drawn.acentric.empty()) return;
  if (table.empty())
    table = dataset::csv_line({"image", "id", "clone", "kind", "x", "y", "width", "height", "dots"});
  const auto number = [](double v) { return dataset::csv_number(v, 5); };
  for (std::size_t i = 0; i < drawn.acentric.size(); ++i) {
    const auto& [kind, box, dots] = drawn.acentric[i];
    table +=
        dataset::csv_line({image, std::to_string(i + 1), clone,
                           std::string(iscn::kAcentricWords[static_cast<std::size_t>(kind)]), number(box.x),
                           number(box.y), number(box.width), number(box.height), points_text(dots)});
  }
}

/// A picture as the chosen camera gives it: fluorescence is bright on dark.
/// @param white, dark  The levels of its white, and of its black in the file.
template <typename Pixel>
std::vector<std::uint8_t> encoded(image::Raster<Pixel> picture, int white, int dark,
                                  const SynthesizeArguments& arguments) {
  const bool bright = arguments.bright_on_dark || arguments.options.look == Look::kQ;
  for (auto& v : picture.values()) v = static_cast<Pixel>(dark + (bright ? white - v : v));
  return image::encode_png(picture);
}

/// @param taken_of  Gives what is wanted of the picture: all of it or a crop.
template <typename Taken>
std::vector<std::uint8_t> photographed(const synthesis::DrawnMetaphase& drawn,
                                       const SynthesizeArguments& arguments, Taken&& taken_of) {
  // A deep camera uses a part of its range, and shows something in the dark.
  constexpr int kDark = 900;
  return arguments.options.deep
             ? encoded(taken_of(drawn.deep), 255 * synthesis::kDeepLevels, kDark, arguments)
             : encoded(taken_of(drawn.grey), 255, 0, arguments);
}

/// One picture with that many metaphases of a clone, each with a seed of its own.
base::Expected<synthesis::DrawnMetaphase> draw_field(const synthesis::DrawnClone& clone,
                                                     synthesis::MetaphaseOptions options, int cells) {
  // Far from those of --count, which takes the next seeds for the next pictures.
  constexpr std::uint64_t kNextCell = 1'000'003;
  const auto draw = [&] {
    options.acentric = synthesis::acentric_bodies_of(clone, options.seed);
    return synthesis::draw_metaphase(clone.chromosomes, options);
  };
  PINNACLE_TRY(auto field, draw());
  for (int k = 1; k < cells; ++k) {
    options.seed += kNextCell;
    PINNACLE_TRY(const auto next, draw());
    field = synthesis::side_by_side(field, next);
  }
  return field;
}

/// Writes a cell's picture and, if asked for, its chromosomes one by one, and notes the truth.
base::Expected<void> write_cell(const fs::path& to, const synthesis::DrawnMetaphase& drawn,
                                const std::string& stem, const std::string& clone,
                                const SynthesizeArguments& arguments, Truth& truth) {
  const auto file = "metaphase-" + stem + ".png", patient = "synthetic-" + stem;
  PINNACLE_TRY_VOID(platform::write_file(to / file, photographed(drawn, arguments, std::identity{})));
  truth.metaphases.push_back(described(drawn, file, patient));
  if (arguments.karyograms) {
    const auto karyogram = render::karyogram_png(synthesis::cell_of(drawn, clone, file), drawn.grey);
    PINNACLE_TRY_VOID(platform::write_file(to / karyogram_of(file), karyogram));
  }
  // Of several metaphases side by side nothing says whose a chromosome is.
  const auto cell = arguments.cells == 1 ? stem : "";
  for (std::size_t i = 0; i < drawn.chromosomes.size(); ++i) {
    const auto& c = drawn.chromosomes[i];
    std::string crop;
    if (arguments.crops) {
      const auto folder = fs::path("crops") / std::string(to_string(c.label));
      PINNACLE_TRY_VOID(make_folder(to / folder));
      crop = (folder / (stem + "-" + std::to_string(i + 1) + ".png")).string();
      const auto upright = [&c](const auto& picture) { return synthesis::upright_crop(picture, c); };
      PINNACLE_TRY_VOID(platform::write_file(to / crop, photographed(drawn, arguments, upright)));
      truth.crops.push_back({to / crop, c.name, cell, patient, c.ring ? std::nullopt : std::optional(true)});
    }
    truth.table += table_line(c, file, i + 1, crop, clone);
  }
  add_acentric(drawn, file, clone, truth.acentric);
  const auto bodies = drawn.acentric.size();
  const auto beside = bodies == 0   ? std::string()
                      : bodies == 1 ? " and an acentric body"
                                    : " and " + std::to_string(bodies) + " acentric bodies";
  std::printf("%s: %s, %zu chromosomes%s\n", (arguments.output / file).c_str(), clone.c_str(),
              drawn.chromosomes.size(), beside.c_str());
  return {};
}

/// Draws and writes one after another until all are done or a stop is asked for.
base::Expected<Truth> draw_all(const fs::path& to, const std::vector<synthesis::DrawnClone>& clones,
                               const SynthesizeArguments& arguments) {
  Truth truth;
  TerminalProgress terminal;
  base::Progress& progress = terminal;
  std::vector<int> drawn_of(clones.size());
  progress.begin("Drawing", static_cast<std::size_t>(arguments.count));
  for (int i = 0; i < arguments.count && !progress.stop_requested(); ++i) {
    auto options = arguments.options;
    options.seed += static_cast<std::uint64_t>(i);
    const auto k = synthesis::next_clone(clones, drawn_of);
    ++drawn_of[k];
    PINNACLE_TRY(const auto drawn, draw_field(clones[k], options, arguments.cells));
    const auto stem = std::to_string(options.seed);
    PINNACLE_TRY_VOID(write_cell(to, drawn, stem, clones[k].karyotype, arguments, truth));
    progress.update(truth.metaphases.size(), "metaphase-" + stem + ".png");
  }
  return truth;
}

base::Expected<ExitCode> synthesize(const SynthesizeArguments& arguments) {
  if (!arguments.from.empty()) {
    return graft_cells({arguments.karyotype, arguments.from, arguments.split, arguments.output,
                        arguments.part, arguments.count, arguments.options.seed, arguments.hard_joints,
                        arguments.force});
  }
  PINNACLE_TRY(const auto clones, synthesis::clones_of(arguments.karyotype));
  constexpr const char *kAnnotations = "annotations.json", *kTable = "chromosomes.csv", *kCrops = "crops.csv",
                       *kAcentric = "acentric.csv";
  if (platform::is_there(arguments.output / kAnnotations) && !arguments.force) {
    return base::unexpected(base::ErrorCode::kExists, "the folder holds metaphases already",
                            arguments.output.string(),
                            "Name another folder, or add --force to write over them");
  }
  Draft draft(arguments.output);
  PINNACLE_TRY_VOID(draft.begin());
  PINNACLE_TRY(const auto truth, draw_all(draft.folder(), clones, arguments));
  // Also of what was drawn before a stop: images without their truth are of no use.
  PINNACLE_TRY_VOID(
      platform::write_text(draft.folder() / kAnnotations, dataset::coco_text(truth.metaphases)));
  PINNACLE_TRY_VOID(platform::write_text(draft.folder() / kTable, truth.table));
  const std::vector<std::string> tables{kAnnotations, kTable, kAcentric, kCrops};
  if (!truth.acentric.empty()) {
    PINNACLE_TRY_VOID(platform::write_text(draft.folder() / kAcentric, truth.acentric));
  }
  if (!truth.crops.empty()) {
    PINNACLE_TRY_VOID(
        platform::write_text(draft.folder() / kCrops, dataset::images_text(truth.crops, draft.folder())));
  }
  const bool all_drawn = truth.metaphases.size() == static_cast<std::size_t>(arguments.count);
  // What was stopped costs none of the pictures that were there.
  if (all_drawn) draft.supersede(synthesized_files(arguments.output));
  PINNACLE_TRY_VOID(draft.publish(tables));
  if (!truth.crops.empty())
    std::printf("%s: %zu crops\n", (arguments.output / kCrops).c_str(), truth.crops.size());
  for (const auto& clone : clones) {
    for (const auto& note : clone.notes)
      std::printf("Note on %s: %s\n", clone.karyotype.c_str(), note.c_str());
  }
  if (!all_drawn) {
    return base::unexpected(base::ErrorCode::kCancelled,
                            "stopped; " + std::to_string(truth.metaphases.size()) + " of " +
                                std::to_string(arguments.count) + " metaphases are in " +
                                arguments.output.string());
  }
  return kDone;
}

constexpr const char* kDrawing = "Drawing";
constexpr const char* kRealChromosomes = "From real chromosomes";

void add_drawing_options(CLI::App* command, SynthesizeArguments& arguments) {
  auto& options = arguments.options;
  const auto number = [&](const char* name, auto& value, const char* what) {
    return command->add_option(name, value, what)->capture_default_str()->group(kDrawing);
  };
  const auto flag = [&](const char* name, bool& value, const char* what) {
    command->add_flag(name, value, what)->group(kDrawing);
  };
  auto* cells = number("--cells", arguments.cells, "Metaphases in one picture, side by side")->check(CLI::Range(1, 9));
  number("--width", options.width, "Of the field, in pixels")->check(between(100, 4096));
  number("--height", options.height, "Of the field, in pixels")->check(between(100, 4096));
  number("--longest", options.longest_px, "Length of a chromosome 1, in pixels")->check(between(20, 1000));
  number("--touches", options.touches, "Chromosomes that may touch or cross others")->check(between(0, 1000));
  number("--nuclei", options.nuclei, "Interphase nuclei")->check(between(0, 100));
  number("--debris", options.debris, "Specks, grains and fibres")->check(between(0, 10000));
  number("--bend", options.bend, "How strongly chromosomes bend, beside what is usual")
      ->check(between(0, 10));
  number("--hinge", options.hinge, "Share of the bend that lies at the centromere")->check(between(0, 1));
  number("--noise", options.noise, "In grey levels")->check(between(0, 100));
  number("--bands", options.bands, "Resolution: bands a haploid set")->check(between(400, 850));
  number(
      "--variety", options.variety,
      "How far spreading, stain and optics differ from cell to cell: 0, not; 1, as in several laboratories")
      ->check(between(0, 1));
  const std::map<std::string, Look> looks{{"g", Look::kG}, {"q", Look::kQ}, {"dapi", Look::kDapi}};
  command
      ->add_option("--look", options.look,
                   "g (dark on white), q (bright on dark) or dapi (inverted, dark on white)")
      ->transform(one_of(looks))
      ->default_str("g")
      ->group(kDrawing);
  flag("--crops", arguments.crops,
       "Also each chromosome by itself, upright on white, in a folder for each class, and crops.csv, the data set "
       "of them labelled by their ISCN names");
  command->add_flag("--karyograms", arguments.karyograms, "Also each cell's karyogram, as it truly is")
      ->excludes(cells)
      ->group(kDrawing);
  flag("--bright-on-dark", arguments.bright_on_dark, "As in fluorescence");
  flag("--sixteen-bits", options.deep, "A 16-bit camera that uses a part of its range");
}

/// @param command  Has its drawing options: those do not go with real chromosomes.
void add_grafting_options(CLI::App* command, SynthesizeArguments& arguments) {
  std::vector<CLI::Option*> drawing;
  for (auto* option : command->get_options()) {
    if (option->get_group() == kDrawing) drawing.push_back(option);
  }
  auto* from = command
                   ->add_option("--from", arguments.from,
                                "Data set of real normal chromosomes, with their cells and p ends: single "
                                "chromosomes are cut and joined from those of one cell, none is drawn")
                   ->group(kRealChromosomes);
  for (auto* option : drawing) from->excludes(option);
  command->add_option("--split", arguments.split, "CSV of patient and part (default: all patients)")
      ->needs(from)
      ->group(kRealChromosomes);
  command->add_option("--part", arguments.part, "Of the split: train, validation or test")
      ->capture_default_str()
      ->needs(from)
      ->group(kRealChromosomes);
  command
      ->add_flag("--hard-joints", arguments.hard_joints,
                 "Pieces are joined as they were cut: the control for who asks whether a network sees smooth joints")
      ->needs(from)
      ->group(kRealChromosomes);
}

}  // namespace

void add_synthesize(CLI::App& app, Work& work) {
  auto* command =
      app.add_subcommand("synthesize", "Make metaphases or chromosomes of any karyotype, with their truth");
  const auto arguments = std::make_shared<SynthesizeArguments>();
  command
      ->add_option("KARYOTYPE", arguments->karyotype,
                   "In ISCN; of several clones each gets its share of the cells")
      ->required();
  command
      ->add_option("-o,--output", arguments->output,
                   "Folder for the images, annotations.json (COCO; of drawn ones) and chromosomes.csv")
      ->required();
  command
      ->add_option("--seed", arguments->options.seed, "Of all that is random; 1 to 999 are kept for examples")
      ->capture_default_str()
      ->check(between(0, 999999999999999));
  command->add_option("--count", arguments->count, "Metaphases, each with the next seed; or cells")
      ->capture_default_str()
      ->check(CLI::Range(1, 100000));
  command->add_flag("--force", arguments->force, "Write over what is there, and remove the former pictures");
  add_drawing_options(command, *arguments);
  add_grafting_options(command, *arguments);
  command->footer(
      "Examples:\n  pinnacle synthesize 47,XX,+21 --seed 7 --count 5 -o example\n"
      "  pinnacle synthesize '46,XX,t(9;22)(q34;q11.2)[15]/46,XX[5]' --count 20 --crops -o leukaemia\n"
      "  pinnacle synthesize '46,XX,del(5)(p14)' --from DATA --split split.csv --count 100 -o grafted");
  command->callback([arguments, &work] { work = [arguments] { return synthesize(*arguments); }; });
}

}  // namespace pinnacle::cli
