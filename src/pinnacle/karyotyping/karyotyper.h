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
#include "pinnacle/image/placed_mask.h"
#include "pinnacle/karyotyping/networks.h"
#include "pinnacle/segmentation/detector.h"

namespace pinnacle::karyotyping {

struct KaryotypingOptions {
  std::optional<double> um_per_px;           ///< Overrides what the file states.
  double least_score = 0.4;                  ///< That a candidate is one whole chromosome, for it to be taken.
  classification::PoolingWeights pooling;
  classification::AssignmentOptions assignment;
  double least_class_probability = 0.9;      ///< Less than this after the joint step is uncertain.
  double least_found_probability = 0.7;
  double least_orientation_probability = 0.7;
  double least_outline_certainty = 0.8;      ///< Of an outline's pixels in the mean.
  double greatest_width = 1.6;               ///< Beside the cell's median: more is folded, or several.
};

/// What each step thought of one chromosome: for the evaluation of the ways one by one.
struct Evidence {
  cytogenetics::ClassProbabilities detector{}, classifier{};
};

/// A cell as far as the images go.
struct KaryotypedCell {
  cytogenetics::Cell cell;
  std::vector<Evidence> evidence;  ///< One for each of the cell's chromosomes.
  std::vector<segmentation::Detection> candidates;  ///< Also those not taken; scored as found_probability.
  image::Normalised picture;
};

/// Says anew what the cell's chromosomes add up to and what is doubtful about the whole: its composition and
/// its flags.
void flag_cell(cytogenetics::Cell& cell);

/// Outlines that a person changed: chromosomes that go and what comes in their place.
struct OutlineChange {
  std::vector<int> gone;                ///< Ids; none where a chromosome is added.
  std::vector<image::PlacedMask> come;  ///< Pixels of the picture; none where a chromosome is removed.
};

/// The pipeline from a picture to a cell: find, verify, outline, straighten, name, assign jointly, doubt.
class Karyotyper {
 public:
  /// The networks must outlive the karyotyper.
  explicit Karyotyper(const Networks& networks);

  /// A picture may hold several metaphases (segmentation::cells_in_field): there is a cell for each, from left to
  /// right. At least one, which is empty where there is no metaphase.
  ///
  /// @param page  Any polarity, 8 or 16 bits.
  /// @return      Cells without names, with flags where there is no metaphase; their times are not filled in.
  /// @errors      As Detector::detect and Classifier::classify.
  /// @note        Thread-safe.
  base::Expected<std::vector<KaryotypedCell>> karyotype_field(const image::Page& page,
                                                              const KaryotypingOptions& options) const;

  /// A cell after a person changed outlines. Axis, strip and class of what came are found anew, then the joint step is
  /// taken for the whole cell; all else stays as it is, above all labels that a person set.
  ///
  /// The first that comes takes the id of the first that goes; further ones get new ids. One that comes in place of
  /// one keeps its label if a person set it. A person's outline is certain, and so is that it is one chromosome; its
  /// class is the classifier's alone: the detector is not asked again.
  ///
  /// @param dark_on_white  The cell's picture, normalised.
  /// @errors kInvalidArgument: a picture of another size, an id that is not there or goes twice, an object without
  ///         pixels or beyond the picture. Those of Classifier::classify.
  /// @note   Thread-safe.
  base::Expected<cytogenetics::Cell> revise(cytogenetics::Cell cell, const image::Grey& dark_on_white,
                                            const std::vector<OutlineChange>& changes,
                                            const KaryotypingOptions& options) const;

  /// One cell of given boxes instead of found ones; each box's class probabilities are taken from what is found there.
  base::Expected<KaryotypedCell> karyotype_boxes(const image::Page& page, const std::vector<base::Box>& boxes,
                                                 const KaryotypingOptions& options) const;

  const cytogenetics::ModelIdentity& identity() const { return identity_; }

 private:
  /// What may be a chromosome, best first, each with its probability as score.
  base::Expected<std::vector<segmentation::Detection>> candidates_of(const image::Page& page, const image::Normalised& picture,
                                                                     const KaryotypingOptions& options) const;
  base::Expected<KaryotypedCell> from_detections(image::Normalised picture, std::vector<segmentation::Detection> detections,
                                                 const KaryotypingOptions& options) const;

  Networks networks_;
  cytogenetics::ModelIdentity identity_;
};

}  // namespace pinnacle::karyotyping

#endif  // PINNACLE_KARYOTYPING_KARYOTYPER_H_
