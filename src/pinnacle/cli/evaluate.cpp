#include "pinnacle/cli/evaluate.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/figures_text.h"
#include "pinnacle/cli/output_file.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/dataset/predictions_file.h"
#include "pinnacle/dataset/truth_corrections.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

using base::ErrorCode;
using evaluation::Figure;

/// Those that --split, --part and --limit ask for.
template <typename Cell>
base::Expected<std::vector<Cell>> chosen(std::vector<Cell> cells, const EvaluateArguments& arguments) {
  TerminalProgress progress;
  PINNACLE_TRY(cells, of_part(std::move(cells), arguments.split, arguments.part, progress));
  if (arguments.limit > 0) cells = spread(cells, arguments.limit);
  if (cells.empty())
    return base::unexpected(ErrorCode::kNotFound, "there is no cell to evaluate", arguments.data.string(),
                            "Check --split and --part");
  return cells;
}

void print(const std::vector<Figure>& figures, const EvaluateArguments& arguments, std::size_t cells) {
  std::printf("%s, %s, %zu cells\n", arguments.data.c_str(),
              arguments.split.empty() ? "all patients" : arguments.part.c_str(), cells);
  std::printf("%s", figures_text(figures).c_str());
}

/// @param judged  What the figures are of.
std::string as_json(const std::vector<Figure>& figures, const EvaluateArguments& arguments, std::size_t cells,
                    const nlohmann::ordered_json& judged) {
  nlohmann::ordered_json json;
  json["schema"] = "pinnacle.evaluation/1";
  json["data"] = arguments.data.string();
  json["part"] = arguments.split.empty() ? "all" : arguments.part;
  json["cells"] = cells;
  json.update(judged);
  for (const auto& f : figures) {
    const auto number = [](double v) {
      return std::isnan(v) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(v);
    };
    json["figures"].push_back(
        {{"name", f.name}, {"value", number(f.value)}, {"low", number(f.low)}, {"high", number(f.high)}});
  }
  return json.dump(1) + "\n";
}

/// Refuses options that ask for what these cells are not judged by: it would be left undone.
base::Expected<void> refuse_options(const EvaluateArguments& arguments, const std::string& why, const std::string& cure) {
  for (const auto& [name, given] :
       {std::pair{"--true-boxes", arguments.true_boxes}, std::pair{"--outlines", arguments.outlines},
        std::pair{"--threshold", arguments.threshold}, std::pair{"--counts", arguments.counts},
        std::pair{"--boxes-from", !arguments.boxes_from.empty()},
        std::pair{"--candidates", !arguments.candidates.empty()},
        std::pair{"--composed", arguments.composed > 0},
        std::pair{"--corrections", !arguments.corrections.empty()}}) {
    if (given) return base::unexpected(ErrorCode::kInvalidArgument, why, name, cure);
  }
  return {};
}

/// Figures, and what they are of.
struct Judgement {
  std::vector<Figure> figures;
  nlohmann::ordered_json judged;
};

base::Expected<void> write_predictions(const Evaluated& evaluated, const EvaluateArguments& arguments,
                                       const learning::ModelInfo& classifier) {
  const auto part = arguments.split.empty() ? "all patients" : arguments.part + " patients";
  const evaluation::Run run{origin_of(classifier, platform::whole_path(arguments.data).filename().string() + ", " + part),
                            evaluated.predictions};
  return platform::write_text(arguments.predictions, dataset::predictions_text(run));
}

base::Expected<void> check_predictions(const std::vector<LabelledCell>& cells,
                                       const EvaluateArguments& arguments) {
  if (arguments.predictions.empty()) return {};
  if (cells.front().images.empty() && !arguments.true_boxes) {
    return base::unexpected(ErrorCode::kInvalidArgument,
                            "predictions are of chromosomes that are given, not of what was found",
                            "--predictions", "Add --true-boxes");
  }
  return check_patients(cells, arguments.data);
}

base::Expected<Judgement> judge_boxes(const std::vector<LabelledCell>& cells,
                                      const EvaluateArguments& arguments) {
  TerminalProgress progress;
  PINNACLE_TRY(auto figures, evaluate_boxes(cells, arguments, progress));
  return Judgement{std::move(figures),
                   {{"boxes_from", arguments.threshold ? "threshold" : arguments.boxes_from.string()}}};
}

