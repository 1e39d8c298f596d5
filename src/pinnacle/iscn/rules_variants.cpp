#include <algorithm>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/heteromorphism.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

bool has_satellites(const std::string& chromosome, Arm arm) {
  return arm == Arm::kP && is_acrocentric(chromosome);
}

/// Whether the size of an arm's heterochromatin is known to differ between people.
bool has_heterochromatin(const std::string& chromosome, Arm arm) {
  const bool large = chromosome == "1" || chromosome == "9" || chromosome == "16";
  return large || (arm == Arm::kP ? is_acrocentric(chromosome) : chromosome == "Y");
}

/// "17ps" and "Yqs", the satellited chromosomes that families are known to have.
bool is_known_satellited(const std::string& chromosome, const Heteromorphism& part) {
  return part.region == "s" && part.size == Sign::kNone &&
         (part.arm == Arm::kP ? chromosome == "17" : chromosome == "Y");
}

class VariantRules {
 public:
  explicit VariantRules(Faults& faults) : faults_(faults) {}

  void check(const std::vector<Event>& events) {
    for (std::size_t i = 0; i < events.size(); ++i) {
      check(events[i]);
      for (const auto& other : events[i].alternatives) check(other);
      if (i > 0) check_parted(events[i - 1], events[i]);
    }
  }

 private:
  void check(const Event& event) {
    if (event.kind != EventKind::kVariant) return;
    if (event.sign != Sign::kNone)
      error(Rule::kEvent, event, "a variant takes no sign before it: the chromosome is not one more");
    const auto chromosome = cytogenetics::parse_class(event.chromosome.name);
    if (!chromosome)
      return error(Rule::kChromosome, event, "there is no chromosome " + event.chromosome.name);
    for (const auto& part : event.variant) {
      if (!check_form(event, part, *chromosome)) return;
      warn_of_unusual(event, part);
    }
    check_size(event);
    check_parts(event);
  }

  bool check_form(const Event& event, const Heteromorphism& part, cytogenetics::ChromosomeClass chromosome) {
    const bool of_centromere = part.region == "cenh" || part.region == "cen";
    if (of_centromere != (part.arm == Arm::kNone)) {
      error(Rule::kArm, event,
            of_centromere ? "the centromere lies in no arm: " + event.chromosome.name + "cenh+"
                          : "the arm of '" + part.region + "' is missing, as in " + settled(event));
      return false;
    }
    if (!part.band.empty() && !band_place(chromosome, part.arm, part.band)) {
      error(Rule::kBand, event,
            "chromosome " + event.chromosome.name + " has no band " +
                print(BandName{false, part.arm, part.band}));
      return false;
    }
    const bool of_short_arm = is_satellite(part) || is_stalk(part);
    if (of_short_arm && part.size != Sign::kNone && part.arm == Arm::kQ && part.band.empty() &&
        is_acrocentric(event.chromosome.name)) {
      error(Rule::kArm, event, "satellites and their stalks lie on the short arm: " + settled(event));
      return false;
    }
    return true;
  }

  void warn_of_unusual(const Event& event, const Heteromorphism& part) {
    if (!part.band.empty()) return;
    const auto& name = event.chromosome.name;
    const std::string what = print(ChromosomeName{false, name, part.arm, {}, {}});
    if (part.region == "h" && !has_heterochromatin(name, part.arm))
      warn(event,
           what +
               " has little heterochromatin: it varies in 1, 9, 16, Yq and the short arms of 13-15, 21, 22");
    if (!is_satellite(part) && !is_stalk(part)) return;
    if (!has_satellites(name, part.arm) && !is_known_satellited(name, part))
      warn(event,
           what + " usually has neither satellites nor a stalk: the short arms of 13-15, 21 and 22 do");
    if (has_satellites(name, part.arm) && !is_doubled(part) && part.size == Sign::kNone)
      warn(event, "each " + what +
                      " has satellites on a stalk: a variant says that they are larger, +, or smaller, -");
  }

