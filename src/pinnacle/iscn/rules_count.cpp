#include <algorithm>
#include <map>

#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

constexpr int kMostChromosomes = 100 * 23;  ///< As many as "<99n>" stands for.

bool names_sex_chromosome(const Event& event) {
  if (event.kind == EventKind::kVariant) return is_sex_name(event.chromosome.name);
  if (event.kind != EventKind::kStructural) return false;
  const auto& named = event.chain.front().chromosomes;
  return std::any_of(named.begin(), named.end(), [](const auto& c) { return is_sex_name(c.name); });
}

bool may_hold_x(const Clone& clone) {
  if (clone.sex.find_first_not_of('Y') != std::string::npos) return true;
  return std::any_of(clone.events.begin(), clone.events.end(), [](const Event& event) {
    if (event.kind == EventKind::kWhole) return event.chromosome.name == "X";
    if (event.kind == EventKind::kVariant) return event.chromosome.name == "X";
    for (const auto& link : event.chain) {
      for (const auto& c : link.chromosomes) {
        if (c.name == "X" || c.name == "?") return true;
      }
    }
    return event.kind == EventKind::kWord;
  });
}

/// Acquired losses of X and Y: the list of sex chromosomes names what is left.
int sex_losses(const Clone& clone) {
  return static_cast<int>(std::count_if(clone.events.begin(), clone.events.end(), [](const Event& e) {
    return e.kind == EventKind::kWhole && e.sign == Sign::kLoss && is_sex_name(e.chromosome.name);
  }));
}

/// Whether what is lost of the sex chromosomes is left out of their list.
bool leaves_out_sex_losses(const Clone& clone) {
  return sex_losses(clone) > 0 && !is_sex_untold(clone) && !clone.sex_constitutional;
}

}  // namespace

bool sex_losses_are_listed(const Clone& clone, int ploidy) {
  return leaves_out_sex_losses(clone) && static_cast<int>(clone.sex.size()) + sex_losses(clone) > ploidy;
}

