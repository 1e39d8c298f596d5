#ifndef PINNACLE_DATASET_JUDGEMENT_TEXT_H_
#define PINNACLE_DATASET_JUDGEMENT_TEXT_H_

#include <string>
#include <vector>

#include "pinnacle/evaluation/judgement.h"

namespace pinnacle::dataset {

/// All headline figures of the models, with intervals, runs and spread, as JSON (docs/predictions.md); null
/// where a figure is not known.
std::string figures_json(const std::vector<evaluation::ModelJudgement>& models, const std::string& command);

/// A confusion as a table: a row for each true label, a column for each answer. NaN becomes an empty field.
std::string grid_csv(const std::vector<std::string>& labels, const evaluation::Grid& grid);

/// Columns label, support, answered, precision, recall, f1, roc_auc, average_precision.
std::string label_scores_csv(const evaluation::Judgement& judgement);

/// Columns label, curve ("roc", "precision_recall"), x, y, threshold.
std::string curves_csv(const evaluation::Judgement& judgement);

/// Columns low, high, count, confidence, accuracy, accuracy_low, accuracy_high.
std::string calibration_csv(const evaluation::Judgement& judgement);

/// Columns threshold, coverage, risk.
std::string risk_csv(const evaluation::Judgement& judgement);

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_JUDGEMENT_TEXT_H_
