#include "pinnacle/iscn/chromosome_naming.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/parser.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using cytogenetics::Segment;

bool is_known(const Segment& s) { return cytogenetics::is_normal_class(s.chromosome); }
bool is_unknown(const Segment& s) { return !is_known(s) && !s.amplified; }
bool at_p_end(const Segment& s, double at) { return is_same_place(at, 0) && is_known(s); }
bool at_q_end(const Segment& s, double at) {
  return is_known(s) && is_same_place(at, length_at(s.chromosome));
}
bool at_an_end(const Segment& s, double at) { return at_p_end(s, at) || at_q_end(s, at); }
/// The centromere inside it, not at its end.
bool is_centric(const Segment& s) {
  if (!is_known(s)) return false;
  const double c = centromere_at(s.chromosome);
  return std::min(s.from, s.to) < c - kSamePlace && std::max(s.from, s.to) > c + kSamePlace;
}

int rank_of(ChromosomeClass c) { return chromosome_rank(std::string(to_string(c))); }

/// Names a place by the bands of one level.
class Bands {
 public:
  explicit Bands(BandLevel level) : level_(level) {}

  Breakpoint at(ChromosomeClass c, double place) const {
    return {{false, place < centromere_at(c) ? Arm::kP : Arm::kQ, name(c, place)}, Join::kNone, {}, {}};
  }
  /// The centromere, for the arm that goes with it.
  static Breakpoint arm(Arm arm) { return {{false, arm, "10"}, Join::kNone, {}, {}}; }

  DetailedPoint point(const Segment& s, double place, double other_end, bool with_chromosome) const {
    DetailedPoint p;
    if (!is_known(s)) {
      p.word = s.amplified ? "hsr" : "?";
      return p;
    }
    if (with_chromosome) p.chromosome = to_string(s.chromosome);
    if (at_p_end(s, place)) {
      p.band = {false, Arm::kP, "ter"};
    } else if (at_q_end(s, place)) {
      p.band = {false, Arm::kQ, "ter"};
    } else if (is_same_place(place, centromere_at(s.chromosome))) {
      p.band = arm(other_end < place ? Arm::kP : Arm::kQ).band;
    } else {
      p.band = at(s.chromosome, place).band;
    }
    return p;
  }

 private:
  std::string name(ChromosomeClass c, double place) const {
    if (is_same_place(place, centromere_at(c))) return "10";
    const auto finest = nearest_band(c, place);
    // "q34" and its middle sub-band have the same middle: no more is told than is known.
    for (const auto digits : {std::size_t{2}, std::size_t{4}}) {
      if (digits >= finest.size()) break;
      const auto coarser = finest.substr(0, digits);
      const auto stretch = band_place(c, place < centromere_at(c) ? Arm::kP : Arm::kQ, coarser);
      if (stretch && is_same_place(place, (stretch->from + stretch->to) / 2)) return coarser;
    }
    return finest;
  }

  std::string nearest_band(ChromosomeClass c, double place) const {
    std::string nearest;
    double distance = 1e9;
    for (const auto& band : cytogenetics::bands_of(c, level_)) {
      const auto arm = band.on_p_arm ? Arm::kP : Arm::kQ;
      if ((arm == Arm::kP) != (place < centromere_at(c))) continue;
      const auto stretch = band_place(c, arm, band.name);
      if (!stretch) continue;
      const double away = std::max({0.0, stretch->from - place, place - stretch->to});
      if (away < distance) {
        distance = away;
        nearest = band.name;
      }
    }
    return nearest;
  }

  BandLevel level_;
};

Rearrangement simple(std::string type, ChromosomeClass c, std::vector<Breakpoint> points) {
  Rearrangement r;
  r.type = std::move(type);
  r.chromosomes = {chromosome_name(c)};
  r.breakpoints = {std::move(points)};
  return r;
}

