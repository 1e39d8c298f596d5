#ifndef PINNACLE_ISCN_STRUCTURE_H_
#define PINNACLE_ISCN_STRUCTURE_H_

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "pinnacle/cytogenetics/derivative.h"
#include "pinnacle/iscn/detailed.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// The order of a karyotype's text, in which chromosomes are listed: X, Y, 1 to 22, then markers. In a
/// karyogram the sex chromosomes stand last.
struct InOrderOfText {
  bool operator()(cytogenetics::ChromosomeClass a, cytogenetics::ChromosomeClass b) const {
    const auto rank = [](auto c) {
      return static_cast<int>(c) + (cytogenetics::is_sex_chromosome(c) ? -100 : 0);
    };
    return rank(a) < rank(b);
  }
};

/// How many acentric bodies of each kind a cell has.
struct AcentricBodies {
  std::array<Range, kAcentricWords.size()> numbers = {};

  Range& operator[](AcentricKind kind) { return numbers[static_cast<std::size_t>(kind)]; }
  const Range& operator[](AcentricKind kind) const { return numbers[static_cast<std::size_t>(kind)]; }
};

/// The chromosomes of a cell, one by one.
struct CellStructure {
  /// By their place in the karyogram. Material of unknown origin is a segment of kUnclassified without
  /// length.
  std::vector<cytogenetics::ChromosomeStructure> chromosomes;
  std::vector<std::string> notes;  ///< What could not be told from the text, in words.
  AcentricBodies acentric = {};
};

/// The chromosomes that a clone's cells have, those of the clone it refers to included.
///
/// @param karyotype  A valid one (see check()); of anything else what can be made of it.
/// @param clone      Index into its clones.
/// @note  Where bands are uncertain, alternatives are given or a number is a range, the first or smaller is
/// taken and
///        noted; a chromosome whose breakpoints are unknown is of unknown content (no segments).
CellStructure structure(const Karyotype& karyotype, std::size_t clone);

/// The chromosomes that an event makes: two of a reciprocal translocation, none of "-8".
std::vector<cytogenetics::ChromosomeStructure> products(const Event& event, std::vector<std::string>& notes);

/// A stretch of a normal chromosome and how often a cell has it.
struct CopyNumber {
  cytogenetics::ChromosomeClass chromosome = cytogenetics::ChromosomeClass::k1;
  std::string from_band, to_band;  ///< With arm, at 850 bands: "q13.1".
  long from_bp = 0, to_bp = 0;     ///< GRCh38, from 1, both inside.
  Range copies;                    ///< A band with a breakpoint in it has a range.
};

/// All 24 chromosomes, X and Y first, each from p to q; consecutive bands of the same number are one stretch.
/// @param breaks  Where a break may lie anywhere (see break_bands): the number is a range over all of such a
/// band, as
///                broad as it is written, and not only around its middle.
std::vector<CopyNumber> copy_numbers(const std::vector<cytogenetics::ChromosomeStructure>& chromosomes,
                                     const std::vector<cytogenetics::Segment>& breaks);

/// The bands of all breakpoints of an event, as stretches.
std::vector<cytogenetics::Segment> break_bands(const Event& event);

/// True of "neo(3)(q26)": its band is where the neocentromere lies, and no break.
bool places_neocentromere(const Event& event);

/// The karyotype with the breakpoints that a repeated event leaves out: "+der(22)t(9;22)" behind
/// t(9;22)(q34;q11.2).
Karyotype with_breakpoints(Karyotype karyotype);

/// Calls `visit(event)` for every event of a clone's own text: those of the cell that was doubled first.
template <typename Visit>
void for_each_event(const Clone& clone, const Visit& visit) {
  for (const auto& cell : clone.doubled) {
    for (const auto& event : cell.events) visit(event);
  }
  for (const auto& event : clone.events) visit(event);
}

/// Calls `visit(chromosome, breakpoint)` for every breakpoint of an event, in the short and the detailed
/// system.
template <typename Visit>
void for_each_break(const Event& event, const Visit& visit) {
  for (const auto& link : event.chain) {
    for (std::size_t g = 0; g < link.breakpoints.size(); ++g) {
      for (const auto& point : link.breakpoints[g])
        visit(link.chromosomes[std::min(g, link.chromosomes.size() - 1)], point);
    }
    for (const auto& described : link.detailed) {
      for (const auto& stretch : described.stretches) {
        for (std::size_t i = 0; i < stretch.size(); ++i) {
          const auto& point = stretch[i];
          if (!point.word.empty() || point.band.name == "ter") continue;
          visit(ChromosomeName{false, chromosome_at(link, stretch, i), Arm::kNone, {}, {}},
                Breakpoint{point.band, Join::kNone, {}, {}});
        }
      }
    }
  }
}

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_STRUCTURE_H_
