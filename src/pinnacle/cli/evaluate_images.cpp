#include <algorithm>

#include "pinnacle/cli/cell_predictions.h"
#include "pinnacle/cli/evaluate.h"
#include "pinnacle/cli/for_each.h"

namespace pinnacle::cli {
namespace {

using evaluation::Figure;
using evaluation::Prediction;

struct ImageTally {
  double all = 0, alone = 0, assigned = 0, joint = 0, turned = 0, oriented = 0;

  void add(const Prediction& p) {
    all += 1, alone += p.best() == p.truth;
    if (p.assigned) assigned += 1, joint += *p.assigned == p.truth;
    if (p.upside_down && p.p_on_top) turned += 1, oriented += (*p.p_on_top > 0.5) != *p.upside_down;
  }
};

}  // namespace

base::Expected<Evaluated> evaluate_images(const std::vector<LabelledCell>& cells,
                                          const EvaluateArguments& arguments, const Models& models,
                                          base::Progress& progress) {
  PINNACLE_TRY(const auto labels, labels_of(models.classifier->info()));
  const classification::Classifier classifier(*models.classifier);
  const auto options = prediction_options(arguments);
  std::vector<std::vector<Prediction>> answers(cells.size());
  PINNACLE_TRY_VOID(for_each(
      "Evaluating", cells.size(), arguments.jobs, progress, [&](std::size_t i) -> base::Expected<void> {
        PINNACLE_TRY(const auto chromosomes, straighten_cell(cells[i], *models.outliner));
        PINNACLE_TRY(answers[i], predict_cell(cells[i], classification::prepare_cell(chromosomes), classifier,
                                              labels, options));
        return {};
      }));
  Evaluated evaluated{{}, {labels.names(), {}}};
  std::vector<std::string> patients;
  std::size_t all = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    patients.push_back(cells[i].patient);
    all += cells[i].size();
    append(evaluated.predictions.items, answers[i]);
  }
  if (const auto left_out = all - evaluated.predictions.items.size(); left_out > 0) {
    progress.say(std::to_string(left_out) +
                 " images with labels that the classifier does not know are left out");
  }
  const auto& judged = evaluated.predictions.items;
  const auto jointly =
      std::count_if(judged.begin(), judged.end(), [](const Prediction& p) { return p.assigned.has_value(); });
  if (jointly > 0 && jointly < static_cast<std::ptrdiff_t>(judged.size())) {
    progress.say("figures of the whole cell are of " + std::to_string(jointly) + " of " +
                 std::to_string(judged.size()) + " chromosomes: the cells of the others are not known");
  }
  const auto statistic = [&](const std::vector<std::size_t>& items) {
    ImageTally sum;
    for (const auto i : items) {
      for (const auto& p : answers[i]) sum.add(p);
    }
    return std::vector<Figure>{{"class accuracy, crop network", sum.alone / sum.all, 0, 0},
                               {"class accuracy, joint", sum.joint / sum.assigned, 0, 0},
                               {"orientation", sum.oriented / sum.turned, 0, 0}};
  };
  evaluated.figures = evaluation::bootstrap(statistic, patients);
  return evaluated;
}

}  // namespace pinnacle::cli
