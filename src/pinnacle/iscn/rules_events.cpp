#include <algorithm>
#include <array>
#include <set>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/detailed.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

constexpr int kFewestOfDiploid = 40;  ///< Below it a cell may be near-haploid, with one sex chromosome.

bool exists(const ChromosomeName& c) {
  return c.name == "?" || cytogenetics::parse_class(c.name).has_value();
}

/// The chromosome whose bands a group of breakpoints names.
const ChromosomeName& chromosome_of_group(const Rearrangement& r, std::size_t group) {
  return r.chromosomes[std::min(group, r.chromosomes.size() - 1)];
}

class EventRules {
 public:
  explicit EventRules(Faults& faults) : faults_(faults) {}

  void check(const Clone& clone) {
    for (const auto& cell : clone.doubled) check(cell);
    for (const auto& event : clone.events) {
      check(event, clone);
      for (const auto& other : event.alternatives) check(other, clone);
    }
    check_repeated(clone);
    check_replaced(clone);
    check_fissions(clone);
    check_sex_chromosome(clone);
  }

  /// The cells that follow are another person's: of what the two do not have from birth the breakpoints are
  /// given again.
  void turn_to_donor() { first_of_person_ = described_.size(); }

 private:
  void error(Rule rule, Place place, std::string what) { faults_.error(rule, place, std::move(what)); }

  void check(const Event& event, const Clone& clone) {
    switch (event.kind) {
      case EventKind::kWhole:
        check_whole(event);
        break;
      case EventKind::kWord:
        check_word(event);
        break;
      case EventKind::kVariant:  // See check_variants().
        break;
      case EventKind::kIncomplete:
        if (event.sign != Sign::kNone || event.times) error(Rule::kEvent, event.place, "'inc' stands alone");
        break;
      case EventKind::kStructural:
        check_structural(event);
        break;
    }
    if (event.times && event.times->low < 2 && event.times->low == event.times->high) {
      error(Rule::kEvent, event.place, "only two or more copies are written with 'x'");
    }
    if (event.number && event.number->high < 2 && is_counted_word(event.word))
      error(Rule::kEvent, event.place, "a number stands before two or more");
    if (!event.cells) return;
    if (!clone.composite) {
      error(Rule::kCloneSize, event.place, "cells are counted by event only in a composite karyotype, [cp]");
    } else if (*event.cells == 0 || (clone.cells && *event.cells > *clone.cells)) {
      error(Rule::kCloneSize, event.place,
            "an event is seen in one cell at least, and in no more than the clone has");
    }
  }

  /// "46,XX,dmin,dmin": what is not counted is told once, with its number; so is "inc".
  void check_repeated(const Clone& clone) {
    std::set<std::string> told;
    for (const auto& event : clone.events) {
      const auto word = print_core(event);
      if (is_told_once(event) && !told.insert(word).second)
        error(Rule::kEvent, event.place, "'" + word + "' stands here a second time");
    }
    for (std::size_t i = 1; i < clone.events.size(); ++i) {
      const auto& event = clone.events[i];
      const bool copied = event.kind == EventKind::kStructural || !event.word_index.empty();
      if (!copied || !(event == clone.events[i - 1]) || event.times || event.cells) continue;
      auto both = event;
      both.times = Range{2, 2};
      faults_.warn(Rule::kEvent, event.place, "of two alike the number is told: " + print(both));
    }
  }

  /// "46,XX,-3,+inv(3)(q21q26)": an abnormal chromosome stands in the place of its normal ones by itself.
  void check_replaced(const Clone& clone) {
    if (!clone.reference.empty() || clone.composite) return;
    for (const auto& event : clone.events) {
      if (replaced_by(event, clone.events).empty()) continue;
      error(Rule::kEvent, event.place,
            "an abnormal chromosome replaces its normal one: that is not written as a loss and a gain");
    }
  }

  /// "46,XX,fis(10)(p10),fis(10)(q10)": two chromosomes cannot both stand in the place of the one that came
  /// apart.
  void check_fissions(const Clone& clone) {
    for (std::size_t i = 1; i < clone.events.size(); ++i) {
      if (!are_one_fission(clone.events[i - 1], clone.events[i])) continue;
      const auto p = print(clone.events[i - 1]), q = print(clone.events[i]);
      error(Rule::kEvent, clone.events[i].place,
            "a fission gives two chromosomes for one: -" +
                clone.events[i].chain.front().chromosomes.front().name + ",+" + p + ",+" + q);
    }
  }

