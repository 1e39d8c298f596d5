#ifndef PINNACLE_SYNTHESIS_FORM_H_
#define PINNACLE_SYNTHESIS_FORM_H_

#include <array>
#include <vector>

#include "pinnacle/base/geometry.h"
#include "pinnacle/base/random.h"
#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/synthesis/metaphase.h"
#include "pinnacle/synthesis/preparation.h"
#include "pinnacle/synthesis/stain_profile.h"

namespace pinnacle::synthesis {

inline constexpr int kFiner =
    2;  ///< Chromosomes are drawn in a grid of that many pixels for each of the field, then averaged.

/// A chromosome's form, around its own middle, in pixels of the fine grid.
struct Form {
  const cytogenetics::ChromosomeStructure* structure;
  StainProfile profile;
  std::vector<base::Point> axis;  ///< One pixel apart, from the p end.
  double half_width;
  double darkness;
  std::array<double, 2> splay;              ///< Of the chromatids at the p and the q end.
  std::array<std::vector<double>, 2> rims;  ///< Beside the half width, at each point of the axis: ragged.
};

/// @param px_per_unit  Pixels of the fine grid for an ISCN unit.
/// @param structure    Must outlive the form.
Form form_of(const cytogenetics::ChromosomeStructure& structure, double px_per_unit, const Preparation& cell,
             const MetaphaseOptions& options, base::Random& random);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_FORM_H_
