#include "pinnacle/evaluation/judgement.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "pinnacle/base/check.h"

namespace pinnacle::evaluation {
namespace {

double share(double part, double whole) { return whole > 0 ? part / whole : std::nan(""); }

/// The true label is among the three most probable ones; of equals the first labels count.
bool in_top(const Prediction& item, int places) {
  const double own = item.probabilities[item.truth];
  int before = 0;
  for (int label = 0; label < static_cast<int>(item.probabilities.size()); ++label) {
    const double p = item.probabilities[label];
    before += p > own || (p == own && label < item.truth);
  }
  return before < places;
}

template <typename Value>
auto column(const Predictions& predictions, const Value& value_of) {
  std::vector<decltype(value_of(predictions.items.front()))> values;
  values.reserve(predictions.items.size());
  for (const auto& item : predictions.items) values.push_back(value_of(item));
  return values;
}

std::string cell_of(const Prediction& item) { return item.patient + "\n" + item.cell; }

bool looked_at_jointly(const Prediction& item) { return item.assigned.has_value(); }

/// What does not change from one bootstrap sample to the next: each item's answers, and the rankings.
class Prepared {
 public:
  Prepared(const Predictions& predictions, const LabelGroups& groups)
      : labels_(static_cast<int>(predictions.labels.size())),
        groups_(groups),
        items_(predictions.items),
        confidence_(column(predictions, [](const Prediction& p) { return p.confidence(); })),
        answer_(column(predictions, [](const Prediction& p) { return p.best(); })),
        right_(column(predictions, [](const Prediction& p) { return p.best() == p.truth; })),
        top3_(column(predictions, [](const Prediction& p) { return in_top(p, 3); })) {
    const auto all = [&](const auto& holds) { return std::all_of(items_.begin(), items_.end(), holds); };
    joint_ = std::any_of(items_.begin(), items_.end(), looked_at_jointly);
    flags_ = all([](const Prediction& p) { return p.flagged.has_value(); });
    for (int label = 0; label < labels_; ++label) {
      rankings_.emplace_back(
          column(predictions, [label](const Prediction& p) { return p.probabilities[label]; }));
      positive_.push_back(column(predictions, [label](const Prediction& p) { return p.truth == label; }));
    }
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!items_[i].cell.empty()) items_of_cell_[{items_[i].run, cell_of(items_[i])}].push_back(i);
    }
  }

  Confusion confusion(const Weights& weights) const {
    Confusion sum(labels_);
    for (std::size_t i = 0; i < items_.size(); ++i) sum.add(items_[i].truth, answer_[i], weights[i]);
    return sum;
  }

