#include "pinnacle/iscn/naming.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/parser.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using cytogenetics::Segment;

constexpr int kDiploid = 2;

bool same(double a, double b) { return std::abs(a - b) < kSamePlace; }
bool is_known(const Segment& s) { return cytogenetics::is_normal_class(s.chromosome); }
bool at_p_end(const Segment& s, double at) { return same(at, 0) && is_known(s); }
bool at_q_end(const Segment& s, double at) { return is_known(s) && same(at, length_at(s.chromosome)); }
bool at_an_end(const Segment& s, double at) { return at_p_end(s, at) || at_q_end(s, at); }
/// The centromere inside it, not at its end.
bool is_centric(const Segment& s) {
  if (!is_known(s)) return false;
  const double c = centromere_at(s.chromosome);
  return std::min(s.from, s.to) < c - kSamePlace && std::max(s.from, s.to) > c + kSamePlace;
}

ChromosomeName named(ChromosomeClass c) { return {false, std::string(to_string(c)), Arm::kNone, {}, {}}; }

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
    } else if (same(place, centromere_at(s.chromosome))) {
      p.band = arm(other_end < place ? Arm::kP : Arm::kQ).band;
    } else {
      p.band = at(s.chromosome, place).band;
    }
    return p;
  }

 private:
  std::string name(ChromosomeClass c, double place) const {
    if (same(place, centromere_at(c))) return "10";
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

/// One side of a reciprocal exchange: a chromosome that lost what lies beyond its break and has got that of
/// another.
struct HalfExchange {
  ChromosomeClass own, giver;
  double own_at, giver_at;
  bool used = false;
};

/// How one abnormal chromosome is named by itself.
struct Named {
  std::vector<Rearrangement> chain;
  std::vector<ChromosomeClass> places;   ///< The normal chromosomes that it stands for.
  std::optional<HalfExchange> exchange;  ///< If it is half of a t().
  std::optional<Event> by_name;          ///< Of unknown content.
};

Rearrangement simple(std::string type, ChromosomeClass c, std::vector<Breakpoint> points) {
  Rearrangement r;
  r.type = std::move(type);
  r.chromosomes = {named(c)};
  r.breakpoints = {std::move(points)};
  return r;
}

Rearrangement pair_of(std::string type, ChromosomeClass a, ChromosomeClass b, Breakpoint at_a,
                      Breakpoint at_b) {
  Rearrangement r;
  r.type = std::move(type);
  r.chromosomes = {named(a), named(b)};
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
  r.chromosomes = {named(c)};
  return r;
}

class Namer {
 public:
  Namer(const ChromosomeStructure& chromosome, const Bands& bands)
      : given_(chromosome), bands_(bands), own_(chromosome.placed) {
    chain_ = joined(chromosome.segments, {});
    if (reads_from_q(chain_)) chain_ = reversed(chain_);
  }

  bool is_normal() const {
    return !given_.ring && chain_.size() == 1 && chain_[0].chromosome == own_ &&
           at_p_end(chain_[0], chain_[0].from) && at_q_end(chain_[0], chain_[0].to);
  }

  Named name() const {
    Named result;
    if (!cytogenetics::is_normal_class(own_) || chain_.empty()) return unknown();
    result.places = {own_};
    const auto one_class = std::all_of(chain_.begin(), chain_.end(), [this](const Segment& s) {
      return s.chromosome == own_ || !is_known(s);
    });
    std::optional<Rearrangement> short_form;
    if (given_.ring) {
      short_form = ring();
    } else if (auto ends = changed_ends()) {
      result.chain = *ends;
      return result;
    } else if (one_class) {
      short_form = of_one_chromosome();
    } else if (const auto half = half_exchange()) {
      result.exchange = half;
      result.chain = {derivative_of(own_), exchange_of(*half)};
      return result;
    } else if (const auto inserted = with_insertion()) {
      result.chain = {derivative_of(own_), *inserted};
      return result;
    } else if (const auto both = joined_centromeres()) {
      result.places = {both->first, both->second};
      short_form = two_centromeres();
    }
    if (short_form) {
      result.chain = {*short_form};
    } else {
      result.places = centromeres();
      result.chain = {detailed(result.places)};
    }
    return result;
  }

  Rearrangement exchange_of(const HalfExchange& half) const {
    return pair_of("t", half.own, half.giver, bands_.at(half.own, half.own_at),
                   bands_.at(half.giver, half.giver_at));
  }

 private:
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

  Named unknown() const {
    Named result;
    const auto reading = read("46,XX,+" + given_.name);
    const bool usable = reading.complete && reading.faults.errors.empty() &&
                        reading.karyotype.clones.size() == 1 &&
                        reading.karyotype.clones[0].events.size() == 1;
    Event event;
    event.kind = EventKind::kWord;
    event.word = "mar";
    if (usable && reading.karyotype.clones[0].events[0].kind != EventKind::kWhole)
      event = reading.karyotype.clones[0].events[0];
    event.sign = Sign::kNone;
    result.by_name = event;
    if (cytogenetics::is_normal_class(own_)) result.places = {own_};
    return result;
  }

  Breakpoint at(double place) const { return bands_.at(own_, place); }
  /// Two breaks, the one nearer to the end of the short arm first.
  std::vector<Breakpoint> from_p(double a, double b) const {
    return {at(std::min(a, b)), at(std::max(a, b))};
  }

  std::optional<Rearrangement> ring() const {
    if (chain_.size() == 1 && chain_[0].chromosome == own_ && is_centric(chain_[0])) {
      return simple("r", own_, {at(chain_[0].from), at(chain_[0].to)});
    }
    return std::nullopt;
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
    if (!is_known(*got)) return simple("add", own_, {at(break_at)});
    if (got->chromosome == own_ || !at_an_end(*got, got->from) ||
        same(got->to, centromere_at(got->chromosome)))
      return std::nullopt;
    return exchange_of({own_, got->chromosome, break_at, got->to});
  }

  std::optional<Rearrangement> of_one_chromosome() const {
    const auto n = chain_.size();
    const auto& first = chain_.front();
    const auto& last = chain_.back();
    if (n == 1 && is_centric(first)) {
      return simple("del", own_, {at_p_end(first, first.from) ? at(first.to) : at(first.from)});
    }
    if (n == 2 && !is_known(first) && at_q_end(last, last.to) && is_centric(last))
      return simple("add", own_, {at(last.from)});
    if (n == 2 && !is_known(last) && at_p_end(first, first.from) && is_centric(first))
      return simple("add", own_, {at(first.to)});
    if (!is_known(first) || !is_known(last)) return std::nullopt;
    if (n == 2 && same(first.to, last.from) && same(first.from, last.to)) return mirrored(first);
    if (!at_p_end(first, first.from) || !at_q_end(last, last.to)) return std::nullopt;
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
    if (same(first.to, centromere_at(own_)))
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
      return same(s.from, middle.from) && same(s.to, middle.to);
    });
    if (!alike || copies > 3) return std::nullopt;
    if (copies == 2 && middle.from > middle.to && same(first.to, middle.to) && same(last.from, middle.from)) {
      return simple("inv", own_, from_p(middle.to, middle.from));
    }
    const bool one_arm = (middle.from < centromere_at(own_)) == (middle.to < centromere_at(own_));
    // Of three copies that in the middle is turned round.
    if (copies == 2 && one_arm && same(middle.from, first.to) && same(middle.to, last.from) &&
        middle.from > middle.to && first.to > last.from) {
      return simple("trp", own_, {at(middle.from), at(middle.to)});
    }
    if (middle.from < middle.to && same(middle.to, first.to) && same(middle.from, last.from)) {
      return gap_or_repeat(first, last, static_cast<int>(copies));
    }
    // A copy turned round stands between the original and what follows it.
    const bool turned =
        copies == 2 && middle.from > middle.to && same(middle.from, first.to) && same(first.to, last.from);
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
      if (!same(rest[0].to, std::min(s.from, s.to)) || !same(rest[1].from, std::max(s.from, s.to))) continue;
      const double target = chain_[i - 1].to;
      if (same(target, rest[0].to) || same(target, rest[1].from)) continue;
      return simple("ins", own_, {at(target), at(s.from), at(s.to)});
    }
    return std::nullopt;
  }

  /// The own centromere with one end, and the end of another chromosome.
  std::optional<HalfExchange> half_exchange() const {
    if (chain_.size() != 2) return std::nullopt;
    const auto turned = is_centric(chain_[0]) && chain_[0].chromosome == own_ ? chain_ : reversed(chain_);
    const auto& kept = turned[0];
    const auto& got = turned[1];
    if (kept.chromosome != own_ || !is_centric(kept) || !is_known(got) || got.chromosome == own_ ||
        is_centric(got))
      return std::nullopt;
    if (!at_an_end(kept, kept.from) || !at_an_end(got, got.to) ||
        same(got.from, centromere_at(got.chromosome)))
      return std::nullopt;
    return HalfExchange{own_, got.chromosome, kept.to, got.from};
  }

  /// ins(5;2)(p14;q22q32): a stretch of another chromosome.
  std::optional<Rearrangement> with_insertion() const {
    if (chain_.size() != 3) return std::nullopt;
    const auto& a = chain_[0];
    const auto& b = chain_[1];
    const auto& c = chain_[2];
    const bool inserted = a.chromosome == own_ && c.chromosome == own_ && at_p_end(a, a.from) &&
                          at_q_end(c, c.to) && same(a.to, c.from) && is_known(b) && !is_centric(b) &&
                          b.chromosome != own_;
    if (!inserted) return std::nullopt;
    Rearrangement r = simple("ins", own_, {at(a.to)});
    r.chromosomes.push_back(named(b.chromosome));
    r.breakpoints.push_back({bands_.at(b.chromosome, b.from), bands_.at(b.chromosome, b.to)});
    return r;
  }

  /// The classes of two centromeres joined break to break.
  std::optional<std::pair<ChromosomeClass, ChromosomeClass>> joined_centromeres() const {
    if (!two_centromeres()) return std::nullopt;
    return std::pair(chain_[0].chromosome, chain_[1].chromosome);
  }

  std::optional<Rearrangement> two_centromeres() const {
    if (chain_.size() != 2 || !is_known(chain_[0]) || !is_known(chain_[1])) return std::nullopt;
    const auto& a = chain_[0];
    const auto& b = chain_[1];
    if (!at_an_end(a, a.from) || !at_an_end(b, b.to)) return std::nullopt;
    const auto arm = [](const Segment& s, double end) { return at_p_end(s, end) ? Arm::kP : Arm::kQ; };
    if (same(a.to, centromere_at(a.chromosome)) && same(b.from, centromere_at(b.chromosome))) {
      return pair_of("der", a.chromosome, b.chromosome, Bands::arm(arm(a, a.from)), Bands::arm(arm(b, b.to)));
    }
    if (!is_centric(a) || !is_centric(b)) return std::nullopt;
    return pair_of("dic", a.chromosome, b.chromosome, bands_.at(a.chromosome, a.to),
                   bands_.at(b.chromosome, b.from));
  }

  /// Whose centromeres it has, in the order of their numbers; its own if it has none that is whole.
  std::vector<ChromosomeClass> centromeres() const {
    std::set<ChromosomeClass> all;
    for (const auto& s : chain_) {
      if (is_centric(s)) all.insert(s.chromosome);
    }
    if (all.size() < 2) return {own_};
    std::vector<ChromosomeClass> ordered(all.begin(), all.end());
    std::sort(ordered.begin(), ordered.end(), [](ChromosomeClass a, ChromosomeClass b) {
      return chromosome_rank(std::string(to_string(a))) < chromosome_rank(std::string(to_string(b)));
    });
    return ordered;
  }

  Rearrangement detailed(const std::vector<ChromosomeClass>& centromeres) const {
    auto r = derivative_of(own_);
    r.chromosomes.clear();
    for (const auto c : centromeres) r.chromosomes.push_back(named(c));
    DetailedChromosome description;
    const bool several = std::any_of(chain_.begin(), chain_.end(), [this](const Segment& s) {
      return is_known(s) && s.chromosome != own_;
    });
    for (const auto& s : chain_) {
      std::vector<DetailedPoint> points{bands_.point(s, s.from, s.to, several)};
      if (is_known(s)) points.push_back(bands_.point(s, s.to, s.from, several));
      description.stretches.push_back(points);
    }
    const auto open = [](const Segment& s, double end) { return is_known(s) && !at_an_end(s, end) ? 1 : 0; };
    description.opening_colons = given_.ring ? 2 : open(chain_.front(), chain_.front().from);
    description.closing_colons = given_.ring ? 2 : open(chain_.back(), chain_.back().to);
    r.detailed.push_back(description);
    return r;
  }

  const ChromosomeStructure& given_;
  const Bands& bands_;
  ChromosomeClass own_;
  Chain chain_;
};