  /// "46,X,+r(X)(p22q21)": of a pair of sex chromosomes the abnormal one is one of the two.
  void check_sex_chromosome(const Clone& clone) {
    const bool told = !clone.reference.empty() || clone.composite || clone.sex_constitutional;
    if (told || clone.sex != "X" || clone.count.low < kFewestOfDiploid) return;
    const bool without_pair = std::any_of(clone.events.begin(), clone.events.end(), [](const Event& e) {
      if (e.kind == EventKind::kWhole) return e.sign == Sign::kLoss && is_sex(e.chromosome.name);
      if (e.kind != EventKind::kStructural || e.sign != Sign::kNone) return false;
      const auto& named = e.chain.front().chromosomes;
      return std::any_of(named.begin(), named.end(), [](const auto& c) { return is_sex(c.name); });
    });
    if (without_pair) return;
    for (const auto& event : clone.events) {
      if (event.sign != Sign::kGain || event.times || event.constitutional) continue;
      if (event.kind == EventKind::kWhole && is_sex(event.chromosome.name))
        faults_.warn(Rule::kSexChromosomes, event.place,
                     "a normal sex chromosome has no sign where it is one of the two, unless Xc was before");
      if (event.kind != EventKind::kStructural) continue;
      const auto& named = event.chain.front().chromosomes;
      if (named.size() == 1 && is_sex(named.front().name))
        faults_.warn(Rule::kSexChromosomes, event.place,
                     "an abnormal sex chromosome has no sign where it is one of the two");
    }
  }

  static bool is_sex(const std::string& name) { return name == "X" || name == "Y"; }

  void check_whole(const Event& event) {
    if (event.chromosome.name == "?" || !exists(event.chromosome)) {
      error(Rule::kChromosome, event.place, "there is no chromosome " + event.chromosome.name);
    }
    if (event.times)
      error(Rule::kEvent, event.place, "copies of a normal chromosome are written one by one: +8,+8");
  }

  void check_word(const Event& event) {
    const bool counted = is_counted_word(event.word);
    if (counted && event.sign == Sign::kNone)
      error(Rule::kEvent, event.place, "'" + event.word + "' takes a sign: it is one more chromosome");
    if (!counted && event.sign == Sign::kGain)
      error(Rule::kEvent, event.place, "'" + event.word + "' takes no sign: it is not counted");
    if (event.number && !event.word_index.empty())
      error(Rule::kEvent, event.place, "several of one kind are written as copies: +mar1x2");
    if (event.word == "hsr")
      error(Rule::kEvent, event.place, "a homogeneously staining region lies in some band: hsr(1)(p22)");
    if (counted && (event.number_about || event.number_open))
      error(Rule::kEvent, event.place, "how many there are has to be known of what is counted");
  }

  void check_structural(const Event& event) {
    const auto& first = event.chain.front();
    from_birth_ = event.constitutional || !event.inheritance.empty();
    for (std::size_t i = 0; i < event.chain.size(); ++i) check_link(event.chain[i], i, event);
    if (first.type == "upd" && event.inheritance != "mat" && event.inheritance != "pat") {
      error(Rule::kInheritance, event.place,
            "a uniparental disomy is of the mother, mat, or of the father, pat");
    }
    check_derived(event);
    if (event.sign == Sign::kGain &&
        (first.type == "t" || (first.type == "ins" && first.chromosomes.size() > 1))) {
      error(Rule::kEvent, event.place, "not the exchange is gained but a derivative of it: name that, der()");
    }
    if (first.type == "der" || first.type == "ider" || first.type == "rec") check_derivative(event);
    for (const auto& link : event.chain) {
      if (!link.breakpoints.empty() || !link.detailed.empty()) described_.push_back(link);
    }
  }

  /// "t(5;6)(q34;q23)dmat": what is the parent's own, and not derived from it, is "mat".
  void check_derived(const Event& event) {
    static const std::set<std::string> kBalanced{"t", "inv", "ins"};
    const bool derived = event.inheritance.size() > 3 && event.inheritance.front() == 'd';
    if (!derived || event.sign != Sign::kNone || kBalanced.count(event.chain.front().type) == 0) return;
    faults_.warn(Rule::kInheritance, event.place,
                 "'" + event.inheritance +
                     "' is of what derives from a parent's rearrangement; the same one is '" +
                     event.inheritance.substr(1) + "'");
  }

