#ifndef PINNACLE_EVALUATION_JUDGEMENT_H_
#define PINNACLE_EVALUATION_JUDGEMENT_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/evaluation/bootstrap.h"
#include "pinnacle/evaluation/calibration.h"
#include "pinnacle/evaluation/confusion.h"
#include "pinnacle/evaluation/error_kinds.h"
#include "pinnacle/evaluation/predictions.h"
#include "pinnacle/evaluation/ranking.h"
#include "pinnacle/evaluation/risk_coverage.h"

namespace pinnacle::evaluation {

/// What a headline figure is; they come in this order everywhere.
struct FigureKind {
  std::string name;
  std::string meaning;  ///< One sentence for the reader of a report.
  Unit unit = Unit::kShare;
  bool more_is_better = true;
};

const std::vector<FigureKind>& headline_kinds();

struct JudgeOptions {
  int resamples = 1000;  ///< Of the bootstrap over patients; 0: no intervals.
  std::uint64_t seed = 1;
  int mistakes = 24;  ///< How many of the most confident mistakes are named.
};

/// One headline_kinds() figure each; NaN where the predictions do not say (no joint labels, no flags, one
/// label only). Figures are of the chromosome alone, by its probabilities, unless their name says otherwise.
std::vector<Figure> headline(const Predictions& predictions, const LabelGroups& groups,
                             const JudgeOptions& options = {});

/// One label against all others.
struct LabelCurves {
  std::vector<CurvePoint> roc, precision_recall;
  double area_under_roc = 0, average_precision = 0;  ///< NaN where there is no curve.
};

/// All that is said about a set of predictions.
struct Judgement {
  std::vector<std::string> labels;
  LabelGroups groups;
  std::size_t items = 0, chromosomes = 0, cells = 0,
              patients = 0;     ///< More items than chromosomes: several seeds.
  std::size_t jointly =
      0;  ///< Items whose whole cell was looked at: figures of the joint names are of these.
  std::vector<Figure> figures;  ///< The headline, with intervals.
  Confusion confusion;
  std::optional<Confusion>
      joint_confusion;  ///< Of the items whose whole cell was looked at, if there is one.
  std::vector<LabelScore> scores;
  std::vector<LabelCurves> curves;
  std::vector<CalibrationBin> calibration;  ///< Of equal width.
  std::vector<RiskPoint> risk;
  ErrorKinds errors;
  std::vector<Prediction> mistakes;  ///< The most confident first.
};

/// @param predictions  At least one item; each with a probability for each label.
/// @param groups       One for each label.
Judgement judge(const Predictions& predictions, const LabelGroups& groups, const JudgeOptions& options = {});

/// A figure over several seeds or folds.
struct Spread {
  std::string name;
  double mean = 0, deviation = 0;  ///< Sample standard deviation; NaN with fewer than two runs.
  double low = 0, high = 0;        ///< The least and the most of them.
  Unit unit = Unit::kShare;
};

/// @param runs  The same figures of each run, in the same order; a NaN is left out of its figure.
std::vector<Spread> spread(const std::vector<std::vector<Figure>>& runs);

/// One run's own figures, without intervals.
struct RunJudgement {
  RunOrigin origin;
  std::size_t items = 0, patients = 0;
  int repeat = 0;  ///< Runs of one repeat share no chromosome: they are its folds.
  std::vector<Figure> figures;
};

/// A model as judged by all of its runs.
struct ModelJudgement {
  std::string name;
  Judgement pooled;
  std::vector<RunJudgement> runs;
  int repeats = 1;
  std::vector<Spread> over_repeats;  ///< Of the repeats' pooled figures; empty for one repeat.
  std::vector<Spread> over_folds;    ///< Of all runs; empty unless a repeat has several.
};

/// Pools a model's runs. Runs with one seed are folds of one repeat; without a seed, a run belongs to the
/// first repeat with which it shares no chromosome.
/// @param runs  At least one, all with the same labels.
ModelJudgement judge_model(const std::string& name, const std::vector<const Run*>& runs,
                           const LabelGroups& groups, const JudgeOptions& options = {});

/// How much more often `other` is right than `first`, on the chromosomes that both have.
struct PairedDifference {
  std::size_t chromosomes = 0;
  Figure accuracy;  ///< other - first, with the interval of the difference by patient.
};

PairedDifference paired_difference(const Predictions& first, const Predictions& other,
                                   const JudgeOptions& options = {});

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_JUDGEMENT_H_
