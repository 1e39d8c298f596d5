#include <algorithm>
#include <cmath>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/detailed.h"
#include "pinnacle/iscn/event_type.h"
#include "pinnacle/iscn/heteromorphism.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/rules.h"
#include "pinnacle/iscn/structure.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;

/// So near to the centromere lies a break "p10" or "q10": on its own side of it.
constexpr double kBesideCentromere = 1e-3;

ChromosomeClass class_of(const ChromosomeName& name) {
  return cytogenetics::parse_class(name.name).value_or(ChromosomeClass::kUnclassified);
}

bool is_known(ChromosomeClass c) { return cytogenetics::is_normal_class(c); }

/// A whole arm with its end first or its centromere first.
Chain arm_towards_centromere(ChromosomeClass c, Arm arm) {
  return arm == Arm::kP ? stretch(c, 0, centromere_at(c)) : stretch(c, length_at(c), centromere_at(c));
}

/// Where "q34.1" breaks: the middle of the band, or of where it may lie.
/// @return Nothing if not even the arm is known.
std::optional<double> break_at(ChromosomeClass c, const Breakpoint& point) {
  if (!is_known(c)) return std::nullopt;
  if (point.band.name == "10")
    return centromere_at(c) + (point.band.arm == Arm::kP ? -kBesideCentromere : kBesideCentromere);
  auto one = point;
  if (one.join == Join::kOr) one.join = Join::kNone;
  const auto place = possible_place(c, one);
  return place ? std::optional(place->middle()) : std::nullopt;
}

/// Two breaks of one chromosome; of two in one band each takes its half.
std::optional<std::pair<double, double>> breaks_at(ChromosomeClass c, const Breakpoint& first,
                                                   const Breakpoint& second) {
  auto a = break_at(c, first), b = break_at(c, second);
  if (!a || !b) return std::nullopt;
  if (*a != *b) return std::pair(*a, *b);
  const auto place = possible_place(c, first);
  if (!place) return std::nullopt;
  const double quarter = (place->to - place->from) / 4;
  // The one nearer to the end of the short arm is named first.
  return std::pair(*a - quarter, *b + quarter);
}

/// Makes the chromosomes of one event.
class Maker {
 public:
  explicit Maker(std::vector<std::string>& notes) : notes_(notes) {}

  std::vector<ChromosomeStructure> make(const Event& event) {
    const auto& first = event.chain.front();
    if (first.type == "t" || first.type == "ins" || first.type == "tas") return exchange(first);
    ChromosomeStructure made = single(event);
    return {made};
  }

 private:
  /// A derivative is placed by its centromere; of two, by the first.
  static ChromosomeClass placed_by(const ChromosomeName& name) {
    const auto c = class_of(name);
    return is_known(c) ? c : ChromosomeClass::kMarker;
  }

  /// "neo(2)(p23)": the whole chromosome, its centromere elsewhere.
  /// @param neocentromere  Is set.
  static std::optional<Chain> with_neocentromere(const Rearrangement& r, std::optional<double>& neocentromere) {
    const auto c = class_of(r.chromosomes.front());
    if (!is_known(c) || r.breakpoints.size() != 1 || r.breakpoints[0].size() != 1) return std::nullopt;
    neocentromere = break_at(c, r.breakpoints[0].front());
    return neocentromere ? std::optional(normal_chain(c)) : std::nullopt;
  }