/// @param run  One of the ways of evaluate.h.
template <typename Cell, typename Run>
base::Expected<Judgement> judge_networks(const std::vector<Cell>& cells, const EvaluateArguments& arguments, const Run& run) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  PINNACLE_TRY(const auto models, load_models(arguments.models, std::max(1, cores / arguments.jobs)));
  TerminalProgress progress;
  PINNACLE_TRY(auto evaluated, run(cells, arguments, models, progress));
  if (!arguments.predictions.empty())
    PINNACLE_TRY_VOID(write_predictions(evaluated, arguments, models.classifier->info()));
  return Judgement{std::move(evaluated.figures),
                   {{"detector", models.detector->info().hash},
                    {"outliner", models.outliner->info().hash},
                    {"classifier", models.classifier->info().hash},
                    {"verifier", models.verifier->info().hash}}};
}

/// @param patients  Of each cell; empty where it is not known.
base::Expected<ExitCode> report(const base::Expected<Judgement>& judgement,
                                const EvaluateArguments& arguments,
                                const std::vector<std::string>& patients) {
  if (!judgement) return base::Unexpected{base::Error(judgement.error())};
  const auto cells = patients.size();
  std::set<std::string> known(patients.begin(), patients.end());
  known.erase("");
  const auto few = evaluation::warning_of_few(known.size());
  const bool figures_asked_for = !arguments.counts || !arguments.json.empty();
  if (figures_asked_for && !few.empty()) TerminalProgress().say("warning: " + few);
  if (!arguments.counts) print(judgement->figures, arguments, cells);
  if (!arguments.json.empty()) {
    PINNACLE_TRY_VOID(platform::write_text(arguments.json, as_json(judgement->figures, arguments, cells, judgement->judged)));
  }
  return kDone;
}

base::Expected<ExitCode> evaluate_mapped(const EvaluateArguments& arguments) {
  PINNACLE_TRY_VOID(refuse_options(arguments, "this judges boxes, but these cells have maps of classes",
                                   "Leave it out: masks are judged"));
  if (!arguments.predictions.empty())
    return base::unexpected(ErrorCode::kInvalidArgument, "these cells have maps of classes and no list of chromosomes",
                            "--predictions", "Leave it out");
  PINNACLE_TRY(auto all, dataset::read_class_maps(arguments.data));
  PINNACLE_TRY(const auto cells, chosen(std::move(all), arguments));
  return report(judge_networks(cells, arguments, evaluate_class_maps), arguments, patients_of(cells));
}

/// The list of corrections must fit its data: an image or a box that the data set does not have is a slip of the pen.
base::Expected<void> check_corrections(const std::vector<LabelledCell>& all, const EvaluateArguments& arguments) {
  if (arguments.corrections.empty()) return {};
  PINNACLE_TRY(const auto corrections, dataset::read_truth_corrections(arguments.corrections));
  std::set<std::string> names;
  for (const auto& cell : all) {
    names.insert(cell.metaphase.file.filename().string());
    PINNACLE_TRY_VOID(dataset::corrected_boxes(cell.metaphase, corrections));
  }
  for (const auto& [image, list] : corrections.of_image) {
    if (names.count(image) == 0)
      return base::unexpected(ErrorCode::kDamaged, "the data set has no image '" + image + "'",
                              corrections.file + ", line " + std::to_string(list.front().line));
  }
  return {};
}

base::Expected<ExitCode> evaluate(const EvaluateArguments& arguments) {
  for (const auto& file : {arguments.json, arguments.predictions, arguments.candidates}) {
    if (!file.empty()) PINNACLE_TRY_VOID(check_place(file));
  }
  if (dataset::has_class_maps(arguments.data)) return evaluate_mapped(arguments);
  PINNACLE_TRY(auto all, read_cells(arguments.data));
  PINNACLE_TRY_VOID(check_corrections(all, arguments));
  PINNACLE_TRY(const auto cells, chosen(std::move(all), arguments));
  const bool crops = !cells.front().images.empty();
  if (crops)
    PINNACLE_TRY_VOID(refuse_options(arguments, "this judges metaphases, but these cells are crops",
                                     "Leave it out, or name a folder with annotations.json"));
  PINNACLE_TRY_VOID(check_predictions(cells, arguments));
  const auto run = crops                    ? evaluate_images
                   : arguments.outlines     ? evaluate_outlines
                   : arguments.composed > 0 ? evaluate_composed
                                            : evaluate_metaphases;
  const bool boxes = arguments.threshold || !arguments.boxes_from.empty();
  return report(boxes ? judge_boxes(cells, arguments) : judge_networks(cells, arguments, run), arguments,
                patients_of(cells));
}

}  // namespace

