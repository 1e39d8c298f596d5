#include "pinnacle/cli/cell_predictions.h"

#include <algorithm>

#include "pinnacle/cli/command_line.h"
#include "pinnacle/evaluation/double_boxes.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;
using evaluation::Prediction;

/// A picture as the data set's own table names it.
std::string name_in(const fs::path& data, const fs::path& file) {
  const auto folder = platform::is_folder(data) ? data : data.parent_path();
  const auto inside = file.lexically_normal().lexically_relative(folder.lexically_normal());
  return inside.empty() ? file.string() : inside.string();
}

/// Where the chromosome comes from and what it truly is.
Prediction question(const LabelledCell& cell, std::size_t i, int truth, const fs::path& data) {
  Prediction p;
  p.patient = cell.patient;
  p.truth = truth;
  if (cell.images.empty()) {
    p.file = name_in(data, cell.metaphase.file);
    // Pictures in different folders may have one name.
    p.cell = fs::path(p.file).replace_extension().string();
    p.box = cell.metaphase.boxes[i].box;
  } else {
    p.file = name_in(data, cell.images[i].file);
    p.cell = cell.images[i].cell;
  }
  if (const auto on_top = cell.p_on_top(i)) p.upside_down = !*on_top;
  return p;
}

/// Of the 24 normal labels; a marker has none of them.
int label_index(cytogenetics::ChromosomeClass label) {
  return cytogenetics::is_normal_class(label) ? static_cast<int>(label) : evaluation::kNoLabel;
}

/// A box that stands twice with two labels is one object that may be either, or two
/// (evaluation/double_boxes.h): the label that was answered is its truth, and what stands in exactly the same
/// place is written once.
std::vector<Prediction> with_doubles_as_either(const std::vector<Prediction>& predictions) {
  std::vector<Prediction> kept;
  for (const auto& p : predictions) {
    auto either = p;
    bool there = false;
    for (const auto& other : predictions) {
      if (!p.box || !other.box || &p == &other || !evaluation::are_double(*p.box, *other.box)) continue;
      if (other.truth == p.best()) either.truth = other.truth;
      there = there || (&other < &p && *other.box == *p.box);
    }
    if (!there) kept.push_back(std::move(either));
  }
  return kept;
}

/// The classes of a whole cell of normal chromosomes, assigned jointly; empty where there is no such cell.
base::Expected<std::vector<classification::Assigned>> joint_classes(
    const LabelledCell& cell, const std::vector<classification::Opinion>& opinions,
    const dataset::LabelSet& labels, const PredictionOptions& options) {
  if (!options.jointly || !cell.known || labels != dataset::LabelSet::normal())
    return std::vector<classification::Assigned>();
  std::vector<cytogenetics::ClassProbabilities> classes;
  for (const auto& opinion : opinions) {
    PINNACLE_TRY(const auto normal, classification::normal_classes(opinion));
    classes.push_back(normal);
  }
  return classification::assign_cell(classes, std::vector<double>(classes.size(), 0.99), options.assignment);
}

}  // namespace

base::Expected<std::vector<Prediction>> predict_cell(const LabelledCell& cell,
                                                     const std::vector<classification::PreparedStrip>& strips,
                                                     const classification::Classifier& classifier,
                                                     const dataset::LabelSet& labels,
                                                     const PredictionOptions& options) {
  PINNACLE_TRY(const auto opinions, classifier.classify(strips));
  PINNACLE_TRY_VOID(check_answers(opinions, labels));
  PINNACLE_TRY(const auto assigned, joint_classes(cell, opinions, labels, options));
  std::vector<Prediction> predictions;
  for (std::size_t i = 0; i < opinions.size(); ++i) {
    const auto truth = labels.index_of(cell.label(i));
    if (!truth) continue;
    auto p = question(cell, i, *truth, options.data);
    p.probabilities = opinions[i].classes;
    if (classification::tells_orientation(opinions[i])) p.p_on_top = opinions[i].p_on_top;
    double sure = p.confidence();
    if (!assigned.empty()) {
      p.assigned = label_index(assigned[i].label);
      sure = assigned[i].probability;
    }
    // As the pipeline does, what has none of the labels is flagged however sure that is.
    p.flagged = sure < options.least_class_probability || p.assigned == evaluation::kNoLabel;
    predictions.push_back(std::move(p));
  }
  return with_doubles_as_either(predictions);
}

std::vector<Prediction> predictions_of(const LabelledCell& cell, const karyotyping::KaryotypedCell& result,
                                       const PredictionOptions& options) {
  const auto& boxes = cell.metaphase.boxes;
  std::vector<Prediction> predictions;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (!cytogenetics::is_normal_class(boxes[i].label)) continue;
    // The pipeline sorts what it is given.
    const auto& named = result.cell.chromosomes;
    const auto c =
        std::find_if(named.begin(), named.end(), [&](const auto& one) { return one.box == boxes[i].box; });
    if (c == named.end()) continue;
    auto p = question(cell, i, static_cast<int>(boxes[i].label), options.data);
    p.probabilities.assign(c->probabilities.begin(), c->probabilities.end());
    p.assigned = label_index(c->label);
    p.flagged = c->uncertain;
    predictions.push_back(std::move(p));
  }
  return with_doubles_as_either(predictions);
}

evaluation::RunOrigin origin_of(const learning::ModelInfo& classifier, const std::string& data) {
  evaluation::RunOrigin origin;
  origin.model = classifier.network == "strip_classifier" ? "pinnacle" : classifier.network;
  origin.hash = classifier.hash.substr(0, 16);
  origin.command = command_line();
  origin.data = data;
  return origin;
}

base::Expected<void> check_patients(const std::vector<LabelledCell>& cells, const fs::path& data) {
  std::size_t without = 0;
  for (const auto& cell : cells) without += cell.patient.empty() ? cell.size() : 0;
  if (without == 0) return {};
  return base::unexpected(base::ErrorCode::kInvalidArgument,
                          std::to_string(without) + " chromosomes have no patient", data.string(),
                          "Import them with --patient-from, or fill in the column: figures are by patient");
}

}  // namespace pinnacle::cli
