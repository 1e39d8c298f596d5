#ifndef PINNACLE_ISCN_RULES_H_
#define PINNACLE_ISCN_RULES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinnacle/iscn/fault.h"
#include "pinnacle/iscn/karyotype.h"

namespace pinnacle::iscn {

/// The rules that a well-formed karyotype may still break. Each adds what it finds.
void check_events(const Karyotype& karyotype, Faults& faults);  ///< Chromosomes, bands, arms, breakpoints.
void check_order(const Karyotype& karyotype, Faults& faults);   ///< Of events and of the chromosomes in them.
void check_variants(const Karyotype& karyotype, Faults& faults);  ///< Heteromorphisms, "16qh-".
void check_counts(const Karyotype& karyotype, Faults& faults);  ///< Do the events add up? Sex chromosomes.
void check_clones(const Karyotype& karyotype, Faults& faults);  ///< References, order and sizes of clones.
void check_techniques(const Karyotype& karyotype, Faults& faults);  ///< What is carried along.

/// Holds an event's detailed form against its name, part by part.
/// @param shorter        Its short_form().
/// @param in_derivative  It is a link of a derivative chromosome, which has one of its products.
void check_composition(const Rearrangement& described, const std::optional<Rearrangement>& shorter,
                       bool in_derivative, Faults& faults);

/// The event that a detailed form is one of, if not of that of its name: "del" of
/// "dup(5)(pter->q13::q33->qter)".
std::optional<std::string> type_described(const Rearrangement& described);

/// "hsr" or "?", where the detailed form of an hsr() or add() lacks the very material that it adds; else
/// empty.
std::string_view missing_material(const Rearrangement& described);

/// Where a chromosome stands in the order of a karyotype: X, Y, 1 .. 22, then the unknown ones.
int chromosome_rank(const std::string& name);

/// Negative if `a` stands before `b` in a clone, positive if behind, 0 if the order is free. Variants of a
/// chromosome are put before its rearrangements here, which no rule asks for.
int compare_order(const Event& a, const Event& b);

/// The chain of a derivative of one chromosome, its links in the order of their breaks on that chromosome,
/// pter to qter.
/// @return  Nothing if that order is not certain: bands are, breakpoints are left out, or links interleave.
std::optional<std::vector<Rearrangement>> links_in_order(const Event& event);

/// True if the lower-numbered chromosome has to be named first in such an event.
bool has_ordered_chromosomes(const Rearrangement& rearrangement);

/// True if two breaks of one chromosome stand the wrong way round: the one nearer to the end of the short arm
/// belongs before the other.
bool has_swapped_bands(const Rearrangement& rearrangement);

/// True if chromosomes give each other segments, which takes two breaks in each: ins(5;6)(q13q23;q15q23).
bool exchanges_segments(const Rearrangement& rearrangement);

/// "-13,-14,+der(13;14)(q10;q10)": the losses, by their indices, of the chromosomes that a gained event
/// names.
/// @return Empty if not all of them are lost: then it is one more.
std::vector<std::size_t> replaced_by(const Event& event, const std::vector<Event>& events);

/// "fis(10)(p10),fis(10)(q10)" without signs: the two arms of one chromosome that came apart.
bool are_one_fission(const Event& p, const Event& q);

/// True of what a clone tells once and does not count: "dmin", "inc".
bool is_told_once(const Event& event);

/// Puts a variant's regions into their arms and their order, "s+stk+" as "pstk+ps+", each once.
void settle_variant(Event& event);

/// "45,XX,-X": the list of sex chromosomes names lost ones, too, and not only what is left of so many sets.
bool sex_losses_are_listed(const Clone& clone, int ploidy);

/// A clone without acquired changes.
bool is_normal(const Clone& clone);

/// "13", "14", "15", "21" or "22".
bool is_acrocentric(const std::string& chromosome);

}  // namespace pinnacle::iscn

#endif  // PINNACLE_ISCN_RULES_H_
