#include "pinnacle/karyotyping/looks.h"

#include <algorithm>

namespace pinnacle::karyotyping {
namespace {

cytogenetics::ClassProbabilities classes_of(const segmentation::Detection& detection) {
  cytogenetics::ClassProbabilities p;
  p.fill(1.0 / cytogenetics::kClassCount);
  if (detection.class_probabilities.size() == p.size()) {
    std::copy(detection.class_probabilities.begin(), detection.class_probabilities.end(), p.begin());
  }
  return p;
}

}  // namespace

base::Expected<Looks> look_at(const std::vector<segmentation::Detection>& objects, const image::Grey& dark_on_white,
                              const learning::Predictor& outliner, const learning::Predictor& classifier) {
  Looks looks;
  std::vector<base::Box> boxes;
  for (const auto& object : objects) {
    boxes.push_back(object.box);
    looks.detector_classes.push_back(classes_of(object));
  }
  PINNACLE_TRY(looks.outlines, segmentation::OutlineFinder(outliner).find(dark_on_white, boxes));
  for (const auto& outline : looks.outlines) {
    looks.straight.push_back(classification::straightened(dark_on_white, outline.mask));
  }
  const auto strips = classification::prepare_cell(looks.straight);
  PINNACLE_TRY(looks.opinions, classification::Classifier(classifier).classify(strips));
  for (const auto& opinion : looks.opinions) {
    PINNACLE_TRY(auto classes, classification::normal_classes(opinion));
    looks.classifier_classes.push_back(classes);
  }
  return looks;
}

}  // namespace pinnacle::karyotyping
