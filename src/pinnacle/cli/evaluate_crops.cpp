#include "pinnacle/classification/classifier.h"
#include "pinnacle/cli/evaluate.h"

namespace pinnacle::cli {
namespace {

using evaluation::Figure;

struct CropTally {
  double all = 0, alone = 0, joint = 0, oriented = 0;
};

}  // namespace

base::Expected<std::vector<Figure>> evaluate_crops(const std::vector<LabelledCell>& cells,
                                                   const EvaluateArguments& arguments, const Models& models,
                                                   base::Progress& progress) {
  const classification::Classifier classifier(*models.classifier);
  std::vector<CropTally> tallies(cells.size());
  std::vector<std::string> patients;
  for (const auto& cell : cells) patients.push_back(cell.patient);
  PINNACLE_TRY_VOID(
      for_each(cells.size(), arguments.jobs, progress, [&](std::size_t i) -> base::Expected<void> {
        PINNACLE_TRY(const auto chromosomes, straighten_cell(cells[i], *models.outliner));
        PINNACLE_TRY(const auto opinions, classifier.classify(classification::prepare_cell(chromosomes)));
        std::vector<cytogenetics::ClassProbabilities> classes;
        for (const auto& opinion : opinions) classes.push_back(opinion.classes);
        const auto assigned = classification::assign_cell(classes, std::vector<double>(classes.size(), 0.99),
                                                          arguments.options.assignment);
        for (std::size_t k = 0; k < opinions.size(); ++k) {
          const auto truth = cells[i].crops[k].label;
          tallies[i].all += 1;
          tallies[i].alone += cytogenetics::most_probable(opinions[k].classes) == truth;
          tallies[i].joint += assigned[k].label == truth;
          tallies[i].oriented += opinions[k].p_on_top > 0.5;  // Crops are upright.
        }
        return {};
      }));
  const auto statistic = [&](const std::vector<std::size_t>& items) {
    CropTally sum;
    for (const auto i : items) {
      sum.all += tallies[i].all, sum.alone += tallies[i].alone, sum.joint += tallies[i].joint,
          sum.oriented += tallies[i].oriented;
    }
    const auto figure = [&](const char* name, double part) { return Figure{name, part / sum.all, 0, 0}; };
    return std::vector<Figure>{figure("class accuracy, crop network", sum.alone),
                               figure("class accuracy, joint", sum.joint),
                               figure("orientation", sum.oriented)};
  };
  return evaluation::bootstrap(statistic, patients);
}

}  // namespace pinnacle::cli
