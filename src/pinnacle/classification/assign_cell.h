#ifndef PINNACLE_CLASSIFICATION_ASSIGN_CELL_H_
#define PINNACLE_CLASSIFICATION_ASSIGN_CELL_H_

#include <vector>

#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::classification {

/// How strongly a cell is expected to have the usual number of each chromosome. All in log probability.
struct AssignmentOptions {
  bool use_prior = true;           ///< False: each class may hold any number at no cost.
  double one_off = 4.5;            ///< Cost of one chromosome too many or too few of an autosome: about 1 cell in 90.
  double each_further = 6.5;       ///< Cost of each further one.
  double unusual_sex = 5.0;        ///< Cost of sex chromosomes other than XX and XY, for each that differs.
  double outside_all_classes = 7;  ///< Cost of leaving a chromosome out of the 24 classes.
};

/// One chromosome's place in the cell.
struct Assigned {
  cytogenetics::ChromosomeClass label = cytogenetics::ChromosomeClass::kUnclassified;
  /// That the label is right, given the whole cell: against the best assignments in which this chromosome has another.
  double probability = 0;
};

/// The most probable assignment of a cell's chromosomes to classes, exact under its prior.
///
/// It maximises the sum of the chromosomes' log probabilities and the prior of the counts. Each class offers places
/// of falling worth, so a prior that prefers two yet lets one and three through is an assignment problem; the
/// sex chromosomes, whose counts depend on each other, are tried in turn. Objects are never added or dropped.
///
/// @param opinions  Each chromosome's calibrated class probabilities.
/// @param found     Each one's probability of being one chromosome; the same size.
/// @return          One for each chromosome, in their order.
/// @source          Kuhn 1955 (assignment); the prior as places is ours.
std::vector<Assigned> assign_cell(const std::vector<cytogenetics::ClassProbabilities>& opinions,
                                  const std::vector<double>& found, const AssignmentOptions& options);

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_ASSIGN_CELL_H_