Rearrangement pair_of(std::string type, ChromosomeClass a, ChromosomeClass b, Breakpoint at_a,
                      Breakpoint at_b) {
  Rearrangement r;
  r.type = std::move(type);
  r.chromosomes = {chromosome_name(a), chromosome_name(b)};
  r.breakpoints = {{std::move(at_a)}, {std::move(at_b)}};
  if (r.type != "ins" && chromosome_rank(r.chromosomes[1].name) < chromosome_rank(r.chromosomes[0].name)) {
    std::swap(r.chromosomes[0], r.chromosomes[1]);
    std::swap(r.breakpoints[0], r.breakpoints[1]);
  }
  return r;
}

Rearrangement derivative_of(ChromosomeClass c) {
  Rearrangement r;
  r.type = "der";
  r.chromosomes = {chromosome_name(c)};
  return r;
}

class Namer {
 public:
  Namer(const ChromosomeStructure& chromosome, const Bands& bands)
      : given_(chromosome), bands_(bands), own_(chromosome.placed) {
    chain_ = joined(chromosome.segments, {});
    turned_ = reads_from_q(chain_);
    if (turned_) chain_ = reversed(chain_);
  }

  bool is_normal() const { return is_whole() && !given_.neocentromere && !is_variant(); }

  NamedChromosome name() const {
    if (!cytogenetics::is_normal_class(own_) || chain_.empty() || is_variant()) return as_given();
    NamedChromosome result;
    result.places = {own_};
    if (given_.neocentromere) {
      result.chain = {with_neocentromere()};
      return result;
    }
    if (given_.ring) return ring();
    result.exchange = half_exchange();
    result.insertion = with_insertion();
    result.only_arm = only_arm();
    result.chain = changed_from_own(result);
    if (!result.chain.empty()) return result;
    if (const auto several = joined_centromeres()) {
      result.places = places_of(*several);
      result.chain = {*several};
    } else {
      result.places = centromeres();
      result.chain = {detailed("der", result.places)};
    }
    return result;
  }

 private:
  /// In place of its own normal chromosome; nothing if there is no name for what changed.
  std::vector<Rearrangement> changed_from_own(const NamedChromosome& halves) const {
    if (const auto ends = changed_ends()) return *ends;
    if (is_one_class()) {
      if (const auto change = of_one_chromosome()) return {*change};
    } else if (halves.exchange) {
      return {derivative_of(own_), exchange_of(*halves.exchange)};
    } else if (halves.insertion) {
      return {derivative_of(own_), *halves.insertion};
    }
    return isoderivative();
  }

  /// The normal chromosomes that it names.
  static std::vector<ChromosomeClass> places_of(const Rearrangement& r) {
    std::vector<ChromosomeClass> all;
    for (const auto& c : r.chromosomes) all.push_back(*cytogenetics::parse_class(c.name));
    return all;
  }

  Rearrangement exchange_of(const HalfExchange& half) const {
    return pair_of("t", half.own, half.giver, half.own_band, bands_.at(half.giver, half.giver_at));
  }

  /// By its own ends, or by its own centromere if it has lost them.
  bool reads_from_q(const Chain& chain) const {
    if (chain.empty()) return false;
    if (chain.front().chromosome == own_ && at_p_end(chain.front(), chain.front().from)) return false;
    if (chain.back().chromosome == own_ && at_p_end(chain.back(), chain.back().to)) return true;
    const auto centric = std::find_if(chain.begin(), chain.end(), [this](const Segment& s) {
      return s.chromosome == own_ && is_centric(s);
    });
    return centric != chain.end() && centric->from > centric->to;
  }

  bool is_whole() const {
    return !given_.ring && chain_.size() == 1 && chain_[0].chromosome == own_ &&
           at_p_end(chain_[0], chain_[0].from) && at_q_end(chain_[0], chain_[0].to);
  }

  /// Whose heteromorphism its name tells, as "16qh-" does.
  bool is_variant() const {
    const bool differs = !given_.resized.empty() || given_.satellites_on_p || given_.satellites_on_q;
    if (!is_whole() || !differs) return false;
    const auto event = event_of("46,XX," + given_.name);
    return event && event->kind == EventKind::kVariant;
  }