/// Collects the abnormal chromosomes of a cell into events.
class CellNamer {
 public:
  explicit CellNamer(BandLevel level) : bands_(level) {}

  Karyotype karyotype(const std::vector<ChromosomeStructure>& chromosomes) {
    for (const auto& chromosome : chromosomes) {
      const Namer namer(chromosome, bands_);
      if (namer.is_normal()) {
        ++normals_[static_cast<std::size_t>(chromosome.placed)];
      } else {
        abnormal_.push_back(namer.name());
      }
    }
    count_vacant();
    add_cycles();
    add_insertions();
    add_whole_arm_exchanges();
    for (const auto& one : abnormal_) add_single(one);
    add_whole();
    add_lost_x();
    Clone clone;
    clone.count = {static_cast<int>(chromosomes.size()), static_cast<int>(chromosomes.size())};
    clone.sex = std::string(static_cast<std::size_t>(normals(ChromosomeClass::kX)), 'X') +
                std::string(static_cast<std::size_t>(normals(ChromosomeClass::kY)), 'Y');
    std::stable_sort(events_.begin(), events_.end(),
                     [](const Event& a, const Event& b) { return compare_order(a, b) < 0; });
    clone.events = std::move(events_);
    return {{clone}, 0, {}, {}};
  }

 private:
  int normals(ChromosomeClass c) const { return normals_[static_cast<std::size_t>(c)]; }
  /// X and Y share their places.
  static std::size_t place_of(ChromosomeClass c) {
    return static_cast<std::size_t>(c == ChromosomeClass::kY ? ChromosomeClass::kX : c);
  }

