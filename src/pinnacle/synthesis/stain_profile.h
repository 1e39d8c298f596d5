#ifndef PINNACLE_SYNTHESIS_STAIN_PROFILE_H_
#define PINNACLE_SYNTHESIS_STAIN_PROFILE_H_

#include <vector>

#include "pinnacle/base/random.h"
#include "pinnacle/cytogenetics/derivative.h"

namespace pinnacle::synthesis {

/// What the stain shows: G-bands and Q-bands alike but for the variable regions; DAPI those above all.
enum class Look { kG, kQ, kDapi };

/// What lies at each place along a chromosome, from its upper end (0) to its lower end (1).
struct StainProfile {
  std::vector<double> stain;        ///< At even steps; 1 = a chromosome's mean.
  std::vector<double> width;        ///< At the same steps; 1 = the usual width.
  double length = 0;                ///< In ISCN units, corrected for what real chromosomes measure.
  std::vector<double> centromeres;  ///< Places, 0 .. 1.
  std::vector<double> breaks;       ///< Where segments meet.
  double at(const std::vector<double>& values, double place) const;
};

/// The densitometry of a chromosome, normal or not, from its bands.
///
/// The ideograms at 400, 550 and 850 bands are mixed by how condensed the cell is and blurred; what each
/// stain weighs, how long each chromosome is and where its bands lie were fitted to mean profiles of real
/// G-banded chromosomes (docs/synthesis.md).
///
/// @param bands   Resolution of the cell, bands a haploid set, 400 to 850.
/// @param random  Stretch of the arms, size of the variable regions, strength of each stretch: each
/// chromosome differs.
StainProfile stain_profile(const cytogenetics::ChromosomeStructure& structure, double bands, Look look,
                           base::Random& random);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_STAIN_PROFILE_H_
