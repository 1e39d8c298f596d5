#include "pinnacle/iscn/correct.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/detailed.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

/// The bands in groups as the event's chromosomes want them, if their number allows it.
void regroup_bands(Rearrangement& r) {
  std::vector<Breakpoint> bands;
  for (const auto& group : r.breakpoints) bands.insert(bands.end(), group.begin(), group.end());
  const auto named = r.chromosomes.size();
  if (bands.empty() || r.breakpoints.size() == named) return;
  if (named == 1) {
    r.breakpoints = {bands};
  } else if (r.type == "ins" && named == 2 && bands.size() == 3) {
    r.breakpoints = {{bands[0]}, {bands[1], bands[2]}};
  } else if (bands.size() == named) {
    r.breakpoints.clear();
    for (const auto& band : bands) r.breakpoints.push_back({band});
  }
}

/// The chromosomes by rank, each with its bands.
void order_chromosomes(Rearrangement& r) {
  if (!has_ordered_chromosomes(r) || r.chromosomes.front().name == "?") return;
  std::vector<std::size_t> order(r.chromosomes.size());
  std::iota(order.begin(), order.end(), 0);
  const auto rank = [&r](std::size_t i) { return chromosome_rank(r.chromosomes[i].name); };
  if (r.type == "tas") {
    // A row, read from either end.
    if (rank(r.chromosomes.size() - 1) >= rank(0)) return;
    std::reverse(r.chromosomes.begin(), r.chromosomes.end());
    std::reverse(r.breakpoints.begin(), r.breakpoints.end());
    for (auto& group : r.breakpoints) std::reverse(group.begin(), group.end());
    return;
  }
  // Of three or more only the first is fixed: the others stand in the order in which they receive, so turn
  // the circle.
  const auto least =
      std::min_element(order.begin(), order.end(), [&](auto a, auto b) { return rank(a) < rank(b); });
  if (rank(*least) == rank(0)) return;
  std::rotate(order.begin(), least, order.end());
  const auto old = r;
  for (std::size_t i = 0; i < order.size(); ++i) {
    r.chromosomes[i] = old.chromosomes[order[i]];
    if (old.breakpoints.size() == order.size()) r.breakpoints[i] = old.breakpoints[order[i]];
  }
}

void settle_arms(Rearrangement& r) {
  if (r.chromosomes.front().arm == Arm::kNone || !r.breakpoints.empty()) return;
  r.breakpoints = {{Breakpoint{{false, r.chromosomes.front().arm, "?"}, Join::kNone, {}, {}}}};
  r.chromosomes.front().arm = Arm::kNone;
}

/// "rob(13;14)" as "rob(13;14)(q10;q10)": there is no other.
void settle_robertsonian(Rearrangement& r) {
  if (r.type != "rob" || !r.breakpoints.empty() || !r.detailed.empty()) return;
  r.breakpoints.assign(r.chromosomes.size(), {Breakpoint{{false, Arm::kQ, "10"}, Join::kNone, {}, {}}});
}

void settle_centromeres(Rearrangement& r) {
  const auto* type = event_type(r.type);
  const bool centromeric =
      (type != nullptr && type->centromeric) || (r.type == "der" && r.chromosomes.size() > 1);
  if (!centromeric) return;
  for (auto& group : r.breakpoints) {
    for (auto& point : group) {
      if (point.band.name.substr(0, 2) == "11") point.band.name = "10";
    }
  }
}

/// A ring's ends are joined, "::"; others that are no telomeres are breaks, ":".
void settle_colons(Rearrangement& r) {
  const auto is_free_end = [](const DetailedPoint& end) {
    return !end.word.empty() || end.band.name == "ter";
  };
  for (auto& described : r.detailed) {
    if (is_ring(r.type)) described.opening_colons = described.closing_colons = 2;
    if (described.opening_colons == 2 && described.closing_colons == 2) continue;
    described.opening_colons = is_free_end(described.stretches.front().front()) ? 0 : 1;
    described.closing_colons = is_free_end(described.stretches.back().back()) ? 0 : 1;
  }
}

