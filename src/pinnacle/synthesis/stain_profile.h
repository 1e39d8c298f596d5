#ifndef PINNACLE_SYNTHESIS_STAIN_PROFILE_H_
#define PINNACLE_SYNTHESIS_STAIN_PROFILE_H_

#include <array>
#include <vector>

#include "pinnacle/base/random.h"
#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/synthesis/preparation.h"

namespace pinnacle::synthesis {

/// What lies at each place along a chromosome, from its upper end (0) to its lower end (1).
struct StainProfile {
  std::vector<double> stain;  ///< At even steps; 1 = the mean of a cell's chromosomes.
  std::array<std::vector<double>, 2> chromatids;  ///< The same of each; `stain` is what they have in common.
  std::vector<double> width;        ///< At the same steps; 1 = the usual width.
  double length = 0;                ///< In ISCN units, corrected for what real chromosomes measure.
  std::vector<double> centromeres;  ///< Places, 0 .. 1.
  std::vector<double> breaks;       ///< Where segments meet, and ends that are no telomeres.
  double at(const std::vector<double>& values, double place) const;
};

/// The densitometry of a chromosome, normal or not, from its bands.
///
/// How dark each band of the 550 level is, where it lies and how long each chromosome is were measured on
/// real G-banded chromosomes (measured_chromosome.h); what is finer comes from the ideogram at 850 bands.
///
/// @param random  Stretch of the arms, size of the variable regions, strength of each stretch: each
/// chromosome differs, and each chromatid.
StainProfile stain_profile(const cytogenetics::ChromosomeStructure& structure, const Preparation& cell,
                           base::Random& random);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_STAIN_PROFILE_H_
