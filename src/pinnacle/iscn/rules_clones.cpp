#include <algorithm>
#include <set>

#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/rules.h"
#include "pinnacle/iscn/structure.h"

namespace pinnacle::iscn {
namespace {

/// What is known of a clone beyond its own text.
struct Resolved {
  std::multiset<std::string> events;  ///< Inherited ones included.
  std::set<std::string> chromosomes;  ///< That the events name.
  bool exact = true;                  ///< False: the events are not fully known.
};

void add_event(Resolved& resolved, const Event& event) {
  auto plain = event;
  plain.cells.reset();
  const auto text = print(plain);
  const auto add_name = [&](const ChromosomeName& c) { resolved.chromosomes.insert(c.name); };
  if (event.kind == EventKind::kWhole || event.kind == EventKind::kVariant) add_name(event.chromosome);
  for (const auto& link : event.chain)
    std::for_each(link.chromosomes.begin(), link.chromosomes.end(), add_name);
  if (event.kind == EventKind::kWord) resolved.chromosomes.insert(event.word);
  // A loss behind "sl" takes back a gain or a rearrangement of the stemline.
  auto gained = plain;
  gained.sign = Sign::kGain;
  auto unsigned_event = plain;
  unsigned_event.sign = Sign::kNone;
  if (event.sign == Sign::kLoss) {
    for (const auto& inherited : {print(gained), print(unsigned_event)}) {
      const auto found = resolved.events.find(inherited);
      if (found == resolved.events.end()) continue;
      resolved.events.erase(found);
      return;
    }
  }
  resolved.events.insert(text);
}

std::vector<Resolved> resolved_clones(const Karyotype& karyotype) {
  std::vector<Resolved> all;
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    const auto& clone = karyotype.clones[i];
    const auto referred = referred_clone(karyotype, i);
    Resolved own = referred ? all[*referred] : Resolved{};
    if (clone.reference_times || clone.composite) own.exact = false;
    for (const auto& cell : clone.doubled) {
      for (const auto& event : cell.events) add_event(own, event);
    }
    if (!clone.reference.empty() && !referred) own.exact = false;
    for (const auto& event : clone.events) {
      add_event(own, event);
      if (event.kind == EventKind::kIncomplete) own.exact = false;
    }
    all.push_back(std::move(own));
  }
  return all;
}

void check_references(const Karyotype& karyotype, Faults& faults) {
  std::string first_reference;
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    const auto& clone = karyotype.clones[i];
    if (clone.reference_times && *clone.reference_times < 2) {
      faults.error(Rule::kReference, clone.sex_place, "only two or more copies are written with 'x'");
    }
    if (clone.reference.empty()) continue;
    if (first_reference.empty()) first_reference = clone.reference;
    if ((clone.reference == "idem") != (first_reference == "idem")) {
      faults.error(Rule::kReference, clone.sex_place,
                   "'idem' and 'sl' are not mixed: '" + first_reference + "' stands before");
    }
    if (!referred_clone(karyotype, i)) {
      faults.error(Rule::kReference, clone.sex_place,
                   "'" + clone.reference + "' refers to a clone before it, and there is none");
    } else if (is_normal(karyotype.clones[*referred_clone(karyotype, i)])) {
      faults.error(
          Rule::kReference, clone.sex_place,
          "'" + clone.reference +
              "' refers to a clone with changes: a normal line is no stemline, so that the changes are "
              "told from the sex chromosomes on");
    } else if (clone.events.empty() && !clone.reference_times) {
      faults.error(Rule::kReference, clone.sex_place,
                   "a sideline differs from the clone it refers to by some event");
    }
  }
}

/// What the cells of the clone that a sideline refers to have, for the sideline to lose.
class Stock {
 public:
  /// @param at  A clone with a reference.
  Stock(const Karyotype& karyotype, std::size_t at, std::size_t referred)
      : clone_(karyotype.clones[at]), copies_(clone_.reference_times.value_or(1)) {
    const auto counted = count_clones(karyotype)[referred];
    known_ = counted.agrees && counted.determined && !counted.bounds_only;
    chromosomes_ = structure(karyotype, referred).chromosomes;
    for (std::optional<std::size_t> line = referred; line; line = referred_clone(karyotype, *line)) {
      const auto& told = karyotype.clones[*line];
      known_ = known_ && !told.composite;
      sex_told_ = sex_told_ && !is_sex_untold(told);
      for_each_event(told, [this](const Event& event) { inherited_.push_back(event); });
    }
  }

  bool is_known() const { return known_ && !clone_.composite; }