  ChromosomeStructure single(const Event& event) {
    const auto& first = event.chain.front();
    ChromosomeStructure made{print_core(event),
                             placed_by(first.chromosomes.front()),
                             {},
                             is_ring(first.type)};
    std::optional<Chain> chain;
    const bool ring_of_several = first.type == "der" && event.chain.size() == 2 && event.chain[1].type == "r";
    if (ring_of_several) {
      chain = ring(event.chain[1]);
      made.ring = true;
    } else if (!first.detailed.empty()) {
      chain = described(first.detailed.front(), first, made.neocentromere);
      made.ring = first.detailed.front().opening_colons == 2;
      if (chain && first.type == "neo" && !made.neocentromere) {
        made.neocentromere = length_of(*chain) / 2;
        notes_.push_back("where " + made.name + " has its neocentromere is not told: its middle is taken");
      }
    } else if (first.type == "neo") {
      chain = with_neocentromere(first, made.neocentromere);
    } else if (first.type == "der" || first.type == "ider") {
      chain = derivative(event);
    } else if (first.type == "rec") {
      chain = recombinant(event);
    } else if (first.type == "inv dup" && has_break(first) && first.breakpoints[0].size() == 2 &&
               event.sign == Sign::kNone) {
      chain = changed(normal_chain_of(class_of(first.chromosomes.front())), turned_duplication(first),
                      class_of(first.chromosomes.front()));
      notes_.push_back(made.name + " is read as " + print(turned_duplication(first)));
    } else {
      chain = rearranged(first);
    }
    if (chain) {
      made.segments = *chain;
      if (first.type == "fra" && has_break(first)) {
        if (const auto at = break_at(class_of(first.chromosomes.front()), first.breakpoints[0].front()))
          made.fragile_sites = {*at};
      }
    } else {
      notes_.push_back("what " + made.name + " consists of cannot be told");
    }
    return made;
  }

  /// "inv dup(15)(q11q13)" in place of a chromosome 15 as "dup(15)(q13q11)"; one more is a chromosome of its
  /// own, mirrored at its end.
  static Rearrangement turned_duplication(Rearrangement r) {
    r.type = "dup";
    auto& bands = r.breakpoints[0];
    const auto c = class_of(r.chromosomes.front());
    const auto a = break_at(c, bands[0]), b = break_at(c, bands[1]);
    if (a && b && *a < *b) std::swap(bands[0], bands[1]);
    return r;
  }

  // Rearrangements that begin with normal chromosomes.
  std::optional<Chain> rearranged(const Rearrangement& r) {
    const auto c = class_of(r.chromosomes.front());
    if (is_ring(r.type)) return ring(r);
    if (r.type == "i") return mirrored_arm(normal_chain_of(c), c, r);
    if (r.type == "idic" || r.type == "psu idic" || r.type == "inv dup") return mirrored_at_break(r);
    if (r.type == "fis")
      return is_known(c) && has_break(r) ? std::optional(arm_of(c, r.breakpoints[0][0].band.arm))
                                         : std::nullopt;
    const auto* type = event_type(r.type);
    if (type != nullptr && type->joins && r.chromosomes.size() > 1) return joined_centromeres(r);
    if (!is_known(c)) return std::nullopt;
    return changed(normal_chain(c), r, c);
  }

  static bool has_break(const Rearrangement& r) {
    return !r.breakpoints.empty() && !r.breakpoints[0].empty();
  }
  static bool breaks_known(const Rearrangement& r) {
    for (std::size_t i = 0; i < r.breakpoints.size() && i < r.chromosomes.size(); ++i) {
      for (const auto& point : r.breakpoints[i]) {
        if (!break_at(class_of(r.chromosomes[i]), point)) return false;
      }
    }
    return has_break(r);
  }
  static Chain normal_chain_of(ChromosomeClass c) { return is_known(c) ? normal_chain(c) : Chain{}; }
  static Chain arm_of(ChromosomeClass c, Arm arm) {
    return arm == Arm::kP ? stretch(c, 0, centromere_at(c)) : stretch(c, centromere_at(c), length_at(c));
  }

  /// i(17)(q10): the arm of a chain, once each way.
  static std::optional<Chain> mirrored_arm(const Chain& chain, ChromosomeClass c, const Rearrangement& r) {
    if (!is_known(c) || !has_break(r) || r.breakpoints[0][0].band.arm == Arm::kNone) return std::nullopt;
    const auto halves = broken_at(chain, {c, centromere_at(c)});
    if (!halves) return std::nullopt;
    if (r.breakpoints[0][0].band.arm == Arm::kP) return joined(halves->first, reversed(halves->first));
    return joined(reversed(halves->second), halves->second);
  }