  /// "16qh": of what all chromosomes have a variant tells the size; "9phqh" says where it lies.
  void check_size(const Event& event) {
    if (event.variant.size() != 1) return;
    const auto& part = event.variant.front();
    const bool everywhere = part.region == "h" || part.region == "cenh" || part.region == "cen";
    if (everywhere && part.size == Sign::kNone && part.band.empty())
      error(Rule::kEvent, event, "a variant says whether it is larger, +, or smaller, -");
  }

  void check_parts(const Event& event) {
    for (std::size_t i = 1; i < event.variant.size(); ++i) {
      const auto& part = event.variant[i];
      const auto same = [&](const Heteromorphism& other) {
        return other.arm == part.arm && other.band == part.band && other.region == part.region;
      };
      if (std::any_of(event.variant.begin(), event.variant.begin() + static_cast<std::ptrdiff_t>(i), same))
        return error(Rule::kEvent, event, "one region of a chromosome is named once: " + settled(event));
    }
    if (settled(event) != print_core(event))
      faults_.warn(Rule::kOrder, event.place,
                   "the regions of a variant stand from the centromere outwards: " + settled(event));
  }

  /// "22ps+,22pstk+": of one chromosome it would be one event.
  void check_parted(const Event& before, const Event& after) {
    const auto is_plain = [](const Event& e) {
      return e.kind == EventKind::kVariant && e.inheritance.empty() && e.alternatives.empty() && !e.cells;
    };
    if (!is_plain(before) || !is_plain(after) || !(before.chromosome == after.chromosome) ||
        before.variant == after.variant)
      return;
    auto both = before;
    both.variant.insert(both.variant.end(), after.variant.begin(), after.variant.end());
    warn(after, "apart these are of two chromosomes " + after.chromosome.name + "; of one they are written " +
                    settled(both));
  }

  static std::string settled(Event event) {
    settle_variant(event);
    return print_core(event);
  }

  void error(Rule rule, const Event& event, std::string what) {
    faults_.error(rule, event.place, std::move(what));
  }
  void warn(const Event& event, std::string what) {
    faults_.warn(Rule::kEvent, event.place, std::move(what));
  }

  Faults& faults_;
};

/// From the short arm's centromere outwards, then the long arm; what names a band has no place in it.
int rank_of(const Heteromorphism& part) {
  const int within = part.region == "h" ? 1 : is_stalk(part) ? 2 : 3;
  return part.arm == Arm::kNone ? 0 : within + (part.arm == Arm::kQ ? 10 : 0);
}

}  // namespace

void settle_variant(Event& event) {
  auto& parts = event.variant;
  for (auto& part : parts) {
    const bool of_short_arm = is_satellite(part) || is_stalk(part);
    const bool of_no_arm = part.region == "cenh" || part.region == "cen";
    if (of_no_arm) part.arm = Arm::kNone;
    if (part.arm == Arm::kNone && !of_no_arm) part.arm = of_short_arm ? Arm::kP : Arm::kQ;
    if (of_short_arm && part.size != Sign::kNone && part.band.empty() &&
        is_acrocentric(event.chromosome.name))
      part.arm = Arm::kP;
  }
  const bool by_bands =
      std::any_of(parts.begin(), parts.end(), [](const auto& part) { return !part.band.empty(); });
  if (!by_bands)
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return rank_of(a) < rank_of(b); });
  const auto same = [](const auto& a, const auto& b) {
    return a.arm == b.arm && a.band == b.band && a.region == b.region;
  };
  parts.erase(std::unique(parts.begin(), parts.end(), same), parts.end());
}

void check_variants(const Karyotype& karyotype, Faults& faults) {
  VariantRules rules(faults);
  for (const auto& clone : karyotype.clones) {
    rules.check(clone.events);
    for (const auto& cell : clone.doubled) rules.check(cell.events);
  }
}

}  // namespace pinnacle::iscn
