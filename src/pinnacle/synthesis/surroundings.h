#ifndef PINNACLE_SYNTHESIS_SURROUNDINGS_H_
#define PINNACLE_SYNTHESIS_SURROUNDINGS_H_

#include "pinnacle/base/random.h"
#include "pinnacle/image/raster.h"
#include "pinnacle/synthesis/stain_layer.h"

namespace pinnacle::synthesis {

/// Puts an interphase nucleus at the freest of some random places near the rim: not quite round, mottled,
/// with dark chromocentres and one or two pale nucleoli. Where it meets another one, the darker one is seen.
/// @param nuclei  Those of the field so far; as large as `taken`.
/// @param depth   Its absorbance well inside, about; the rim is paler.
/// @param taken   Where chromosomes are.
void add_nucleus(Absorbance& nuclei, double depth, const image::Mask& taken, base::Random& random);

/// Puts a speck, a sharp-edged grain or a short fibre anywhere.
/// @param depth  Beside the usual absorbance.
void add_debris(Absorbance& field, double depth, base::Random& random);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_SURROUNDINGS_H_
