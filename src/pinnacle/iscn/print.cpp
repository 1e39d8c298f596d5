#include "pinnacle/iscn/print.h"

namespace pinnacle::iscn {
namespace {

std::string print(const std::vector<Breakpoint>& breakpoints);
std::string print(const DetailedPoint& point);
std::string print(const std::vector<DetailedPoint>& stretch);
std::string print(const DetailedChromosome& chromosome);
std::string print(const Range& range, bool is_open);
std::string print(const Heteromorphism& part);
using iscn::print;

/// The items' texts with `between` between them.
template <typename Item>
std::string joined(const std::vector<Item>& items, std::string_view between) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += between;
    text += print(items[i]);
  }
  return text;
}

std::string letter(Arm arm) { return arm == Arm::kP ? "p" : arm == Arm::kQ ? "q" : ""; }

std::string print(const std::vector<Breakpoint>& breakpoints) { return joined(breakpoints, ""); }

std::string print(const DetailedPoint& point) {
  return point.chromosome + (point.word.empty() ? print(point.band) : point.word);
}

std::string print(const std::vector<DetailedPoint>& stretch) { return joined(stretch, "->"); }

std::string print(const DetailedChromosome& chromosome) {
  return std::string(static_cast<std::size_t>(chromosome.opening_colons), ':') +
         joined(chromosome.stretches, "::") +
         std::string(static_cast<std::size_t>(chromosome.closing_colons), ':');
}

std::string print(const Heteromorphism& part) {
  const std::string sign = part.size == Sign::kGain ? "+" : part.size == Sign::kLoss ? "-" : "";
  return letter(part.arm) + part.band + part.region + sign;
}

/// The number of "2mar", ">50dmin", "9~>50dmin".
std::string print(const Range& range, bool is_open) {
  const std::string high = (is_open ? ">" : "") + std::to_string(range.high);
  return range.low == range.high ? high : std::to_string(range.low) + "~" + high;
}

/// Each character underlined.
std::string underlined(const std::string& text) {
  std::string out;
  for (const char c : text) out += std::string(1, c) + "\u0332";
  return out;
}

std::string print_alone(const Event& event) {
  std::string text = event.questioned ? "?" : "";
  if (event.sign != Sign::kNone) text = (event.sign == Sign::kGain ? "+" : "-") + text;
  if (event.number) text += (event.number_about ? "~" : "") + print(*event.number, event.number_open);
  text += print_core(event);
  if (event.times) text += "x" + print(*event.times);
  // Two abbreviations in a row are parted: "mar dn".
  const std::string gap =
      event.kind == EventKind::kWord && event.word_index.empty() && !event.times ? " " : "";
  if (!event.inheritance.empty()) text += gap + event.inheritance;
  if (event.constitutional) {
    text += (event.inheritance.empty() ? gap : "") + (event.perhaps_constitutional ? "?c" : "c");
  }
  if (event.cells) text += "[" + std::to_string(*event.cells) + "]";
  return text;
}

}  // namespace

std::string print(const Range& range) {
  return range.low == range.high ? std::to_string(range.low)
                                 : std::to_string(range.low) + "~" + std::to_string(range.high);
}

std::string print(const BandName& band) {
  return (band.questioned ? "?" : "") + letter(band.arm) + band.name;
}

std::string print(const Breakpoint& breakpoint) {
  std::string text = print(breakpoint.band);
  if (breakpoint.join == Join::kRange) text += "~" + print(breakpoint.other);
  if (breakpoint.join == Join::kOr) text += " or " + print(breakpoint.other);
  if (breakpoint.join == Join::kFused) text += "-" + print(breakpoint.other);
  return text;
}

std::string print(const ChromosomeName& chromosome) {
  const bool is_underlined = chromosome.homologue == "_";
  return (chromosome.questioned ? "?" : "") +
         (is_underlined ? underlined(chromosome.name) : chromosome.name) +
         (is_underlined ? "" : chromosome.homologue) + letter(chromosome.arm);
}

std::string print(const std::vector<Heteromorphism>& variant) { return joined(variant, ""); }

std::string print_without_breakpoints(const Rearrangement& rearrangement) {
  return (rearrangement.questioned ? "?" : "") + rearrangement.type + "(" +
         joined(rearrangement.chromosomes, ";") + ")";
}

std::string print(const Rearrangement& rearrangement) {
  std::string text = print_without_breakpoints(rearrangement);
  if (!rearrangement.breakpoints.empty()) text += "(" + joined(rearrangement.breakpoints, ";") + ")";
  if (!rearrangement.detailed.empty()) text += "(" + joined(rearrangement.detailed, ";") + ")";
  return text;
}

std::string print_core(const Event& event) {
  switch (event.kind) {
    case EventKind::kWhole:
      return print(event.chromosome);
    case EventKind::kStructural: {
      std::string text;
      for (const auto& link : event.chain) text += print(link) + (link.constitutional ? "c " : "");
      return text;
    }
    case EventKind::kWord:
      return event.word + event.word_index;
    case EventKind::kVariant:
      return print(event.chromosome) + print(event.variant);
    case EventKind::kIncomplete:
      return "inc";
  }
  return {};
}

std::string print(const Event& event) {
  std::string text = print_alone(event);
  for (const auto& other : event.alternatives) text += " or " + print_alone(other);
  return text;
}

std::string print(const Clone& clone) {
  std::string text = clone.prefix.empty() ? "" : clone.prefix + " ";
  text += print(clone.count);
  if (!clone.ploidy.empty()) text += "<" + clone.ploidy + ">";
  for (const auto& cell : clone.doubled) text += "(" + print(cell) + ")";
  if (!clone.sex.empty()) text += "," + clone.sex;
  if (clone.sex_constitutional) text += clone.sex_perhaps_constitutional ? "?c" : "c";
  if (!clone.reference.empty()) text += "," + clone.reference;
  if (clone.reference_times) text += "x" + std::to_string(*clone.reference_times);
  for (const auto& event : clone.events) text += "," + print(event);
  if (clone.cells) text += (clone.composite ? "[cp" : "[") + std::to_string(*clone.cells) + "]";
  return text;
}

std::string print(const Karyotype& karyotype) {
  std::string text;
  for (const auto& clone : karyotype.clones) {
    text += clone.separator == kOrSeparator ? " or "
                                            : std::string(static_cast<std::size_t>(clone.separator), '/');
    text += print(clone);
  }
  return text + std::string(static_cast<std::size_t>(karyotype.closing_slashes), '/') + karyotype.techniques;
}

}  // namespace pinnacle::iscn