/// "add(19)(:p13->qter)" as "add(19)(?::p13->qter)"; a region lies between the two breaks that it parts.
void settle_material(Rearrangement& r) {
  const auto word = missing_material(r);
  if (word.empty()) return;
  auto& described = r.detailed.front();
  auto& stretches = described.stretches;
  std::vector<DetailedPoint> material(1);
  material.front().word = word;
  if (r.type == "hsr") {
    if (stretches.size() == 2) stretches.insert(stretches.begin() + 1, material);
  } else if (described.opening_colons == 1) {
    stretches.insert(stretches.begin(), material);
    described.opening_colons = 0;
  } else if (described.closing_colons == 1) {
    stretches.push_back(material);
    described.closing_colons = 0;
  }
}

/// Where several chromosomes are named each band has its own with it.
void settle_chromosomes(Rearrangement& r) {
  if (r.chromosomes.size() < 2) return;
  for (auto& described : r.detailed) {
    for (auto& stretch : described.stretches) {
      for (std::size_t i = 0; i < stretch.size(); ++i) {
        if (stretch[i].word.empty()) stretch[i].chromosome = chromosome_at(r, stretch, i);
      }
    }
  }
}

/// What was described if the reading was wrong, or the name, or else what the name says at these breakpoints.
void settle_description(Rearrangement& r) {
  settle_colons(r);
  settle_material(r);
  settle_chromosomes(r);
  Faults faults;
  check_composition(r, short_form(r), false, faults);
  if (faults.errors.empty()) return;
  if (const auto other = reread(r)) {
    r = *other;
  } else if (const auto type = type_described(r)) {
    r.type = *type;
  } else if (const auto described = redescribed(r)) {
    r = *described;
  }
}

void correct(Event& event) {
  settle_variant(event);
  if (event.number && !event.word_index.empty()) {
    event.times = event.number;
    event.number.reset();
  }
  if (event.chain.size() == 1 && !event.chain.front().detailed.empty())
    settle_description(event.chain.front());
  for (auto& link : event.chain) {
    if (event.chain.front().type != "rec") settle_arms(link);
    settle_robertsonian(link);
    regroup_bands(link);
    settle_centromeres(link);
    order_chromosomes(link);
    if (has_swapped_bands(link)) std::swap(link.breakpoints[0][0], link.breakpoints[0][1]);
  }
  if (auto ordered = links_in_order(event)) event.chain = std::move(*ordered);
  if (event.kind == EventKind::kWord && event.sign == Sign::kNone && is_counted_word(event.word))
    event.sign = Sign::kGain;
  if (event.kind == EventKind::kWord && event.sign == Sign::kGain && !is_counted_word(event.word))
    event.sign = Sign::kNone;
}

/// "+8x2" as "+8,+8".
void write_out_copies(std::vector<Event>& events) {
  std::vector<Event> all;
  for (auto event : events) {
    int copies = 1;
    if (event.kind == EventKind::kWhole && event.times && event.times->low == event.times->high) {
      copies = std::clamp(event.times->low, 1, 8);
      event.times.reset();
    }
    all.insert(all.end(), static_cast<std::size_t>(copies), event);
  }
  events = std::move(all);
}

/// "t(13;14)(q10;q10)", and "t(1;7)(q?;p?)", of which no more than the arms is known: as the derivative of
/// two whole arms, if it may be one.
std::optional<Rearrangement> joined_arms(const Event& event) {
  if (event.kind != EventKind::kStructural || event.chain.size() != 1) return std::nullopt;
  auto r = event.chain.front();
  if (r.type != "t" || r.chromosomes.size() != 2 || r.breakpoints.size() != 2) return std::nullopt;
  for (std::size_t i = 0; i < 2; ++i) {
    if (r.breakpoints[i].size() != 1 || r.breakpoints[i][0].band.arm == Arm::kNone) return std::nullopt;
    auto& band = r.breakpoints[i][0].band;
    const bool at_centromere =
        band.name == "10" && band.arm == Arm::kQ && is_acrocentric(r.chromosomes[i].name);
    if (band.name != "?" && !at_centromere) return std::nullopt;
    band.name = "10";
  }
  r.type = "der";
  return r;
}

/// Takes a changed sex chromosome out of the list; with a changed Y and two X, one X was meant to be the Y.
void unlist(std::string& sex, const std::string& name) {
  auto at = sex.find(name);
  if (at == std::string::npos && name == "Y" && sex == "XX") at = 0;
  if (at != std::string::npos) sex.erase(at, 1);
}

