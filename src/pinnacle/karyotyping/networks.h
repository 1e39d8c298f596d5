#ifndef PINNACLE_KARYOTYPING_NETWORKS_H_
#define PINNACLE_KARYOTYPING_NETWORKS_H_

#include "pinnacle/learning/engine.h"

namespace pinnacle::karyotyping {

/// The networks of the pipeline, in the order of their work.
struct Networks {
  const learning::Predictor& detector;    ///< As segmentation::Detector takes it.
  const learning::Predictor& outliner;    ///< As segmentation::OutlineFinder takes it.
  const learning::Predictor& classifier;  ///< As classification::Classifier takes it.
  const learning::Predictor& verifier;    ///< As verified() takes it.
};

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_NETWORKS_H_