  std::optional<Chain> mirrored_at_break(const Rearrangement& r) {
    const auto c = class_of(r.chromosomes.front());
    if (!has_break(r)) return std::nullopt;
    const auto at = break_at(c, r.breakpoints[0].back());
    if (!at) return std::nullopt;
    const auto parts = broken_beside_centromere(normal_chain(c), {c, *at}, c);
    if (!parts) return std::nullopt;
    return joined(parts->kept, reversed(parts->kept));
  }

  /// "dic r(13)(p11.2q34)": the same stretch twice, with both centromeres.
  static int copies_in_ring(const Rearrangement& r) {
    if (r.chromosomes.size() > 1) return 1;
    return r.type == "dic r" ? 2 : r.type == "trc r" ? 3 : 1;
  }

  static std::optional<Chain> ring(const Rearrangement& r) {
    const auto once = ring_once(r);
    if (!once) return std::nullopt;
    Chain all;
    for (int i = 0; i < copies_in_ring(r); ++i) all.insert(all.end(), once->begin(), once->end());
    return all;
  }

  static std::optional<Chain> ring_once(const Rearrangement& r) {
    Chain all;
    for (std::size_t i = 0; i < r.chromosomes.size(); ++i) {
      const auto c = class_of(r.chromosomes[i]);
      if (!is_known(c) && r.chromosomes.size() > 1) {
        all = joined(all, unknown_chain());
        continue;
      }
      if (i >= r.breakpoints.size() || r.breakpoints[i].size() != 2) return std::nullopt;
      const auto at = breaks_at(c, r.breakpoints[i][0], r.breakpoints[i][1]);
      if (!at) return std::nullopt;
      // The order of the bands tells which way round a segment lies.
      all = joined(all, stretch(c, at->first, at->second));
    }
    return all;
  }

  /// der(13;14)(q10;q10), dic(9;20)(p13;q11.2): what is on the centromere's side of each break, joined at the
  /// breaks.
  std::optional<Chain> joined_centromeres(const Rearrangement& r) {
    Chain all;
    for (std::size_t i = 0; i < r.chromosomes.size(); ++i) {
      const auto c = class_of(r.chromosomes[i]);
      if (i >= r.breakpoints.size() || r.breakpoints[i].empty()) return std::nullopt;
      const auto& points = r.breakpoints[i];
      if (!is_known(c)) {
        all = joined(all, unknown_chain());
        continue;
      }
      Chain part;
      if (points.size() == 2) {
        const auto at = breaks_at(c, points[0], points[1]);
        if (!at) return std::nullopt;
        part = stretch(c, at->first, at->second);
      } else if (points[0].band.name == "10") {
        part = arm_towards_centromere(c, points[0].band.arm);
      } else {
        const auto at = break_at(c, points[0]);
        if (!at) return std::nullopt;
        part = broken_beside_centromere(normal_chain(c), {c, *at}, c)->kept;
      }
      all = joined(all, i == 0 || points.size() == 2 ? part : reversed(part));
    }
    return all;
  }

  // Exchanges.
  std::vector<ChromosomeStructure> exchange(const Rearrangement& r) {
    if (!r.detailed.empty() && r.type != "tas") return described_exchange(r);
    if (r.type == "tas") {
      std::vector<ChromosomeStructure> all;
      for (const auto& name : r.chromosomes) {
        all.push_back({print(r), placed_by(name), normal_chain_of(class_of(name)), false});
      }
      return all;
    }
    if (is_whole_arm(r)) return whole_arm_exchange(r);
    std::vector<ChromosomeStructure> all;
    for (const auto& name : r.chromosomes) {
      const auto c = class_of(name);
      const bool both = r.chromosomes.size() == 1;
      const auto text = both ? print(r) : "der(" + print(name) + ")" + print(r);
      ChromosomeStructure made{text, placed_by(name), {}, false};
      const auto chain = is_known(c) ? changed(normal_chain(c), r, c, all.size()) : std::nullopt;
      if (chain) {
        made.segments = *chain;
      } else {
        notes_.push_back("what " + text + " consists of cannot be told");
      }
      all.push_back(std::move(made));
    }
    return all;
  }