/// "46,XX,del(X)(p11)": only unchanged sex chromosomes are listed. What an unsigned event changes leaves the
/// list.
void unlist_changed(Clone& clone) {
  for (const auto& event : clone.events) {
    if (event.kind == EventKind::kVariant && is_sex_name(event.chromosome.name))
      unlist(clone.sex, event.chromosome.name);
    if (event.kind != EventKind::kStructural || event.sign != Sign::kNone) continue;
    for (const auto& c : event.chain.front().chromosomes) {
      if (is_sex_name(c.name)) unlist(clone.sex, c.name);
    }
  }
}

/// "dmin,dmin" as "dmin".
void drop_repeated(std::vector<Event>& events) {
  const auto same = [](const Event& a, const Event& b) { return is_told_once(a) && a == b; };
  events.erase(std::unique(events.begin(), events.end(), same), events.end());
}

/// "45,XX,-X" as "45,X,-X": what is lost leaves the list.
void unlist_lost(Clone& clone) {
  if (clone.sex_constitutional || clone.sex.size() < 2) return;
  for (const auto& event : clone.events) {
    if (event.kind == EventKind::kWhole && event.sign == Sign::kLoss && is_sex_name(event.chromosome.name))
      unlist(clone.sex, event.chromosome.name);
  }
}

/// "69<2n>,XXX" as "69<3n>,XXX", where the usual level of the count fits and the written one does not.
void give_level(Karyotype& karyotype, std::size_t i) {
  auto& ploidy = karyotype.clones[i].ploidy;
  if (ploidy.empty() || count_clones(karyotype)[i].agrees) return;
  const auto written = std::exchange(ploidy, {});
  const auto counted = count_clones(karyotype)[i];
  ploidy = counted.agrees && !counted.level_unusual ? std::to_string(counted.ploidy) + "n" : written;
}

/// "46,XX,-5,+del(5)(q13)": the abnormal chromosome stands in the place of the normal one.
void merge_replaced(std::vector<Event>& events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto losses = replaced_by(events[i], events);
    if (losses.empty()) continue;
    events[i].sign = Sign::kNone;
    for (auto loss = losses.rbegin(); loss != losses.rend(); ++loss) {
      events.erase(events.begin() + static_cast<std::ptrdiff_t>(*loss));
      if (*loss < i) --i;
    }
  }
}

/// "fis(10)(p10),fis(10)(q10)" as "-10,+fis(10)(p10),+fis(10)(q10)".
void settle_fissions(std::vector<Event>& events) {
  for (std::size_t i = 1; i < events.size(); ++i) {
    if (!are_one_fission(events[i - 1], events[i])) continue;
    events[i - 1].sign = events[i].sign = Sign::kGain;
    Event loss;
    loss.sign = Sign::kLoss;
    loss.chromosome = events[i].chain.front().chromosomes.front();
    events.insert(events.begin() + static_cast<std::ptrdiff_t>(i - 1), loss);
    ++i;
  }
}

/// "47,XX,21": gained or lost, as the count says.
void give_signs(Karyotype& karyotype, std::size_t i) {
  auto& events = karyotype.clones[i].events;
  const auto give = [&events](Sign from, Sign to) {
    for (auto& event : events) {
      if (event.kind == EventKind::kWhole && event.sign == from) event.sign = to;
    }
  };
  const bool any = std::any_of(events.begin(), events.end(), [](const Event& e) {
    return e.kind == EventKind::kWhole && e.sign == Sign::kNone;
  });
  if (!any) return;
  const auto given = events;
  give(Sign::kNone, Sign::kLoss);
  if (count_clones(karyotype)[i].agrees) return;
  events = given;
  give(Sign::kNone, Sign::kGain);
}