  void check_link(const Rearrangement& r, std::size_t position, const Event& event) {
    const auto* type = event_type(r.type);
    if (type == nullptr) return error(Rule::kEvent, r.place, "ISCN has no event '" + r.type + "'");
    if (r.type == "tdic" || r.type == "inv dup" || r.type == "inv trp") {
      faults_.warn(Rule::kOldEdition, r.place, "'" + r.type + "' is of an old edition: name the derivative");
    }
    for (const auto& c : r.chromosomes) {
      if (!exists(c)) return error(Rule::kChromosome, c.place, "there is no chromosome " + c.name);
      const bool in_recombinant = event.chain.front().type == "rec" && position > 0;
      if (c.arm != Arm::kNone && !in_recombinant)
        return error(Rule::kOldEdition, r.place,
                     "bands stand in parentheses of their own, of arms too: " + r.type + "(5)(q31)");
    }
    if (position > 0 && (r.type == "der" || r.type == "rec" || r.type == "ider"))
      return error(Rule::kDerivative, r.place, "a derivative is named once, first");
    if (!check_chromosome_number(r, *type)) return;
    if (!r.detailed.empty()) return check_detailed(r, position > 0, *type);
    // rec(21)del(21)ins(21)(p13q22.2q22.3): its bands are those of the insertion.
    const bool told_by_next =
        event.chain.front().type == "rec" && position > 0 && r.type != "inv" && r.type != "ins";
    if (r.breakpoints.empty() && told_by_next) return;
    if (r.breakpoints.empty()) return check_missing_breakpoints(r, *type);
    if (!check_break_number(r, *type)) return;
    for (std::size_t g = 0; g < r.breakpoints.size(); ++g) {
      for (const auto& point : r.breakpoints[g]) {
        if (!check_band(chromosome_of_group(r, g), point)) return;
      }
    }
    check_arms(r, *type);
  }

  bool check_chromosome_number(const Rearrangement& r, const EventType& type) {
    const auto named = r.chromosomes.size();
    std::size_t least = 1, most = 1;
    if (type.shape == EventShape::kOneBreakEach) least = 2, most = 10;
    if (type.shape == EventShape::kChainOfBreaks) least = 2, most = 10;
    if (type.shape == EventShape::kDerivative || type.shape == EventShape::kRing) most = 10;
    if (type.shape == EventShape::kInsertion) most = 10;
    if (r.type == "hsr" || r.type == "rob") most = 2;
    if (r.type == "trc" || r.type == "psu trc" || r.type == "trc r") least = 3;
    if (named >= least && named <= most) return true;
    error(Rule::kChromosome, r.place,
          r.type + "() names " +
              (least == most ? std::to_string(least)
                             : std::to_string(least) + (most > 2 ? " or more" : " or 2")) +
              (most == 1 ? " chromosome, not " : " chromosomes, not ") + std::to_string(named));
    return false;
  }

  bool known_before(const Rearrangement& r) const {
    const auto first = described_.begin() + static_cast<std::ptrdiff_t>(from_birth_ ? 0 : first_of_person_);
    return std::any_of(first, described_.end(), [&](const Rearrangement& d) {
      if (r.type == "der" && r.chromosomes.size() == 1) {
        return std::any_of(d.chromosomes.begin(), d.chromosomes.end(),
                           [&](const auto& c) { return c.name == r.chromosomes[0].name; });
      }
      return d.type == r.type && print_without_breakpoints(d) == print_without_breakpoints(r);
    });
  }

  void check_missing_breakpoints(const Rearrangement& r, const EventType& type) {
    switch (type.shape) {
      case EventShape::kNoBreaks:
      case EventShape::kFree:
      case EventShape::kDerivative:  // See check_derivative.
      case EventShape::kRecombinant:
        return;
      case EventShape::kRing:
        if (r.chromosomes.size() == 1 && r.chromosomes[0].name != "?" && !known_before(r)) {
          faults_.warn(Rule::kBreakpoints, r.place, "the bands of the ring's breakpoints are not given");
        }
        return;
      default:
        break;
    }
    // "+der(22)t(9;22)" of a translocation that stands in full before; "hsr(?)" on an unknown chromosome.
    if (known_before(r) || (r.type == "hsr" && r.chromosomes.front().name == "?")) return;
    error(Rule::kBreakpoints, r.place, "the bands of the breakpoints are missing");
  }