  std::optional<Confusion> joint_confusion(const Weights& weights) const {
    if (!joint_) return std::nullopt;
    Confusion sum(labels_);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const auto& item = items_[i];
      if (!item.assigned) continue;
      if (*item.assigned == kNoLabel)
        sum.add_unanswered(item.truth, weights[i]);
      else
        sum.add(item.truth, *item.assigned, weights[i]);
    }
    return sum;
  }

  ErrorKinds errors(const Weights& weights) const { return error_kinds(confusion(weights), groups_); }

  LabelCurves curves(int label, const Weights& weights) const {
    return {corners(roc_curve(rankings_[label], positive_[label], weights)),
            corners(precision_recall_curve(rankings_[label], positive_[label], weights)),
            roc_area(label, weights), pr_area(label, weights)};
  }

  std::vector<CalibrationBin> calibration(const Weights& weights, Binning binning) const {
    return calibration_bins(confidence_, right_, weights, binning);
  }

  std::vector<RiskPoint> risk(const Weights& weights) const {
    return risk_coverage(confidence_, right_, weights);
  }

  /// In the order of headline_kinds().
  std::vector<double> headline(const Weights& weights) const {
    std::vector<double> values;
    const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
    const auto sum = confusion(weights);
    const auto joint = joint_confusion(weights);
    const auto scores = label_scores(sum);
    const auto macro = macro_mean(scores), weighted = weighted_mean(scores);
    const double nothing = std::nan("");
    values.insert(values.end(), {sum.accuracy(), joint ? joint->accuracy() : nothing});
    values.push_back(cells_entirely_right(weights));
    values.push_back(share(sum_where(weights, [&](std::size_t i) { return top3_[i]; }), all));
    values.insert(values.end(), {macro.precision, macro.recall, macro.f1, weighted.precision, weighted.f1});
    values.push_back(joint ? macro_mean(label_scores(*joint)).f1 : nothing);
    values.push_back(mean_over_labels([&](int label) { return roc_area(label, weights); }));
    values.push_back(mean_over_labels([&](int label) { return pr_area(label, weights); }));
    values.push_back(calibration_error(calibration(weights, Binning::kEqualWidth)));
    values.push_back(calibration_error(calibration(weights, Binning::kEqualMass)));
    const auto curve = risk(weights);
    values.insert(values.end(),
                  {coverage_at_risk(curve, 0.01), coverage_at_risk(curve, 0.001), area_under_risk(curve)});
    add_error_figures(values, error_kinds(sum, groups_), all);
    add_flag_figures(values, weights, all);
    add_orientation_figures(values, weights);
    return values;
  }

 private:
  template <typename Holds>
  double sum_where(const Weights& weights, const Holds& holds) const {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += holds(i) ? weights[i] : 0;
    return sum;
  }

  /// Over the labels for which there is a value.
  template <typename Value>
  double mean_over_labels(const Value& value_of) const {
    double sum = 0, count = 0;
    for (int label = 0; label < labels_; ++label) {
      const double value = value_of(label);
      if (std::isnan(value)) continue;
      sum += value;
      count += 1;
    }
    return share(sum, count);
  }

  double roc_area(int label, const Weights& weights) const {
    return area_under_roc(rankings_[label], positive_[label], weights);
  }
  double pr_area(int label, const Weights& weights) const {
    return average_precision(rankings_[label], positive_[label], weights);
  }

  double cells_entirely_right(const Weights& weights) const {
    double right = 0, all = 0;
    for (const auto& [cell, items] : items_of_cell_) {
      // The bootstrap draws whole patients: all items of a cell count equally often.
      const double weight = weights[items.front()];
      all += weight;
      const bool whole = std::all_of(items.begin(), items.end(),
                                     [&](auto i) { return items_[i].answer() == items_[i].truth; });
      right += whole ? weight : 0;
    }
    return share(right, all);
  }

  void add_error_figures(std::vector<double>& values, const ErrorKinds& errors, double all) const {
    const bool abnormal =
        std::any_of(groups_.begin(), groups_.end(), [](const auto& g) { return g.empty(); });
    const bool normal = std::any_of(groups_.begin(), groups_.end(), [](const auto& g) { return !g.empty(); });
    const auto per_thousand = [&](bool asked, double count) {
      return asked ? 1000 * share(count, all) : std::nan("");
    };
    values.insert(values.end(), {per_thousand(normal, errors.within), per_thousand(normal, errors.between),
                                 per_thousand(abnormal, errors.missed_abnormal),
                                 per_thousand(abnormal, errors.false_abnormal)});
  }

  void add_flag_figures(std::vector<double>& values, const Weights& weights, double all) const {
    if (!flags_) {
      values.insert(values.end(), 3, std::nan(""));
      return;
    }
    const auto wrong = [&](std::size_t i) { return items_[i].answer() != items_[i].truth; };
    const double errors = sum_where(weights, wrong);
    const double flagged = sum_where(weights, [&](std::size_t i) { return *items_[i].flagged; });
    const double caught = sum_where(weights, [&](std::size_t i) { return wrong(i) && *items_[i].flagged; });
    values.insert(values.end(),
                  {1000 * share(errors - caught, all), share(flagged, all), share(caught, errors)});
  }

  void add_orientation_figures(std::vector<double>& values, const Weights& weights) const {
    const auto known = [&](std::size_t i) { return items_[i].upside_down && items_[i].p_on_top; };
    const auto right = [&](std::size_t i) {
      return known(i) && (*items_[i].p_on_top <= 0.5) == *items_[i].upside_down;
    };
    values.push_back(share(sum_where(weights, right), sum_where(weights, known)));
  }

  int labels_;
  const LabelGroups& groups_;
  const std::vector<Prediction>& items_;
  Ranking confidence_;
  std::vector<int> answer_;
  std::vector<bool> right_, top3_;
  std::vector<Ranking> rankings_;
  std::vector<std::vector<bool>> positive_;
  std::map<std::pair<int, std::string>, std::vector<std::size_t>> items_of_cell_;  ///< By run and cell.
  bool joint_ = false, flags_ = false;
};

