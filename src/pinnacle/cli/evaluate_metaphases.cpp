#include <chrono>
#include <cmath>
#include <cstdio>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/evaluate.h"
#include "pinnacle/cli/for_each.h"
#include "pinnacle/cytogenetics/composition.h"
#include "pinnacle/dataset/csv.h"
#include "pinnacle/dataset/truth_corrections.h"
#include "pinnacle/karyotyping/count_evidence.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

const std::vector<std::string> kWays{"detector", "crop network", "both", "joint"};

std::vector<evaluation::TrueObject> true_objects(const std::vector<dataset::LabelledBox>& boxes) {
  std::vector<evaluation::TrueObject> objects;
  for (const auto& box : boxes) {
    objects.push_back({box.box, cytogenetics::is_normal_class(box.label) ? static_cast<int>(box.label) : -1});
  }
  return objects;
}

/// A candidate as each class that it may well be.
template <typename Probabilities>
void add_named(std::vector<evaluation::NamedBox>& named, const base::Box& box, double found_probability,
               const Probabilities& classes) {
  constexpr double kUnlikely = 0.02;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    if (classes[k] >= kUnlikely)
      named.push_back({{box, found_probability * classes[k]}, static_cast<int>(k)});
  }
}

evaluation::ScoredCell scored(const LabelledCell& truth, const karyotyping::KaryotypedCell& result,
                              const EvaluateArguments& arguments, double seconds) {
  evaluation::ScoredCell cell;
  cell.patient = truth.patient;
  cell.truth = true_objects(truth.metaphase.boxes);
  for (std::size_t i = 0; i < result.cell.chromosomes.size(); ++i) {
    const auto& c = result.cell.chromosomes[i];
    const auto& evidence = result.evidence[i];
    cell.found.push_back({c.box,
                          c.found_probability,
                          {static_cast<int>(cytogenetics::most_probable(evidence.detector)),
                           static_cast<int>(cytogenetics::most_probable(evidence.classifier)),
                           static_cast<int>(c.label_alone), static_cast<int>(c.label)},
                          c.uncertain});
    add_named(cell.named_candidates, c.box, c.found_probability, c.probabilities);
  }
  if (!arguments.true_boxes) {
    cell.candidates.emplace();
    for (const auto& f : cell.found) cell.candidates->push_back({f.box, f.score});
  }
  for (const auto& d : result.candidates) {
    if (d.score >= arguments.options.least_score) continue;
    cell.candidates->push_back({d.box, d.score});
    add_named(cell.named_candidates, d.box, d.score, d.class_probabilities);
  }
  cell.count_flagged = karyotyping::count_is_doubtful(result.cell);
  cell.flagged = cell.count_flagged || !cytogenetics::is_balanced(result.cell);
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

/// The figures again, against the truth with its corrections.
base::Expected<std::vector<evaluation::Figure>> corrected_figures(const std::vector<LabelledCell>& cells,
                                                                  std::vector<evaluation::ScoredCell> results,
                                                                  const std::filesystem::path& list) {
  PINNACLE_TRY(const auto corrections, dataset::read_truth_corrections(list));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    PINNACLE_TRY(const auto boxes, dataset::corrected_boxes(cells[i].metaphase, corrections));
    results[i].truth = true_objects(boxes);
  }
  auto figures = evaluation::score(results, kWays);
  for (auto& figure : figures) figure.name = "corrected: " + figure.name;
  return figures;
}

/// All candidates as a table, which --boxes-from reads too.
std::string candidates_text(const std::vector<LabelledCell>& cells,
                            const std::vector<evaluation::ScoredCell>& results, double least_score) {
  constexpr int kDigits = 6;
  const auto number = [](double value) { return dataset::csv_number(value, kDigits); };
  auto text = dataset::csv_line({"file", "x", "y", "width", "height", "probability", "taken", "answers"});
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const auto& boxes = cells[c].metaphase.boxes;
    const auto file = cells[c].metaphase.file.filename().string();
    std::vector<base::Box> truth;
    for (const auto& box : boxes) truth.push_back(box.box);
    const auto answers = evaluation::match(*results[c].candidates, truth, 0.5);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const auto& [box, score] = (*results[c].candidates)[i];
      const auto label = answers[i] < 0 ? std::string_view()
                                        : to_string(boxes[static_cast<std::size_t>(answers[i])].label);
      text += dataset::csv_line({file, number(box.x), number(box.y), number(box.width), number(box.height),
                                 number(score), score >= least_score ? "1" : "0", std::string(label)});
    }
  }
  return text;
}

}  // namespace

karyotyping::KaryotypedCell whole_field(std::vector<karyotyping::KaryotypedCell> cells) {
  auto whole = std::move(cells.front());
  auto& count = whole.cell.count_evidence;
  for (auto cell = cells.begin() + 1; cell != cells.end(); ++cell) {
    append(whole.cell.chromosomes, cell->cell.chromosomes);
    append(whole.evidence, cell->evidence);
    if (const auto& other = cell->cell.count_evidence; count && other) {
      count = cytogenetics::CountEvidence{count->taken + other->taken, count->expected + other->expected,
                                          std::hypot(count->deviation, other->deviation)};
    }
  }
  return whole;
}

base::Expected<karyotyping::KaryotypedCell> karyotyped(const karyotyping::Karyotyper& karyotyper,
                                                       const LabelledCell& cell,
                                                       const EvaluateArguments& arguments) {
  PINNACLE_TRY(const auto pages, read_pages(cell.metaphase.file));
  if (!arguments.true_boxes) {
    PINNACLE_TRY(auto cells, karyotyper.karyotype_field(pages.front(), arguments.options));
    return whole_field(std::move(cells));
  }
  std::vector<base::Box> boxes;
  for (const auto& box : cell.metaphase.boxes) boxes.push_back(box.box);
  return karyotyper.karyotype_boxes(pages.front(), boxes, arguments.options);
}

base::Expected<Evaluated> evaluate_metaphases(const std::vector<LabelledCell>& cells,
                                              const EvaluateArguments& arguments, const Models& models,
                                              base::Progress& progress) {
  const auto options = prediction_options(arguments);
  PINNACLE_TRY_VOID(check_names_normal_chromosomes(models.classifier->info()));
  const karyotyping::Karyotyper karyotyper(models.networks());
  std::vector<evaluation::ScoredCell> results(cells.size());
  std::vector<std::vector<evaluation::Prediction>> answers(cells.size());
  PINNACLE_TRY_VOID(for_each(
      "Evaluating", cells.size(), arguments.jobs, progress, [&](std::size_t i) -> base::Expected<void> {
        const auto started = std::chrono::steady_clock::now();
        PINNACLE_TRY(const auto result, karyotyped(karyotyper, cells[i], arguments));
        results[i] =
            scored(cells[i], result, arguments,
                   std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
        if (arguments.true_boxes) answers[i] = predictions_of(cells[i], result, options);
        return {};
      }));
  if (arguments.counts) print_counts(results);
  if (!arguments.candidates.empty()) {
    PINNACLE_TRY_VOID(platform::write_text(arguments.candidates,
                                           candidates_text(cells, results, arguments.options.least_score)));
  }
  Evaluated evaluated{evaluation::score(results, kWays), {dataset::LabelSet::normal().names(), {}}};
  if (!arguments.corrections.empty()) {
    PINNACLE_TRY(const auto figures, corrected_figures(cells, results, arguments.corrections));
    append(evaluated.figures, figures);
  }
  for (const auto& of_cell : answers) append(evaluated.predictions.items, of_cell);
  return evaluated;
}

}  // namespace pinnacle::cli
