#ifndef PINNACLE_CLI_CELL_PREDICTIONS_H_
#define PINNACLE_CLI_CELL_PREDICTIONS_H_

#include <filesystem>
#include <vector>

#include "pinnacle/classification/assign_cell.h"
#include "pinnacle/classification/classifier.h"
#include "pinnacle/cli/datasets.h"
#include "pinnacle/evaluation/predictions.h"
#include "pinnacle/karyotyping/karyotyper.h"

namespace pinnacle::cli {

/// How answers are written down beside the truth.
struct PredictionOptions {
  std::filesystem::path data;            ///< The data set; pictures are named relative to its folder.
  double least_class_probability = 0.9;  ///< Less is flagged.
  bool jointly = true;                   ///< Also look at each cell as a whole, where that can be done.
  classification::AssignmentOptions assignment;
};

/// What a classifier says of one cell's chromosomes, each by itself and, in a known cell of the 24 normal
/// chromosomes, jointly. Chromosomes with labels that it does not know are left out.
/// @param strips  One for each of the cell's chromosomes, in their order.
/// @errors As Classifier::classify.
base::Expected<std::vector<evaluation::Prediction>> predict_cell(
    const LabelledCell& cell, const std::vector<classification::PreparedStrip>& strips,
    const classification::Classifier& classifier, const dataset::LabelSet& labels,
    const PredictionOptions& options);

/// What the pipeline says of the true boxes of a metaphase; boxes that nobody has classified are left out.
/// @param result  Of Karyotyper::karyotype_boxes on the cell's boxes.
std::vector<evaluation::Prediction> predictions_of(const LabelledCell& cell,
                                                   const karyotyping::KaryotypedCell& result,
                                                   const PredictionOptions& options);

/// Who made predictions, and with which command.
/// @param data  What was judged.
evaluation::RunOrigin origin_of(const learning::ModelInfo& classifier, const std::string& data);

/// Figures are given with intervals by patient.
/// @errors kInvalidArgument: a chromosome has no patient.
base::Expected<void> check_patients(const std::vector<LabelledCell>& cells,
                                    const std::filesystem::path& data);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_CELL_PREDICTIONS_H_