  void count_vacant() {
    for (int k = 0; k < cytogenetics::kClassCount; ++k) {
      const auto c = static_cast<ChromosomeClass>(k);
      if (c == ChromosomeClass::kY) continue;
      const int there = normals(c) + (c == ChromosomeClass::kX ? normals(ChromosomeClass::kY) : 0);
      vacant_[place_of(c)] = std::max(0, kDiploid - there);
    }
  }

  /// True, and they are taken, if there is a vacant place for each.
  bool take_places(const std::vector<ChromosomeClass>& places) {
    auto left = vacant_;
    for (const auto c : places) {
      if (--left[place_of(c)] < 0) return false;
    }
    vacant_ = left;
    return true;
  }

  /// der(14;21)(q10;q10) stands for a 14 and a 21 even if two normal 21 are there: then one of these is a
  /// gain.
  bool take_either_place(const std::vector<ChromosomeClass>& places) {
    const bool any = std::any_of(places.begin(), places.end(),
                                 [this](ChromosomeClass c) { return vacant_[place_of(c)] > 0; });
    if (!any) return false;
    for (const auto c : places) --vacant_[place_of(c)];
    return true;
  }

  void add(Event event) { events_.push_back(std::move(event)); }

  /// t(): each gives to the next what lies beyond its break, the last to the first.
  void add_cycles() {
    for (auto& start : abnormal_) {
      if (!start.exchange || start.exchange->used) continue;
      std::vector<HalfExchange*> cycle{&*start.exchange};
      while (auto* next = receiver_of(*cycle.back(), cycle)) cycle.push_back(next);
      const auto& first = *cycle.front();
      const auto& last = *cycle.back();
      const bool closes = cycle.size() > 1 && first.giver == last.own && same(first.giver_at, last.own_at);
      std::vector<ChromosomeClass> places;
      for (const auto* half : cycle) places.push_back(half->own);
      if (!closes || !take_places(places)) continue;
      add_exchange(cycle);
    }
    abnormal_.erase(std::remove_if(abnormal_.begin(), abnormal_.end(),
                                   [](const Named& n) { return n.exchange && n.exchange->used; }),
                    abnormal_.end());
  }