  bool is_one_class() const {
    return std::all_of(chain_.begin(), chain_.end(),
                       [this](const Segment& s) { return s.chromosome == own_ || !is_known(s); });
  }

  /// The only event of a karyotype; nothing if it cannot be read.
  static std::optional<Event> event_of(const std::string& text) {
    const auto reading = read(text);
    const auto& clones = reading.karyotype.clones;
    if (!reading.complete || !reading.faults.errors.empty() || clones.size() != 1 ||
        clones[0].events.size() != 1)
      return std::nullopt;
    return clones[0].events[0];
  }

  NamedChromosome as_given() const {
    auto event = event_of((is_variant() ? "46,XX," : "46,XX,+") + given_.name);
    if (!event || event->kind == EventKind::kWhole) {
      event.emplace();
      event->kind = EventKind::kWord;
      event->word = "mar";
    }
    event->sign = Sign::kNone;
    NamedChromosome result;
    result.by_name = event;
    if (cytogenetics::is_normal_class(own_)) result.places = {own_};
    return result;
  }

  Breakpoint at(double place) const { return bands_.at(own_, place); }
  /// Two breaks, the one nearer to the end of the short arm first.
  std::vector<Breakpoint> from_p(double a, double b) const {
    return {at(std::min(a, b)), at(std::max(a, b))};
  }

  /// The arm that it is, if it is a whole arm and nothing else.
  Arm only_arm() const {
    if (chain_.size() != 1 || chain_[0].chromosome != own_) return Arm::kNone;
    const auto& s = chain_[0];
    const double c = centromere_at(own_);
    if (at_p_end(s, s.from) && is_same_place(s.to, c)) return Arm::kP;
    return is_same_place(s.from, c) && at_q_end(s, s.to) ? Arm::kQ : Arm::kNone;
  }

  /// "neo(10)(q26)"; of less or more than a whole chromosome in the detailed system.
  Rearrangement with_neocentromere() const {
    const auto place = place_on(chain_, neocentromere());
    if (is_whole() && place) return simple("neo", own_, {at(chain_[0].at(place->units))});
    return detailed(is_one_class() ? "neo" : "der", {own_});
  }

  /// As the chain is read here.
  double neocentromere() const {
    return turned_ ? length_of(chain_) - *given_.neocentromere : *given_.neocentromere;
  }

  NamedChromosome ring() const {
    NamedChromosome result;
    result.places = {own_};
    if (chain_.size() == 1 && chain_[0].chromosome == own_ && is_centric(chain_[0])) {
      result.chain = {simple("r", own_, {at(chain_[0].from), at(chain_[0].to)})};
    } else if (const auto several = ring_of_several()) {
      result.chain = {*several};
      result.places = places_of(*several);
      if (std::count_if(chain_.begin(), chain_.end(), is_centric) == 1)
        result.derivative = {derivative_of(result.places.front()), *several};
    } else {
      result.places = centromeres();
      result.chain = {detailed("der", result.places)};
    }
    return result;
  }

  /// r(1;2;5)(p36q32;p25q33;p15q31): from that with the centromere on, of several from the lowest number on.
  std::optional<Rearrangement> ring_of_several() const {
    std::set<ChromosomeClass> classes;
    for (const auto& s : chain_) classes.insert(s.chromosome);
    if (classes.size() < 2 || classes.size() != chain_.size() ||
        !std::all_of(chain_.begin(), chain_.end(), is_known))
      return std::nullopt;
    const bool one_centromere = std::count_if(chain_.begin(), chain_.end(), is_centric) == 1;
    const auto leads = [&](const Segment& a, const Segment& b) {
      if (one_centromere) return is_centric(a) && !is_centric(b);
      return rank_of(a.chromosome) < rank_of(b.chromosome);
    };
    auto turned = chain_;
    auto first = std::min_element(turned.begin(), turned.end(), leads);
    if (first->from > first->to) {
      turned = reversed(turned);
      first = std::min_element(turned.begin(), turned.end(), leads);
    }
    std::rotate(turned.begin(), first, turned.end());
    Rearrangement r;
    r.type = "r";
    for (const auto& s : turned) {
      r.chromosomes.push_back(chromosome_name(s.chromosome));
      r.breakpoints.push_back({bands_.at(s.chromosome, s.from), bands_.at(s.chromosome, s.to)});
    }
    return r;
  }

