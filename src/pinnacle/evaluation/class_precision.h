#ifndef PINNACLE_EVALUATION_CLASS_PRECISION_H_
#define PINNACLE_EVALUATION_CLASS_PRECISION_H_

#include <vector>

#include "pinnacle/evaluation/detection_score.h"

namespace pinnacle::evaluation {

/// A box that may hold a chromosome of that class; one box may stand for several classes.
struct NamedBox {
  ScoredBox scored;
  int label = 0;
};

/// A true box of that class.
struct TrueNamedBox {
  base::Box box;
  int label = 0;
  bool optional = false;  ///< It costs nothing where it is not found.
};

/// What was found of one class, and how many there were to find.
struct ClassHits {
  std::vector<Hit> hits;
  double true_objects = 0;
};

/// One picture's hits, class by class: a found box is right where it answers a true one of its own class.
/// @param classes  Labels are 0 .. classes - 1; true boxes with another label are passed over.
std::vector<ClassHits> class_hits(const std::vector<NamedBox>& found, const std::vector<TrueNamedBox>& truth,
                                  std::size_t classes, double least_iou);

/// Puts another picture's hits to these.
void append(std::vector<ClassHits>& all, const std::vector<ClassHits>& more);

/// The mean of the classes' average precisions; of the classes that there is something to find of.
/// @return Not a number if there is nothing to find.
double mean_average_precision(const std::vector<ClassHits>& classes);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_CLASS_PRECISION_H_
