#include "pinnacle/iscn/structure.h"

#include <algorithm>
#include <map>

#include "pinnacle/cytogenetics/bands.h"
#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/print.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;

ChromosomeStructure normal(ChromosomeClass c) {
  return {std::string(to_string(c)), c, normal_chain(c), false};
}

/// The number of "8dmin", "5~20dmin", ">50dmin"; of "dmin" some, of "ace" and "min" one.
Range number_of(const Event& event) {
  constexpr Range kUntold{2, 12};
  constexpr int kMost = 1000;
  if (!event.number) return event.word == "dmin" ? kUntold : Range{1, 1};
  Range number{std::min(event.number->low, kMost), std::min(event.number->high, kMost)};
  if (!event.number_open) return number;
  // "More than": up to half as many again.
  if (number.low == number.high) ++number.low;
  number.high += std::max(1, number.high / 2);
  return number;
}

/// The chromosomes of a cell while events are applied to them.
class Cell {
 public:
  explicit Cell(CellStructure start) : made_(std::move(start)) {}

  /// Normal chromosomes gained are there before others take the place of normal ones:
  /// der(13;14)(q10;q10),+14.
  void apply(const std::vector<Event>& events, bool all_sex_listed) {
    for (const bool gains : {true, false}) {
      for (const auto& event : events) {
        if ((event.kind == EventKind::kWhole && event.sign == Sign::kGain) == gains)
          apply(event, all_sex_listed);
      }
    }
  }

  CellStructure take() { return std::move(made_); }

 private:
  void note(std::string what) { made_.notes.push_back(std::move(what)); }

  void apply(const Event& event, bool all_sex_listed) {
    if (!event.alternatives.empty()) note("of the alternatives the first is taken: " + print(event));
    const auto copies = event.times ? event.times->low : 1;
    for (int i = 0; i < copies; ++i) apply_once(event, all_sex_listed);
  }

  void apply_once(const Event& event, bool all_sex_listed) {
    if (event.kind == EventKind::kIncomplete) return note("the karyotype is incomplete");
    if (event.kind == EventKind::kWhole && event.sign == Sign::kLoss) {
      if (!is_sex_name(event.chromosome.name) || all_sex_listed) remove_normal(event.chromosome.name);
      return;
    }
    if (event.sign == Sign::kLoss) return remove_named(event);
    if (const auto kind = acentric_kind(event.word); kind && event.kind == EventKind::kWord)
      return add(number_of(event), made_.acentric[*kind]);
    auto made = products(event, made_.notes);
    if (event.kind == EventKind::kWord && event.number) {
      if (event.number->low != event.number->high)
        note("of a range of numbers the smallest is taken: " + print(event));
      if (!made.empty())
        made.assign(static_cast<std::size_t>(std::min(event.number->low, 100)), made.front());
    }
    if (made.empty()) return;
    if (event.sign == Sign::kNone && event.kind == EventKind::kStructural) {
      for (const auto& name : event.chain.front().chromosomes) {
        if (name.name == "?")
          note("which chromosome " + print_core(event) +
               " stands in place of is not told: none is taken out");
        if (!is_sex_name(name.name) || all_sex_listed) remove_normal(name.name);
      }
    }
    if (event.kind == EventKind::kVariant && (!is_sex_name(event.chromosome.name) || all_sex_listed))
      remove_normal(event.chromosome.name);
    for (auto& chromosome : made) made_.chromosomes.push_back(std::move(chromosome));
  }

  static void add(Range more, Range& to) { to = {to.low + more.low, to.high + more.high}; }

  /// A normal one if there is, else an abnormal one of that number.
  void remove_normal(const std::string& name) {
    const auto c = cytogenetics::parse_class(name);
    if (!c) return;
    auto found = std::find_if(made_.chromosomes.begin(), made_.chromosomes.end(),
                              [&](const auto& x) { return x.placed == *c && x.name == name; });
    if (found == made_.chromosomes.end()) {
      found = std::find_if(made_.chromosomes.begin(), made_.chromosomes.end(),
                           [&](const auto& x) { return x.placed == *c; });
    }
    if (found == made_.chromosomes.end())
      return note("there is no chromosome " + name + " left to lose or to change");
    made_.chromosomes.erase(found);
  }