  /// der(9)del(9)(p12)t(9;22)(q34;q11.2): both ends are not what they were.
  std::optional<std::vector<Rearrangement>> changed_ends() const {
    const auto centric = std::find_if(chain_.begin(), chain_.end(), is_centric);
    const auto others = std::count_if(chain_.begin(), chain_.end(), is_centric);
    if (others != 1 || centric->chromosome != own_ || centric->from > centric->to) return std::nullopt;
    const auto before = centric - chain_.begin(), behind = chain_.end() - centric - 1;
    if (before > 1 || behind > 1) return std::nullopt;
    const auto p = changed_end(centric->from, before == 1 ? std::optional(chain_.front()) : std::nullopt);
    const auto q = changed_end(centric->to,
                               behind == 1 ? std::optional(reversed({chain_.back()}).front()) : std::nullopt);
    if (!p || !q) return std::nullopt;
    return std::vector{derivative_of(own_), *p, *q};
  }

  /// What happened at a break, where `got` took the place of the end; nothing if it is the normal end.
  std::optional<Rearrangement> changed_end(double break_at, const std::optional<Segment>& got) const {
    const Segment own{own_, break_at, break_at};
    if (!got) {
      return at_an_end(own, break_at) ? std::nullopt : std::optional(simple("del", own_, {at(break_at)}));
    }
    if (is_unknown(*got)) return simple("add", own_, {at(break_at)});
    if (got->chromosome == own_ || !at_an_end(*got, got->from) ||
        is_same_place(got->to, centromere_at(got->chromosome)))
      return std::nullopt;
    return exchange_of({own_, got->chromosome, break_at, got->to, at(break_at)});
  }

  std::optional<Rearrangement> of_one_chromosome() const {
    const auto n = chain_.size();
    const auto& first = chain_.front();
    const auto& last = chain_.back();
    if (only_arm() != Arm::kNone)
      return simple("del", own_, {Bands::arm(only_arm() == Arm::kP ? Arm::kQ : Arm::kP)});
    if (n == 1 && is_centric(first)) {
      return simple("del", own_, {at_p_end(first, first.from) ? at(first.to) : at(first.from)});
    }
    if (n == 2 && is_unknown(first) && at_q_end(last, last.to) && is_centric(last))
      return simple("add", own_, {at(last.from)});
    if (n == 2 && is_unknown(last) && at_p_end(first, first.from) && is_centric(first))
      return simple("add", own_, {at(first.to)});
    if (!is_known(first) || !is_known(last)) return std::nullopt;
    if (n == 2 && is_same_place(first.to, last.from) && is_same_place(first.from, last.to))
      return mirrored(first);
    if (!at_p_end(first, first.from) || !at_q_end(last, last.to)) return std::nullopt;
    if (n == 3 && chain_[1].amplified && is_same_place(first.to, last.from))
      return simple("hsr", own_, {at(first.to)});
    if (std::any_of(chain_.begin(), chain_.end(), [](const Segment& s) { return !is_known(s); }))
      return std::nullopt;
    if (n == 2) return gap_or_repeat(first, last, 1);
    if (const auto moved = moved_within()) return moved;
    return n >= 3 ? repeated_or_turned() : std::nullopt;
  }

  /// i(), idic(): a stretch and its mirror image.
  std::optional<Rearrangement> mirrored(const Segment& first) const {
    if (!at_an_end(first, first.from)) return std::nullopt;
    const bool from_p = at_p_end(first, first.from);
    if (is_same_place(first.to, centromere_at(own_)))
      return simple("i", own_, {Bands::arm(from_p ? Arm::kP : Arm::kQ)});
    return is_centric(first) ? std::optional(simple("idic", own_, {at(first.to)})) : std::nullopt;
  }

