#include <numeric>

#include "pinnacle/classification/classifier.h"
#include "pinnacle/cli/evaluate.h"

namespace pinnacle::cli {
namespace {

using evaluation::Figure;

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
                                        const learning::Predictor& outliner,
                                        const classification::Classifier& classifier,
                                        const dataset::LabelSet& labels,
                                        const classification::AssignmentOptions& options) {
  PINNACLE_TRY(const auto chromosomes, straighten_cell(cell, outliner));
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
    tally.alone += classification::most_probable(opinions[k]) == *truth;
    if (!assigned.empty()) tally.assigned += 1, tally.joint += static_cast<int>(assigned[k].label) == *truth;
    if (const auto p_on_top = cell.p_on_top(k))
      tally.turned += 1, tally.oriented += (opinions[k].p_on_top > 0.5) == *p_on_top;
  }
  return tally;
}

}  // namespace

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
        PINNACLE_TRY(tallies[i], tally_images(cells[i], *models.outliner, classifier, labels, arguments.options.assignment));
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

}  // namespace pinnacle::cli