namespace {

void check_sex(const Clone& clone, const CountedClone& counted, Faults& faults) {
  if (!clone.reference.empty() || !clone.doubled.empty()) return;
  const bool structural = std::any_of(clone.events.begin(), clone.events.end(), names_sex_chromosome);
  // "32,-X,+Y": of the one X of a haploid set none is left.
  const bool lost = counted.ploidy == 1 && sex_losses(clone) > 0;
  if (clone.sex.empty() && !structural && !lost) {
    faults.error(Rule::kSexChromosomes, clone.count_place,
                 "the sex chromosomes are missing behind the count");
    return;
  }
  if (clone.sex == "?")
    faults.error(Rule::kSexChromosomes, clone.sex_place, "sex chromosomes that are not told are written U");
  if (counted.ploidy == 2 && !may_hold_x(clone)) {
    faults.error(Rule::kSexChromosomes, clone.sex_place, "a cell without any X does not live");
  }
  if (sex_losses_are_listed(clone, counted.ploidy)) {
    faults.error(Rule::kSexChromosomes, clone.sex_place,
                 "the sex chromosomes listed are those that are left after a loss: 45,X,-Y");
  } else if (leaves_out_sex_losses(clone) && !clone.composite &&
             static_cast<int>(sex_before(clone).size()) > counted.ploidy) {
    faults.error(Rule::kSexChromosomes, clone.sex_place,
                 "the sex chromosomes listed, changed and lost are more than a cell has");
  }
}

/// Gains, losses and changes of more chromosomes than there are.
void check_whole_chromosomes(const Clone& clone, const CountedClone& counted, Faults& faults) {
  struct Change {
    int gained = 0, lost = 0;
    int changed = 0;  ///< By rearrangements, in whose place the products stand.
    int variants = 0;
    bool free = false;
    Place place, changed_place, variant_place;
  };
  std::map<std::string, Change> changes;
  for (const auto& event : clone.events) {
    if (event.kind != EventKind::kWhole || event.cells || event.questioned) continue;
    auto& change = changes[event.chromosome.name];
    (event.sign == Sign::kGain ? change.gained : change.lost) += 1;
    change.free =
        change.free || event.constitutional || event.chromosome.questioned || !event.alternatives.empty();
    change.place = event.place;
  }
  for (const auto& event : clone.events) {
    if (event.kind != EventKind::kVariant || event.cells) continue;
    auto& change = changes[event.chromosome.name];
    change.variants += event.times ? event.times->low : 1;
    change.free = change.free || event.questioned || !event.alternatives.empty();
    change.variant_place = event.place;
  }
  for (const auto& event : clone.events) {
    if (event.kind != EventKind::kStructural || event.sign != Sign::kNone || event.cells) continue;
    const auto* type = event_type(event.chain.front().type);
    if (type == nullptr || type->chromatid || event.chain.front().type == "fra") continue;
    for (const auto& c : event.chain.front().chromosomes) {
      if (c.name == "?") continue;
      auto& change = changes[c.name];
      change.changed += event.times ? event.times->low : 1;
      change.free = change.free || event.questioned || c.questioned || !event.alternatives.empty();
      change.changed_place = event.place;
    }
  }
  for (const auto& [name, change] : changes) {
    const bool starts_elsewhere = !clone.reference.empty() || !clone.doubled.empty();
    if (change.free || clone.composite || starts_elsewhere || clone.sex_constitutional) continue;
    if (change.gained > 0 && change.lost > 0) {
      faults.error(Rule::kEvent, change.place, "chromosome " + name + " is both gained and lost");
    }
    if (!is_sex_name(name) && change.lost > counted.ploidy + change.gained) {
      faults.error(Rule::kCount, change.place, "there are not so many chromosomes " + name + " to lose");
    } else if (!is_sex_name(name) && change.lost + change.changed > counted.ploidy + change.gained) {
      faults.error(Rule::kCount, change.changed_place,
                   "there are not so many chromosomes " + name + " to change: one more takes a plus sign");
    } else if (!is_sex_name(name) && change.lost + change.variants > counted.ploidy + change.gained) {
      faults.error(Rule::kCount, change.variant_place,
                   "there are not so many chromosomes " + name +
                       ": the variants of one are written together, as in 14cenh+pstk+");
    }
  }
}

/// Why a count does not agree.
std::string disagreement(const Clone& clone, const CountedClone& counted) {
  const auto written = print(clone.count), expected = print(counted.expected);
  const auto least = most_of_least(clone, counted);
  if (clone.composite && clone.count.low > least && clone.count.low <= counted.expected.high)
    return "a cell that has lost something has " + std::to_string(least) + " chromosomes at most, and " +
           written + " are written for all";
  if (counted.bounds_only)
    return "the events allow " + expected + " chromosomes, but " + written + " are written";
  return expected + " expected: that is what the sex chromosomes and events add up to, not " + written;
}

void check_count(const Clone& clone, const CountedClone& counted, Faults& faults) {
  if (!counted.agrees) {
    const bool listed_twice = std::any_of(clone.events.begin(), clone.events.end(), names_sex_chromosome);
    faults.error(Rule::kCount, clone.count_place,
                 disagreement(clone, counted) +
                     (listed_twice ? ". Of the sex chromosomes only the unchanged ones are listed" : ""));
  } else if (counted.level_unusual && clone.reference.empty()) {
    faults.warn(Rule::kCount, clone.count_place,
                "the changes are told from <" + std::to_string(counted.ploidy) +
                    "n>, which should be written behind the count");
  }
}

/// Such composite karyotypes are common, for cells lose chromosomes at random; but a slip looks the same.
void check_composite_range(const Clone& clone, const CountedClone& counted, Faults& faults) {
  if (!clone.composite || !counted.determined || !counted.agrees || within(clone.count, counted.expected))
    return;
  faults.warn(Rule::kCount, clone.count_place,
              "the changes that are listed allow " + print(counted.expected) +
                  " chromosomes: cells with others must have lost or gained some at random");
}

}  // namespace

void check_counts(const Karyotype& karyotype, Faults& faults) {
  const auto counted = count_clones(karyotype);
  for (std::size_t i = 0; i < counted.size(); ++i) {
    const auto& clone = karyotype.clones[i];
    if (clone.count.low == 0) faults.error(Rule::kCount, clone.count_place, "a cell has chromosomes");
    if (std::max(clone.count.high, counted[i].expected.high) > kMostChromosomes)
      faults.error(Rule::kCount, clone.count_place, "no human cell has so many chromosomes");
    check_sex(clone, counted[i], faults);
    check_whole_chromosomes(clone, counted[i], faults);
    check_count(clone, counted[i], faults);
    check_composite_range(clone, counted[i], faults);
    for (const auto& cell : clone.doubled) {
      const auto once = count_clones({{cell}, 0, {}, {}}).front();
      check_sex(cell, once, faults);
      check_count(cell, once, faults);
    }
  }
}

}  // namespace pinnacle::iscn