std::vector<Figure> named(const std::vector<double>& values) {
  const auto& kinds = headline_kinds();
  PINNACLE_CHECK(values.size() == kinds.size(), "a value for each headline figure");
  std::vector<Figure> figures;
  for (std::size_t k = 0; k < kinds.size(); ++k)
    figures.push_back({kinds[k].name, values[k], std::nan(""), std::nan(""), kinds[k].unit});
  return figures;
}

std::vector<std::string> patients_of(const Predictions& predictions) {
  return column(predictions, [](const Prediction& p) { return p.patient; });
}

std::vector<Figure> with_intervals(const Prepared& prepared, const Predictions& predictions,
                                   const JudgeOptions& options) {
  const auto statistic = [&](const std::vector<std::size_t>& drawn) {
    Weights weights(predictions.items.size());
    for (const auto i : drawn) weights[i] += 1;
    return named(prepared.headline(weights));
  };
  if (options.resamples <= 0) return named(prepared.headline(Weights(predictions.items.size(), 1)));
  return bootstrap(statistic, patients_of(predictions), options.resamples, options.seed);
}

void check(const Predictions& predictions, const LabelGroups& groups) {
  PINNACLE_CHECK(!predictions.items.empty(), "something to judge");
  PINNACLE_CHECK(groups.size() == predictions.labels.size(), "a group for each label");
  for (const auto& item : predictions.items) {
    PINNACLE_CHECK(item.probabilities.size() == predictions.labels.size(), "a probability for each label");
    PINNACLE_CHECK(item.truth >= 0 && item.truth < static_cast<int>(predictions.labels.size()),
                   "a known truth");
  }
}

std::vector<Prediction> most_confident_mistakes(const Predictions& predictions, int most) {
  std::vector<const Prediction*> wrong;
  for (const auto& item : predictions.items) {
    if (item.best() != item.truth) wrong.push_back(&item);
  }
  std::stable_sort(wrong.begin(), wrong.end(),
                   [](auto* a, auto* b) { return a->confidence() > b->confidence(); });
  std::vector<Prediction> mistakes;
  std::set<std::string> seen;
  for (const auto* item : wrong) {
    if (static_cast<int>(mistakes.size()) >= most) break;
    if (seen.insert(identity_of(*item)).second) mistakes.push_back(*item);
  }
  return mistakes;
}

template <typename Name>
std::size_t distinct(const Predictions& predictions, const Name& name_of) {
  std::set<std::string> names;
  for (const auto& item : predictions.items) names.insert(name_of(item));
  return names.size();
}

std::size_t known_cells(const Predictions& predictions) {
  std::set<std::string> names;
  for (const auto& item : predictions.items) {
    if (!item.cell.empty()) names.insert(cell_of(item));
  }
  return names.size();
}

/// Each run's repeat, from 0.
std::vector<int> repeats_of(const std::vector<const Run*>& runs) {
  std::vector<int> repeats;
  std::map<std::string, int> of_seed;
  std::vector<std::set<std::string>> taken;
  for (const auto* run : runs) {
    std::set<std::string> own;
    for (const auto& item : run->predictions.items) own.insert(identity_of(item));
    const auto shares_none = [&](const std::set<std::string>& other) {
      return std::none_of(own.begin(), own.end(), [&](const auto& name) { return other.count(name) > 0; });
    };
    const auto& seed = run->origin.seed;
    auto repeat = of_seed.count(seed) > 0 ? taken.begin() + of_seed[seed]
                                          : std::find_if(taken.begin(), taken.end(), shares_none);
    if (!seed.empty() && of_seed.count(seed) == 0) repeat = taken.end();
    if (repeat == taken.end()) repeat = taken.emplace(taken.end());
    repeat->insert(own.begin(), own.end());
    repeats.push_back(static_cast<int>(repeat - taken.begin()));
    if (!seed.empty()) of_seed[seed] = repeats.back();
  }
  return repeats;
}