  bool check_break_number(const Rearrangement& r, const EventType& type) {
    const auto groups = r.breakpoints.size(), named = r.chromosomes.size();
    const auto each = [&](std::size_t least, std::size_t most) {
      return std::all_of(r.breakpoints.begin(), r.breakpoints.end(),
                         [=](const auto& g) { return g.size() >= least && g.size() <= most; });
    };
    bool right = groups == named;
    std::string wanted;
    // An unknown chromosome has unknown bands, however many: r(1;?)(p36q23;?).
    const auto is_unknown = [&](std::size_t i) {
      return r.chromosomes[i].name == "?" && r.breakpoints[i].size() == 1;
    };
    switch (type.shape) {
      case EventShape::kOneBreak:
        right = right && each(1, 1), wanted = "one band";
        break;
      case EventShape::kOneOrTwoBreaks:
        right = right && each(1, 2), wanted = "one band, or two";
        break;
      case EventShape::kTwoBreaks:
        right = right && each(2, 2), wanted = "two bands";
        break;
      case EventShape::kOneBreakEach:
        right = right && (each(1, 1) || exchanges_segments(r)),
        wanted = "one band of each chromosome, parted by semicolons";
        if (right && exchanges_segments(r))
          faults_.warn(Rule::kOldEdition, r.place, "segments that changed places are written as ins()");
        break;
      // One between two others is joined at both its ends.
      case EventShape::kChainOfBreaks:
        for (std::size_t i = 0; right && i < named; ++i)
          right = is_unknown(i) || r.breakpoints[i].size() == (i == 0 || i + 1 == named ? 1u : 2u);
        wanted = "one band of the first and the last chromosome and two of those between";
        break;
      case EventShape::kRing:
        for (std::size_t i = 0; right && i < named; ++i)
          right = is_unknown(i) || r.breakpoints[i].size() == 2;
        wanted = "two bands of each chromosome";
        break;
      case EventShape::kInsertion:
        wanted = "three bands of one chromosome, one of the first and two of the second, or two of each";
        if (right && named == 2 && r.chromosomes[1].name == "?") {
          right = each(1, 2);  // ins(7;?)(q22;?)
        } else if (named == 1) {
          right = right && each(3, 3);
        } else {
          const bool one_way =
              named == 2 && right && r.breakpoints[0].size() == 1 && r.breakpoints[1].size() == 2;
          right = one_way || exchanges_segments(r);
        }
        break;
      case EventShape::kDerivative:
        right = named > 1 && right && each(1, 1),
        wanted = "the arms of two whole-arm partners, or the events that made it";
        break;
      case EventShape::kIsoderivative:
        right = right && each(1, 1), wanted = "p10 or q10";
        break;
      case EventShape::kRecombinant:
      case EventShape::kNoBreaks:
        right = false, wanted = "no bands";
        break;
      case EventShape::kFree:
        right = true;
        break;
    }
    if (!right) error(Rule::kBreakpoints, r.place, r.type + "() takes " + wanted);
    return right;
  }

  bool check_band_name(const ChromosomeName& c, Arm arm, const BandName& band, Place place) {
    if (band.name.empty() && !band.questioned) {
      error(Rule::kBand, place, "a band's number is missing");
      return false;
    }
    const auto chromosome = cytogenetics::parse_class(c.name);
    if (!chromosome || !is_certain_band(band)) return check_uncertain(chromosome, arm, band, place);
    if (band_place(*chromosome, arm, band.name)) return true;
    error(Rule::kBand, place,
          "chromosome " + c.name + " has no band " +
              (arm == Arm::kP   ? "p"
               : arm == Arm::kQ ? "q"
                                : "") +
              band.name);
    return false;
  }

  /// "q2?3" is q23 perhaps; "q?" and "q2?" are any.
  bool check_uncertain(std::optional<cytogenetics::ChromosomeClass> chromosome, Arm arm, const BandName& band,
                       Place place) {
    auto digits = band.name;
    digits.erase(std::remove(digits.begin(), digits.end(), '?'), digits.end());
    if (!chromosome || digits.empty() || band_place(*chromosome, arm, digits)) return true;
    error(Rule::kBand, place, "chromosome " + std::string(to_string(*chromosome)) + " has no such band");
    return false;
  }