PredictionOptions prediction_options(const EvaluateArguments& arguments) {
  return {arguments.data, arguments.options.least_class_probability, true, arguments.options.assignment};
}

void add_evaluate(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("evaluate", "Judge the networks on labelled cells");
  const auto arguments = std::make_shared<EvaluateArguments>();
  command
      ->add_option("--cells,--images", arguments->data,
                   "Folder with annotations.json (metaphases), with dapi/ and classes/ (M-FISH) or with chromosomes.csv (crops), "
                   "or such a table")
      ->required();
  auto* split =
      command->add_option("--split", arguments->split, "CSV of patient and part (default: all patients)");
  command->add_option("--part", arguments->part, "Of the split: train, validation or test")
      ->capture_default_str()
      ->needs(split);
  command->add_option("--limit", arguments->limit, "Only so many cells, spread evenly");
  auto* true_boxes = command->add_flag("--true-boxes", arguments->true_boxes,
                                       "Name the chromosomes of the true boxes instead of those found");
  auto* outlines = command->add_flag("--outlines", arguments->outlines,
                                     "Judge the pixels of each chromosome (the data set must have outlines)");
  auto* counts =
      command->add_flag("--counts", arguments->counts, "Print plain counts for each metaphase, not figures")
          ->excludes(outlines);
  auto* threshold =
      command->add_flag("--threshold", arguments->threshold, "What a threshold alone finds, to compare with");
  auto* boxes_from =
      command->add_option("--boxes-from", arguments->boxes_from,
                          "CSV of boxes another program found (file, x, y, width, height), to compare with");
  threshold->excludes(boxes_from);
  for (auto* only_boxes : {threshold, boxes_from}) {
    for (auto* of_networks : {true_boxes, outlines, counts}) only_boxes->excludes(of_networks);
  }
  command->add_option("--jobs", arguments->jobs, "Cells at a time")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  command->add_option("--json", arguments->json, "File for the figures");
  auto* predictions =
      command->add_option("--predictions", arguments->predictions,
                          "File for what was said of each crop or true box (docs/predictions.md), for pinnacle report");
  for (auto* other : {outlines, counts, threshold, boxes_from}) predictions->excludes(other);
  auto* candidates =
      command->add_option("--candidates", arguments->candidates,
                          "File for all that may be a chromosome, each with its probability: file, x, y, width, height, "
                          "probability, taken, and the label of the true box that it answers");
  for (auto* other : {true_boxes, outlines, threshold, boxes_from}) candidates->excludes(other);
  auto* composed = command
                       ->add_option("--composed", arguments->composed,
                                    "Judge the pixels of so many groups of crossing and touching chromosomes, put together "
                                    "from each cell's own")
                       ->check(CLI::Range(1, 1000));
  for (auto* other : {true_boxes, outlines, counts, threshold, boxes_from, predictions, candidates}) composed->excludes(other);
  auto* corrections =
      command->add_option("--corrections", arguments->corrections,
                          "CSV of the truth's mistakes (docs/corrections.md); the figures are given without and with them");
  for (auto* other : {true_boxes, outlines, threshold, boxes_from, predictions, composed}) corrections->excludes(other);
  command
      ->add_option("--detector-weight", arguments->options.pooling.detector,
                   "Of the detector's view of the class")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 100.0));
  command
      ->add_option("--classifier-weight", arguments->options.pooling.classifier, "Of the crop network's view")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 100.0));
  command->add_option("--least-score", arguments->options.least_score, "Of an object, to be taken")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command->add_flag_callback(
      "--no-prior", [arguments] { arguments->options.assignment.use_prior = false; },
      "Assign each cell without a prior on the numbers of its chromosomes");
  command
      ->add_option("--least-outline-certainty", arguments->options.least_outline_certainty,
                   "Less is uncertain")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command
      ->add_option("--least-class-probability", arguments->options.least_class_probability,
                   "Less is uncertain")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  add_model_options(*command, arguments->models);
  command->footer(
      "Example:\n  pinnacle evaluate --cells DATA --split docs/splits/gband_metaphases.csv --part "
      "validation\n"
      "  pinnacle evaluate --cells DATA --composed 4    pixels of crossings with exact truth\n"
      "  pinnacle evaluate --cells CROPS --predictions predictions.csv && pinnacle report predictions.csv "
      "--images CROPS -o report");
  command->callback([arguments, &work] { work = [arguments] { return evaluate(*arguments); }; });
}

}  // namespace pinnacle::cli
