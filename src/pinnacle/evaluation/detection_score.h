#ifndef PINNACLE_EVALUATION_DETECTION_SCORE_H_
#define PINNACLE_EVALUATION_DETECTION_SCORE_H_

#include <functional>
#include <vector>

#include "pinnacle/base/geometry.h"

namespace pinnacle::evaluation {

struct ScoredBox {
  base::Box box;
  double score = 0;
};

/// How much found object `found` and true object `truth` have in common, 0 .. 1.
using Overlap = std::function<double(std::size_t found, std::size_t truth)>;

/// Which true object each found one answers: the best-scoring first, each true one at most once.
/// @return  For each found object the index of its true one, or -1.
std::vector<int> match(const std::vector<double>& scores, std::size_t true_objects, const Overlap& overlap, double least_overlap);

/// Which true box each found box answers: the best-scoring first, each true box at most once.
/// @return  For each found box the index of its true box, or -1.
/// @source  Everingham et al. 2010, the PASCAL VOC challenge.
std::vector<int> match(const std::vector<ScoredBox>& found, const std::vector<base::Box>& truth, double least_iou);

/// One found box of a set of images: what it scored and whether it answers a true one.
struct Hit {
  double score = 0;
  bool right = false;
};

/// The area under the precision-recall curve, precision made monotone, every point of it counted.
/// @param true_objects  How many there are to find.
/// @source Everingham et al. 2010, with all points (as from 2010 on).
double average_precision(std::vector<Hit> hits, double true_objects);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_DETECTION_SCORE_H_