  bool check_band(const ChromosomeName& c, const Breakpoint& point) {
    if (!check_band_name(c, point.band.arm, point.band, point.place)) return false;
    if (point.join == Join::kNone) return true;
    const auto arm = point.other.arm == Arm::kNone ? point.band.arm : point.other.arm;
    return check_band_name(c, arm, point.other, point.place) && check_ends(c, arm, point);
  }

  /// Of the bands that "~" and "-" join the one nearer to the centromere stands first; of a range in the
  /// short arm the other order is as good.
  bool check_ends(const ChromosomeName& c, Arm arm, const Breakpoint& point) {
    const auto chromosome = cytogenetics::parse_class(c.name);
    const bool ordered = point.join == Join::kRange || point.join == Join::kFused;
    if (!ordered || !chromosome || arm != point.band.arm) return true;
    const auto a = band_place(*chromosome, arm, point.band.name);
    const auto b = band_place(*chromosome, arm, point.other.name);
    if (!a || !b || (arm == Arm::kP && point.join == Join::kRange)) return true;
    const bool towards_centromere = arm == Arm::kQ ? b->to <= a->from : a->to <= b->from;
    if (towards_centromere)
      error(Rule::kBand, point.place, "the bands of a range stand in their order from the centromere");
    return !towards_centromere;
  }

  /// A derivative may have parts of any chromosome; of an exchange only those that it names.
  static bool may_have(const Rearrangement& r, const ChromosomeName& name) {
    static const std::set<std::string> kOfAny{"der", "ider", "rec", "neo", "add"};
    return kOfAny.count(r.type) > 0 || name.name == "?" ||
           std::any_of(r.chromosomes.begin(), r.chromosomes.end(),
                       [&](const auto& c) { return c.name == name.name || c.name == "?"; });
  }

  void check_detailed(const Rearrangement& r, bool in_derivative, const EventType& type) {
    for (const auto& chromosome : r.detailed) {
      for (const auto& stretch : chromosome.stretches) {
        for (std::size_t i = 0; i < stretch.size(); ++i) {
          const auto& point = stretch[i];
          const ChromosomeName name{false, chromosome_at(r, stretch, i), Arm::kNone, {}, {}};
          if (!exists(name))
            return error(Rule::kChromosome, point.place, "there is no chromosome " + name.name);
          if (!may_have(r, name))
            return error(Rule::kChromosome, point.place, r.type + "() does not name chromosome " + name.name);
          if (point.word.empty() && !check_band_name(name, point.band.arm, point.band, point.place)) return;
        }
      }
    }
    const auto before = faults_.errors.size();
    const auto shorter = short_form(r);
    check_composition(r, shorter, in_derivative, faults_);
    if (faults_.errors.size() > before) return;
    // What holds of its breakpoints holds of them in the detailed system. Older editions meant nothing else
    // by it.
    if (shorter) {
      Faults of_short;
      EventRules(of_short).check_arms(*shorter, type);
      faults_.errors.insert(faults_.errors.end(), of_short.errors.begin(), of_short.errors.end());
    }
  }

  void check_arms(const Rearrangement& r, const EventType& type) {
    const bool centromeric = type.centromeric || (r.type == "der" && r.chromosomes.size() > 1);
    for (std::size_t g = 0; g < r.breakpoints.size(); ++g) {
      for (const auto& point : r.breakpoints[g]) check_arm(r, chromosome_of_group(r, g), point, centromeric);
    }
    if (r.type == "ins") check_insertion(r);
    if (r.type == "trc" || r.type == "psu trc") check_middle(r);
    if (r.breakpoints.size() != 1 || r.breakpoints[0].size() != 2) return;
    const auto a = r.breakpoints[0][0].band.arm, b = r.breakpoints[0][1].band.arm;
    if (a == Arm::kNone || b == Arm::kNone) return;
    if (r.type == "del" && a != b)
      return error(
          Rule::kArm, r.place,
          "an interstitial deletion has both breaks in one arm: without its centromere a chromosome is lost");
    if (r.type == "r" && a == b) return error(Rule::kArm, r.place, "a ring has a break in each arm");
    const bool copies = r.type == "dup" || r.type == "trp" || r.type == "qdp";
    if (copies && a != b)
      return error(Rule::kArm, r.place,
                   "both bands of what is copied lie in one arm: with its centromere the chromosome would "
                   "have several");
    if (copies && a == Arm::kP && b == Arm::kP && stand_from_centromere(r)) {
      faults_.warn(Rule::kOldEdition, r.place,
                   "in this order the copy lies turned round; older editions meant by it that it does not");
    }
    if (r.type == "inv" && is_certain_band(r.breakpoints[0][0].band) &&
        r.breakpoints[0][0] == r.breakpoints[0][1])
      faults_.warn(Rule::kBreakpoints, r.place,
                   "both breaks are in one band, where banding shows no inversion: is the second one meant?");
    if (!has_swapped_bands(r)) return;
    const std::string what = "the break nearer to the end of the short arm is named first";
    // In older editions the two breaks of a short arm stood the other way round, and many still write them
    // so.
    if (a == Arm::kP && b == Arm::kP) return faults_.warn(Rule::kOldEdition, r.place, what);
    error(Rule::kOrder, r.place, what);
  }