  /// [pter, x][y, qter]: a deletion if x lies before y, else a repeat of y to x.
  std::optional<Rearrangement> gap_or_repeat(const Segment& first, const Segment& last, int copies) const {
    const double x = first.to, y = last.from, c = centromere_at(own_);
    if ((x < c) != (y < c)) return std::nullopt;
    if (x < y) return copies == 1 ? std::optional(simple("del", own_, from_p(x, y))) : std::nullopt;
    static constexpr std::array<const char*, 3> kTypes{"dup", "trp", "qdp"};
    return simple(kTypes[static_cast<std::size_t>(copies - 1)], own_, from_p(y, x));
  }

  std::optional<Rearrangement> repeated_or_turned() const {
    const auto& first = chain_.front();
    const auto& middle = chain_[1];
    const auto& last = chain_.back();
    const auto copies = chain_.size() - 1;
    const bool alike = std::all_of(chain_.begin() + 1, chain_.end() - 1, [&](const Segment& s) {
      return is_same_place(s.from, middle.from) && is_same_place(s.to, middle.to);
    });
    if (!alike || copies > 3) return std::nullopt;
    if (copies == 2 && middle.from > middle.to && is_same_place(first.to, middle.to) &&
        is_same_place(last.from, middle.from)) {
      return simple("inv", own_, from_p(middle.to, middle.from));
    }
    const bool one_arm = (middle.from < centromere_at(own_)) == (middle.to < centromere_at(own_));
    // Of three copies that in the middle is turned round.
    if (copies == 2 && one_arm && is_same_place(middle.from, first.to) &&
        is_same_place(middle.to, last.from) && middle.from > middle.to && first.to > last.from) {
      return simple("trp", own_, {at(middle.from), at(middle.to)});
    }
    if (middle.from < middle.to && is_same_place(middle.to, first.to) &&
        is_same_place(middle.from, last.from)) {
      return gap_or_repeat(first, last, static_cast<int>(copies));
    }
    // A copy turned round stands between the original and what follows it.
    const bool turned = copies == 2 && middle.from > middle.to && is_same_place(middle.from, first.to) &&
                        is_same_place(first.to, last.from);
    if (!turned || !one_arm) return std::nullopt;
    return simple("dup", own_, {at(middle.from), at(middle.to)});
  }

  /// ins(2)(p13q21q31): a stretch that is missing where it belongs lies elsewhere.
  std::optional<Rearrangement> moved_within() const {
    for (std::size_t i = 1; i + 1 < chain_.size(); ++i) {
      auto rest = chain_;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      rest = joined(rest, {});
      const auto& s = chain_[i];
      if (rest.size() != 2 || rest[0].from > rest[0].to || rest[1].from > rest[1].to ||
          rest[0].to >= rest[1].from)
        continue;
      if (!is_same_place(rest[0].to, std::min(s.from, s.to)) ||
          !is_same_place(rest[1].from, std::max(s.from, s.to)))
        continue;
      const double target = chain_[i - 1].to;
      if (is_same_place(target, rest[0].to) || is_same_place(target, rest[1].from)) continue;
      return simple("ins", own_, {at(target), at(s.from), at(s.to)});
    }
    return std::nullopt;
  }

  /// The own centromere with one end, and the end of another chromosome or of its homologue.
  std::optional<HalfExchange> half_exchange() const {
    if (chain_.size() != 2) return std::nullopt;
    const auto turned = is_centric(chain_[0]) && chain_[0].chromosome == own_ ? chain_ : reversed(chain_);
    const auto& kept = turned[0];
    const auto& got = turned[1];
    if (kept.chromosome != own_ || !is_centric(kept) || !is_known(got) || is_centric(got))
      return std::nullopt;
    if (!at_an_end(kept, kept.from) || !at_an_end(got, got.to) ||
        is_same_place(got.from, centromere_at(got.chromosome)))
      return std::nullopt;
    // Homologues that break in one band would have nothing to show of it.
    if (got.chromosome == own_ && at(kept.to) == at(got.from)) return std::nullopt;
    return HalfExchange{own_, got.chromosome, kept.to, got.from, at(kept.to)};
  }