  HalfExchange* receiver_of(const HalfExchange& giver, const std::vector<HalfExchange*>& cycle) {
    for (auto& other : abnormal_) {
      if (!other.exchange || other.exchange->used) continue;
      auto* half = &*other.exchange;
      if (std::find(cycle.begin(), cycle.end(), half) != cycle.end()) continue;
      if (half->giver == giver.own && same(half->giver_at, giver.own_at)) return half;
    }
    return nullptr;
  }

  void add_exchange(std::vector<HalfExchange*> cycle) {
    const auto rank = [](const HalfExchange* h) { return chromosome_rank(std::string(to_string(h->own))); };
    std::rotate(
        cycle.begin(),
        std::min_element(cycle.begin(), cycle.end(), [&](auto* a, auto* b) { return rank(a) < rank(b); }),
        cycle.end());
    Rearrangement r;
    r.type = "t";
    for (auto* half : cycle) {
      half->used = true;
      r.chromosomes.push_back(named(half->own));
      r.breakpoints.push_back({bands_.at(half->own, half->own_at)});
    }
    Event event;
    event.kind = EventKind::kStructural;
    event.chain = {r};
    add(event);
  }

  /// A derivative with an insertion and the deletion that it came from are one ins().
  void add_insertions() {
    for (std::size_t i = 0; i < abnormal_.size();) {
      const auto donor = donor_of(i);
      if (!donor || !take_places({abnormal_[i].places[0], abnormal_[*donor].places[0]})) {
        ++i;
        continue;
      }
      Event event;
      event.kind = EventKind::kStructural;
      event.chain = {abnormal_[i].chain[1]};
      add(event);
      abnormal_.erase(abnormal_.begin() + static_cast<std::ptrdiff_t>(std::max(i, *donor)));
      abnormal_.erase(abnormal_.begin() + static_cast<std::ptrdiff_t>(std::min(i, *donor)));
      i = 0;
    }
  }