std::vector<std::vector<Figure>> figures_of_repeats(const std::vector<const Run*>& runs,
                                                    const std::vector<int>& repeat_of, int repeats,
                                                    const LabelGroups& groups) {
  std::vector<std::vector<Figure>> figures;
  for (int repeat = 0; repeat < repeats; ++repeat) {
    std::vector<const Run*> own;
    for (std::size_t r = 0; r < runs.size(); ++r) {
      if (repeat_of[r] == repeat) own.push_back(runs[r]);
    }
    figures.push_back(headline(pooled(own), groups, {.resamples = 0}));
  }
  return figures;
}

/// Mean rightness of each chromosome, over the seeds that it comes in.
std::map<std::string, std::pair<double, std::string>> rightness(const Predictions& predictions) {
  std::map<std::string, std::pair<double, std::string>> mean;
  std::map<std::string, double> count;
  for (const auto& item : predictions.items) {
    const auto name = identity_of(item);
    auto& [right, patient] = mean[name];
    right += item.best() == item.truth;
    patient = item.patient;
    count[name] += 1;
  }
  for (auto& [name, entry] : mean) entry.first /= count[name];
  return mean;
}

}  // namespace

const std::vector<FigureKind>& headline_kinds() {
  using enum Unit;
  static const std::vector<FigureKind> kinds{
      {"accuracy", "Chromosomes named rightly, each looked at alone.", kShare, true},
      {"accuracy, whole cell jointly", "Chromosomes named rightly after the cell was assigned as a whole.",
       kShare, true},
      {"cells entirely right", "Cells in which every chromosome has its right final name.", kShare, true},
      {"top-3 accuracy", "The true name is among the three most probable ones.", kShare, true},
      {"macro precision",
       "Of those given a name, the share that truly bear it; mean of all classes, each counting the same.",
       kShare, true},
      {"macro recall", "Of those that truly bear a name, the share given it; mean of all classes.", kShare,
       true},
      {"macro F1", "Harmonic mean of precision and recall; mean of all classes.", kShare, true},
      {"weighted precision",
       "As macro precision, each class counting by its number. (Weighted recall is the accuracy.)", kShare,
       true},
      {"weighted F1", "As macro F1, each class counting by its number.", kShare, true},
      {"macro F1, whole cell jointly", "Macro F1 of the names after the cell was assigned as a whole.",
       kShare, true},
      {"mean area under ROC",
       "Probability that a chromosome of a class scores higher for it than another one; mean of one class "
       "against all others.",
       kScore, true},
      {"mean average precision",
       "Area under the precision-recall curve of one class against all others; mean of all classes.", kScore,
       true},
      {"calibration error",
       "Mean distance between stated probability and share that is right; 15 bins of equal width.", kScore,
       false},
      {"calibration error, equal mass", "The same with 15 bins of equally many chromosomes: stricter near 1.",
       kScore, false},
      {"coverage at 1 % error", "Largest share that can be taken unseen if at most 1 % of it may be wrong.",
       kShare, true},
      {"coverage at 0.1 % error",
       "Largest share that can be taken unseen if at most 0.1 % of it may be wrong.", kShare, true},
      {"area under risk-coverage", "Mean error over all shares taken, the most confident first.", kScore,
       false},
      {"errors within look-alike groups",
       "Taken for another chromosome of its group A to G (X in C, Y in G).", kPerThousand, false},
      {"errors between groups", "Taken for a chromosome of another group.", kPerThousand, false},
      {"abnormal taken for normal", "Abnormal chromosomes that were given a normal name.", kPerThousand,
       false},
      {"normal taken for abnormal", "Normal chromosomes that were given an abnormal name.", kPerThousand,
       false},
      {"silent errors", "Final names that are wrong and not flagged as uncertain.", kPerThousand, false},
      {"share flagged", "Chromosomes shown to the reviewer as uncertain.", kShare, false},
      {"share of errors flagged", "Of the wrong final names, those flagged as uncertain.", kShare, true},
      {"orientation", "Chromosomes whose p arm was found at its true end.", kShare, true},
  };
  return kinds;
}

std::vector<Figure> headline(const Predictions& predictions, const LabelGroups& groups,
                             const JudgeOptions& options) {
  check(predictions, groups);
  return with_intervals(Prepared(predictions, groups), predictions, options);
}

