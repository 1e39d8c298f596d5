#ifndef PINNACLE_EVALUATION_CELL_SCORE_H_
#define PINNACLE_EVALUATION_CELL_SCORE_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/evaluation/bootstrap.h"
#include "pinnacle/evaluation/class_precision.h"
#include "pinnacle/evaluation/detection_score.h"

namespace pinnacle::evaluation {

/// A true object; two whose boxes are_double() (double_boxes.h) count as one or two.
struct TrueObject {
  base::Box box;
  int label = 0;  ///< -1: nobody knows; it counts for finding, not for naming.
};

struct FoundObject {
  base::Box box;
  double score = 0;
  std::vector<int> labels;  ///< One for each way of naming, the last one being the answer; none if it was not named.
  bool flagged = false;     ///< Shown to the reviewer as uncertain.
};

/// What was found in one cell, beside the truth.
struct ScoredCell {
  std::string patient;
  std::vector<TrueObject> truth;
  std::vector<FoundObject> found;
  /// Also what scored too little to be taken, for the average precision. Empty: the objects were given, not looked for.
  std::optional<std::vector<ScoredBox>> candidates;
  /// The same with each class that it may be, scored by both; before the joint step.
  std::vector<NamedBox> named_candidates;
  bool flagged = false;               ///< The cell as a whole was flagged: its count or composition is in doubt.
  bool count_flagged = false;  ///< Its count was flagged by itself, whatever the count and the classes are.
  double seconds = 0;
};

/// One cell's counts: what the figures are made of.
struct CellTally {
  double true_objects = 0, found = 0, matched = 0;
  std::vector<double> right;  ///< Matched and rightly named, for each way.
  double flagged = 0;         ///< Found objects that are flagged.
  double with_label = 0, matched_with_label = 0;  ///< Of the true and of the matched ones, those whose label is known.
  double errors = 0, flagged_errors = 0;          ///< Found objects with a wrong label, or that are none.
  double missed = 0;
  bool cell_flagged = false, count_flagged = false;
  double count_error = 0;
  bool has_46 = true, entirely_right = false;
  double seconds = 0;
  bool looked_for = true;  ///< The objects were found, not given.
  std::vector<Hit> hits;
  std::vector<ClassHits> class_hits;  ///< None where the objects were given.
};

CellTally tally(const ScoredCell& cell);

/// The figures of a set of cells with intervals by patient. What was not measured is not a number: how well objects were
/// found where they were given, how well they were named where they were not.
/// @param ways  The names of the ways of naming, in the order of FoundObject::labels; may be none.
std::vector<Figure> score(const std::vector<ScoredCell>& cells, const std::vector<std::string>& ways, int resamples = 1000);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_CELL_SCORE_H_
