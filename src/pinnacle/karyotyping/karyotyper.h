#ifndef PINNACLE_KARYOTYPING_KARYOTYPER_H_
#define PINNACLE_KARYOTYPING_KARYOTYPER_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/classification/assign_cell.h"
#include "pinnacle/classification/pooling.h"
#include "pinnacle/cytogenetics/cell.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/image/normalise.h"
#include "pinnacle/learning/engine.h"
#include "pinnacle/segmentation/detector.h"

namespace pinnacle::karyotyping {

struct KaryotypingOptions {
  std::optional<double> um_per_px;           ///< Overrides what the file states.
  double least_score = 0.3;                  ///< Of an object, to be taken for a chromosome.
  classification::PoolingWeights pooling;
  classification::AssignmentOptions assignment;
  double least_class_probability = 0.9;      ///< Less than this after the joint step is uncertain.
  double least_found_probability = 0.5;
  double least_orientation_probability = 0.8;
  double least_outline_certainty = 0.8;      ///< Of an outline's pixels in the mean.
};

/// What each step thought of one chromosome: for the evaluation of the ways one by one.
struct Evidence {
  cytogenetics::ClassProbabilities detector{}, classifier{};
};

/// A cell as far as the images go.
struct KaryotypedCell {
  cytogenetics::Cell cell;
  std::vector<Evidence> evidence;  ///< One for each of the cell's chromosomes.
  std::vector<segmentation::Detection> candidates;  ///< All that the detector saw, also what was not taken.
  image::Normalised picture;
};

/// Says anew what the cell's chromosomes add up to and what is doubtful about the whole: its composition and
/// its flags.
void flag_cell(cytogenetics::Cell& cell);

/// The three networks of the pipeline.
struct Networks {
  const learning::Predictor& detector;    ///< As segmentation::Detector takes it.
  const learning::Predictor& outliner;    ///< As segmentation::OutlineFinder takes it.
  const learning::Predictor& classifier;  ///< As classification::Classifier takes it.
};

/// The pipeline from a picture to a cell: find, outline, straighten, name, assign jointly, doubt.
class Karyotyper {
 public:
  /// The networks must outlive the karyotyper.
  explicit Karyotyper(const Networks& networks);

  /// @param page  Any polarity, 8 or 16 bits.
  /// @return      A cell without name, with flags where it is no metaphase; its times are not filled in.
  /// @errors      As Detector::detect and Classifier::classify.
  /// @note        Thread-safe.
  base::Expected<KaryotypedCell> karyotype(const image::Page& page, const KaryotypingOptions& options) const;

  /// The same on given boxes instead of found ones; each box's class probabilities are taken from what is found there.
  base::Expected<KaryotypedCell> karyotype_boxes(const image::Page& page, const std::vector<base::Box>& boxes,
                                                 const KaryotypingOptions& options) const;

  const cytogenetics::ModelIdentity& identity() const { return identity_; }

 private:
  base::Expected<KaryotypedCell> from_detections(image::Normalised picture, std::vector<segmentation::Detection> detections,
                                                 const KaryotypingOptions& options) const;

  Networks networks_;
  cytogenetics::ModelIdentity identity_;
};

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_KARYOTYPER_H_