  /// True if there are fewer of it than the sideline loses.
  bool lacks(const Event& lost) const {
    if (lost.kind == EventKind::kWhole) return is_short_of(lost.chromosome.name);
    if (lost.kind == EventKind::kWord) return !has_word(lost);
    return lost.kind == EventKind::kStructural && !has_derivative(lost);
  }

 private:
  bool is_short_of(const std::string& name) const {
    const auto chromosome = cytogenetics::parse_class(name);
    if (!chromosome || (is_sex_name(name) && !sex_told_)) return false;
    const auto own = [&](Sign sign) {
      return std::count_if(clone_.events.begin(), clone_.events.end(), [&](const Event& e) {
        return e.kind == EventKind::kWhole && e.sign == sign && e.chromosome.name == name;
      });
    };
    const auto held = std::count_if(chromosomes_.begin(), chromosomes_.end(),
                                    [&](const auto& c) { return c.placed == *chromosome; });
    return own(Sign::kLoss) > held * copies_ + own(Sign::kGain);
  }

  /// Of what is numbered, mar2, that one; of the others as many as the sideline loses in all.
  bool has_word(const Event& lost) const {
    const auto count = [&lost](const std::vector<Event>& events, Sign sign) {
      std::ptrdiff_t sum = 0;
      for (const auto& e : events) {
        const bool same =
            e.kind == EventKind::kWord && e.sign == sign && e.word == lost.word &&
            (lost.word_index.empty() || e.word_index.empty() || e.word_index == lost.word_index);
        if (same)
          sum += std::ptrdiff_t{e.number.value_or(Range{1, 1}).high} * e.times.value_or(Range{1, 1}).high;
      }
      return sum;
    };
    const auto held = count(inherited_, Sign::kGain) - count(inherited_, Sign::kLoss);
    return count(clone_.events, Sign::kLoss) <= held * copies_ + count(clone_.events, Sign::kGain);
  }

  bool has_derivative(const Event& lost) const {
    const auto& named = lost.chain.front().chromosomes.front().name;
    return named == "?" || std::any_of(inherited_.begin(), inherited_.end(), [&named](const Event& e) {
             return std::any_of(e.chain.begin(), e.chain.end(), [&named](const Rearrangement& r) {
               return std::any_of(r.chromosomes.begin(), r.chromosomes.end(),
                                  [&named](const auto& c) { return c.name == named || c.name == "?"; });
             });
           });
  }

  const Clone& clone_;
  std::ptrdiff_t copies_;
  bool known_ = false;  ///< False: not all that the cells have can be told.
  bool sex_told_ = true;
  std::vector<cytogenetics::ChromosomeStructure> chromosomes_;
  std::vector<Event> inherited_;  ///< Of all clones that the reference leads to.
};

/// "45,idem,-Y" of a clone without a Y.
void check_losses(const Karyotype& karyotype, Faults& faults) {
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    const auto& clone = karyotype.clones[i];
    const auto referred = referred_clone(karyotype, i);
    if (!referred) continue;
    const auto is_lost = [](const Event& e) {
      return e.sign == Sign::kLoss && !e.questioned && e.alternatives.empty();
    };
    if (std::none_of(clone.events.begin(), clone.events.end(), is_lost)) continue;
    const Stock stock(karyotype, i, *referred);
    if (!stock.is_known()) continue;
    std::set<std::string> told;
    for (const auto& event : clone.events) {
      const auto name = print_core(event);
      if (!is_lost(event) || !stock.lacks(event) || !told.insert(name).second) continue;
      const auto line = "the clone that '" + clone.reference + "' refers to ";
      faults.error(Rule::kReference, event.place,
                   line + (event.kind == EventKind::kWhole ? "has not so many chromosomes " : "has no ") +
                       name + " to lose");
    }
  }
}

void check_prefixes(const Karyotype& karyotype, Faults& faults) {
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    const auto& clone = karyotype.clones[i];
    if (clone.prefix.empty()) continue;
    if (first_of_side(karyotype, i) != i) {
      faults.error(Rule::kCloneOrder, clone.place,
                   "'" + clone.prefix + "' stands once, before the first clone");
    } else if (i + 1 >= karyotype.clones.size() ||
               (clone.prefix == "mos" && karyotype.clones[i + 1].separator >= 2)) {
      faults.error(Rule::kCloneOrder, clone.place, "'" + clone.prefix + "' needs more than one clone");
    }
  }
}