  std::vector<ChromosomeStructure> described_exchange(const Rearrangement& r) {
    std::vector<ChromosomeStructure> all;
    for (std::size_t i = 0; i < r.chromosomes.size(); ++i) {
      const auto& name = r.chromosomes[i];
      ChromosomeStructure made{r.chromosomes.size() == 1 ? print(r) : "der(" + print(name) + ")" + print(r),
                               placed_by(name),
                               {},
                               false};
      if (i < r.detailed.size())
        made.segments = described(r.detailed[i], r, made.neocentromere).value_or(Chain{});
      all.push_back(std::move(made));
    }
    return all;
  }

  static bool is_whole_arm(const Rearrangement& r) {
    return r.type == "t" && r.chromosomes.size() == 2 && r.breakpoints.size() == 2 &&
           r.breakpoints[0].size() == 1 && r.breakpoints[1].size() == 1 &&
           r.breakpoints[0][0].band.name == "10" && r.breakpoints[1][0].band.name == "10" &&
           is_known(class_of(r.chromosomes[0])) && is_known(class_of(r.chromosomes[1]));
  }

  static std::vector<ChromosomeStructure> whole_arm_exchange(const Rearrangement& r) {
    std::vector<ChromosomeStructure> all;
    const auto a = class_of(r.chromosomes[0]), b = class_of(r.chromosomes[1]);
    auto arm_a = r.breakpoints[0][0].band.arm, arm_b = r.breakpoints[1][0].band.arm;
    const auto other = [](Arm arm) { return arm == Arm::kP ? Arm::kQ : Arm::kP; };
    for (const auto placed : {a, b}) {
      const auto letters =
          std::string(arm_a == Arm::kP ? "p10;" : "q10;") + (arm_b == Arm::kP ? "p10" : "q10");
      const auto name = "der(" + r.chromosomes[0].name + ";" + r.chromosomes[1].name + ")(" + letters + ")";
      const auto chain = joined(arm_towards_centromere(a, arm_a), reversed(arm_towards_centromere(b, arm_b)));
      const bool long_arm_first = arm_a == Arm::kQ && arm_b == Arm::kP;
      all.push_back({name, placed, long_arm_first ? reversed(chain) : chain, false});
      arm_a = other(arm_a);
      arm_b = other(arm_b);
    }
    return all;
  }

  static bool names(const Rearrangement& r, const ChromosomeName& name) {
    return std::any_of(r.chromosomes.begin(), r.chromosomes.end(),
                       [&](const auto& c) { return c.name == name.name; });
  }

  /// der(5;7)t(3;5)(q21;q22)t(3;7)(q29;p13): a stretch of a third chromosome lies between the centromeres.
  static std::optional<Chain> joined_by_a_third(const Event& event) {
    Chain sides[2];
    double ends[2] = {0, 0};
    auto third = ChromosomeClass::kUnclassified;
    for (std::size_t i = 0; i < 2; ++i) {
      const auto& link = event.chain[i + 1];
      const auto own = class_of(event.chain[0].chromosomes[i]);
      if (link.type != "t" || link.chromosomes.size() != 2 || link.breakpoints.size() != 2)
        return std::nullopt;
      const std::size_t mine = class_of(link.chromosomes[0]) == own ? 0 : 1;
      const auto other = class_of(link.chromosomes[1 - mine]);
      if (class_of(link.chromosomes[mine]) != own || (i > 0 && other != third)) return std::nullopt;
      third = other;
      const auto at = break_at(own, link.breakpoints[mine].front());
      const auto end = break_at(other, link.breakpoints[1 - mine].front());
      const auto parts =
          at && end ? broken_beside_centromere(normal_chain(own), {own, *at}, own) : std::nullopt;
      if (!parts) return std::nullopt;
      sides[i] = parts->kept;
      ends[i] = *end;
    }
    return joined(joined(sides[0], stretch(third, ends[0], ends[1])), reversed(sides[1]));
  }

