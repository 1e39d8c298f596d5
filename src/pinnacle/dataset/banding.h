#ifndef PINNACLE_DATASET_BANDING_H_
#define PINNACLE_DATASET_BANDING_H_

#include <string>
#include <vector>

#include "pinnacle/cytogenetics/chromosome.h"
#include "pinnacle/image/raster.h"

namespace pinnacle::dataset {

/// Correlation of a chromosome's stain along its axis with the ideogram, whichever end is up.
struct BandAgreement {
  double as_g = 0;  ///< The G-dark bands are stained.
  double as_r = 0;  ///< The G-light bands are stained.
};

/// @param stain       Of each place along the axis, from one end to the other, in any unit; at least two
/// places.
/// @param chromosome  A normal one.
BandAgreement band_agreement(const std::vector<double>& stain, cytogenetics::ChromosomeClass chromosome);

/// What kind of banding pictures show, as far as pictures tell.
enum class Banding {
  kUnclear,  ///< Too few chromosomes, or no pattern that fits: solid stain, C-banding, poor focus, wrong
             ///< labels.
  kG,        ///< Dark on light, G-dark bands dark.
  kR,        ///< Dark on light, the reverse.
  kQOrDapi,  ///< Bright on dark, G-dark bands bright. Quinacrine and DAPI cannot be told apart by this.
  kReverseFluorescence,  ///< Bright on dark, G-light bands bright: acridine orange, chromomycin.
};

/// The kind of banding in words, with what remains open.
std::string describe(Banding banding);

/// Collects evidence from chromosomes whose class is known.
class BandingEvidence {
 public:
  /// Takes a picture of one chromosome into account; too small ones are passed over.
  void add(const image::Grey& crop, cytogenetics::ChromosomeClass chromosome);

  int chromosomes() const { return count_; }
  double mean_as_g() const { return count_ > 0 ? as_g_ / count_ : 0; }
  double mean_as_r() const { return count_ > 0 ? as_r_ / count_ : 0; }
  /// G or R if the difference of the means is clear of chance.
  Banding guess() const;

 private:
  int count_ = 0, bright_ = 0;
  double as_g_ = 0, as_r_ = 0, difference_ = 0, squared_difference_ = 0;
};

}  // namespace pinnacle::dataset

#endif  // PINNACLE_DATASET_BANDING_H_