  /// der(1;3)(p10;q10) beside der(1;3)(q10;p10) is t(1;3)(p10;q10).
  void add_whole_arm_exchanges() {
    for (std::size_t i = 0; i < abnormal_.size(); ++i) {
      for (std::size_t k = i + 1; k < abnormal_.size(); ++k) {
        if (!are_complements(abnormal_[i], abnormal_[k]) || !take_places(abnormal_[i].places)) continue;
        const auto& a = abnormal_[i].chain.front();
        Event event;
        event.kind = EventKind::kStructural;
        event.chain = {a.breakpoints[0][0].band.arm == Arm::kP ? a : abnormal_[k].chain.front()};
        event.chain.front().type = "t";
        add(event);
        abnormal_.erase(abnormal_.begin() + static_cast<std::ptrdiff_t>(k));
        abnormal_.erase(abnormal_.begin() + static_cast<std::ptrdiff_t>(i));
        i = static_cast<std::size_t>(-1);
        break;
      }
    }
  }

  static bool are_complements(const Named& a, const Named& b) {
    const auto is_whole_arms = [](const Named& n) {
      return n.chain.size() == 1 && n.chain[0].type == "der" && n.chain[0].chromosomes.size() == 2 &&
             n.chain[0].breakpoints.size() == 2;
    };
    if (!is_whole_arms(a) || !is_whole_arms(b) || a.chain[0].chromosomes != b.chain[0].chromosomes ||
        a.chain[0].chromosomes[0] == a.chain[0].chromosomes[1])
      return false;
    for (std::size_t g = 0; g < 2; ++g) {
      if (a.chain[0].breakpoints[g][0].band.arm == b.chain[0].breakpoints[g][0].band.arm) return false;
    }
    return true;
  }

