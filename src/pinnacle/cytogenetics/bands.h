#ifndef PINNACLE_CYTOGENETICS_BANDS_H_
#define PINNACLE_CYTOGENETICS_BANDS_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/cytogenetics/chromosome.h"

namespace pinnacle::cytogenetics {

/// Bands per haploid set that a preparation resolves.
enum class BandLevel { k400, k550, k850 };

enum class Stain { kNegative, kPositive, kCentromere, kVariable, kStalk };

/// One band of the ideogram.
struct Band {
  ChromosomeClass chromosome = ChromosomeClass::k1;
  bool on_p_arm = false;
  std::string name;         ///< Without chromosome and arm: "36.3".
  double start = 0;         ///< ISCN units from the p telomere; as it is drawn, not as it is sequenced.
  double stop = 0;
  Stain stain = Stain::kNegative;
  int density = 0;          ///< 0 .. 100 for G-positive bands.
  long start_bp = 0;        ///< Base pairs of GRCh38, from 1.
  long stop_bp = 0;         ///< Its last base.
};

/// All bands at that level, chromosome by chromosome, from the p telomere to the q telomere.
/// @source The ISCN ideogram coordinates of GRCh38 (src/pinnacle/cytogenetics/cytobands, CC0).
const std::vector<Band>& bands(BandLevel level);

/// The bands of one normal chromosome.
std::vector<Band> bands_of(ChromosomeClass chromosome, BandLevel level);

/// ISCN units from telomere to telomere.
double length_of(ChromosomeClass chromosome, BandLevel level);

/// Where the stalk of an acrocentric's short arm ends, in ISCN units from the p telomere; nothing of others.
std::optional<double> stalk_end(ChromosomeClass chromosome, BandLevel level);

/// Where the centromere lies: fraction of the length from the p telomere.
double centromere_of(ChromosomeClass chromosome, BandLevel level);

}  // namespace pinnacle::cytogenetics

#endif  // PINNACLE_CYTOGENETICS_BANDS_H_