  // Chains of events.
  std::optional<Chain> derivative(const Event& event) {
    const auto& first = event.chain.front();
    std::optional<Chain> chain;
    std::size_t next = 1;
    const auto own = class_of(first.chromosomes.front());
    if (first.chromosomes.size() > 1) {
      if (first.breakpoints.empty() && event.chain.size() > 2 &&
          !names(event.chain[1], first.chromosomes[1])) {
        chain = joined_by_a_third(event);
        next = 3;
      } else if (first.breakpoints.empty() && event.chain.size() > 1) {
        // "der(5;7)t(5;7)(q13;p22)t(3;7)...": the first exchange joins the centromeres.
        auto joint = event.chain[1];
        joint.type = "dic";
        chain = joined_centromeres(joint);
        next = 2;
      } else {
        chain = joined_centromeres(first);
      }
    } else if (is_known(own)) {
      chain = normal_chain(own);
    } else {
      chain = unknown_chain();
    }
    // Links stand from p to q, so that one may need what a later one brings.
    std::vector<const Rearrangement*> waiting;
    for (; next < event.chain.size(); ++next) waiting.push_back(&event.chain[next]);
    for (bool any = true; chain && any && !waiting.empty();) {
      any = false;
      for (auto at = waiting.begin(); at != waiting.end();) {
        const auto after = changed(*chain, **at, own);
        if (!after) {
          ++at;
          continue;
        }
        chain = after;
        at = waiting.erase(at);
        any = true;
      }
    }
    if (!waiting.empty()) {
      if (breaks_known(*waiting.front()))
        notes_.push_back("the other events leave nothing of where " + print(*waiting.front()) + " breaks");
      return std::nullopt;
    }
    if (first.type == "ider") return chain ? mirrored_arm(*chain, own, first) : std::nullopt;
    return chain;
  }

  /// rec(21)del(21)ins(21)(p13q22.2q22.3): the chromosome without what was moved; with dup with it in both
  /// places.
  static std::optional<Chain> recombinant_of_insertion(bool doubled, const Rearrangement& r) {
    const auto c = class_of(r.chromosomes.front());
    const auto& bands = r.breakpoints[0];
    const auto at = breaks_at(c, bands[1], bands[2]);
    if (!at) return std::nullopt;
    if (!doubled) {
      const auto parts = broken_twice(normal_chain_of(c), {c, at->first}, {c, at->second});
      return parts ? std::optional(joined(parts->before, parts->after)) : std::nullopt;
    }
    const auto target = break_at(c, bands[0]);
    const auto place = target ? broken_at(normal_chain_of(c), {c, *target}) : std::nullopt;
    return place
               ? std::optional(joined(joined(place->first, stretch(c, at->first, at->second)), place->second))
               : std::nullopt;
  }

  /// rec(6)dup(6p)inv(6)(p22.2q25.2): one crossing-over in the inverted segment.
  std::optional<Chain> recombinant(const Event& event) {
    const auto& last = event.chain.back();
    if (event.chain.size() == 3 && last.type == "ins" && has_break(last) && last.chromosomes.size() == 1 &&
        last.breakpoints[0].size() == 3)
      return recombinant_of_insertion(event.chain[1].type == "dup", last);
    const Rearrangement* inversion = nullptr;
    const Rearrangement* duplicated = nullptr;
    for (const auto& link : event.chain) {
      if (link.type == "inv") inversion = &link;
      if (link.type == "dup" && link.chromosomes.front().arm != Arm::kNone) duplicated = &link;
    }
    if (inversion == nullptr || duplicated == nullptr || !has_break(*inversion) ||
        inversion->breakpoints[0].size() != 2)
      return std::nullopt;
    const auto c = class_of(inversion->chromosomes.front());
    const auto at = breaks_at(c, inversion->breakpoints[0][0], inversion->breakpoints[0][1]);
    if (!at) return std::nullopt;
    const double p = std::min(at->first, at->second), q = std::max(at->first, at->second);
    if (duplicated->chromosomes.front().arm == Arm::kP) return joined(stretch(c, 0, q), stretch(c, p, 0));
    return joined(stretch(c, length_at(c), q), stretch(c, p, length_at(c)));
  }

  // One rearrangement of a chromosome that may be abnormal already.