  /// trc(4;12;9)(q31.2;q22p13;q34): those between others are broken on both sides of their centromeres.
  void check_middle(const Rearrangement& r) {
    for (std::size_t g = 1; g + 1 < r.breakpoints.size(); ++g) {
      const auto& bands = r.breakpoints[g];
      if (bands.size() == 2 && bands[0].band.arm != Arm::kNone && bands[0].band.arm == bands[1].band.arm)
        error(Rule::kArm, bands[0].place,
              "between two others a chromosome is broken in both arms: its centromere stays");
    }
  }

  void check_insertion(const Rearrangement& r) {
    if (r.breakpoints.size() == 2 && r.breakpoints[1].size() == 2) {
      const auto from = r.breakpoints[1][0].band.arm, to = r.breakpoints[1][1].band.arm;
      if (from != Arm::kNone && to != Arm::kNone && from != to)
        error(Rule::kArm, r.place,
              "what is inserted lies in one arm: with its centromere a chromosome is lost");
    }
    const auto chromosome = cytogenetics::parse_class(r.chromosomes.front().name);
    if (r.breakpoints.size() != 1 || r.breakpoints[0].size() != 3 || !chromosome) return;
    std::array<double, 3> at{};
    for (std::size_t i = 0; i < at.size(); ++i) {
      const auto place = breakpoint_place(*chromosome, r.breakpoints[0][i]);
      if (!place) return;
      at[i] = place->middle();
    }
    if (std::min(at[1], at[2]) < at[0] && at[0] < std::max(at[1], at[2]))
      error(Rule::kOrder, r.place,
            "the first band is where the other two are inserted: it lies outside of them");
  }

  /// Of two bands in one short arm: that the one nearer to the centromere stands first.
  static bool stand_from_centromere(const Rearrangement& r) {
    const auto chromosome = cytogenetics::parse_class(r.chromosomes[0].name);
    if (!chromosome) return false;
    const auto first = breakpoint_place(*chromosome, r.breakpoints[0][0]);
    const auto second = breakpoint_place(*chromosome, r.breakpoints[0][1]);
    return first && second && first->middle() > second->middle();
  }

  /// Also of what is unknown.
  static bool is_terminal(const ChromosomeName& c, const Breakpoint& point) {
    const auto chromosome = cytogenetics::parse_class(c.name);
    const auto place = chromosome ? breakpoint_place(*chromosome, point) : std::nullopt;
    constexpr double kUnit = 1;
    return !place || place->from < kUnit ||
           place->to > length_at(*chromosome) - kUnit;
  }