  void remove_named(const Event& event) {
    const auto name = print_core(event);
    auto found = std::find_if(made_.chromosomes.begin(), made_.chromosomes.end(),
                              [&](const auto& x) { return x.name == name; });
    if (found == made_.chromosomes.end() && event.kind == EventKind::kStructural) {
      // "-der(22)" of the der(22)t(9;22) that a translocation left.
      const auto head = print_without_breakpoints(event.chain.front());
      found = std::find_if(made_.chromosomes.begin(), made_.chromosomes.end(),
                           [&](const auto& x) { return x.name.substr(0, head.size()) == head; });
    }
    if (found == made_.chromosomes.end()) return note("there is no " + name + " to lose");
    made_.chromosomes.erase(found);
  }

  CellStructure made_;
};

/// Normal autosomes and the sex chromosomes as listed.
CellStructure starting_set(const Clone& clone, int ploidy) {
  CellStructure cell;
  auto& all = cell.chromosomes;
  for (int k = 0; k < cytogenetics::kClassCount; ++k) {
    const auto c = static_cast<ChromosomeClass>(k);
    if (cytogenetics::is_autosome(c)) all.insert(all.end(), static_cast<std::size_t>(ploidy), normal(c));
  }
  for (const char letter : clone.sex) {
    if (const auto c = cytogenetics::parse_class(std::string(1, letter))) all.push_back(normal(*c));
  }
  if (is_sex_untold(clone)) cell.notes.push_back("the sex chromosomes are not told");
  return cell;
}

/// A stretch of a normal chromosome that some chromosome of the cell has.
struct Coverage {
  double from, to;
};

Range copies_of(const cytogenetics::Band& band, const std::vector<Coverage>& covered) {
  // Between neighbouring ends of segments the number is the same.
  std::vector<double> ends{band.start, band.stop};
  for (const auto& c : covered) {
    for (const double end : {c.from, c.to}) {
      if (end > band.start && end < band.stop) ends.push_back(end);
    }
  }
  std::sort(ends.begin(), ends.end());
  Range copies{1 << 20, 0};
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    // A break beside the centromere leaves a sliver that is none.
    if (ends[i + 1] - ends[i] < kSamePlace) continue;
    const double middle = (ends[i] + ends[i + 1]) / 2;
    const auto here = static_cast<int>(std::count_if(covered.begin(), covered.end(), [middle](const auto& c) {
      return c.from <= middle && middle <= c.to;
    }));
    copies = {std::min(copies.low, here), std::max(copies.high, here)};
  }
  return copies;
}

/// Every band of a stretch gets the range of all of them.
void widen_over(const std::vector<cytogenetics::Band>& bands, const cytogenetics::Segment& wide,
                std::vector<Range>& copies) {
  const auto inside = [&](std::size_t i) {
    return bands[i].chromosome == wide.chromosome && bands[i].start < wide.to && bands[i].stop > wide.from;
  };
  Range all{1 << 20, 0};
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (inside(i)) all = {std::min(all.low, copies[i].low), std::max(all.high, copies[i].high)};
  }
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (inside(i)) copies[i] = all;
  }
}

}  // namespace

Karyotype with_breakpoints(Karyotype karyotype) {
  std::map<std::string, Rearrangement> known;
  const auto complete = [&known](std::vector<Event>& events) {
    for (auto& event : events) {
      for (auto& link : event.chain) {
        // "der(9)" with links behind it tells by them what it is.
        if (&link == &event.chain.front() && event.chain.size() > 1) continue;
        const auto key = print_without_breakpoints(link);
        if (!link.breakpoints.empty() || !link.detailed.empty()) {
          known[key] = link;
        } else if (const auto found = known.find(key); found != known.end()) {
          link.breakpoints = found->second.breakpoints;
          link.detailed = found->second.detailed;
        }
      }
    }
  };
  for (auto& clone : karyotype.clones) {
    for (auto& cell : clone.doubled) complete(cell.events);
    complete(clone.events);
  }
  return karyotype;
}

