#include "pinnacle/evaluation/cell_score.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pinnacle/evaluation/double_boxes.h"

namespace pinnacle::evaluation {
namespace {

constexpr double kLeastIou = 0.5;

/// Each true object's twin, the box that stands for the same place; -1 if it has none.
std::vector<int> twins_of(const std::vector<TrueObject>& truth) {
  std::vector<int> twin(truth.size(), -1);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    for (std::size_t j = i + 1; j < truth.size() && twin[i] < 0; ++j) {
      if (twin[j] < 0 && are_double(truth[i].box, truth[j].box)) {
        twin[i] = static_cast<int>(j);
        twin[j] = static_cast<int>(i);
      }
    }
  }
  return twin;
}

std::vector<base::Box> boxes_of(const std::vector<TrueObject>& truth) {
  std::vector<base::Box> boxes;
  for (const auto& object : truth) boxes.push_back(object.box);
  return boxes;
}

std::vector<Hit> hits_of(const ScoredCell& cell) {
  std::vector<Hit> hits;
  if (!cell.candidates) return hits;
  const auto answers = match(*cell.candidates, boxes_of(cell.truth), kLeastIou);
  for (std::size_t i = 0; i < answers.size(); ++i) hits.push_back({(*cell.candidates)[i].score, answers[i] >= 0});
  return hits;
}

/// A box with two labels is one object that may be either: what is not found of such a pair is not missed.
std::vector<ClassHits> class_hits_of(const ScoredCell& cell, const std::vector<int>& twin) {
  constexpr std::size_t kClasses = 24;
  if (!cell.candidates) return {};
  std::vector<TrueNamedBox> truth;
  for (std::size_t i = 0; i < cell.truth.size(); ++i)
    truth.push_back({cell.truth[i].box, cell.truth[i].label, twin[i] >= 0});
  return class_hits(cell.named_candidates, truth, kClasses, kLeastIou);
}

double share(double part, double whole) { return whole > 0 ? part / whole : std::nan(""); }

struct Sums {
  double cells = 0, cells_flagged = 0, with_label = 0, matched_with_label = 0, missed = 0, silently_missed = 0, true_objects = 0, found = 0, matched = 0, flagged = 0, errors = 0, flagged_errors = 0;
  double count_error = 0, entirely_right = 0, seconds = 0;
  double cells_46 = 0, exact_46 = 0, cells_other = 0, exact_other = 0;
  double wrong_counts = 0, wrong_counts_flagged = 0, right_counts = 0, right_counts_flagged = 0;
  std::vector<double> right, right_other;
  double matched_other = 0;
  bool looked_for = true;
  std::vector<Hit> hits;
  std::vector<ClassHits> class_hits;

  explicit Sums(std::size_t ways) : right(ways), right_other(ways) {}

  void add(const CellTally& t) {
    cells += 1, cells_flagged += t.cell_flagged;
    with_label += t.with_label, matched_with_label += t.matched_with_label;
    missed += t.missed, silently_missed += t.cell_flagged ? 0 : t.missed;
    true_objects += t.true_objects, found += t.found, matched += t.matched, flagged += t.flagged;
    errors += t.errors, flagged_errors += t.flagged_errors, count_error += t.count_error;
    entirely_right += t.entirely_right, seconds += t.seconds;
    (t.has_46 ? cells_46 : cells_other) += 1;
    (t.has_46 ? exact_46 : exact_other) += t.count_error == 0;
    (t.count_error > 0 ? wrong_counts : right_counts) += 1;
    (t.count_error > 0 ? wrong_counts_flagged : right_counts_flagged) += t.count_flagged;
    for (std::size_t w = 0; w < right.size(); ++w) {
      right[w] += t.right[w];
      if (!t.has_46) right_other[w] += t.right[w];
    }
    if (!t.has_46) matched_other += t.matched_with_label;
    looked_for = looked_for && t.looked_for;
    hits.insert(hits.end(), t.hits.begin(), t.hits.end());
    append(class_hits, t.class_hits);
  }
};

std::vector<Figure> figures_of(const Sums& s, const std::vector<std::string>& ways) {
  std::vector<Figure> figures;
  const auto add = [&](const std::string& name, double value, Unit unit = Unit::kShare) {
    figures.push_back({name, value, value, value, unit});
  };
  const auto finding = [&](const std::string& name, double value, Unit unit = Unit::kShare) {
    add(name, s.looked_for ? value : std::nan(""), unit);
  };
  const auto naming = [&](const std::string& name, double value, Unit unit = Unit::kShare) {
    add(name, ways.empty() ? std::nan("") : value, unit);
  };
  finding("AP50", average_precision(s.hits, s.true_objects), Unit::kScore);
  finding("mAP50 over the classes, before the joint step",
          ways.empty() ? std::nan("") : mean_average_precision(s.class_hits), Unit::kScore);
  finding("recall at IoU 0.5", share(s.matched, s.true_objects));
  finding("precision at IoU 0.5", share(s.matched, s.found));
  finding("mean count error", share(s.count_error, s.cells), Unit::kChromosomes);
  finding("exact count, cells with 46", share(s.exact_46, s.cells_46));
  finding("exact count, other cells", share(s.exact_other, s.cells_other));
  finding("count flagged, of wrong counts", share(s.wrong_counts_flagged, s.wrong_counts));
  finding("count flagged, of right counts", share(s.right_counts_flagged, s.right_counts));
  for (std::size_t w = 0; w < ways.size(); ++w) add("class accuracy of matched, " + ways[w], share(s.right[w], s.matched_with_label));
  for (std::size_t w = 0; w < ways.size(); ++w) add("the same in cells without 46, " + ways[w], share(s.right_other[w], s.matched_other));
  naming("found and rightly named", ways.empty() ? 0 : share(s.right.back(), s.with_label));
  naming("cells entirely right", share(s.entirely_right, s.cells));
  naming("share flagged", share(s.flagged, s.found));
  naming("share of errors flagged", share(s.flagged_errors, s.errors));
  naming("silent errors per 1,000", 1000 * share(s.errors - s.flagged_errors, s.true_objects),
         Unit::kPerThousand);
  naming("share of cells flagged", share(s.cells_flagged, s.cells));
  finding("missed per 1,000", 1000 * share(s.missed, s.true_objects), Unit::kPerThousand);
  finding("missed per 1,000, cell not flagged", 1000 * share(s.silently_missed, s.true_objects),
          Unit::kPerThousand);
  add("seconds per cell", share(s.seconds, s.cells), Unit::kSeconds);
  return figures;
}

}  // namespace

