#include "pinnacle/iscn/explain.h"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/detailed.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/phrases.h"
#include "pinnacle/iscn/print.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;

/// The 850 band at a place.
std::string finest_band(ChromosomeClass c, double at) {
  for (const auto& band : cytogenetics::bands(cytogenetics::BandLevel::k850)) {
    if (band.chromosome == c && at >= band.start && at <= band.stop)
      return (band.on_p_arm ? "p" : "q") + band.name;
  }
  return "?";
}

/// How the karyotype itself names the band at a place, so that no more is claimed than it says.
std::string band_as_written(ChromosomeClass c, double at, Arm side, const Karyotype& karyotype) {
  if (at <= 0) return "pter";
  if (at >= length_at(c)) return "qter";
  // A break "p10" lies a trifle before the centromere, "q10" behind it.
  const double beside = at - centromere_at(c);
  if (std::abs(beside) < 1e-6) return side == Arm::kP ? "p10" : "q10";
  if (std::abs(beside) < kSamePlace) return beside < 0 ? "p10" : "q10";
  std::string best;
  double nearest = 1e9;
  const auto look_at = [&](const ChromosomeName& name, const Breakpoint& point) {
    if (name.name != to_string(c)) return;
    const auto place = possible_place(c, point);
    if (!place || at < place->from || at > place->to || std::abs(at - place->middle()) >= nearest) return;
    nearest = std::abs(at - place->middle());
    best = print(point);
  };
  for (const auto& clone : karyotype.clones)
    for_each_event(clone, [&](const Event& event) { for_each_break(event, look_at); });
  return best.empty() ? finest_band(c, at) : best;
}

/// What an event adds to and takes from the copies of each band.
void compare_copies(const std::vector<ChromosomeStructure>& made,
                    const std::vector<ChromosomeStructure>& taken,
                    const std::vector<cytogenetics::Segment>& breaks, ExplainedEvent& explained) {
  const auto after = copy_numbers(made, breaks), before = copy_numbers(taken, {});
  // The normal ones taken have the same number of copies in all bands of a chromosome.
  const auto taken_of = [&before](ChromosomeClass c) {
    const auto found =
        std::find_if(before.begin(), before.end(), [c](const auto& s) { return s.chromosome == c; });
    return found == before.end() ? 0 : found->copies.low;
  };
  for (auto stretch : after) {
    const int were = taken_of(stretch.chromosome);
    const Range change{stretch.copies.low - were, stretch.copies.high - were};
    if (change.low < 0) {
      stretch.copies = {std::max(0, -change.high), -change.low};
      explained.lost.push_back(stretch);
    }
    if (change.high > 0) {
      stretch.copies = {std::max(0, change.low), change.high};
      explained.gained.push_back(stretch);
    }
  }
}

/// The normal chromosomes in whose place an event's products stand.
std::vector<ChromosomeStructure> taken_by(const Event& event) {
  std::vector<ChromosomeStructure> taken;
  if (event.sign != Sign::kNone || event.kind != EventKind::kStructural) return taken;
  for (const auto& name : event.chain.front().chromosomes) {
    const auto c = cytogenetics::parse_class(name.name);
    if (c && cytogenetics::is_normal_class(*c)) taken.push_back({name.name, *c, normal_chain(*c), false});
  }
  return taken;
}

std::vector<ChromosomeStructure> repeated(const std::vector<ChromosomeStructure>& once, int times) {
  std::vector<ChromosomeStructure> all;
  for (int i = 0; i < times; ++i) all.insert(all.end(), once.begin(), once.end());
  return all;
}

/// @param text  The event as written; `event` has the breakpoints that it may leave out.
ExplainedEvent explained_event(const std::string& text, const Event& event) {
  ExplainedEvent explained{text, phrase(in_short_form(event)), {}, {}, {}};
  for_each_break(event, [&](const ChromosomeName& name, const Breakpoint& point) {
    const auto band = written_band(name, point);
    if (name.name == "?" || places_neocentromere(event)) return;
    const bool again = std::any_of(explained.breaks.begin(), explained.breaks.end(),
                                   [&](const auto& b) { return b.band == band; });
    if (again) return;
    const auto c = cytogenetics::parse_class(name.name);
    const auto place = c ? possible_place(*c, point) : std::nullopt;
    explained.breaks.push_back(place ? ExplainedBreak{band, place->from_bp, place->to_bp}
                                     : ExplainedBreak{band, 0, 0});
  });
  std::vector<std::string> ignored;
  auto counted = event;
  if (event.sign == Sign::kLoss) counted.sign = Sign::kGain;
  const int times = event.times.value_or(Range{1, 1}).low;
  const auto made = repeated(products(counted, ignored), times), taken = repeated(taken_by(event), times);
  const bool unknown =
      std::any_of(made.begin(), made.end(), [](const auto& c) { return c.segments.empty(); });
  const auto* type = event.kind == EventKind::kStructural ? event_type(event.chain.front().type) : nullptr;
  if (unknown || event.kind == EventKind::kVariant || (type != nullptr && type->chromatid)) return explained;
  if (event.sign == Sign::kLoss) {
    compare_copies(made, {}, break_bands(event), explained);
    std::swap(explained.lost, explained.gained);
  } else {
    compare_copies(made, taken, break_bands(event), explained);
  }
  return explained;
}