namespace {

/// What a clone's own text starts from: normal sets, or the cell that was doubled.
CellStructure first_cell(const Clone& clone, int ploidy) {
  if (clone.doubled.empty()) return starting_set(clone, ploidy);
  const auto& cell = clone.doubled.front();
  const auto copies = std::max(1, clone.reference_times.value_or(1));
  Cell work(starting_set(cell, ploidy / copies));
  work.apply(cell.events, cell.sex_constitutional);
  return work.take();
}

/// As many times over; 8 times at most.
void multiply(CellStructure& cell, int times) {
  times = std::clamp(times, 1, 8);
  const auto once = cell.chromosomes;
  for (int copy = 1; copy < times; ++copy)
    cell.chromosomes.insert(cell.chromosomes.end(), once.begin(), once.end());
  for (auto& number : cell.acentric.numbers) number = {number.low * times, number.high * times};
}

}  // namespace

CellStructure structure(const Karyotype& given, std::size_t clone) {
  if (clone >= given.clones.size()) return {};
  const auto karyotype = with_breakpoints(given);
  // From the stemline on: the clones that each refers to the one before.
  std::vector<std::size_t> line{clone};
  while (const auto before = referred_clone(karyotype, line.back())) line.push_back(*before);
  std::reverse(line.begin(), line.end());

  const auto counted = count_clones(karyotype);
  auto cell = first_cell(karyotype.clones[line.front()], counted[line.front()].ploidy);
  for (const auto i : line) {
    const auto& own = karyotype.clones[i];
    if (own.reference_times) multiply(cell, *own.reference_times);
    Cell work(std::move(cell));
    work.apply(own.events, lists_all_sex(own));
    cell = work.take();
  }
  std::stable_sort(cell.chromosomes.begin(), cell.chromosomes.end(),
                   [](const auto& a, const auto& b) { return a.placed < b.placed; });
  return cell;
}

bool places_neocentromere(const Event& event) {
  return event.kind == EventKind::kStructural && event.chain.front().type == "neo" &&
         event.chain.front().detailed.empty();
}

std::vector<cytogenetics::Segment> break_bands(const Event& event) {
  std::vector<cytogenetics::Segment> all;
  for_each_break(event, [&all](const ChromosomeName& name, const Breakpoint& point) {
    const auto c = cytogenetics::parse_class(name.name);
    const auto place = c ? possible_place(*c, point) : std::nullopt;
    if (place) all.push_back({*c, place->from, place->to});
  });
  return all;
}

std::vector<CopyNumber> copy_numbers(const std::vector<ChromosomeStructure>& chromosomes,
                                     const std::vector<cytogenetics::Segment>& breaks) {
  std::map<ChromosomeClass, std::vector<Coverage>> covered;
  for (const auto& chromosome : chromosomes) {
    for (const auto& s : chromosome.segments)
      covered[s.chromosome].push_back({std::min(s.from, s.to), std::max(s.from, s.to)});
  }
  const auto& bands = cytogenetics::bands(cytogenetics::BandLevel::k850);
  std::vector<Range> copies_by_band;
  for (const auto& band : bands) copies_by_band.push_back(copies_of(band, covered[band.chromosome]));
  for (const auto& wide : breaks) widen_over(bands, wide, copies_by_band);

  std::vector<CopyNumber> all;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const auto& band = bands[i];
    const auto copies = copies_by_band[i];
    const auto name = (band.on_p_arm ? "p" : "q") + band.name;
    if (!all.empty() && all.back().chromosome == band.chromosome && all.back().copies == copies) {
      all.back().to_band = name;
      all.back().to_bp = band.stop_bp;
    } else {
      all.push_back({band.chromosome, name, name, band.start_bp, band.stop_bp, copies});
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return InOrderOfText{}(a.chromosome, b.chromosome); });
  return all;
}

}  // namespace pinnacle::iscn