  std::optional<std::size_t> donor_of(std::size_t i) const {
    const auto& chain = abnormal_[i].chain;
    if (chain.size() != 2 || chain[1].type != "ins" || chain[1].chromosomes.size() != 2) return std::nullopt;
    auto wanted = chain[1].breakpoints[1];
    for (std::size_t k = 0; k < abnormal_.size(); ++k) {
      const auto& other = abnormal_[k].chain;
      if (other.size() != 1 || other[0].type != "del" ||
          other[0].chromosomes != std::vector{chain[1].chromosomes[1]})
        continue;
      const auto& points = other[0].breakpoints[0];
      if (points.size() != 2) continue;
      if (points == wanted || (points[0] == wanted[1] && points[1] == wanted[0])) return k;
    }
    return std::nullopt;
  }

  void add_single(const Named& one) {
    Event event = one.by_name.value_or(Event{});
    if (!one.by_name) {
      event.kind = EventKind::kStructural;
      event.chain = one.chain;
    }
    const bool has_place = take_either_place(one.places);
    event.sign = has_place ? Sign::kNone : Sign::kGain;
    add(event);
  }

  /// "45,Y,-X": a Y alone is told together with the X that is lost.
  void add_lost_x() {
    const auto is_x = [](const ChromosomeName& c) { return c.name == "X"; };
    const bool has_x =
        normals(ChromosomeClass::kX) > 0 || std::any_of(events_.begin(), events_.end(), [&](const Event& e) {
          return e.kind == EventKind::kStructural &&
                 std::any_of(e.chain[0].chromosomes.begin(), e.chain[0].chromosomes.end(), is_x);
        });
    if (has_x) return;
    Event event;
    event.kind = EventKind::kWhole;
    event.chromosome = named(ChromosomeClass::kX);
    event.sign = Sign::kLoss;
    add(event);
  }

  void add_whole() {
    for (int k = 0; k < cytogenetics::kClassCount; ++k) {
      const auto c = static_cast<ChromosomeClass>(k);
      if (!cytogenetics::is_autosome(c)) continue;
      Event event;
      event.kind = EventKind::kWhole;
      event.chromosome = named(c);
      event.sign = Sign::kLoss;
      for (int i = 0; i < vacant_[place_of(c)]; ++i) add(event);
      event.sign = Sign::kGain;
      for (int i = kDiploid; i < normals(c); ++i) add(event);
      for (int i = vacant_[place_of(c)]; i < 0; ++i) add(event);
    }
  }

  Bands bands_;
  std::array<int, cytogenetics::kClassCount> normals_{}, vacant_{};
  std::vector<Named> abnormal_;
  std::vector<Event> events_;
};

}  // namespace

base::Expected<Karyotype> karyotype_of(const std::vector<ChromosomeStructure>& chromosomes, BandLevel level) {
  if (chromosomes.empty())
    return base::unexpected(base::ErrorCode::kInvalidArgument, "a cell without chromosomes has no karyotype");
  const auto has_sex = [](const ChromosomeStructure& c) {
    return cytogenetics::is_sex_chromosome(c.placed) ||
           std::any_of(c.segments.begin(), c.segments.end(),
                       [](const Segment& s) { return cytogenetics::is_sex_chromosome(s.chromosome); });
  };
  if (std::none_of(chromosomes.begin(), chromosomes.end(), has_sex)) {
    return base::unexpected(
        base::ErrorCode::kUnsupported,
        "without any sex chromosome the karyotype cannot be told from the chromosomes alone");
  }
  return CellNamer(level).karyotype(chromosomes);
}

}  // namespace pinnacle::iscn
