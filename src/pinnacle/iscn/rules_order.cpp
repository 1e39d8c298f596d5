#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

constexpr int kUnknownRank = 50;

/// What cannot be ascribed to a chromosome stands last, in this order.
int group_of(const Event& event) {
  switch (event.kind) {
    case EventKind::kIncomplete:
      return 5;
    case EventKind::kWord:
      return event.word == "mar" ? 3 : event.word == "r" || event.word == "neo" ? 2 : 4;
    case EventKind::kStructural: {
      const auto& named = event.chain.front().chromosomes.front();
      if (named.name != "?") return 0;
      return event.chain.front().type == "r" ? 2 : 1;
    }
    case EventKind::kWhole:
    case EventKind::kVariant:
      return 0;
  }
  return 0;
}

const ChromosomeName* chromosome_of(const Event& event) {
  if (event.kind == EventKind::kStructural) return &event.chain.front().chromosomes.front();
  return event.kind == EventKind::kWhole || event.kind == EventKind::kVariant ? &event.chromosome : nullptr;
}

/// Its kind of event for the alphabetical order: without "psu", which is only a qualification.
std::string_view type_of(const Event& event) {
  if (event.kind != EventKind::kStructural) return {};
  std::string_view type = event.chain.front().type;
  if (type.substr(0, 4) == "psu ") type.remove_prefix(4);
  return type;
}

std::string order_message(const Event& before, const Event& after) {
  const auto* a = chromosome_of(after);
  const auto* b = chromosome_of(before);
  const auto place = print(after) + " belongs before " + print(before) + ": ";
  if (before.word == after.word && !after.word.empty()) return place + "by their numbers";
  if (a == nullptr || b == nullptr || group_of(before) != group_of(after)) {
    return place +
           "what cannot be ascribed to a chromosome stands last: rings, then markers, then double minutes, "
           "then what is incomplete";
  }
  if (a->name != b->name) return place + "X, Y, then the autosomes by their number";
  if (after.kind == EventKind::kWhole && before.kind == EventKind::kWhole)
    return place + "what one is born with, then what is gained, then what is lost";
  if (after.kind == EventKind::kWhole)
    return place + "of one chromosome the gain or loss stands before its rearrangements";
  return place + "rearrangements of one chromosome stand in alphabetical order";
}

void check_chromosomes(const Rearrangement& r, Faults& faults) {
  if (!has_ordered_chromosomes(r) || r.chromosomes.front().name == "?") return;
  const auto first = chromosome_rank(r.chromosomes.front().name);
  for (const auto& other : r.chromosomes) {
    // A row of associated chromosomes is read from that of its two ends.
    if (r.type == "tas" && &other != &r.chromosomes.back()) continue;
    if (chromosome_rank(other.name) >= first) continue;
    faults.error(Rule::kOrder, r.place,
                 "a sex chromosome, or else the lowest number, is named first in " + r.type + "()");
    return;
  }
}

/// A link of a derivative and the stretch of its chromosome that the link changes or takes away.
struct Link {
  Rearrangement rearrangement;
  double from = 0, to = 0;  ///< ISCN units.
  Arm arm = Arm::kNone;     ///< kNone: it has breaks in both.
};

