#include <algorithm>
#include <cstdio>
#include <memory>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/dataset/metaphases.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/synthesis/chromosome_set.h"
#include "pinnacle/synthesis/metaphase.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

struct SynthesizeArguments {
  std::string karyotype;
  fs::path output;
  int count = 1;
  bool force = false, bright_on_dark = false, sixteen_bits = false;
  synthesis::MetaphaseOptions options;
};

dataset::DescribedMetaphase described(const synthesis::DrawnMetaphase& drawn, const std::string& file, const std::string& patient) {
  dataset::DescribedMetaphase metaphase{file, patient, drawn.grey.width(), drawn.grey.height(), {}};
  for (const auto& c : drawn.chromosomes) metaphase.boxes.push_back({c.box, c.label, c.outline});
  return metaphase;
}

/// The picture as the chosen camera gives it: fluorescence is bright on dark, a deep camera uses a part of its range.
std::vector<std::uint8_t> photographed(image::Grey grey, const SynthesizeArguments& arguments) {
  if (arguments.bright_on_dark) {
    for (auto& v : grey.values()) v = static_cast<std::uint8_t>(255 - v);
  }
  if (!arguments.sixteen_bits) return image::encode_png(grey);
  image::Grey16 deep(grey.width(), grey.height());
  std::transform(grey.values().begin(), grey.values().end(), deep.values().begin(),
                 [](std::uint8_t v) { return static_cast<std::uint16_t>(900 + 2 * v); });
  return image::encode_png(deep);
}

/// Draws and writes one after another until all are done or a stop is asked for.
base::Expected<std::vector<dataset::DescribedMetaphase>> draw_all(const std::vector<cytogenetics::ChromosomeStructure>& set,
                                                                  const SynthesizeArguments& arguments, base::Progress& progress) {
  std::vector<dataset::DescribedMetaphase> all;
  progress.begin("Drawing", static_cast<std::size_t>(arguments.count));
  for (int i = 0; i < arguments.count && !progress.stop_requested(); ++i) {
    auto options = arguments.options;
    options.seed += static_cast<std::uint64_t>(i);
    PINNACLE_TRY(const auto drawn, synthesis::draw_metaphase(set, options));
    const auto name = "metaphase-" + std::to_string(options.seed) + ".png";
    PINNACLE_TRY_VOID(platform::write_file(arguments.output / name, photographed(drawn.grey, arguments)));
    all.push_back(described(drawn, name, "synthetic-" + std::to_string(options.seed)));
    progress.update(all.size(), name);
  }
  return all;
}

base::Expected<ExitCode> synthesize(const SynthesizeArguments& arguments) {
  PINNACLE_TRY(const auto set, synthesis::chromosome_set(arguments.karyotype));
  const auto truth = arguments.output / "annotations.json";
  if (fs::exists(truth) && !arguments.force) {
    return base::unexpected(base::ErrorCode::kExists, "the folder holds metaphases already", arguments.output.string(),
                            "Name another folder, or add --force to write over them");
  }
  PINNACLE_TRY_VOID(make_folder(arguments.output));
  std::vector<dataset::DescribedMetaphase> all;
  {
    TerminalProgress progress;
    PINNACLE_TRY(all, draw_all(set, arguments, progress));
  }
  // Also of what was drawn before a stop: images without their truth are of no use.
  PINNACLE_TRY_VOID(platform::write_text(truth, dataset::coco_text(all)));
  for (const auto& one : all) {
    std::printf("%s: %s, %zu chromosomes\n", (arguments.output / one.file_name).c_str(), arguments.karyotype.c_str(), one.boxes.size());
  }
  if (all.size() < static_cast<std::size_t>(arguments.count)) {
    return base::unexpected(base::ErrorCode::kCancelled, "stopped; " + std::to_string(all.size()) + " of " +
                                                             std::to_string(arguments.count) + " metaphases are in " +
                                                             arguments.output.string());
  }
  return kDone;
}

}  // namespace

void add_synthesize(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("synthesize", "Draw metaphases of a karyotype, with their truth");
  const auto arguments = std::make_shared<SynthesizeArguments>();
  auto& options = arguments->options;
  command->add_option("KARYOTYPE", arguments->karyotype, "Whole chromosomes only: 46,XX or 47,XY,+21")->required();
  command->add_option("-o,--output", arguments->output, "Folder for the images and annotations.json (COCO)")->required();
  command->add_option("--seed", options.seed, "Of all that is random; 1 to 999 are kept for examples")->capture_default_str();
  command->add_option("--count", arguments->count, "Metaphases, each with the next seed")->capture_default_str()->check(CLI::Range(1, 100000));
  command->add_option("--width", options.width, "Of the field, in pixels")->capture_default_str();
  command->add_option("--height", options.height, "Of the field, in pixels")->capture_default_str();
  command->add_option("--longest", options.longest_px, "Length of a chromosome 1, in pixels")->capture_default_str();
  command->add_option("--touches", options.touches, "Chromosomes that may touch or cross others")->capture_default_str();
  command->add_option("--nuclei", options.nuclei, "Interphase nuclei")->capture_default_str();
  command->add_option("--debris", options.debris, "Specks")->capture_default_str();
  command->add_option("--noise", options.noise, "In grey levels")->capture_default_str();
  command->add_flag("--bright-on-dark", arguments->bright_on_dark, "As in fluorescence");
  command->add_flag("--sixteen-bits", arguments->sixteen_bits, "A 16-bit camera that uses a part of its range");
  command->add_flag("--force", arguments->force, "Write over metaphases that are there");
  command->footer("Example:\n  pinnacle synthesize 47,XX,+21 --seed 7 --count 5 -o example");
  command->callback([arguments, &work] { work = [arguments] { return synthesize(*arguments); }; });
}

}  // namespace pinnacle::cli
