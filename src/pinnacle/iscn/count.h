#ifndef PINNACLE_ISCN_COUNT_H_
#define PINNACLE_ISCN_COUNT_H_

#include <optional>
#include <string>
#include <vector>

#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

constexpr int kHaploid = 23;  ///< Chromosomes of one set.

/// What a clone's events say about its number of chromosomes.
struct CountedClone {
  Range expected;  ///< What the events add up to.
  int ploidy = 2;  ///< The level that the sum starts from.
  bool level_unusual =
      false;               ///< Only a level that neither is written nor the usual one for this count agrees.
  bool determined = true;  ///< False: the events are incomplete ("inc"), nothing can be said.
  bool bounds_only =
      false;  ///< A composite karyotype: each event may be absent from a cell, `expected` only bounds.
  bool agrees = true;  ///< The count as written fits.
};

/// One for each clone. The sum starts from the sex chromosomes as listed and 22 autosomes a haploid set, or
/// from the count of the clone that "sl", "sdl" or "idem" refers to.
std::vector<CountedClone> count_clones(const Karyotype& karyotype);

bool within(Range a, Range bounds);

/// What the cell with the fewest chromosomes of a clone has at most: of a composite one some cell has the
/// greatest single loss.
int most_of_least(const Clone& clone, const CountedClone& counted);

/// How an event changes the number of chromosomes.
///
/// @param all_sex_listed  The sex chromosomes are listed before their changes (after "sl" or with "c"); else
/// an
///                        abnormal or lost one is missing in the list already.
Range change_of(const Event& event, bool all_sex_listed);

/// Which clone "sl", "sl2", "sdl1" or "idem" of clone `at` refers to; nothing if there is none before it.
/// "sl2" is the second stemline: the second clone of the individual that refers to no other.
std::optional<std::size_t> referred_clone(const Karyotype& karyotype, std::size_t at);

/// The first clone of the individual that clone `at` belongs to: "//" parts individuals.
std::size_t first_of_side(const Karyotype& karyotype, std::size_t at);

/// Whether a clone's sex chromosomes are withheld, "U", or unknown, "?".
bool is_sex_untold(const Clone& clone);

/// The sex chromosomes that an event takes: "X" of "-X", "XY" of "t(X;Y)(p22;q11)".
std::string sex_taken_by(const Event& event);

/// The sex chromosomes that a clone's cells had before its changes took some: "XY" of "45,X,-Y". Alternatives
/// are left out.
std::string sex_before(const Clone& clone);

/// True if a clone's sex chromosomes are listed before its changes take some: behind "sl", with "c", of a
/// doubled cell.
bool lists_all_sex(const Clone& clone);

/// "X" or "Y".
bool is_sex_name(const std::string& chromosome);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_COUNT_H_
