#ifndef PINNACLE_KARYOTYPING_LOOKS_H_
#define PINNACLE_KARYOTYPING_LOOKS_H_

#include <vector>

#include "pinnacle/classification/classifier.h"
#include "pinnacle/learning/engine.h"
#include "pinnacle/segmentation/detection.h"
#include "pinnacle/segmentation/outline_finder.h"

namespace pinnacle::karyotyping {

/// What is to be seen of the objects of a cell, each as if all the others were chromosomes: one entry for each.
struct Looks {
  std::vector<segmentation::FoundOutline> outlines;
  std::vector<classification::Straightened> straight;
  std::vector<classification::Opinion> opinions;
  std::vector<cytogenetics::ClassProbabilities> detector_classes;    ///< All alike where the detector gave none.
  std::vector<cytogenetics::ClassProbabilities> classifier_classes;
};

/// Outlines, straightens and names each object by itself.
/// @errors As OutlineFinder::find, Classifier::classify and classification::normal_classes.
base::Expected<Looks> look_at(const std::vector<segmentation::Detection>& objects, const image::Grey& dark_on_white,
                              const learning::Predictor& outliner, const learning::Predictor& classifier);

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_LOOKS_H_
