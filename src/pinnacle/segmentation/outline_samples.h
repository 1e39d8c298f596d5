#ifndef PINNACLE_SEGMENTATION_OUTLINE_SAMPLES_H_
#define PINNACLE_SEGMENTATION_OUTLINE_SAMPLES_H_

#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/base/random.h"
#include "pinnacle/image/placed_mask.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::segmentation {

/// A chromosome whose pixels are known, or known in part.
struct TaughtOutline {
  base::Box box;
  image::PlacedMask object;   ///< Certainly its pixels.
  image::PlacedMask unknown;  ///< Of the same frame: pixels that may be its own or a neighbour's.
  bool exact = false;  ///< Alone, so that next to nothing is unknown: it can be taken out and put elsewhere.
};

/// A metaphase with what is known of its outlines.
struct OutlinedMetaphase {
  image::Grey grey;   ///< Dark on white.
  image::Grey ink;    ///< How much darker than what lies behind.
  image::Grey empty;  ///< The field without its chromosomes: nuclei, debris and light are left.
  std::vector<TaughtOutline> chromosomes;
  double mean_long_side_px = 1;
};

/// What boxes alone tell: a pixel that is light, or outside the box, is not the chromosome's; a dark one that
/// no other box claims is; one that several claim is unknown.
OutlinedMetaphase outlines_from_boxes(image::Grey dark_on_white, const std::vector<base::Box>& boxes);

/// The same where people drew each chromosome's outline. Boxes and outlines of the same order.
OutlinedMetaphase outlines_from_polygons(image::Grey dark_on_white, const std::vector<base::Box>& boxes,
                                         const std::vector<std::vector<base::Polygon>>& outlines);

/// Views of single chromosomes with their pixels: half as they lie in their metaphase, half put together from
/// chromosomes that lay alone, touching or crossing others of their cell on an empty part of its field, where
/// the truth is exact.
///
/// Input: as outline_input(). Targets: mask [1, 96, 96], 1 = the chromosome's; weight [1, 96, 96], 0 =
/// unknown.
class OutlineSamples final : public learning::SampleSource {
 public:
  explicit OutlineSamples(std::vector<OutlinedMetaphase> metaphases);
  std::size_t size() const override { return examples_.size(); }
  base::Expected<learning::Sample> sample(std::size_t index, std::uint64_t seed) const override;

  /// Only put together ones, not varied in stain: exact truth to judge by.
  /// @return  No inputs if the metaphase of example `index` has no two chromosomes alone.
  learning::Sample composed(std::size_t index, std::uint64_t seed) const;

 private:
  struct Example {
    std::size_t metaphase, chromosome;
  };
  std::vector<OutlinedMetaphase> metaphases_;
  std::vector<std::vector<std::size_t>> alone_;  ///< Of each metaphase: its exact chromosomes.
  std::vector<Example> examples_;
};

/// Chromosomes put on each other and side by side, in a picture of its own, with the pixels of each.
struct ComposedGroup {
  image::Grey grey;                      ///< Dark on white, at the metaphase's scale.
  std::vector<base::Box> boxes;          ///< As exact as a detector's; two to four.
  std::vector<image::PlacedMask> truth;  ///< Of each: its pixels, also where another lies on it.
};

/// Two to four chromosomes that lay alone in the metaphase, on an empty part of its field: each after the
/// first crosses it or touches it. The same for the same seed.
/// @return  No boxes if no two of the metaphase's chromosomes lay alone.
ComposedGroup composed_group(const OutlinedMetaphase& metaphase, std::uint64_t seed);

}  // namespace pinnacle::segmentation

#endif  // PINNACLE_SEGMENTATION_OUTLINE_SAMPLES_H_