void correct_counts(Karyotype& karyotype) {
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    auto& clone = karyotype.clones[i];
    give_signs(karyotype, i);
    give_level(karyotype, i);
    // "45,XX,t(13;14)(q10;q10)": the count knows that it is one chromosome.
    for (auto& event : clone.events) {
      const auto joined = joined_arms(event);
      if (!joined || count_clones(karyotype)[i].agrees) continue;
      const auto exchange = std::exchange(event.chain.front(), *joined);
      if (!count_clones(karyotype)[i].agrees) event.chain.front() = exchange;
    }
    if (sex_losses_are_listed(clone, count_clones(karyotype)[i].ploidy)) unlist_lost(clone);
    // "46,X,i(X)(q10),+8" lists what is left, and lacks something else.
    const bool lists_changed = static_cast<int>(sex_before(clone).size()) > count_clones(karyotype)[i].ploidy;
    if (lists_changed && !count_clones(karyotype)[i].agrees) {
      const auto listed = clone.sex;
      unlist_changed(clone);
      if (!count_clones(karyotype)[i].agrees) clone.sex = listed;
    }
    const auto counted = count_clones(karyotype)[i];
    if (!counted.agrees && counted.expected.low > 0) {
      if (!counted.bounds_only) {
        clone.count = counted.expected;
      } else {
        clone.count.low = std::clamp(clone.count.low, counted.expected.low, most_of_least(clone, counted));
        clone.count.high = std::clamp(clone.count.high, counted.expected.low, counted.expected.high);
      }
    }
  }
}

/// "46,XX[10]/47,sl,+8[5]": a normal line is no stemline, so that what it has is written out.
void write_out_normal_line(Karyotype& karyotype) {
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    auto& clone = karyotype.clones[i];
    const auto referred = referred_clone(karyotype, i);
    if (!referred || !is_normal(karyotype.clones[*referred]) || clone.reference_times) continue;
    const auto& line = karyotype.clones[*referred];
    clone.reference.clear();
    clone.ploidy = line.ploidy;
    clone.sex = line.sex;
    clone.sex_constitutional = line.sex_constitutional;
    clone.sex_perhaps_constitutional = line.sex_perhaps_constitutional;
    clone.events.insert(clone.events.begin(), line.events.begin(), line.events.end());
  }
}

/// True if it has all changes of the other clone, and more.
bool is_sideline(const Clone& clone, const Clone& stemline) {
  const auto count = [](const std::vector<Event>& in, const Event& e) {
    return std::count(in.begin(), in.end(), e);
  };
  return !clone.composite && !stemline.composite && !stemline.events.empty() &&
         stemline.events.size() < clone.events.size() &&
         std::all_of(stemline.events.begin(), stemline.events.end(),
                     [&](const Event& e) { return count(stemline.events, e) <= count(clone.events, e); });
}

/// The stemline before its sidelines, the normal clone last.
void order_clones(Karyotype& karyotype) {
  auto& clones = karyotype.clones;
  const bool plain = std::all_of(clones.begin(), clones.end(),
                                 [](const Clone& c) { return c.separator < 2 && c.reference.empty(); });
  if (!plain || clones.size() < 2) return;
  const auto prefix = clones.front().prefix;
  clones.front().prefix.clear();
  const auto normal =
      std::stable_partition(clones.begin(), clones.end(), [](const Clone& c) { return !is_normal(c); });
  for (auto clone = clones.begin(); clone != normal && prefix != "mos"; ++clone) {
    const auto sideline =
        std::find_if(clones.begin(), clone, [&](const Clone& c) { return is_sideline(c, *clone); });
    std::rotate(sideline, clone, clone + 1);
  }
  for (auto& clone : clones) clone.separator = 1;
  clones.front().separator = 0;
  clones.front().prefix = prefix;
}

}  // namespace

Karyotype corrected(Karyotype karyotype) {
  if (karyotype.clones.size() == 1) karyotype.clones.front().prefix.clear();
  write_out_normal_line(karyotype);
  for (auto& clone : karyotype.clones) {
    if (clone.sex == "?") clone.sex = "U";
    write_out_copies(clone.events);
    if (clone.reference.empty() && !clone.composite) merge_replaced(clone.events);
    for (auto& event : clone.events) {
      correct(event);
      std::for_each(event.alternatives.begin(), event.alternatives.end(),
                    [](Event& other) { correct(other); });
    }
    std::stable_sort(clone.events.begin(), clone.events.end(),
                     [](const Event& a, const Event& b) { return compare_order(a, b) < 0; });
    settle_fissions(clone.events);
    drop_repeated(clone.events);
  }
  order_clones(karyotype);
  correct_counts(karyotype);
  return karyotype;
}

}  // namespace pinnacle::iscn