  /// @param own       Whose centromere the chain has.
  /// @param position  Of the chain's chromosome in an exchange, where known.
  std::optional<Chain> changed(const Chain& chain, const Rearrangement& r, ChromosomeClass own,
                               std::optional<std::size_t> position = {}) {
    if (r.type == "fra" || r.type == "upd" || r.chromosomes.empty()) return chain;
    if (r.breakpoints.empty()) return std::nullopt;
    const auto c = class_of(r.chromosomes.front());
    if ((r.type == "t" && !exchanges_segments(r)) || (r.type != "t" && event_type(r.type) != nullptr &&
                                                      event_type(r.type)->shape == EventShape::kOneBreakEach))
      return exchanged(chain, r, own, position);
    if (exchanges_segments(r)) return with_segment_of_another(chain, r, own, position);
    if (r.type == "ins") return inserted(chain, r, position);
    if (r.type == "i") return mirrored_arm(chain, c, r);
    if (r.breakpoints[0].size() == 2) return changed_between(chain, r, c);
    const auto at = break_at(c, r.breakpoints[0].front());
    if (!at) return std::nullopt;
    if (r.type == "hsr" && r.chromosomes.size() == 2) return between_segments(chain, r);
    if (r.type == "hsr") {
      const auto parts = broken_at(chain, {c, *at});
      return parts ? std::optional(joined(joined(parts->first, amplified_chain()), parts->second))
                   : std::nullopt;
    }
    const auto parts = broken_beside_centromere(chain, {c, *at}, own);
    if (!parts) return std::nullopt;
    if (r.type == "add") return completed(*parts, unknown_chain());
    if (r.type == "del") return completed(*parts, {});
    if (r.type == "idic" || r.type == "psu idic") return joined(parts->kept, reversed(parts->kept));
    return std::nullopt;
  }