Judgement judge(const Predictions& predictions, const LabelGroups& groups, const JudgeOptions& options) {
  check(predictions, groups);
  const Prepared prepared(predictions, groups);
  const Weights once(predictions.items.size(), 1);
  Judgement all;
  all.labels = predictions.labels;
  all.groups = groups;
  all.items = predictions.items.size();
  all.chromosomes = distinct(predictions, identity_of);
  all.cells = known_cells(predictions);
  all.jointly = static_cast<std::size_t>(
      std::count_if(predictions.items.begin(), predictions.items.end(), looked_at_jointly));
  all.patients = distinct(predictions, [](const Prediction& p) { return p.patient; });
  all.figures = with_intervals(prepared, predictions, options);
  all.confusion = prepared.confusion(once);
  all.joint_confusion = prepared.joint_confusion(once);
  all.scores = label_scores(all.confusion);
  for (int label = 0; label < all.confusion.labels(); ++label)
    all.curves.push_back(prepared.curves(label, once));
  all.calibration = prepared.calibration(once, Binning::kEqualWidth);
  all.risk = prepared.risk(once);
  all.errors = prepared.errors(once);
  all.mistakes = most_confident_mistakes(predictions, options.mistakes);
  return all;
}

std::vector<Spread> spread(const std::vector<std::vector<Figure>>& runs) {
  std::vector<Spread> spreads;
  for (std::size_t k = 0; !runs.empty() && k < runs.front().size(); ++k) {
    std::vector<double> values;
    for (const auto& figures : runs) {
      if (!std::isnan(figures[k].value)) values.push_back(figures[k].value);
    }
    Spread s{runs.front()[k].name, std::nan(""), std::nan(""),
             std::nan(""),         std::nan(""), runs.front()[k].unit};
    const auto count = static_cast<double>(values.size());
    if (!values.empty()) {
      s.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
      s.low = *std::min_element(values.begin(), values.end());
      s.high = *std::max_element(values.begin(), values.end());
    }
    if (values.size() > 1) {
      double squares = 0;
      for (const double v : values) squares += (v - s.mean) * (v - s.mean);
      s.deviation = std::sqrt(squares / (count - 1));
    }
    spreads.push_back(s);
  }
  return spreads;
}

ModelJudgement judge_model(const std::string& name, const std::vector<const Run*>& runs,
                           const LabelGroups& groups, const JudgeOptions& options) {
  PINNACLE_CHECK(!runs.empty(), "a model has at least one run");
  ModelJudgement model;
  model.name = name;
  model.pooled = judge(pooled(runs), groups, options);
  const auto repeat_of = repeats_of(runs);
  std::vector<std::vector<Figure>> figures;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    const auto& predictions = runs[r]->predictions;
    figures.push_back(headline(predictions, groups, {.resamples = 0}));
    model.runs.push_back({runs[r]->origin, predictions.items.size(),
                          distinct(predictions, [](const Prediction& p) { return p.patient; }), repeat_of[r],
                          figures.back()});
  }
  model.repeats = *std::max_element(repeat_of.begin(), repeat_of.end()) + 1;
  if (model.repeats > 1)
    model.over_repeats = spread(figures_of_repeats(runs, repeat_of, model.repeats, groups));
  if (static_cast<int>(runs.size()) > model.repeats) model.over_folds = spread(figures);
  return model;
}

PairedDifference paired_difference(const Predictions& first, const Predictions& other,
                                   const JudgeOptions& options) {
  const auto of_first = rightness(first), of_other = rightness(other);
  std::vector<double> difference;
  std::vector<std::string> patients;
  for (const auto& [name, entry] : of_first) {
    const auto found = of_other.find(name);
    if (found == of_other.end()) continue;
    difference.push_back(found->second.first - entry.first);
    patients.push_back(entry.second);
  }
  const auto statistic = [&](const std::vector<std::size_t>& items) {
    double sum = 0;
    for (const auto i : items) sum += difference[i];
    return std::vector<Figure>{{"accuracy difference", share(sum, static_cast<double>(items.size())), 0, 0}};
  };
  return {difference.size(), bootstrap(statistic, patients, options.resamples, options.seed).front()};
}

}  // namespace pinnacle::evaluation