/// "mos 47,XX,+21/46,XY": one zygote gives no two sexes, unless both descend from XXY.
void check_zygote(const Karyotype& karyotype, std::size_t first, std::size_t last, Faults& faults) {
  if (karyotype.clones[first].prefix != "mos") return;
  bool female = false, male = false;
  for (auto i = first; i < last; ++i) {
    const auto& sex = karyotype.clones[i].sex;
    const auto x = std::count(sex.begin(), sex.end(), 'X'), y = std::count(sex.begin(), sex.end(), 'Y');
    if (x > 1 && y > 0) return;
    female = female || x > 1;
    male = male || y > 0;
  }
  if (female && male)
    faults.warn(
        Rule::kSexChromosomes, karyotype.clones[first].place,
        "lines of both sexes are of two zygotes: 'chi' in place of 'mos', unless they descend from XXY");
}

/// "+mar1,+mar3" without a +mar2: unidentified chromosomes are numbered through all clones.
void check_numbering(const Karyotype& karyotype, Faults& faults) {
  std::set<std::string> named;
  const auto for_each_numbered = [&karyotype](const auto& visit) {
    for (const auto& clone : karyotype.clones) {
      for (const auto& event : clone.events) {
        if (is_counted_word(event.word) && !event.word_index.empty()) visit(event);
      }
    }
  };
  for_each_numbered([&](const Event& event) { named.insert(print_core(event)); });
  std::set<std::string> told;
  for_each_numbered([&](const Event& event) {
    const auto index = std::stoi(event.word_index);
    const auto before = event.word + std::to_string(index - 1);
    if (index < 2 || named.count(before) > 0 || !told.insert(print_core(event)).second) return;
    faults.warn(Rule::kEvent, event.place, "no clone has a " + before + " before this " + print_core(event));
  });
}

void check_sizes(const Karyotype& karyotype, Faults& faults) {
  const auto sized = std::count_if(karyotype.clones.begin(), karyotype.clones.end(),
                                   [](const Clone& c) { return c.cells.has_value(); });
  for (const auto& clone : karyotype.clones) {
    if (!clone.cells) {
      if (sized > 0)
        faults.error(Rule::kCloneSize, clone.place,
                     "the number of cells is given for all clones or for none");
      continue;
    }
    if (*clone.cells == 0) faults.error(Rule::kCloneSize, clone.cells_place, "a clone has at least one cell");
    if (clone.composite && *clone.cells < 2)
      faults.error(Rule::kCloneSize, clone.cells_place, "a composite karyotype tells of two cells or more");
    if (*clone.cells == 1 && !clone.composite && !is_normal(clone) && clone.reference.empty()) {
      faults.warn(Rule::kCloneSize, clone.cells_place,
                  "a clone takes two cells with a gain or a rearrangement, three with a loss");
    }
  }
}

/// Clones whose changes are none.
void check_changes(const Clone& clone, const Resolved& resolved, Faults& faults) {
  if (clone.composite && clone.events.empty() && clone.reference.empty())
    faults.warn(Rule::kCloneSize, clone.cells_place,
                "a composite karyotype has changes that its cells differ by");
  if (!clone.reference.empty() && resolved.exact && resolved.events.empty())
    faults.warn(Rule::kReference, clone.place, "no change is left of the clone that this one refers to");
}

/// True of sidelines told from the same clone.
bool descend_from_one(const Karyotype& karyotype, std::size_t a, std::size_t b) {
  const auto from = referred_clone(karyotype, a);
  return from && from == referred_clone(karyotype, b);
}

