#ifndef PINNACLE_RENDER_JUDGEMENT_PLOTS_H_
#define PINNACLE_RENDER_JUDGEMENT_PLOTS_H_

#include <string>
#include <vector>

#include "pinnacle/evaluation/judgement.h"
#include "pinnacle/render/plot.h"

namespace pinnacle::render {

enum class ConfusionShare { kCounts, kRecall, kPrecision };

/// A confusion as a map: right answers blue, wrong ones the redder the commoner, with a number in each place
/// that is not empty; frames mark the groups that look alike. Legible for up to about forty labels, as long
/// as ISCN's may be.
Plot confusion_plot(const evaluation::Confusion& confusion, const std::vector<std::string>& labels,
                    const evaluation::LabelGroups& groups, ConfusionShare share);

/// All labels' receiver operating characteristics in one plot, whole and enlarged near the corner, with their
/// areas.
Plot roc_plot(const evaluation::Judgement& judgement);

/// All labels' precision against recall, whole and enlarged near the corner, with their average precision.
Plot precision_recall_plot(const evaluation::Judgement& judgement);

/// Stated probability against the share that is right, and how many answers have which probability.
Plot reliability_plot(const evaluation::Judgement& judgement);

struct NamedRisk {
  std::string name;
  std::vector<evaluation::RiskPoint> curve;
};

/// The error among the answers taken against the share taken, for several models.
Plot risk_coverage_plot(const std::vector<NamedRisk>& models);

/// Chosen headline figures of several models with their intervals, a line for each.
Plot comparison_plot(const std::vector<evaluation::ModelJudgement>& models);

/// What a training reports after each pass; NaN what it does not.
struct TrainingPoint {
  double epoch = 0, training_loss = 0, validation_loss = 0, validation_accuracy = 0;
};

/// Loss and accuracy over the passes; the best pass is marked.
Plot training_plot(const std::vector<TrainingPoint>& points);

}  // namespace pinnacle::render

#endif  // PINNACLE_RENDER_JUDGEMENT_PLOTS_H_