  void check_arm(const Rearrangement& r, const ChromosomeName& c, const Breakpoint& point, bool centromeric) {
    if (centromeric && point.band.name != "10" && point.band.name != "?") {
      return error(Rule::kArm, point.place, r.type + "() breaks at the centromere: p10 or q10");
    }
    const bool short_arm = point.band.arm == Arm::kP;
    if (r.type == "tas" && !is_terminal(c, point))
      return error(Rule::kArm, point.place, "a telomeric association joins the last bands of arms");
    if (r.type == "rob" && (short_arm || (c.name != "?" && !is_acrocentric(c.name)))) {
      return error(
          Rule::kArm, point.place,
          "a Robertsonian translocation joins long arms of acrocentric chromosomes: 13, 14, 15, 21, 22");
    }
    if (r.type == "der" && centromeric && short_arm && is_acrocentric(c.name)) {
      return error(Rule::kArm, point.place,
                   "the short arm of an acrocentric chromosome is no whole-arm partner");
    }
    if (r.type == "del" && point.band.name == "ter") {
      faults_.warn(Rule::kBreakpoints, point.place, "a terminal deletion names its one break only");
    }
    if (r.type == "idic" && point.band.name == "10")
      faults_.warn(Rule::kArm, point.place, "broken at the centromere itself it is an isochromosome, i()");
    if (centromeric && point.band.name == "10" && point.band.arm == Arm::kNone)
      error(Rule::kArm, point.place, "an arm is missing: p10 or q10");
  }

  void check_derivative(const Event& event) {
    const auto& first = event.chain.front();
    const bool described = event.chain.size() > 1 || !first.breakpoints.empty() || !first.detailed.empty();
    if (!described) {
      if (!known_before(first))
        error(Rule::kDerivative, first.place, "what happened to the derivative chromosome is missing");
      return;
    }
    if (first.type == "ider" && event.chain.size() < 2 && first.detailed.empty()) {
      return error(Rule::kDerivative, first.place,
                   "an isoderivative names the event that its arm went through");
    }
    if (first.type == "rec" && event.chain.size() < 3 && first.detailed.empty()) {
      return error(Rule::kDerivative, first.place,
                   "a recombinant chromosome names what it has too much or too little of, and the event of "
                   "the parent");
    }
    check_connected(event);
    if (first.type == "rec") check_recombinant(event);
    const bool one_simple = event.chain.size() == 2 && first.type == "der" && first.chromosomes.size() == 1 &&
                            event.chain[1].chromosomes.size() == 1;
    if (one_simple && event.chain[1].type != "ins") {
      faults_.warn(Rule::kDerivative, first.place,
                   "one rearrangement of one chromosome needs no der(): " + print(event.chain[1]));
    }
  }

  /// rec(6)dup(6p)inv(6)(p22.2q25.2): the arms that it has twice or not at all fit the event of the parent.
  void check_recombinant(const Event& event) {
    const Rearrangement* twice = nullptr;
    const Rearrangement* lost = nullptr;
    for (std::size_t i = 1; i < event.chain.size(); ++i) {
      const auto& link = event.chain[i];
      if (link.chromosomes.front().arm == Arm::kNone) continue;
      auto*& named = link.type == "dup" ? twice : lost;
      if (named != nullptr)
        return error(Rule::kDerivative, link.place, "of the two ends one is there twice and one is lacking");
      named = &link;
    }
    if (twice == nullptr && lost == nullptr) return;
    const auto& parent = event.chain.back();
    if (parent.breakpoints.size() != 1) return;
    const auto& bands = parent.breakpoints[0];
    if (parent.type == "inv" && bands.size() == 2) {
      if (bands[0].band.arm != Arm::kNone && bands[0].band.arm == bands[1].band.arm)
        return error(Rule::kDerivative, parent.place,
                     "an end that is there twice or lacking comes of an inversion with the centromere in it; "
                     "crossing-over "
                     "in one beside it leaves two centromeres or none");
      if (twice != nullptr && lost != nullptr && same_arm(*twice, *lost))
        return error(Rule::kDerivative, lost->place,
                     "where one end of the inversion is there twice the other is lacking, on the other arm");
    }
    if (parent.type == "ins" && bands.size() == 3) {
      for (const auto* link : {twice, lost}) {
        const bool fits = link == nullptr || bands[1].band.arm != bands[2].band.arm ||
                          bands[1].band.arm == Arm::kNone ||
                          bands[1].band.arm == link->chromosomes.front().arm;
        if (!fits) error(Rule::kDerivative, link->place, "the insertion moves a segment of the other arm");
      }
    }
  }

  static bool same_arm(const Rearrangement& a, const Rearrangement& b) {
    return a.chromosomes.front().arm == b.chromosomes.front().arm;
  }

