#include "pinnacle/iscn/count.h"

#include <algorithm>
#include <string>

#include "pinnacle/iscn/event_type.h"

namespace pinnacle::iscn {
namespace {

constexpr int kAutosomes = 22;
constexpr int kHighestUsualLevel = 8;

Range operator+(Range a, Range b) { return {a.low + b.low, a.high + b.high}; }
Range operator-(Range a) { return {-a.high, -a.low}; }
Range times(Range a, Range factor) {
  // "99999marx99999" is far beyond any cell, and beyond an int.
  constexpr long long kMost = 1'000'000;
  const auto product = [&](long long x, long long y) {
    return static_cast<int>(std::clamp(x * y, -kMost, kMost));
  };
  const int products[] = {product(a.low, factor.low), product(a.low, factor.high),
                          product(a.high, factor.low), product(a.high, factor.high)};
  return {*std::min_element(std::begin(products), std::end(products)),
          *std::max_element(std::begin(products), std::end(products))};
}
Range hull(Range a, Range b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }
bool overlap(Range a, Range b) { return a.low <= b.high && b.low <= a.high; }

/// The chromosomes that a rearrangement makes.
Range products_of(const Rearrangement& r) {
  const int named = static_cast<int>(r.chromosomes.size());
  if (r.type == "t" || r.type == "ins" || r.type == "tas") return {named, named};
  return {1, 1};
}

/// The normal chromosomes that it takes, as far as the sum counts them.
Range taken_by(const Rearrangement& r, bool all_sex_listed) {
  Range taken;
  const bool exchanges = r.type == "t" || r.type == "ins" || r.type == "tas";
  for (const auto& c : r.chromosomes) {
    if (is_sex_name(c.name) && !all_sex_listed) continue;
    // Of several chromosomes joined the unknown one may be one more than the cell would have; a lone one, as
    // der(?), replaces a chromosome that nobody can name.
    const bool unknown = c.name == "?" && !exchanges && r.chromosomes.size() > 1;
    taken = taken + Range{unknown ? 0 : 1, 1};
  }
  return taken;
}

Range change_alone(const Event& event, bool all_sex_listed) {
  Range one;
  switch (event.kind) {
    case EventKind::kWhole:
      one = {1, 1};
      if (event.sign == Sign::kLoss && is_sex_name(event.chromosome.name) && !all_sex_listed) one = {0, 0};
      break;
    case EventKind::kWord:
      if (!is_counted_word(event.word)) return {};
      one = event.number.value_or(Range{1, 1});
      break;
    case EventKind::kVariant:
      return is_sex_name(event.chromosome.name) && !all_sex_listed ? Range{1, 1} : Range{};
    case EventKind::kIncomplete:
      return {};
    case EventKind::kStructural: {
      const auto& first = event.chain.front();
      const auto* type = event_type(first.type);
      if (type != nullptr && type->chromatid) return {};
      one = products_of(first);
      if (event.sign == Sign::kNone) one = one + -taken_by(first, all_sex_listed);
      break;
    }
  }
  if (event.times) one = times(one, *event.times);
  return event.sign == Sign::kLoss ? -one : one;
}

int usual_level(int count) {
  if (count <= 34) return 1;
  // 46 is near 35 .. 57, 69 near 58 .. 80, and so on.
  return (count + 11) / kHaploid;
}

int written_level(const Clone& clone) {
  if (clone.ploidy.empty()) return 0;
  return clone.ploidy == "n" ? 1 : std::stoi(clone.ploidy);
}

Range sex_count(const Clone& clone, int level) {
  if (is_sex_untold(clone)) return {level, level};
  const int listed = static_cast<int>(clone.sex.size());
  return {listed, listed};
}

bool is_incomplete(const Clone& clone) {
  return std::any_of(clone.events.begin(), clone.events.end(),
                     [](const Event& e) { return e.kind == EventKind::kIncomplete; });
}

/// True if some event may or may not stand in the place of a chromosome: an alternative, or dic(9;?).
bool is_ambiguous(const Clone& clone) {
  return std::any_of(clone.events.begin(), clone.events.end(), [](const Event& e) {
    if (!e.alternatives.empty()) return true;
    if (e.kind != EventKind::kStructural || e.sign != Sign::kNone) return false;
    const auto& named = e.chain.front().chromosomes;
    return std::any_of(named.begin(), named.end(), [](const auto& c) { return c.name == "?"; });
  });
}

Range sum_of_changes(const Clone& clone) {
  Range sum;
  for (const auto& event : clone.events) {
    auto change = change_of(event, lists_all_sex(clone));
    // In a composite karyotype each event is seen in some of the cells only.
    if (clone.composite) change = hull(change, {0, 0});
    sum = sum + change;
  }
  return sum;
}

bool fits(const Clone& clone, const CountedClone& counted) {
  if (!counted.determined) return true;
  // Cells of a composite karyotype lose chromosomes at random, too: ranges wider than the events are common.
  if (clone.composite)
    return overlap(clone.count, counted.expected) && clone.count.low <= most_of_least(clone, counted);
  return counted.bounds_only ? within(clone.count, counted.expected) : clone.count == counted.expected;
}

CountedClone counted_from_sets(const Clone& clone) {
  CountedClone best;
  best.determined = !is_incomplete(clone);
  best.bounds_only = clone.composite || is_ambiguous(clone);
  const auto changes = sum_of_changes(clone);
  const auto at_level = [&](int level) {
    auto counted = best;
    counted.ploidy = level;
    const int autosomes = kAutosomes * level;
    counted.expected = Range{autosomes, autosomes} + sex_count(clone, level) + changes;
    counted.agrees = fits(clone, counted);
    return counted;
  };
  const int written = written_level(clone);
  best = at_level(written > 0 ? written : usual_level((clone.count.low + clone.count.high) / 2));
  if (best.agrees || written > 0) return best;
  for (int level = 1; level <= kHighestUsualLevel; ++level) {
    auto other = at_level(level);
    other.level_unusual = true;
    if (other.agrees) return other;
  }
  return best;
}

CountedClone counted_from_clone(const Clone& clone, const Clone& referred, const CountedClone& before) {
  CountedClone counted;
  const int copies = clone.reference_times.value_or(1);
  counted.ploidy = before.ploidy * copies;
  counted.determined = before.determined && !is_incomplete(clone);
  counted.bounds_only = before.bounds_only || clone.composite;
  const auto start = before.agrees && !before.bounds_only ? before.expected : referred.count;
  counted.expected = times(start, {copies, copies}) + sum_of_changes(clone);
  counted.agrees = fits(clone, counted);
  return counted;
}

CountedClone counted_from_doubled(const Clone& clone) {
  const auto once = counted_from_sets(clone.doubled.front());
  const int copies = clone.reference_times.value_or(1);
  CountedClone counted;
  counted.ploidy = once.ploidy * copies;
  counted.determined = once.determined && !is_incomplete(clone);
  counted.bounds_only = clone.composite;
  const auto start = once.agrees ? once.expected : clone.doubled.front().count;
  counted.expected = times(start, {copies, copies}) + sum_of_changes(clone);
  counted.agrees = fits(clone, counted);
  return counted;
}

}  // namespace

bool is_sex_untold(const Clone& clone) { return clone.sex == "U" || clone.sex == "?"; }

std::string sex_taken_by(const Event& event) {
  std::string names;
  const auto add = [&names](const ChromosomeName& c) {
    if (is_sex_name(c.name)) names += c.name;
  };
  if (event.kind == EventKind::kVariant || (event.kind == EventKind::kWhole && event.sign == Sign::kLoss))
    add(event.chromosome);
  if (event.kind == EventKind::kStructural && event.sign == Sign::kNone)
    std::for_each(event.chain.front().chromosomes.begin(), event.chain.front().chromosomes.end(), add);
  return names;
}

std::string sex_before(const Clone& clone) {
  auto sex = clone.doubled.empty() ? clone.sex : clone.doubled.front().sex;
  if (lists_all_sex(clone) || is_sex_untold(clone)) return sex;
  for (const auto& event : clone.events) {
    const auto taken = event.alternatives.empty() ? sex_taken_by(event) : std::string();
    for (int i = 0; i < event.times.value_or(Range{1, 1}).low; ++i) sex += taken;
  }
  return sex;
}

bool lists_all_sex(const Clone& clone) {
  return !clone.reference.empty() || clone.sex_constitutional || !clone.doubled.empty();
}

bool within(Range a, Range bounds) { return a.low >= bounds.low && a.high <= bounds.high; }

bool is_sex_name(const std::string& chromosome) { return chromosome == "X" || chromosome == "Y"; }

int most_of_least(const Clone& clone, const CountedClone& counted) {
  int loss = 0;
  if (clone.composite) {
    for (const auto& event : clone.events)
      loss = std::max(loss, -change_of(event, lists_all_sex(clone)).high);
  }
  return counted.expected.high - loss;
}

Range change_of(const Event& event, bool all_sex_listed) {
  auto change = change_alone(event, all_sex_listed);
  for (const auto& other : event.alternatives) change = hull(change, change_alone(other, all_sex_listed));
  return change;
}

std::size_t first_of_side(const Karyotype& karyotype, std::size_t at) {
  while (at > 0 && karyotype.clones[at].separator < 2) --at;
  return at;
}

namespace {

/// The n-th clone of a side that refers to no other, before clone `at`.
std::optional<std::size_t> stemline(const Karyotype& karyotype, std::size_t at, std::size_t n) {
  for (auto i = first_of_side(karyotype, at); i < at; ++i) {
    if (karyotype.clones[i].reference.empty() && n-- == 1) return i;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> referred_clone(const Karyotype& karyotype, std::size_t at) {
  const auto& reference = karyotype.clones[at].reference;
  const auto first = first_of_side(karyotype, at);
  std::size_t number = 0;
  if (reference.substr(0, 3) == "sdl") {
    number = reference.size() == 3 ? 1 : static_cast<std::size_t>(std::stoul(reference.substr(3)));
    if (number == 0) return std::nullopt;
  } else if (reference.substr(0, 2) == "sl" && reference.size() > 2) {
    return stemline(karyotype, at, static_cast<std::size_t>(std::stoul(reference.substr(2))));
  } else if (reference != "sl" && reference != "idem") {
    return std::nullopt;
  }
  return first + number < at ? std::optional(first + number) : std::nullopt;
}

std::vector<CountedClone> count_clones(const Karyotype& karyotype) {
  std::vector<CountedClone> all;
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    const auto& clone = karyotype.clones[i];
    const auto referred = referred_clone(karyotype, i);
    if (referred) {
      all.push_back(counted_from_clone(clone, karyotype.clones[*referred], all[*referred]));
    } else if (!clone.doubled.empty()) {
      all.push_back(counted_from_doubled(clone));
    } else {
      all.push_back(counted_from_sets(clone));
      if (!clone.reference.empty()) all.back().determined = false;
    }
    all.back().agrees = all.back().agrees || !all.back().determined;
  }
  return all;
}

}  // namespace pinnacle::iscn