/// The clones of one individual, `first` up to `last`.
void check_side(const Karyotype& karyotype, const std::vector<Resolved>& resolved, std::size_t first,
                std::size_t last, Faults& faults) {
  const auto& clones = karyotype.clones;
  // Cell lines that a person is born with stand in the order of their size, whatever they have in common.
  const bool constitutional = clones[first].prefix == "mos";
  for (auto i = first; i + 1 < last; ++i) {
    if (is_normal(clones[i]) && !is_normal(clones[i + 1])) {
      faults.error(Rule::kCloneOrder, clones[i].place, "the normal clone stands last");
    }
    if (is_normal(clones[i]) && clones[i].sex == clones[i + 1].sex &&
        clones[i].events == clones[i + 1].events) {
      faults.error(Rule::kCloneOrder, clones[i + 1].place, "the normal clone stands here a second time");
    }
  }
  bool related = false;
  for (auto a = first; a < last; ++a) {
    for (auto b = a + 1; b < last; ++b) {
      if (is_normal(clones[a]) || is_normal(clones[b])) continue;
      const auto& ra = resolved[a];
      const auto& rb = resolved[b];
      related = related || !clones[b].reference.empty() ||
                std::any_of(ra.chromosomes.begin(), ra.chromosomes.end(),
                            [&](const auto& c) { return rb.chromosomes.count(c) > 0; });
      if (clones[a].composite && clones[b].composite && clones[a].events == clones[b].events &&
          clones[a].sex == clones[b].sex && clones[a].reference == clones[b].reference) {
        faults.error(Rule::kCloneOrder, clones[b].place, "this clone stands here a second time");
      }
      if (!ra.exact || !rb.exact) continue;
      const bool same_start = clones[a].sex == clones[b].sex && clones[a].count == clones[b].count &&
                              clones[a].ploidy == clones[b].ploidy;
      if (ra.events == rb.events && same_start && clones[b].reference.empty()) {
        // Underlining, which tells homologues from each other, is lost in plain text.
        const auto& events = clones[b].events;
        const bool derivative =
            events.size() == 1 && !events[0].chain.empty() && events[0].chain[0].type == "der" &&
            events[0].chain[0].chromosomes.size() == 1 && clones[a].cells && clones[b].cells;
        const std::string what = "this clone stands here a second time";
        if (derivative) {
          faults.warn(Rule::kCloneOrder, clones[b].place,
                      what + ", unless another homologue is meant: write der(1')");
        } else {
          faults.error(Rule::kCloneOrder, clones[b].place, what);
        }
      } else if (!constitutional && !rb.events.empty() && rb.events.size() < ra.events.size() &&
                 clones[b].reference.empty() &&
                 std::includes(ra.events.begin(), ra.events.end(), rb.events.begin(), rb.events.end())) {
        faults.error(Rule::kCloneOrder, clones[b].place,
                     "of related clones the one with fewer changes, the stemline, stands first");
      } else if (descend_from_one(karyotype, a, b) && ra.events != rb.events &&
                 std::includes(ra.events.begin(), ra.events.end(), rb.events.begin(), rb.events.end())) {
        faults.warn(
            Rule::kCloneOrder, clones[b].place,
            "related clones stand in the order of their complexity, the one with fewer changes first, "
            "whatever their size");
      }
    }
  }
  if (related) return;
  for (auto i = first; i + 1 < last; ++i) {
    const auto& a = clones[i];
    const auto& b = clones[i + 1];
    // The normal clone is last whatever its size, but a chimaera may have two.
    const bool normal_last = is_normal(b) && !(is_normal(a) && clones[first].prefix == "chi");
    if (normal_last || !a.cells || !b.cells || *a.cells >= *b.cells || a.composite || b.composite) continue;
    const std::string what = "unrelated clones stand in the order of their size, the largest first";
    // Mosaics are written either way.
    if (constitutional || a.events.empty() || b.events.empty()) {
      faults.warn(Rule::kCloneOrder, b.place, what);
    } else {
      faults.error(Rule::kCloneOrder, b.place, what);
    }
  }
}

}  // namespace

bool is_normal(const Clone& clone) {
  if (!clone.reference.empty() || !clone.doubled.empty() || clone.composite) return false;
  const bool constitutional_only =
      std::all_of(clone.events.begin(), clone.events.end(), [](const Event& e) { return e.constitutional; });
  if (!constitutional_only) return false;
  if (clone.sex_constitutional || !clone.events.empty()) return true;
  return (clone.count == Range{46, 46} && (clone.sex == "XX" || clone.sex == "XY" || clone.sex == "U"));
}

void check_clones(const Karyotype& karyotype, Faults& faults) {
  check_references(karyotype, faults);
  check_losses(karyotype, faults);
  check_prefixes(karyotype, faults);
  check_sizes(karyotype, faults);
  check_numbering(karyotype, faults);
  const auto parted = std::find_if(karyotype.clones.begin(), karyotype.clones.end(),
                                   [](const Clone& c) { return c.separator == 2; });
  if (karyotype.closing_slashes > 0 && parted != karyotype.clones.end()) {
    faults.error(Rule::kCloneOrder, parted->place,
                 "'//' stands between recipient and donor, or at the end if no cell is of the donor");
  }
  const auto resolved = resolved_clones(karyotype);
  for (std::size_t first = 0; first < karyotype.clones.size();) {
    auto last = first + 1;
    while (last < karyotype.clones.size() && karyotype.clones[last].separator < 2) ++last;
    check_side(karyotype, resolved, first, last, faults);
    for (auto i = first; i < last; ++i) check_changes(karyotype.clones[i], resolved[i], faults);
    check_zygote(karyotype, first, last, faults);
    first = last;
  }
}

}  // namespace pinnacle::iscn