  /// Each link takes place at a chromosome that is part of the derivative by then.
  void check_connected(const Event& event) {
    std::set<std::string> parts;
    for (const auto& c : event.chain.front().chromosomes) parts.insert(c.name);
    if (parts.count("?") > 0) return;
    std::vector<const Rearrangement*> waiting;
    for (std::size_t i = 1; i < event.chain.size(); ++i) waiting.push_back(&event.chain[i]);
    // Links stand from p to q, so that one may need what a later one brings.
    for (bool any = true; any && !waiting.empty();) {
      any = false;
      for (auto at = waiting.begin(); at != waiting.end();) {
        const auto& named = (*at)->chromosomes;
        if (std::none_of(named.begin(), named.end(),
                         [&](const auto& c) { return c.name == "?" || parts.count(c.name) > 0; })) {
          ++at;
          continue;
        }
        for (const auto& c : named) parts.insert(c.name);
        at = waiting.erase(at);
        any = true;
      }
    }
    if (!waiting.empty()) {
      return error(Rule::kDerivative, waiting.front()->place,
                   print_without_breakpoints(*waiting.front()) + " does not touch " +
                       print_without_breakpoints(event.chain.front()));
    }
    check_joined(event);
  }

  /// der(5;7)t(3;5)t(3;7): its links join 5 to 7.
  void check_joined(const Event& event) {
    const auto& first = event.chain.front();
    if (!first.breakpoints.empty() || !first.detailed.empty() || event.chain.size() < 2) return;
    std::set<std::string> joined{first.chromosomes.front().name};
    for (std::size_t before = 0; before < joined.size();) {
      before = joined.size();
      for (const auto& link : event.chain) {
        if (&link == &first) continue;
        const auto& named = link.chromosomes;
        if (std::none_of(named.begin(), named.end(),
                         [&](const auto& c) { return c.name == "?" || joined.count(c.name) > 0; }))
          continue;
        for (const auto& c : named) joined.insert(c.name);
      }
    }
    for (const auto& c : first.chromosomes) {
      if (joined.count(c.name) == 0 && joined.count("?") == 0)
        return error(Rule::kDerivative, c.place,
                     "no event joins chromosome " + c.name + " to the derivative");
    }
  }

  Faults& faults_;
  std::vector<Rearrangement> described_;  ///< With their breakpoints: they may be left out afterwards.
  std::size_t first_of_person_ = 0;       ///< The first of described_ that is of the person at hand.
  bool from_birth_ = false;               ///< The event at hand is constitutional or inherited.
};

}  // namespace

bool are_one_fission(const Event& p, const Event& q) {
  const auto is_arm = [](const Event& event, Arm arm) {
    return event.kind == EventKind::kStructural && event.sign == Sign::kNone &&
           event.chain.front().type == "fis" && event.chain.front().breakpoints.size() == 1 &&
           event.chain.front().breakpoints.front().size() == 1 &&
           event.chain.front().breakpoints.front().front().band.arm == arm;
  };
  return is_arm(p, Arm::kP) && is_arm(q, Arm::kQ) &&
         p.chain.front().chromosomes.front().name == q.chain.front().chromosomes.front().name;
}

std::vector<std::size_t> replaced_by(const Event& event, const std::vector<Event>& events) {
  const bool gained = event.kind == EventKind::kStructural && event.sign == Sign::kGain && !event.times;
  if (!gained || event.chain.front().type == "fis") return {};
  std::vector<std::size_t> losses;
  for (const auto& c : event.chain.front().chromosomes) {
    if (c.name == "X" || c.name == "Y") return {};
    std::size_t i = 0;
    while (i < events.size() && (events[i].kind != EventKind::kWhole || events[i].sign != Sign::kLoss ||
                                 events[i].chromosome.name != c.name ||
                                 std::find(losses.begin(), losses.end(), i) != losses.end()))
      ++i;
    if (i == events.size()) return {};
    losses.push_back(i);
  }
  std::sort(losses.begin(), losses.end());
  return losses;
}

bool is_told_once(const Event& event) {
  return event.kind == EventKind::kIncomplete ||
         (event.kind == EventKind::kWord && !is_counted_word(event.word));
}

bool is_acrocentric(const std::string& chromosome) {
  return chromosome == "13" || chromosome == "14" || chromosome == "15" || chromosome == "21" ||
         chromosome == "22";
}

void check_events(const Karyotype& karyotype, Faults& faults) {
  EventRules rules(faults);
  for (const auto& clone : karyotype.clones) {
    if (clone.separator >= 2) rules.turn_to_donor();
    rules.check(clone);
  }
}

}  // namespace pinnacle::iscn
