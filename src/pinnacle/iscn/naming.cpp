#include "pinnacle/iscn/naming.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <set>

#include "pinnacle/iscn/chromosome_naming.h"
#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/rules.h"

namespace pinnacle::iscn {
namespace {

using cytogenetics::BandLevel;
using cytogenetics::ChromosomeClass;
using cytogenetics::ChromosomeStructure;
using cytogenetics::Segment;

constexpr int kDiploid = 2;
constexpr int kMostSets = 8;

/// X and Y share their places.
std::size_t place_of(ChromosomeClass c) {
  return static_cast<std::size_t>(c == ChromosomeClass::kY ? ChromosomeClass::kX : c);
}

Event structural(std::vector<Rearrangement> chain) {
  Event event;
  event.kind = EventKind::kStructural;
  event.chain = std::move(chain);
  return event;
}

Event whole(ChromosomeClass c, Sign sign) {
  Event event;
  event.kind = EventKind::kWhole;
  event.chromosome = chromosome_name(c);
  event.sign = sign;
  return event;
}

/// der(1;3)(p10;q10) and der(1;3)(q10;p10).
bool are_complements(const NamedChromosome& a, const NamedChromosome& b) {
  const auto is_whole_arms = [](const NamedChromosome& n) {
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

/// der(5)ins(5;2)(p14;q22q32) and the del(2)(q22q32) that it came from.
bool is_insertion_of(const NamedChromosome& recipient, const NamedChromosome& donor) {
  const auto& other = donor.chain;
  if (!recipient.insertion || other.size() != 1 || other[0].type != "del" ||
      other[0].chromosomes != std::vector{recipient.insertion->chromosomes[1]})
    return false;
  const auto& wanted = recipient.insertion->breakpoints[1];
  const auto& points = other[0].breakpoints[0];
  return points.size() == 2 && (points == wanted || (points[0] == wanted[1] && points[1] == wanted[0]));
}

/// i(21)(q10), which is der(21;21)(q10;q10) if it stands for both.
bool is_long_arms_of_acrocentric(const NamedChromosome& n) {
  return n.chain.size() == 1 && n.chain[0].type == "i" && n.chain[0].breakpoints[0][0].band.arm == Arm::kQ &&
         is_acrocentric(n.chain[0].chromosomes[0].name);
}

/// Collects the abnormal chromosomes of a cell into events.
class CellNamer {
 public:
  CellNamer(const std::vector<ChromosomeStructure>& chromosomes, BandLevel level)
      : count_(static_cast<int>(chromosomes.size())) {
    for (const auto& chromosome : chromosomes) {
      if (auto named = name_chromosome(chromosome, level)) {
        abnormal_.push_back(std::move(*named));
      } else {
        ++normals_[static_cast<std::size_t>(chromosome.placed)];
      }
    }
    sets_ = sets();
    for (const auto c : places()) vacant_[place_of(c)] = std::max(0, sets_ - normals_at(c));
  }

  Karyotype karyotype() {
    add_cycles();
    add_insertions();
    add_whole_arm_exchanges();
    join_long_arms();
    add_fissions();
    for (const auto& one : abnormal_) add_single(one);
    add_whole();
    add_lost_x();
    Clone clone;
    clone.count = {count_, count_};
    clone.sex = std::string(static_cast<std::size_t>(normals(ChromosomeClass::kX)), 'X') +
                std::string(static_cast<std::size_t>(normals(ChromosomeClass::kY)), 'Y');
    std::stable_sort(events_.begin(), events_.end(),
                     [](const Event& a, const Event& b) { return compare_order(a, b) < 0; });
    clone.events = counted_alike();
    const auto counted = count_clones({{clone}, 0, {}, {}}).front();
    if (counted.ploidy != sets_ || counted.level_unusual) clone.ploidy = std::to_string(sets_) + "n";
    return {{clone}, 0, {}, {}};
  }

 private:
  int normals(ChromosomeClass c) const { return normals_[static_cast<std::size_t>(c)]; }
  /// Normal chromosomes that share its places.
  int normals_at(ChromosomeClass c) const {
    return normals(c) + (c == ChromosomeClass::kX ? normals(ChromosomeClass::kY) : 0);
  }

  /// The autosomes, and X for both sex chromosomes.
  static std::vector<ChromosomeClass> places() {
    std::vector<ChromosomeClass> all;
    for (int k = 0; k < cytogenetics::kClassCount; ++k) {
      const auto c = static_cast<ChromosomeClass>(k);
      if (cytogenetics::is_autosome(c) || c == ChromosomeClass::kX) all.push_back(c);
    }
    return all;
  }

  /// The haploid sets from which the fewest chromosomes are gained or lost; of several numbers of sets that
  /// with about as many chromosomes.
  int sets() const {
    std::array<int, cytogenetics::kClassCount> there{};
    for (const auto c : places()) there[place_of(c)] = normals_at(c);
    for (const auto& one : abnormal_) {
      for (const auto c : one.places) ++there[place_of(c)];
    }
    const auto changes = [&](int sets) {
      int all = 0;
      for (const auto c : places()) all += std::abs(there[place_of(c)] - sets);
      return std::pair(all, std::abs(kHaploid * sets - count_));
    };
    int best = 1;
    for (int sets = 2; sets <= kMostSets; ++sets) {
      if (changes(sets) < changes(best)) best = sets;
    }
    return best;
  }

  /// True if there is a vacant place for each.
  bool has_places(const std::vector<ChromosomeClass>& places) const {
    auto left = vacant_;
    return std::all_of(places.begin(), places.end(),
                       [&left](ChromosomeClass c) { return --left[place_of(c)] >= 0; });
  }
  /// The same, and then they are taken.
  bool take_places(const std::vector<ChromosomeClass>& places) {
    if (!has_places(places)) return false;
    for (const auto c : places) --vacant_[place_of(c)];
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
      std::set<const HalfExchange*> tried(cycle.begin(), cycle.end());
      if (!close(cycle, tried)) continue;
      std::vector<ChromosomeClass> places;
      for (const auto* half : cycle) places.push_back(half->own);
      if (take_either_place(places)) add_exchange(cycle);
    }
    abnormal_.erase(std::remove_if(abnormal_.begin(), abnormal_.end(),
                                   [](const auto& n) { return n.exchange && n.exchange->used; }),
                    abnormal_.end());
  }

  /// @param cycle  Is gone on with until the last gives to the first.
  /// @param tried  Those that were in it: one that led nowhere once never does.
  /// @return       False if it cannot be; the cycle is left as it was.
  bool close(std::vector<HalfExchange*>& cycle, std::set<const HalfExchange*>& tried) {
    const auto gets_from = [](const HalfExchange& half, const HalfExchange& giver) {
      return half.giver == giver.own && is_same_place(half.giver_at, giver.own_at);
    };
    if (cycle.size() > 1 && gets_from(*cycle.front(), *cycle.back())) return true;
    for (auto& other : abnormal_) {
      if (!other.exchange || other.exchange->used) continue;
      auto* half = &*other.exchange;
      if (!gets_from(*half, *cycle.back()) || !tried.insert(half).second) continue;
      cycle.push_back(half);
      if (close(cycle, tried)) return true;
      cycle.pop_back();
    }
    return false;
  }

  void add_exchange(std::vector<HalfExchange*> cycle) {
    const auto rank = [](const HalfExchange* h) {
      return std::pair(chromosome_rank(std::string(to_string(h->own))), h->own_at);
    };
    std::rotate(
        cycle.begin(),
        std::min_element(cycle.begin(), cycle.end(), [&](auto* a, auto* b) { return rank(a) < rank(b); }),
        cycle.end());
    Rearrangement r;
    r.type = "t";
    for (auto* half : cycle) {
      half->used = true;
      r.chromosomes.push_back(chromosome_name(half->own));
      r.breakpoints.push_back({half->own_band});
    }
    add(structural({r}));
  }

  /// Puts the events that `joined` makes of two chromosomes in their place, wherever it makes any.
  template <typename Joined>
  void join_pairs(const Joined& joined) {
    for (std::size_t i = 0; i < abnormal_.size(); ++i) {
      for (std::size_t k = 0; k < abnormal_.size(); ++k) {
        const auto events = i == k ? std::vector<Event>{} : joined(abnormal_[i], abnormal_[k]);
        if (events.empty()) continue;
        for (const auto& event : events) add(event);
        abnormal_.erase(abnormal_.begin() + static_cast<std::ptrdiff_t>(std::max(i, k)));
        abnormal_.erase(abnormal_.begin() + static_cast<std::ptrdiff_t>(std::min(i, k)));
        return join_pairs(joined);
      }
    }
  }

  /// A derivative with an insertion and the deletion that it came from are one ins().
  void add_insertions() {
    join_pairs([this](const NamedChromosome& recipient, const NamedChromosome& donor) -> std::vector<Event> {
      if (!is_insertion_of(recipient, donor) || !take_either_place({recipient.places[0], donor.places[0]}))
        return {};
      return {structural({*recipient.insertion})};
    });
  }

  /// der(1;3)(p10;q10) beside der(1;3)(q10;p10) is t(1;3)(p10;q10).
  void add_whole_arm_exchanges() {
    join_pairs([this](const NamedChromosome& a, const NamedChromosome& b) -> std::vector<Event> {
      if (!are_complements(a, b) || a.chain[0].breakpoints[0][0].band.arm != Arm::kP ||
          !take_either_place(a.places))
        return {};
      auto exchange = a.chain.front();
      exchange.type = "t";
      return {structural({exchange})};
    });
  }

  /// "45,XX,der(21;21)(q10;q10)": if no other 21 is there.
  void join_long_arms() {
    for (auto& one : abnormal_) {
      if (!is_long_arms_of_acrocentric(one)) continue;
      const auto c = one.places[0];
      if (abnormal_at(c) > 1 || vacant_[place_of(c)] < 2) continue;
      auto& r = one.chain.front();
      r.type = "der";
      r.chromosomes.push_back(r.chromosomes.front());
      r.breakpoints.push_back(r.breakpoints.front());
      one.places.push_back(c);
    }
  }

  /// "-10,+fis(10)(p10),+fis(10)(q10)": two chromosomes for one, unless each can be one that lost its other
  /// arm.
  void add_fissions() {
    join_pairs([this](const NamedChromosome& p, const NamedChromosome& q) -> std::vector<Event> {
      if (p.only_arm != Arm::kP || q.only_arm != Arm::kQ || p.places != q.places) return {};
      if (!are_pairs_of_arms(p.places[0]) || abnormal_at(p.places[0]) <= vacant_[place_of(p.places[0])])
        return {};
      std::vector<Event> events{fission(p), fission(q)};
      if (take_places(p.places)) events.push_back(whole(p.places[0], Sign::kLoss));
      return events;
    });
  }

  /// Abnormal chromosomes, of those that are not told yet, that stand for this one.
  int abnormal_at(ChromosomeClass c) const {
    return static_cast<int>(std::count_if(abnormal_.begin(), abnormal_.end(), [c](const auto& one) {
      return std::find(one.places.begin(), one.places.end(), c) != one.places.end();
    }));
  }

  /// True if these are as many short arms as long ones: another one would be in the place of what is lost.
  bool are_pairs_of_arms(ChromosomeClass c) const {
    const auto count = [&](Arm arm) {
      return std::count_if(abnormal_.begin(), abnormal_.end(),
                           [&](const auto& one) { return one.only_arm == arm && one.places[0] == c; });
    };
    return count(Arm::kP) == count(Arm::kQ) && 2 * count(Arm::kP) == abnormal_at(c);
  }

  static Event fission(const NamedChromosome& one) {
    auto r = one.chain.front();
    r.type = "fis";
    r.breakpoints.front().front().band.arm = one.only_arm;
    auto event = structural({r});
    event.sign = Sign::kGain;
    return event;
  }

  void add_single(const NamedChromosome& one) {
    auto event = one.by_name.value_or(structural(one.chain));
    if (event.kind == EventKind::kVariant) {
      // It is never one more itself: the normal one is.
      --vacant_[place_of(one.places[0])];
      return add(event);
    }
    if (!one.derivative.empty() && !has_places(one.places) && take_places({one.places[0]})) {
      event.chain = one.derivative;
    } else if (!take_either_place(one.places)) {
      event.sign = Sign::kGain;
    }
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
    if (!has_x && sets_ == kDiploid) add(whole(ChromosomeClass::kX, Sign::kLoss));
  }

  void add_whole() {
    for (const auto c : places()) {
      if (c == ChromosomeClass::kX) continue;
      const int vacant = vacant_[place_of(c)];
      for (int i = 0; i < vacant; ++i) add(whole(c, Sign::kLoss));
      const int gained = std::max(0, normals(c) - sets_) + std::max(0, -vacant);
      for (int i = 0; i < gained; ++i) add(whole(c, Sign::kGain));
    }
  }

  /// Of several rearrangements or markers alike the number is told: t(9;22)(q34;q11.2)x2, +mar1x2.
  std::vector<Event> counted_alike() const {
    std::vector<Event> all;
    for (auto event : events_) {
      const auto is_alike = [&event](Event other) {
        other.times.reset();
        return other == event;
      };
      const bool counted =
          event.kind != EventKind::kWhole && (event.kind != EventKind::kWord || !event.word_index.empty());
      const auto before = counted ? std::find_if(all.begin(), all.end(), is_alike) : all.end();
      if (before == all.end()) {
        all.push_back(event);
      } else {
        const int times = before->times.value_or(Range{1, 1}).low + 1;
        before->times = Range{times, times};
      }
    }
    return all;
  }

  int count_;
  int sets_ = kDiploid;
  std::array<int, cytogenetics::kClassCount> normals_{}, vacant_{};
  std::vector<NamedChromosome> abnormal_;
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
  return CellNamer(chromosomes, level).karyotype();
}

}  // namespace pinnacle::iscn