/// @return Nothing if it is not certain, or if the link does not break that chromosome.
std::optional<Link> link_on(const Rearrangement& r, const ChromosomeName& own) {
  static constexpr std::string_view kLosing[] = {"add", "del", "t"};
  static constexpr std::string_view kKeeping[] = {"dup", "fra", "hsr", "ins", "inv", "qdp", "trp"};
  const auto is_one_of = [&r](const auto& types) {
    return std::find(std::begin(types), std::end(types), r.type) != std::end(types);
  };
  const auto is_own = [&own](const ChromosomeName& c) { return c.name == own.name; };
  const auto named = std::find_if(r.chromosomes.begin(), r.chromosomes.end(), is_own);
  const auto chromosome = cytogenetics::parse_class(own.name);
  const bool once = std::count_if(r.chromosomes.begin(), r.chromosomes.end(), is_own) == 1;
  const bool plain = !r.questioned && !r.constitutional && r.breakpoints.size() == r.chromosomes.size();
  if (!chromosome || !once || !plain || (!is_one_of(kLosing) && !is_one_of(kKeeping))) return std::nullopt;
  const auto& points = r.breakpoints[static_cast<std::size_t>(named - r.chromosomes.begin())];
  if (points.empty()) return std::nullopt;
  Link link{r, length_at(*chromosome), 0, points[0].band.arm};
  for (const auto& point : points) {
    const auto place = breakpoint_place(*chromosome, point);
    if (!place || point.band.questioned) return std::nullopt;
    link.from = std::min(link.from, place->from);
    link.to = std::max(link.to, place->to);
    if (point.band.arm != link.arm) link.arm = Arm::kNone;
  }
  // What lies beyond a single break leaves: a break in there was before it or never.
  if (points.size() == 1 && is_one_of(kLosing))
    (points[0].band.arm == Arm::kP ? link.from : link.to) =
        points[0].band.arm == Arm::kP ? 0 : length_at(*chromosome);
  return link;
}

/// True if another event of the karyotype has a link of this one, as der(22)t(9;22) beside
/// der(9)t(9;22)t(9;17): then the derivative was there before its other links, and many write them in the
/// order of time.
bool has_link_elsewhere(const Karyotype& karyotype, const Event& event) {
  const auto is_shared = [&event](const Rearrangement& link) {
    return std::any_of(event.chain.begin() + 1, event.chain.end(), [&link](const auto& own) {
      return print_without_breakpoints(own) == print_without_breakpoints(link);
    });
  };
  return std::any_of(karyotype.clones.begin(), karyotype.clones.end(), [&](const Clone& clone) {
    return std::any_of(clone.events.begin(), clone.events.end(), [&](const Event& other) {
      return other.chain != event.chain && std::any_of(other.chain.begin(), other.chain.end(), is_shared);
    });
  });
}

/// True if a link of the long arm stands before one of the short arm. Within one arm, or across the
/// centromere, an earlier event may have moved the break of a later one.
bool has_arms_out_of_order(const Event& event) {
  bool long_arm = false;
  for (auto r = event.chain.begin() + 1; r != event.chain.end(); ++r) {
    const auto link = link_on(*r, event.chain.front().chromosomes.front());
    if (link && link->arm == Arm::kP && long_arm) return true;
    long_arm = long_arm || (link && link->arm == Arm::kQ);
  }
  return false;
}

/// der(1)t(1;3)(p32;q21)t(1;11)(q25;q13), from pter to qter.
void check_links(const Karyotype& karyotype, const Event& event, Faults& faults) {
  const auto ordered = links_in_order(event);
  if (!ordered || *ordered == event.chain) return;
  auto right = event;
  right.chain = *ordered;
  const auto what =
      "the events of a derivative stand in the order of their breaks on it, from pter to qter: " +
      print_core(right);
  if (has_arms_out_of_order(event) && !has_link_elsewhere(karyotype, event))
    faults.error(Rule::kOrder, event.place, what);
  else
    faults.warn(Rule::kOrder, event.place, what);
}

void check_order(const std::vector<Event>& events, Faults& faults) {
  for (std::size_t i = 1; i < events.size(); ++i) {
    const auto& before = events[i - 1];
    const auto& after = events[i];
    const bool variants_of_one = (before.kind == EventKind::kVariant || after.kind == EventKind::kVariant) &&
                                 chromosome_of(before) != nullptr && chromosome_of(after) != nullptr &&
                                 chromosome_of(before)->name == chromosome_of(after)->name;
    if (!variants_of_one && compare_order(before, after) > 0)
      faults.error(Rule::kOrder, after.place, order_message(before, after));
  }
  for (const auto& event : events) {
    for (const auto& link : event.chain) check_chromosomes(link, faults);
  }
}

}  // namespace

int chromosome_rank(const std::string& name) {
  if (name == "X") return 0;
  if (name == "Y") return 1;
  return name.empty() || name == "?" || name.size() > 2 ? kUnknownRank : std::stoi(name) + 1;
}