  /// hsr(1;7)(q21;p11.2): where the chain goes from the one band to the other.
  static std::optional<Chain> between_segments(const Chain& chain, const Rearrangement& r) {
    const auto a = class_of(r.chromosomes[0]), b = class_of(r.chromosomes[1]);
    if (r.breakpoints.size() != 2 || r.breakpoints[0].empty() || r.breakpoints[1].empty())
      return std::nullopt;
    const auto at_a = break_at(a, r.breakpoints[0][0]), at_b = break_at(b, r.breakpoints[1][0]);
    if (!at_a || !at_b) return std::nullopt;
    const auto is_at = [](ChromosomeClass c, double place, ChromosomeClass wanted, double at) {
      return c == wanted && std::abs(place - at) < 2 * kBesideCentromere;
    };
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      const auto& s = chain[i];
      const auto& next = chain[i + 1];
      const bool forward = is_at(s.chromosome, s.to, a, *at_a) && is_at(next.chromosome, next.from, b, *at_b);
      const bool backward =
          is_at(s.chromosome, s.to, b, *at_b) && is_at(next.chromosome, next.from, a, *at_a);
      if (!forward && !backward) continue;
      Chain all(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(i + 1));
      all.push_back(amplified_chain().front());
      all.insert(all.end(), chain.begin() + static_cast<std::ptrdiff_t>(i + 1), chain.end());
      return all;
    }
    return std::nullopt;
  }

  /// The kept part with something else beyond the break, read p to q again.
  static Chain completed(const CentricBreak& parts, const Chain& beyond) {
    const auto whole = joined(parts.kept, beyond);
    return parts.lost_on_q_side ? whole : reversed(whole);
  }

  static std::optional<Chain> changed_between(const Chain& chain, const Rearrangement& r, ChromosomeClass c) {
    const auto at = breaks_at(c, r.breakpoints[0][0], r.breakpoints[0][1]);
    if (!at) return std::nullopt;
    const auto parts = broken_twice(chain, {c, at->first}, {c, at->second});
    if (!parts) return std::nullopt;
    if (r.type == "del") return joined(parts->before, parts->after);
    if (r.type == "inv") return joined(joined(parts->before, reversed(parts->between)), parts->after);
    const int extra = r.type == "dup" ? 1 : r.type == "trp" ? 2 : r.type == "qdp" ? 3 : 0;
    if (extra == 0) return std::nullopt;
    // The band nearer to the end of the short arm first: the copies lie as the original; else every other one
    // is turned round.
    const bool direct = at->first <= at->second;
    auto all = joined(parts->before, parts->between);
    for (int i = 0; i < extra; ++i)
      all = joined(all, direct || i % 2 == 1 ? parts->between : reversed(parts->between));
    return joined(all, parts->after);
  }

  /// The material that comes from the partner before in the circle: a receives of the last, b of a, c of b.
  std::optional<Chain> exchanged(const Chain& chain, const Rearrangement& r, ChromosomeClass own,
                                 std::optional<std::size_t> position) {
    const auto named = r.chromosomes.size();
    for (std::size_t k = 0; k < named; ++k) {
      const auto i = position ? *position : k;
      const auto c = class_of(r.chromosomes[i]);
      if (i >= r.breakpoints.size() || r.breakpoints[i].empty()) return std::nullopt;
      const auto at = break_at(c, r.breakpoints[i].front());
      const auto parts = at ? broken_beside_centromere(chain, {c, *at}, own) : std::nullopt;
      if (!parts) {
        if (position) return std::nullopt;
        continue;
      }
      const auto giver = (i + named - 1) % named;
      const auto piece = acentric_piece(r, giver);
      return piece ? std::optional(completed(*parts, *piece)) : std::nullopt;
    }
    // "der(?)t(?;9)(?;q22)": what carries the centromere is unknown.
    if (!is_known(own)) {
      for (std::size_t i = 0; i < named; ++i) {
        if (!is_known(class_of(r.chromosomes[i]))) continue;
        const auto piece = acentric_piece(r, i);
        return piece ? std::optional(joined(chain, *piece)) : std::nullopt;
      }
    }
    return std::nullopt;
  }

  /// What a partner gives: from its break to its end, read away from the break.
  static std::optional<Chain> acentric_piece(const Rearrangement& r, std::size_t giver) {
    const auto c = class_of(r.chromosomes[giver]);
    if (!is_known(c)) return unknown_chain();
    if (giver >= r.breakpoints.size() || r.breakpoints[giver].empty()) return std::nullopt;
    const auto at = break_at(c, r.breakpoints[giver].front());
    if (!at) return std::nullopt;
    return broken_beside_centromere(normal_chain(c), {c, *at}, c)->lost;
  }

  /// ins(2)(p13q21q31), ins(5;2)(p14;q22q32): of the piece the band named first lies nearer to the end of the
  /// recipient's short arm.
  std::optional<Chain> inserted(const Chain& chain, const Rearrangement& r,
                                std::optional<std::size_t> position) {
    const bool within = r.chromosomes.size() == 1;
    const auto to = class_of(r.chromosomes.front()), from = class_of(r.chromosomes.back());
    const auto& segment = r.breakpoints.back();
    if (segment.size() < (within ? 3u : 1u)) return std::nullopt;
    Chain piece = unknown_chain();
    std::optional<std::pair<double, double>> at;
    if (is_known(from)) {
      if (segment.size() < 2) return std::nullopt;
      at = breaks_at(from, segment[segment.size() - 2], segment.back());
      if (!at) return std::nullopt;
      piece = stretch(from, at->first, at->second);
    }
    Chain rest = chain;
    if (within || position == std::optional<std::size_t>(1)) {
      if (!at) return std::nullopt;
      const auto parts = broken_twice(chain, {from, at->first}, {from, at->second});
      if (!parts) return std::nullopt;
      rest = joined(parts->before, parts->after);
      if (!within) return rest;
    }
    const auto target = break_at(to, r.breakpoints.front().front());
    if (!target) {
      // Only the donor is here: der(2)ins(5;2)...
      return std::nullopt;
    }
    const auto place = broken_at(rest, {to, *target});
    if (!place) return donor_after(chain, r, at);
    return joined(joined(place->first, piece), place->second);
  }

  /// ins(5;6)(q13q23;q15q23): each gets the segment of the one before in the circle, as its bands are
  /// written.
  static std::optional<Chain> with_segment_of_another(const Chain& chain, const Rearrangement& r,
                                                      ChromosomeClass own,
                                                      std::optional<std::size_t> position) {
    const auto named = r.chromosomes.size();
    std::size_t i = 0;
    while (i < named && (position ? i != *position : class_of(r.chromosomes[i]) != own)) ++i;
    if (i == named) return std::nullopt;
    const auto giver = (i + named - 1) % named;
    const auto to = class_of(r.chromosomes[i]), from = class_of(r.chromosomes[giver]);
    const auto gap = breaks_at(to, r.breakpoints[i][0], r.breakpoints[i][1]);
    const auto piece = breaks_at(from, r.breakpoints[giver][0], r.breakpoints[giver][1]);
    if (!gap || !piece) return std::nullopt;
    const auto parts = broken_twice(chain, {to, gap->first}, {to, gap->second});
    if (!parts) return std::nullopt;
    return joined(joined(parts->before, stretch(from, piece->first, piece->second)), parts->after);
  }

  static std::optional<Chain> donor_after(const Chain& chain, const Rearrangement& r,
                                          std::optional<std::pair<double, double>> at) {
    if (!at || r.chromosomes.size() < 2) return std::nullopt;
    const auto from = class_of(r.chromosomes.back());
    const auto parts = broken_twice(chain, {from, at->first}, {from, at->second});
    return parts ? std::optional(joined(parts->before, parts->after)) : std::nullopt;
  }

  // The detailed system, where it has no short form.
  /// @param neocentromere  Set if the text places one; between two bands it lies in the middle.
  static std::optional<Chain> described(const DetailedChromosome& description, const Rearrangement& r,
                                        std::optional<double>& neocentromere) {
    Chain all;
    for (const auto& points : description.stretches) {
      bool has_before = false, before_neo = false, is_unknown = false;
      double before = 0;
      for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& point = points[i];
        if (point.word == "neo") {
          neocentromere = length_of(all);
          before_neo = has_before;
          continue;
        }
        const auto current =
            cytogenetics::parse_class(chromosome_at(r, points, i)).value_or(ChromosomeClass::kUnclassified);
        if (point.word == "hsr") {
          all = joined(all, amplified_chain());
          has_before = is_unknown = false;
          continue;
        }
        if (!point.word.empty() || !is_known(current)) {
          // "?->cen->?" is one part.
          if (!is_unknown) all = joined(all, unknown_chain());
          is_unknown = true;
          has_before = false;
          continue;
        }
        is_unknown = false;
        const auto at = point.band.name == "10"
                            ? std::optional(centromere_at(current))
                            : break_at(current, Breakpoint{point.band, Join::kNone, {}, {}});
        if (!at) return std::nullopt;
        if (has_before) all = joined(all, stretch(current, before, *at));
        if (before_neo) *neocentromere = (*neocentromere + length_of(all)) / 2;
        before_neo = false;
        has_before = true;
        before = *at;
      }
    }
    return all;
  }

  std::vector<std::string>& notes_;
};

}  // namespace

std::vector<ChromosomeStructure> products(const Event& event, std::vector<std::string>& notes) {
  switch (event.kind) {
    case EventKind::kWhole: {
      const auto c = class_of(event.chromosome);
      if (event.sign != Sign::kGain || !is_known(c)) return {};
      return {{std::string(to_string(c)), c, normal_chain(c), false}};
    }
    case EventKind::kWord: {
      if (!is_counted_word(event.word)) return {};
      return {{print_core(event), ChromosomeClass::kMarker, {}, event.word == "r"}};
    }
    case EventKind::kVariant: {
      const auto c = class_of(event.chromosome);
      if (!is_known(c)) return {};
      ChromosomeStructure variant{print_core(event), c, normal_chain(c), false};
      variant.resized = resized_by(event);
      variant.satellites_on_p = has_new_satellites(event, Arm::kP);
      variant.satellites_on_q = has_new_satellites(event, Arm::kQ);
      return {variant};
    }
    case EventKind::kIncomplete:
      return {};
    case EventKind::kStructural: {
      const auto* type = event_type(event.chain.front().type);
      if (type == nullptr || type->chromatid) return {};
      return Maker(notes).make(in_short_form(event));
    }
  }
  return {};
}

}  // namespace pinnacle::iscn
