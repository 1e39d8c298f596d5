#include <chrono>
#include <cstdio>

#include "pinnacle/cli/cell_files.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/evaluate.h"
#include "pinnacle/cli/for_each.h"
#include "pinnacle/cytogenetics/composition.h"

namespace pinnacle::cli {
namespace {

const std::vector<std::string> kWays{"detector", "crop network", "both", "joint"};

evaluation::ScoredCell scored(const LabelledCell& truth, const karyotyping::KaryotypedCell& result,
                              bool looked_for, double seconds) {
  evaluation::ScoredCell cell;
  cell.patient = truth.patient;
  for (const auto& box : truth.metaphase.boxes) {
    cell.truth.push_back({box.box, cytogenetics::is_normal_class(box.label) ? static_cast<int>(box.label) : -1});
  }
  for (std::size_t i = 0; i < result.cell.chromosomes.size(); ++i) {
    const auto& c = result.cell.chromosomes[i];
    const auto& evidence = result.evidence[i];
    cell.found.push_back({c.box,
                          c.found_probability,
                          {static_cast<int>(cytogenetics::most_probable(evidence.detector)),
                           static_cast<int>(cytogenetics::most_probable(evidence.classifier)),
                           static_cast<int>(c.label_alone), static_cast<int>(c.label)},
                          c.uncertain});
  }
  if (looked_for) cell.candidates.emplace();
  for (const auto& d : result.candidates) cell.candidates->push_back({d.box, d.score});
  cell.flagged = !cytogenetics::is_balanced(result.cell);
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

}  // namespace

karyotyping::KaryotypedCell whole_field(std::vector<karyotyping::KaryotypedCell> cells) {
  auto whole = std::move(cells.front());
  for (auto cell = cells.begin() + 1; cell != cells.end(); ++cell) {
    append(whole.cell.chromosomes, cell->cell.chromosomes);
    append(whole.evidence, cell->evidence);
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
            scored(cells[i], result, !arguments.true_boxes,
                   std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
        if (arguments.true_boxes) answers[i] = predictions_of(cells[i], result, options);
        return {};
      }));
  if (arguments.counts) print_counts(results);
  Evaluated evaluated{evaluation::score(results, kWays), {dataset::LabelSet::normal().names(), {}}};
  for (const auto& of_cell : answers) append(evaluated.predictions.items, of_cell);
  return evaluated;
}

}  // namespace pinnacle::cli
