#include <algorithm>
#include <tuple>

#include "pinnacle/iscn/band_place.h"
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
    for (const auto& cell : clone.doubled) check_order(cell.events, faults);
  }
}

}  // namespace pinnacle::iscn
