#ifndef PINNACLE_ISCN_CHROMOSOME_NAMING_H_
#define PINNACLE_ISCN_CHROMOSOME_NAMING_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// "9" as an event names it.
ChromosomeName chromosome_name(cytogenetics::ChromosomeClass c);

/// Whether two places of a chromosome, in ISCN units, are one.
bool is_same_place(double a, double b);

/// One side of a reciprocal exchange: a chromosome that lost what lies beyond its break and has got that of
/// another.
struct HalfExchange {
  cytogenetics::ChromosomeClass own, giver;
  double own_at, giver_at;  ///< ISCN units, as cytogenetics::Segment has them.
  Breakpoint own_band;
  bool used = false;
};

/// How one abnormal chromosome is named by itself.
struct NamedChromosome {
  std::vector<Rearrangement> chain;
  /// The normal chromosomes that it stands for.
  std::vector<cytogenetics::ChromosomeClass> places;
  std::optional<HalfExchange> exchange;    ///< If it may be half of a t().
  std::optional<Rearrangement> insertion;  ///< If it may be the recipient of an ins().
  Arm only_arm = Arm::kNone;               ///< If it is one arm and nothing else, as a fission leaves it.
  /// Its name if it stands for `places[0]` alone: der(6)r(6;12) in place of r(6;12).
  std::vector<Rearrangement> derivative;
  std::optional<Event> by_name;  ///< Of unknown content, or a variant.
};

/// @param level  The bands that breakpoints are named by.
/// @return Nothing if it is a normal chromosome.
std::optional<NamedChromosome> name_chromosome(const cytogenetics::ChromosomeStructure& chromosome,
                                               cytogenetics::BandLevel level);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_CHROMOSOME_NAMING_H_