/// The sex chromosomes that a clone's cells had before all changes, as far as the text tells: "XY" of
/// "45,X,-Y", and of the "45,X" that a line with a Y stands beside.
std::string sex_at_first(const Karyotype& karyotype, std::size_t at) {
  while (const auto before = referred_clone(karyotype, at)) at = *before;
  auto sex = sex_before(karyotype.clones[at]);
  for (auto i = first_of_side(karyotype, at); sex == "X" && i < karyotype.clones.size(); ++i) {
    if (i > at && karyotype.clones[i].separator >= 2) break;
    const auto other = sex_before(karyotype.clones[i]);
    if (other.find('Y') != std::string::npos) sex = other;
  }
  return sex;
}

/// How many copies are usual at a ploidy level: of autosomes as many as it says; of X and Y those that the
/// cells had before all changes, or X for what lacks.
class UsualCopies {
 public:
  UsualCopies(int level, const std::string& sex) : level_(level) {
    y_ = static_cast<int>(std::count(sex.begin(), sex.end(), 'Y'));
    if (level == 2) y_ = std::min(y_, 1);
  }

  int of(ChromosomeClass c) const {
    if (c == ChromosomeClass::kY) return y_;
    return c == ChromosomeClass::kX ? std::max(0, level_ - y_) : level_;
  }

 private:
  int level_, y_ = 0;
};

std::vector<CopyNumber> unusual(const std::vector<CopyNumber>& copies, const UsualCopies& usual) {
  std::vector<CopyNumber> all;
  for (const auto& stretch : copies) {
    const int number = usual.of(stretch.chromosome);
    if (stretch.copies != Range{number, number}) all.push_back(stretch);
  }
  return all;
}

/// The chromosomes that may hold anything: of unknown content, or around an unknown centromere.
std::vector<std::string> unknown_chromosomes(const std::vector<ChromosomeStructure>& chromosomes) {
  std::vector<std::string> names;
  for (const auto& c : chromosomes) {
    if (c.segments.empty() || c.placed == ChromosomeClass::kMarker) names.push_back(c.name);
  }
  return names;
}

/// What seems lost may lie in a chromosome that holds nobody knows what: only the least is certain.
/// @return  Whether anything seems lost.
bool widen_losses(std::size_t unknown, const UsualCopies& usual, std::vector<CopyNumber>& copies) {
  bool any = false;
  for (auto& stretch : copies) {
    const int number = usual.of(stretch.chromosome);
    if (unknown == 0 || stretch.copies.high >= number) continue;
    stretch.copies.high = std::min(number, stretch.copies.high + static_cast<int>(unknown));
    any = true;
  }
  return any;
}

std::string list(std::vector<std::string> names) {
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// A variant, a fragile site, a telomeric association: all of a chromosome as it usually is.
bool is_whole(const ChromosomeStructure& chromosome) {
  const auto& all = chromosome.segments;
  return all.size() == 1 && cytogenetics::is_normal_class(all[0].chromosome) && !chromosome.ring &&
         !chromosome.neocentromere && all[0].from <= 0 && all[0].to >= length_at(all[0].chromosome);
}

/// "10q26->neo->10q26->" where a chain's neocentromere lies on one of its segments.
std::string neocentromere_on(std::size_t segment, const ChromosomeStructure& chromosome, const Karyotype& karyotype) {
  if (!chromosome.neocentromere) return {};
  const auto place = cytogenetics::place_on(chromosome.segments, *chromosome.neocentromere);
  if (!place || place->segment != segment) return {};
  const auto& s = chromosome.segments[segment];
  const auto band = std::string(to_string(s.chromosome)) +
                    band_as_written(s.chromosome, s.at(place->units), Arm::kQ, karyotype);
  return band + "->neo->" + band + "->";
}

}  // namespace

std::string megabases(long from_bp, long to_bp) {
  char text[64];
  if (from_bp == to_bp) {
    std::snprintf(text, sizeof text, "%.1f Mb", static_cast<double>(to_bp) / 1e6);
    return text;
  }
  std::snprintf(text, sizeof text, "%.1f-%.1f Mb", static_cast<double>(from_bp - 1) / 1e6,
                static_cast<double>(to_bp) / 1e6);
  return text;
}