  /// ins(5;2)(p14;q22q32): a stretch of another chromosome or of its homologue.
  std::optional<Rearrangement> with_insertion() const {
    if (chain_.size() != 3) return std::nullopt;
    const auto& a = chain_[0];
    const auto& b = chain_[1];
    const auto& c = chain_[2];
    const bool inserted = a.chromosome == own_ && c.chromosome == own_ && at_p_end(a, a.from) &&
                          at_q_end(c, c.to) && is_same_place(a.to, c.from) && is_known(b) && !is_centric(b);
    if (!inserted) return std::nullopt;
    Rearrangement r = simple("ins", own_, {at(a.to)});
    r.chromosomes.push_back(chromosome_name(b.chromosome));
    r.breakpoints.push_back({bands_.at(b.chromosome, b.from), bands_.at(b.chromosome, b.to)});
    return r;
  }

  /// Of two chromosomes or three, joined break to break.
  std::optional<Rearrangement> joined_centromeres() const {
    return chain_.size() == 3 ? three_centromeres() : two_centromeres();
  }

  /// trc(4;12;9)(q31;q22p13;q34)
  std::optional<Rearrangement> three_centromeres() const {
    if (!std::all_of(chain_.begin(), chain_.end(), is_centric) || !at_an_end(chain_[0], chain_[0].from) ||
        !at_an_end(chain_[2], chain_[2].to))
      return std::nullopt;
    const auto chain =
        rank_of(chain_[2].chromosome) < rank_of(chain_[0].chromosome) ? reversed(chain_) : chain_;
    Rearrangement r;
    r.type = "trc";
    for (const auto& s : chain) r.chromosomes.push_back(chromosome_name(s.chromosome));
    const auto at = [this](const Segment& s, double place) { return bands_.at(s.chromosome, place); };
    r.breakpoints = {{at(chain[0], chain[0].to)},
                     {at(chain[1], chain[1].from), at(chain[1], chain[1].to)},
                     {at(chain[2], chain[2].from)}};
    return r;
  }

  std::optional<Rearrangement> two_centromeres() const {
    if (chain_.size() != 2 || !is_known(chain_[0]) || !is_known(chain_[1])) return std::nullopt;
    const auto& a = chain_[0];
    const auto& b = chain_[1];
    if (!at_an_end(a, a.from) || !at_an_end(b, b.to)) return std::nullopt;
    const auto arm = [](const Segment& s, double end) { return at_p_end(s, end) ? Arm::kP : Arm::kQ; };
    if (is_same_place(a.to, centromere_at(a.chromosome)) &&
        is_same_place(b.from, centromere_at(b.chromosome))) {
      return pair_of("der", a.chromosome, b.chromosome, Bands::arm(arm(a, a.from)), Bands::arm(arm(b, b.to)));
    }
    if (!is_centric(a) || !is_centric(b)) return std::nullopt;
    if (a.chromosome == b.chromosome)
      return pair_of("dic", own_, own_, from_p(a.to, b.from)[0], from_p(a.to, b.from)[1]);
    return pair_of("dic", a.chromosome, b.chromosome, bands_.at(a.chromosome, a.to),
                   bands_.at(b.chromosome, b.from));
  }

  /// ider(22)(q10)t(9;22)(q34;q11.2): an arm of a derivative, once each way.
  std::vector<Rearrangement> isoderivative() const {
    const auto middle = chain_.begin() + static_cast<std::ptrdiff_t>(chain_.size() / 2);
    const Chain half(middle, chain_.end());
    const double c = centromere_at(own_);
    if (chain_.size() % 2 != 0 || half.front().chromosome != own_ || !is_same_place(half.front().from, c) ||
        !is_mirrored(chain_))
      return {};
    const bool long_arm = half.front().to > c;
    const auto whole = long_arm ? joined(stretch(own_, 0, c), half)
                                : joined(reversed(half), stretch(own_, c, length_at(own_)));
    const ChromosomeStructure once{{}, own_, whole};
    auto links = Namer(once, bands_).name().chain;
    const auto& first = links.front();
    if (links.size() == 1 && first.detailed.empty() && first.chromosomes.size() == 1)
      links.insert(links.begin(), derivative_of(own_));
    if (links.size() < 2) return {};
    links.front().type = "ider";
    links.front().breakpoints = {{Bands::arm(long_arm ? Arm::kQ : Arm::kP)}};
    return links;
  }

