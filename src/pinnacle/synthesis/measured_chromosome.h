#ifndef PINNACLE_SYNTHESIS_MEASURED_CHROMOSOME_H_
#define PINNACLE_SYNTHESIS_MEASURED_CHROMOSOME_H_

#include <array>
#include <vector>

#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::synthesis {

/// What the mean of many real chromosomes of one class measures, G-banded.
struct MeasuredChromosome {
  double length = 1;    ///< Beside what the ideogram's length leads to expect.
  double darkness = 1;  ///< Absorbance for its area, beside the other chromosomes of its cells.
  /// Where its bands lie: place t on it (share of its length from the p telomere) is, on the ideogram at 850
  /// bands, t + sum of shift[k] sin((k + 1) pi t).
  std::array<double, 4> shift{};
  std::vector<double> bands;  ///< Absorbance of each band of BandLevel::k550, from the p end on; mean 1.
};

/// @source Fitted by script/fit-chromosomes to training patients of a public set (docs/synthesis.md).
const MeasuredChromosome& measured_chromosome(cytogenetics::ChromosomeClass chromosome);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_MEASURED_CHROMOSOME_H_