std::vector<NamedSegment> named_segments(const ChromosomeStructure& chromosome, const Karyotype& karyotype) {
  std::vector<NamedSegment> all;
  for (const auto& s : chromosome.segments) {
    if (!cytogenetics::is_normal_class(s.chromosome)) {
      const std::string what = s.amplified ? "hsr" : "?";
      all.push_back({what, what});
      continue;
    }
    const std::string name(to_string(s.chromosome));
    const bool forward = s.from <= s.to;
    // An end at the centromere is named for the arm that it ends.
    all.push_back({name + band_as_written(s.chromosome, s.from, forward ? Arm::kQ : Arm::kP, karyotype),
                   name + band_as_written(s.chromosome, s.to, forward ? Arm::kP : Arm::kQ, karyotype)});
  }
  return all;
}

bool is_break(std::string_view end) {
  return end != "?" && end != "hsr" && !(end.size() > 4 && end.substr(end.size() - 3) == "ter");
}

std::string band_sequence(const ChromosomeStructure& chromosome, const Karyotype& karyotype) {
  std::string text = chromosome.ring ? "::" : "";
  const auto named = named_segments(chromosome, karyotype);
  for (std::size_t i = 0; i < named.size(); ++i) {
    const auto& [from, to] = named[i];
    if (i > 0) text += "::";
    if (!cytogenetics::is_normal_class(chromosome.segments[i].chromosome)) {
      text += from;
      continue;
    }
    const bool open_start = i == 0 && !chromosome.ring && is_break(from);
    const bool open_end = i + 1 == named.size() && !chromosome.ring && is_break(to);
    text += (open_start ? ":" : "") + from + "->" + neocentromere_on(i, chromosome, karyotype) + to +
            (open_end ? ":" : "");
  }
  return text + (chromosome.ring ? "::" : "");
}

namespace {

std::vector<ExplainedClone::Derivative> derivatives_of(const CellStructure& cell,
                                                       const Karyotype& karyotype) {
  std::vector<ExplainedClone::Derivative> all;
  for (const auto& chromosome : cell.chromosomes) {
    const std::string placed(to_string(chromosome.placed));
    if (is_normal(chromosome) || is_whole(chromosome)) continue;
    all.push_back({chromosome.name, placed,
                   chromosome.segments.empty() ? "unknown" : band_sequence(chromosome, karyotype),
                   chromosome.ring});
  }
  return all;
}

/// @param level   Of the clone's ploidy.
/// @param breaks  Bands of all breakpoints of the karyotype.
void explain_copies(const CellStructure& cell, const Karyotype& karyotype, std::size_t at, int level,
                    const std::vector<cytogenetics::Segment>& breaks, ExplainedClone& explained) {
  explained.copies = copy_numbers(cell.chromosomes, breaks);
  const UsualCopies usual(level, sex_at_first(karyotype, at));
  const auto unknown = unknown_chromosomes(cell.chromosomes);
  if (widen_losses(unknown.size(), usual, explained.copies))
    explained.notes.push_back("what seems lost may be in " + list(unknown) + ": its copies are a range");
  explained.unusual = unusual(explained.copies, usual);
  if (is_sex_untold(karyotype.clones[at])) {
    std::erase_if(explained.unusual,
                  [](const auto& stretch) { return cytogenetics::is_sex_chromosome(stretch.chromosome); });
  }
  if (level != 2)
    explained.notes.push_back("unusual copies are told from <" + std::to_string(level) +
                              "n>: " + std::to_string(level) + " of each autosome");
}

}  // namespace

std::vector<ExplainedClone> explain(const Karyotype& karyotype) {
  const auto complete = with_breakpoints(karyotype);
  std::vector<cytogenetics::Segment> breaks;
  for (const auto& clone : complete.clones) {
    for_each_event(clone, [&breaks](const Event& event) {
      const auto own = break_bands(event);
      breaks.insert(breaks.end(), own.begin(), own.end());
    });
  }
  const auto counted = count_clones(karyotype);
  std::vector<ExplainedClone> all;
  for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
    const auto& clone = karyotype.clones[i];
    ExplainedClone explained{print(clone), phrase(clone), {}, {}, {}, {}, {}};
    for (std::size_t e = 0; e < clone.events.size(); ++e)
      explained.events.push_back(explained_event(print(clone.events[e]), complete.clones[i].events[e]));
    auto cell = structure(karyotype, i);
    std::stable_sort(cell.chromosomes.begin(), cell.chromosomes.end(),
                     [](const auto& a, const auto& b) { return InOrderOfText{}(a.placed, b.placed); });
    explained.derivatives = derivatives_of(cell, karyotype);
    explained.notes = cell.notes;
    if (clone.composite)
      explained.notes.push_back(
          "a composite karyotype: the chromosomes and copies are those of a cell with all of these changes, "
          "which no single cell needs to have");
    explain_copies(cell, karyotype, i, counted[i].ploidy, breaks, explained);
    all.push_back(std::move(explained));
  }
  return all;
}

}  // namespace pinnacle::iscn