  static bool is_mirrored(const Chain& chain) {
    const auto other = reversed(chain);
    return std::equal(chain.begin(), chain.end(), other.begin(), [](const Segment& a, const Segment& b) {
      return a.chromosome == b.chromosome && is_same_place(a.from, b.from) && is_same_place(a.to, b.to);
    });
  }

  /// Whose centromeres it has, in the order of their numbers; its own if it has none that is whole.
  std::vector<ChromosomeClass> centromeres() const {
    std::set<ChromosomeClass> all;
    for (const auto& s : chain_) {
      if (is_centric(s)) all.insert(s.chromosome);
    }
    if (all.size() < 2) return {own_};
    std::vector<ChromosomeClass> ordered(all.begin(), all.end());
    std::sort(ordered.begin(), ordered.end(),
              [](ChromosomeClass a, ChromosomeClass b) { return rank_of(a) < rank_of(b); });
    return ordered;
  }

  Rearrangement detailed(std::string type, const std::vector<ChromosomeClass>& centromeres) const {
    Rearrangement r;
    r.type = std::move(type);
    for (const auto c : centromeres) r.chromosomes.push_back(chromosome_name(c));
    DetailedChromosome description;
    const bool several = std::any_of(chain_.begin(), chain_.end(), [this](const Segment& s) {
      return is_known(s) && s.chromosome != own_;
    });
    for (const auto& s : chain_) {
      std::vector<DetailedPoint> points{bands_.point(s, s.from, s.to, several)};
      if (is_known(s)) points.push_back(bands_.point(s, s.to, s.from, several));
      description.stretches.push_back(points);
    }
    if (given_.neocentromere) put_neocentromere(description.stretches, several);
    const auto open = [](const Segment& s, double end) { return is_known(s) && !at_an_end(s, end) ? 1 : 0; };
    description.opening_colons = given_.ring ? 2 : open(chain_.front(), chain_.front().from);
    description.closing_colons = given_.ring ? 2 : open(chain_.back(), chain_.back().to);
    r.detailed.push_back(description);
    return r;
  }

  /// "q11->q26->neo->q26->qter": between two mentions of its band.
  void put_neocentromere(std::vector<std::vector<DetailedPoint>>& stretches, bool several) const {
    const auto place = place_on(chain_, neocentromere());
    if (!place || !is_known(chain_[place->segment])) return;
    const auto& s = chain_[place->segment];
    auto& points = stretches[place->segment];
    const auto band = bands_.point(s, s.at(place->units), s.from, several);
    DetailedPoint neo;
    neo.word = "neo";
    std::vector<DetailedPoint> between{neo};
    if (!(points.front() == band)) between.insert(between.begin(), band);
    if (!(points.back() == band)) between.push_back(band);
    points.insert(points.begin() + 1, between.begin(), between.end());
  }

  const ChromosomeStructure& given_;
  const Bands& bands_;
  ChromosomeClass own_;
  Chain chain_;
  bool turned_ = false;  ///< The chain is read the other way round than it was given.
};

}  // namespace

bool is_same_place(double a, double b) { return std::abs(a - b) < kSamePlace; }

ChromosomeName chromosome_name(ChromosomeClass c) {
  return {false, std::string(to_string(c)), Arm::kNone, {}, {}};
}

std::optional<NamedChromosome> name_chromosome(const ChromosomeStructure& chromosome, BandLevel level) {
  const Bands bands(level);
  const Namer namer(chromosome, bands);
  return namer.is_normal() ? std::nullopt : std::optional(namer.name());
}

}  // namespace pinnacle::iscn
