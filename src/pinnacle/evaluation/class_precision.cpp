#include "pinnacle/evaluation/class_precision.h"

#include <cmath>

namespace pinnacle::evaluation {

std::vector<ClassHits> class_hits(const std::vector<NamedBox>& found, const std::vector<TrueNamedBox>& truth,
                                  std::size_t classes, double least_iou) {
  std::vector<ClassHits> all(classes);
  for (std::size_t k = 0; k < classes; ++k) {
    const auto label = static_cast<int>(k);
    std::vector<ScoredBox> boxes;
    std::vector<base::Box> true_boxes;
    std::vector<bool> optional;
    for (const auto& one : found) {
      if (one.label == label) boxes.push_back(one.scored);
    }
    for (const auto& one : truth) {
      if (one.label == label) true_boxes.push_back(one.box), optional.push_back(one.optional);
    }
    const auto answers = match(boxes, true_boxes, least_iou);
    for (std::size_t t = 0; t < optional.size(); ++t) all[k].true_objects += !optional[t];
    for (std::size_t i = 0; i < answers.size(); ++i) {
      all[k].hits.push_back({boxes[i].score, answers[i] >= 0});
      if (answers[i] >= 0) all[k].true_objects += optional[static_cast<std::size_t>(answers[i])];
    }
  }
  return all;
}

void append(std::vector<ClassHits>& all, const std::vector<ClassHits>& more) {
  if (all.size() < more.size()) all.resize(more.size());
  for (std::size_t k = 0; k < more.size(); ++k) {
    all[k].hits.insert(all[k].hits.end(), more[k].hits.begin(), more[k].hits.end());
    all[k].true_objects += more[k].true_objects;
  }
}

double mean_average_precision(const std::vector<ClassHits>& classes) {
  double sum = 0, count = 0;
  for (const auto& one : classes) {
    if (one.true_objects <= 0) continue;
    sum += average_precision(one.hits, one.true_objects);
    ++count;
  }
  return count > 0 ? sum / count : std::nan("");
}

}  // namespace pinnacle::evaluation
