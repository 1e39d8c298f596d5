#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>

#include "pinnacle/classification/classifier.h"
#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/command.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/models.h"
#include "pinnacle/cli/terminal_progress.h"
#include "pinnacle/dataset/found_boxes.h"
#include "pinnacle/evaluation/cell_score.h"
#include "pinnacle/karyotyping/karyotyper.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/segmentation/threshold_objects.h"

namespace pinnacle::cli {
namespace {

using base::ErrorCode;
using evaluation::Figure;

struct EvaluateArguments {
  std::filesystem::path data, split, json, boxes_from;
  std::string part = "validation";
  ModelArguments models;
  karyotyping::KaryotypingOptions options;
  std::size_t limit = 0;
  int jobs = 1;
  bool true_boxes = false, counts = false, threshold = false;
};

const std::vector<std::string> kWays{"detector", "crop network", "both", "joint"};

template <typename Probabilities>
int most_probable(const Probabilities& p) {
  return static_cast<int>(std::max_element(p.begin(), p.end()) - p.begin());
}

base::Expected<std::vector<LabelledCell>> chosen_cells(const EvaluateArguments& arguments) {
  PINNACLE_TRY(auto cells, read_cells(arguments.data));
  if (!arguments.split.empty()) {
    const auto part = dataset::parse_part(arguments.part);
    if (!part)
      return base::unexpected(ErrorCode::kInvalidArgument, "there is no part '" + arguments.part + "'",
                              "--part", "Parts are train, validation and test");
    PINNACLE_TRY(const auto split, read_split_file(arguments.split));
    cells = of_part(cells, split, *part);
  }
  if (arguments.limit > 0) cells = spread(cells, arguments.limit);
  if (cells.empty())
    return base::unexpected(ErrorCode::kNotFound, "there is no cell to evaluate", arguments.data.string(),
                            "Check --split and --part");
  return cells;
}

/// Runs `work` on every index, on several threads; the first error ends it.
template <typename Act>
base::Expected<void> for_each(std::size_t count, int jobs, base::Progress& progress, const Act& act) {
  std::atomic<std::size_t> next{0}, done{0};
  std::vector<base::Expected<void>> results(static_cast<std::size_t>(jobs));
  const auto work = [&](base::Expected<void>& result) {
    for (std::size_t i = next++; i < count; i = next++) {
      result = progress.stop_requested() ? base::unexpected(ErrorCode::kCancelled, "stopped") : act(i);
      if (!result) next = count;
      progress.update(++done, {});
    }
  };
  progress.begin("Evaluating", count);
  std::vector<std::thread> threads;
  for (int t = 1; t < jobs; ++t) threads.emplace_back(work, std::ref(results[static_cast<std::size_t>(t)]));
  work(results.front());
  for (auto& thread : threads) thread.join();
  for (auto& result : results) {
    if (!result) return std::move(result);
  }
  return {};
}

evaluation::ScoredCell scored(const LabelledCell& truth, const karyotyping::KaryotypedCell& result,
                              double seconds) {
  evaluation::ScoredCell cell;
  cell.patient = truth.patient;
  for (const auto& box : truth.metaphase.boxes) cell.truth.push_back({box.box, static_cast<int>(box.label)});
  for (std::size_t i = 0; i < result.cell.chromosomes.size(); ++i) {
    const auto& c = result.cell.chromosomes[i];
    const auto& evidence = result.evidence[i];
    cell.found.push_back({c.box,
                          c.found_probability,
                          {most_probable(evidence.detector), most_probable(evidence.classifier),
                           static_cast<int>(c.label_alone), static_cast<int>(c.label)},
                          c.uncertain});
  }
  for (const auto& d : result.candidates) cell.candidates.push_back({d.box, d.score});
  cell.flagged = !result.cell.composition || result.cell.count() != 46;
  cell.seconds = seconds;
  return cell;
}

void print_counts(const std::vector<evaluation::ScoredCell>& cells) {
  for (const auto& cell : cells) {
    const auto t = evaluation::tally(cell);
    const double named = t.right.empty() ? 0 : t.right.back();
    std::printf(
        "%s: of %.0f chromosomes %.0f were found and %.0f rightly named; %.0f found that are none; %.0f "
        "errors, %.0f of them flagged\n",
        cell.patient.c_str(), t.true_objects, t.matched, named, t.found - t.matched, t.errors,
        t.flagged_errors);
  }
}

base::Expected<std::vector<Figure>> evaluate_metaphases(const std::vector<LabelledCell>& cells,
                                                        const EvaluateArguments& arguments,
                                                        const Models& models, base::Progress& progress) {
  const karyotyping::Karyotyper karyotyper(*models.detector, *models.classifier);
  std::vector<evaluation::ScoredCell> results(cells.size());
  PINNACLE_TRY_VOID(
      for_each(cells.size(), arguments.jobs, progress, [&](std::size_t i) -> base::Expected<void> {
        PINNACLE_TRY(const auto pages, read_pages(cells[i].metaphase.file));
        std::vector<base::Box> boxes;
        for (const auto& box : cells[i].metaphase.boxes) boxes.push_back(box.box);
        const auto started = std::chrono::steady_clock::now();
        PINNACLE_TRY(const auto result,
                     arguments.true_boxes
                         ? karyotyper.karyotype_boxes(pages.front(), boxes, arguments.options)
                         : karyotyper.karyotype(pages.front(), arguments.options));
        results[i] =
            scored(cells[i], result,
                   std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
        return {};
      }));
  if (arguments.counts) {
    print_counts(results);
    return std::vector<Figure>{};
  }
  return evaluation::score(results, kWays);
}

/// Boxes without names, found by other means than the networks; one list for each cell.
using BoxFinder = std::function<base::Expected<std::vector<base::Box>>(const LabelledCell&)>;

base::Expected<std::vector<base::Box>> threshold_boxes(const LabelledCell& cell) {
  PINNACLE_TRY(const auto pages, read_pages(cell.metaphase.file));
  return segmentation::threshold_objects(image::normalise(pages.front().grey, pages.front().bits).grey);
}

base::Expected<BoxFinder> boxes_of_file(const std::filesystem::path& file) {
  PINNACLE_TRY(auto boxes, dataset::read_found_boxes(file));
  return BoxFinder(
      [boxes = std::move(boxes)](const LabelledCell& cell) -> base::Expected<std::vector<base::Box>> {
        const auto found = boxes.find(cell.metaphase.file.filename().string());
        return found == boxes.end() ? std::vector<base::Box>{} : found->second;
      });
}

/// The comparison: what is found without the networks, with no name for any of it.
base::Expected<std::vector<Figure>> evaluate_boxes(const std::vector<LabelledCell>& cells,
                                                   const EvaluateArguments& arguments, const BoxFinder& find,
                                                   base::Progress& progress) {
  std::vector<evaluation::ScoredCell> results(cells.size());
  PINNACLE_TRY_VOID(
      for_each(cells.size(), arguments.jobs, progress, [&](std::size_t i) -> base::Expected<void> {
        const auto started = std::chrono::steady_clock::now();
        auto& result = results[i];
        PINNACLE_TRY(const auto boxes, find(cells[i]));
        for (const auto& box : boxes) {
          result.found.push_back({box, 1, {-1}, false});
          result.candidates.push_back({box, 1});
        }
        result.patient = cells[i].patient;
        for (const auto& box : cells[i].metaphase.boxes)
          result.truth.push_back({box.box, static_cast<int>(box.label)});
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        return {};
      }));
  return evaluation::score(results, {"none"});
}

struct ImageTally {
  double all = 0, alone = 0, assigned = 0, joint = 0, turned = 0, oriented = 0, left_out = 0;

  void add(const ImageTally& other) {
    all += other.all, alone += other.alone, assigned += other.assigned, joint += other.joint;
    turned += other.turned, oriented += other.oriented, left_out += other.left_out;
  }
};

/// The classes of a whole cell of normal chromosomes, assigned jointly; empty where there is no such cell.
base::Expected<std::vector<classification::Assigned>> joint_classes(
    const LabelledCell& cell, const std::vector<classification::Opinion>& opinions,
    const dataset::LabelSet& labels, const classification::AssignmentOptions& options) {
  if (!cell.known || labels != dataset::LabelSet::normal()) return std::vector<classification::Assigned>();
  std::vector<cytogenetics::ClassProbabilities> classes;
  for (const auto& opinion : opinions) {
    PINNACLE_TRY(const auto normal, classification::normal_classes(opinion));
    classes.push_back(normal);
  }
  return classification::assign_cell(classes, std::vector<double>(classes.size(), 0.99), options);
}

base::Expected<ImageTally> tally_images(const LabelledCell& cell,
                                        const classification::Classifier& classifier,
                                        const dataset::LabelSet& labels,
                                        const classification::AssignmentOptions& options) {
  PINNACLE_TRY(const auto chromosomes, straighten_cell(cell));
  PINNACLE_TRY(const auto opinions, classifier.classify(classification::prepare_cell(chromosomes)));
  PINNACLE_TRY(const auto assigned, joint_classes(cell, opinions, labels, options));
  ImageTally tally;
  for (std::size_t k = 0; k < opinions.size(); ++k) {
    const auto truth = labels.index_of(cell.label(k));
    if (!truth) {
      tally.left_out += 1;
      continue;
    }
    tally.all += 1;
    tally.alone += most_probable(opinions[k].classes) == *truth;
    if (!assigned.empty()) tally.assigned += 1, tally.joint += static_cast<int>(assigned[k].label) == *truth;
    if (const auto p_on_top = cell.p_on_top(k))
      tally.turned += 1, tally.oriented += (opinions[k].p_on_top > 0.5) == *p_on_top;
  }
  return tally;
}

base::Expected<std::vector<Figure>> evaluate_images(const std::vector<LabelledCell>& cells,
                                                    const EvaluateArguments& arguments, const Models& models,
                                                    base::Progress& progress) {
  PINNACLE_TRY(const auto labels, labels_of(models.classifier->info()));
  const classification::Classifier classifier(*models.classifier);
  std::vector<ImageTally> tallies(cells.size());
  std::vector<std::string> patients;
  for (const auto& cell : cells) patients.push_back(cell.patient);
  PINNACLE_TRY_VOID(
      for_each(cells.size(), arguments.jobs, progress, [&](std::size_t i) -> base::Expected<void> {
        PINNACLE_TRY(tallies[i], tally_images(cells[i], classifier, labels, arguments.options.assignment));
        return {};
      }));
  const auto sum_of = [&](const std::vector<std::size_t>& items) {
    ImageTally sum;
    for (const auto i : items) sum.add(tallies[i]);
    return sum;
  };
  std::vector<std::size_t> every(cells.size());
  std::iota(every.begin(), every.end(), std::size_t{0});
  if (const auto all = sum_of(every); all.left_out > 0) {
    progress.say(std::to_string(static_cast<long>(all.left_out)) +
                 " images with labels that the classifier does not know are left out");
  }
  const auto statistic = [&](const std::vector<std::size_t>& items) {
    const auto sum = sum_of(items);
    return std::vector<Figure>{{"class accuracy, crop network", sum.alone / sum.all, 0, 0},
                               {"class accuracy, joint", sum.joint / sum.assigned, 0, 0},
                               {"orientation", sum.oriented / sum.turned, 0, 0}};
  };
  return evaluation::bootstrap(statistic, patients);
}

void print(const std::vector<Figure>& figures, const EvaluateArguments& arguments, std::size_t cells) {
  std::printf("%s, %s, %zu cells\n", arguments.data.c_str(),
              arguments.split.empty() ? "all patients" : arguments.part.c_str(), cells);
  std::printf("%-46s %9s   95 %% interval by patient\n", "", "");
  for (const auto& f : figures) {
    if (std::isnan(f.value)) {
      std::printf("%-46s         -\n", f.name.c_str());
    } else {
      std::printf("%-46s %9.4f   %.4f to %.4f\n", f.name.c_str(), f.value, f.low, f.high);
    }
  }
}

std::string as_json(const std::vector<Figure>& figures, const EvaluateArguments& arguments, std::size_t cells,
                    const Models& models) {
  nlohmann::ordered_json json;
  json["schema"] = "pinnacle.evaluation/1";
  json["data"] = arguments.data.string();
  json["part"] = arguments.split.empty() ? "all" : arguments.part;
  json["cells"] = cells;
  json["detector"] = models.detector->info().hash;
  json["classifier"] = models.classifier->info().hash;
  for (const auto& f : figures) {
    const auto number = [](double v) {
      return std::isnan(v) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(v);
    };
    json["figures"].push_back(
        {{"name", f.name}, {"value", number(f.value)}, {"low", number(f.low)}, {"high", number(f.high)}});
  }
  return json.dump(1) + "\n";
}

base::Expected<ExitCode> evaluate(const EvaluateArguments& arguments) {
  PINNACLE_TRY(const auto cells, chosen_cells(arguments));
  if (arguments.threshold || !arguments.boxes_from.empty()) {
    BoxFinder find = threshold_boxes;
    if (!arguments.boxes_from.empty()) {
      PINNACLE_TRY(find, boxes_of_file(arguments.boxes_from));
    }
    TerminalProgress progress;
    PINNACLE_TRY(const auto figures, evaluate_boxes(cells, arguments, find, progress));
    print(figures, arguments, cells.size());
    return kDone;
  }
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  PINNACLE_TRY(const auto models, load_models(arguments.models, std::max(1, cores / arguments.jobs)));
  std::vector<Figure> figures;
  {
    TerminalProgress progress;
    const auto run = cells.front().images.empty() ? evaluate_metaphases : evaluate_images;
    PINNACLE_TRY(figures, run(cells, arguments, models, progress));
  }
  if (!arguments.counts) print(figures, arguments, cells.size());
  if (!arguments.json.empty())
    PINNACLE_TRY_VOID(
        platform::write_text(arguments.json, as_json(figures, arguments, cells.size(), models)));
  return kDone;
}

}  // namespace

void add_evaluate(CLI::App& app, Work& work) {
  auto* command = app.add_subcommand("evaluate", "Judge the networks on labelled cells");
  const auto arguments = std::make_shared<EvaluateArguments>();
  command
      ->add_option("--cells", arguments->data,
                   "Folder with annotations.json (metaphases) or chromosomes.csv (single chromosomes)")
      ->required();
  command->add_option("--split", arguments->split, "CSV of patient and part (default: all patients)");
  command->add_option("--part", arguments->part, "Of the split: train, validation or test")
      ->capture_default_str();
  command->add_option("--limit", arguments->limit, "Only so many cells, spread evenly");
  command->add_flag("--true-boxes", arguments->true_boxes,
                    "Name the chromosomes of the true boxes instead of those found");
  command->add_flag("--threshold", arguments->threshold, "What a threshold alone finds, to compare with");
  command->add_option("--boxes-from", arguments->boxes_from,
                      "CSV of boxes another program found (file, x, y, width, height), to compare with");
  command->add_flag("--counts", arguments->counts, "Plain counts for each metaphase instead of figures");
  command->add_option("--jobs", arguments->jobs, "Cells at a time")
      ->capture_default_str()
      ->check(CLI::Range(1, 256));
  command->add_option("--json", arguments->json, "File for the figures");
  command
      ->add_option("--detector-weight", arguments->options.pooling.detector,
                   "Of the detector's view of the class")
      ->capture_default_str();
  command
      ->add_option("--classifier-weight", arguments->options.pooling.classifier, "Of the crop network's view")
      ->capture_default_str();
  command->add_option("--least-score", arguments->options.least_score, "Of an object, to be taken")
      ->capture_default_str();
  command
      ->add_option("--least-class-probability", arguments->options.least_class_probability,
                   "Less is uncertain")
      ->capture_default_str();
  add_model_options(*command, arguments->models);
  command->footer(
      "Example:\n  pinnacle evaluate --cells DATA --split docs/splits/gband_metaphases.csv --part "
      "validation");
  command->callback([arguments, &work] { work = [arguments] { return evaluate(*arguments); }; });
}

}  // namespace pinnacle::cli