int compare_order(const Event& a, const Event& b) {
  const auto rank = [](const Event& e) {
    const auto* c = chromosome_of(e);
    return std::tuple(group_of(e), c == nullptr || group_of(e) > 0 ? 0 : chromosome_rank(c->name));
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b) ? -1 : 1;
  if (a.word == "mar" || a.word == "r") {
    const auto index = [](const Event& e) { return std::pair(e.word_index.size(), e.word_index); };
    return index(a) < index(b) ? -1 : index(a) > index(b) ? 1 : 0;
  }
  if (group_of(a) > 0) return 0;
  const bool whole_a = a.kind == EventKind::kWhole, whole_b = b.kind == EventKind::kWhole;
  if (whole_a != whole_b) return whole_a ? -1 : 1;
  if (whole_a && a.chromosome.name == b.chromosome.name) {
    if (a.constitutional != b.constitutional) return a.constitutional ? -1 : 1;
    if (a.sign != b.sign) return a.sign == Sign::kGain ? -1 : 1;
  }
  return type_of(a).compare(type_of(b));
}

std::optional<std::vector<Rearrangement>> links_in_order(const Event& event) {
  if (event.kind != EventKind::kStructural) return std::nullopt;
  const auto& named = event.chain.front();
  if (named.type != "der" || named.chromosomes.size() != 1) return std::nullopt;
  std::vector<Link> links;
  for (auto link = event.chain.begin() + 1; link != event.chain.end(); ++link) {
    const auto own = link_on(*link, named.chromosomes.front());
    if (!own) return std::nullopt;
    links.push_back(*own);
  }
  std::stable_sort(links.begin(), links.end(), [](const Link& a, const Link& b) { return a.from < b.from; });
  std::vector<Rearrangement> chain{named};
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (i > 0 && links[i].from < links[i - 1].to - kSamePlace) return std::nullopt;
    chain.push_back(links[i].rearrangement);
  }
  return chain;
}

bool has_ordered_chromosomes(const Rearrangement& r) {
  static constexpr std::string_view kOrdered[] = {"t", "der", "dic", "rob", "tas", "tdic", "trc"};
  return std::find(std::begin(kOrdered), std::end(kOrdered), r.type) != std::end(kOrdered) ||
         (r.type == "ins" && exchanges_segments(r));
}

bool exchanges_segments(const Rearrangement& r) {
  return (r.type == "ins" || r.type == "t") && r.chromosomes.size() > 1 &&
         r.breakpoints.size() == r.chromosomes.size() &&
         std::all_of(r.breakpoints.begin(), r.breakpoints.end(), [](const auto& g) { return g.size() == 2; });
}

bool has_swapped_bands(const Rearrangement& r) {
  if ((r.type != "del" && r.type != "inv" && r.type != "r") || r.chromosomes.size() != 1) return false;
  if (r.breakpoints.size() != 1 || r.breakpoints[0].size() != 2) return false;
  const auto& first = r.breakpoints[0][0];
  const auto& second = r.breakpoints[0][1];
  if (first.band.arm == Arm::kQ && second.band.arm == Arm::kP) return true;
  if (first.band.arm != second.band.arm || first.join != Join::kNone || second.join != Join::kNone)
    return false;
  const auto chromosome = cytogenetics::parse_class(r.chromosomes[0].name);
  if (!chromosome) return false;
  const auto a = band_place(*chromosome, first.band.arm, first.band.name);
  const auto b = band_place(*chromosome, second.band.arm, second.band.name);
  if (!a || !b) return false;
  // Bands that overlap, as q21 and q21.3, are in no order.
  return b->to <= a->from && b->middle() < a->middle();
}

void check_order(const Karyotype& karyotype, Faults& faults) {
  for (const auto& clone : karyotype.clones) {
    check_order(clone.events, faults);
    for (const auto& event : clone.events) check_links(karyotype, event, faults);
    for (const auto& cell : clone.doubled) check_order(cell.events, faults);
  }
}

}  // namespace pinnacle::iscn
