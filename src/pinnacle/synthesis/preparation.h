#ifndef PINNACLE_SYNTHESIS_PREPARATION_H_
#define PINNACLE_SYNTHESIS_PREPARATION_H_

#include <optional>

#include "pinnacle/base/random.h"

namespace pinnacle::synthesis {

/// What the stain shows: G-bands and Q-bands alike but for the variable regions; DAPI those above all.
enum class Look { kG, kQ, kDapi };

/// How a fluorescent stain shines: in proportion to the stain, out of focus in part.
struct Glow {
  double brightness = 110;  ///< Grey levels of the stain 1.
  double ground = 1;        ///< Of the empty field.
  double halo = 0;          ///< Share of the light that is out of focus.
  double noise = 1;         ///< Beside that of a bright field.
};

/// What the chromosomes of one cell have in common: how it was spread, stained and photographed.
struct Preparation {
  double bands = 550;  ///< Resolution: bands a haploid set, 400 to 850.
  Look look = Look::kG;
  double contrast = 1;            ///< Of the bands: 1 as in the mean of the measured cells.
  double evenness = 0.5;          ///< 1: all chromosomes are equally dark, 0: as their stain makes them.
  double darkness = 0.8;          ///< Absorbance of a chromosome's mean stain.
  double unevenness = 0.06;       ///< By which whole chromosomes differ from each other at random, relative.
  double width = 1;               ///< Beside the usual.
  double slope = 0;               ///< How much more the long chromosomes are stretched than the short ones.
  double parting = 0.2;           ///< How far the middles of the chromatids lie apart, in widths; 0: one rod.
  double groove = 0.1;            ///< How much paler it is between the chromatids.
  double splay = 0.1;             ///< How far they part more at the ends, likewise.
  double centromere = 1;          ///< Stain of the primary constriction, beside the measured one.
  double waist = 0.24;            ///< Width that the centromere lacks.
  double grain = 0.06;            ///< Relative, from place to place.
  double blur_px = 1;             ///< Of the optics; in fluorescence where a chromosome 1 is 100 px long.
  double sharpening = 0;          ///< By the capture program: share of the unsharp mask that is added.
  std::optional<Glow> glow = {};  ///< Nothing: a bright field.
};

/// One cell's, at 550 bands.
/// @param variety  0: the usual; 1: as cells and laboratories differ.
Preparation random_preparation(double variety, base::Random& random, Look look = Look::kG);

}  // namespace pinnacle::synthesis

#endif  // PINNACLE_SYNTHESIS_PREPARATION_H_