CellTally tally(const ScoredCell& cell) {
  CellTally t;
  const std::size_t ways = cell.found.empty() ? 0 : cell.found.front().labels.size();
  t.right.resize(ways);
  const auto twin = twins_of(cell.truth);
  std::vector<ScoredBox> boxes;
  for (const auto& f : cell.found) boxes.push_back({f.box, f.score});
  const auto answers = match(boxes, boxes_of(cell.truth), kLeastIou);

  std::vector<bool> answered(cell.truth.size());
  double false_objects = 0, wrong = 0;
  for (std::size_t i = 0; i < cell.found.size(); ++i) {
    const auto& f = cell.found[i];
    t.flagged += f.flagged;
    bool right = false;
    if (answers[i] >= 0) {
      const auto own = static_cast<std::size_t>(answers[i]);
      answered[own] = true;
      t.matched += 1;
      const auto fits = [&](int label) {
        return label == cell.truth[own].label || (twin[own] >= 0 && label == cell.truth[static_cast<std::size_t>(twin[own])].label);
      };
      const bool known = cell.truth[own].label >= 0;
      t.matched_with_label += known;
      for (std::size_t w = 0; w < ways && known; ++w) t.right[w] += fits(f.labels[w]);
      right = !known || f.labels.empty() || fits(f.labels.back());
      wrong += !right;
    } else {
      false_objects += 1;
    }
    if (!right) t.errors += 1, t.flagged_errors += f.flagged;
  }
  double optional = 0, missed_with_label = 0;
  for (std::size_t i = 0; i < cell.truth.size(); ++i) {
    const auto other = static_cast<std::size_t>(twin[i]);
    if (twin[i] >= 0 && i < other) optional += 1;
    if (answered[i]) continue;
    // Of a pair, one found is enough; if neither is, one is missed.
    const bool excused = twin[i] >= 0 && (answered[other] || i > other);
    t.missed += !excused;
    missed_with_label += !excused && cell.truth[i].label >= 0;
  }
  t.cell_flagged = cell.flagged;
  t.count_flagged = cell.count_flagged;
  t.found = static_cast<double>(cell.found.size());
  t.true_objects = t.matched + t.missed;
  t.with_label = t.matched_with_label + missed_with_label;
  const double most = static_cast<double>(cell.truth.size()), fewest = most - optional;
  t.count_error = t.found < fewest ? fewest - t.found : t.found > most ? t.found - most : 0;
  t.has_46 = fewest <= 46 && 46 <= most;
  t.entirely_right = t.missed == 0 && false_objects == 0 && wrong == 0;
  t.seconds = cell.seconds;
  t.looked_for = cell.candidates.has_value();
  t.hits = hits_of(cell);
  t.class_hits = class_hits_of(cell, twin);
  return t;
}

std::vector<Figure> score(const std::vector<ScoredCell>& cells, const std::vector<std::string>& ways, int resamples) {
  std::vector<CellTally> tallies;
  std::vector<std::string> patients;
  for (const auto& cell : cells) {
    tallies.push_back(tally(cell));
    tallies.back().right.resize(ways.size());
    patients.push_back(cell.patient);
  }
  const auto statistic = [&](const std::vector<std::size_t>& items) {
    Sums sums(ways.size());
    for (const auto i : items) sums.add(tallies[i]);
    return figures_of(sums, ways);
  };
  return bootstrap(statistic, patients, resamples);
}

}  // namespace pinnacle::evaluation
