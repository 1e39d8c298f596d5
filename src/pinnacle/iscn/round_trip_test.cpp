// What is printed reads the same: karyotypes built at random from every form that the grammar has.

#include <gtest/gtest.h>

#include <iterator>
#include <string>
#include <vector>

#include "pinnacle/base/random.h"
#include "pinnacle/iscn/check.h"
#include "pinnacle/iscn/parser.h"
#include "pinnacle/iscn/print.h"

namespace pinnacle::iscn {
namespace {

/// Karyotypes that have the form of ISCN; what they say may be nonsense.
class Builder {
 public:
  explicit Builder(std::uint64_t seed) : random_(seed) {}

  Karyotype karyotype() {
    Karyotype k;
    const auto clones = 1 + random_.below(3);
    for (std::size_t i = 0; i < clones; ++i) {
      const int later = random_.chance(0.15) ? 2 : random_.chance(0.1) ? kOrSeparator : 1;
      const int separator = i > 0 ? later : random_.chance(0.05) ? 2 : 0;
      k.clones.push_back(clone(separator, i > 0));
    }
    if (random_.chance(0.05)) k.closing_slashes = 2;
    if (random_.chance(0.1))
      k.techniques = pick({".ish t(9;22)(ABL1+,BCR+;BCR+,ABL1+)", ".nuc ish(D21S270x3)[100]"});
    return k;
  }

 private:
  template <std::size_t n>
  std::string pick(const char* const (&words)[n]) {
    return words[random_.below(n)];
  }
  int number(int low, int high) {
    return low + static_cast<int>(random_.below(static_cast<std::size_t>(high - low + 1)));
  }
  Range range(int low, int high) {
    const int first = number(low, high);
    return {first, random_.chance(0.2) ? first + number(1, 9) : first};
  }

  Clone clone(int separator, bool may_refer) {
    Clone c;
    c.separator = separator;
    if (separator != 1 && random_.chance(0.2)) c.prefix = pick({"mos", "chi"});
    c.count = range(10, 200);
    if (random_.chance(0.15)) c.ploidy = pick({"n", "2n", "3n", "4n", "12n"});
    if (may_refer && random_.chance(0.4)) {
      c.reference = pick({"sl", "sl2", "sdl", "sdl1", "sdl2", "idem"});
      if (random_.chance(0.2)) c.reference_times = number(2, 4);
    } else if (random_.chance(0.05)) {
      auto cell = clone(0, false);
      if (!cell.doubled.empty()) cell = {};
      if (cell.sex.empty()) cell.sex = "X";
      cell.prefix.clear();
      cell.cells.reset();
      cell.composite = false;
      for (auto& event : cell.events) event.cells.reset();
      c.doubled.push_back(cell);
      c.reference_times = number(2, 4);
    } else {
      c.sex = pick({"X", "Y", "XX", "XY", "XXY", "XXYY", "U", "?", ""});
      c.sex_constitutional = c.sex.find_first_of("XY") == 0 && random_.chance(0.1);
      c.sex_perhaps_constitutional = c.sex_constitutional && random_.chance(0.3);
    }
    if (random_.chance(0.5)) {
      c.cells = number(1, 300);
      c.composite = random_.chance(0.3);
    }
    const bool needs_one = c.sex.empty() && c.reference.empty() && c.doubled.empty();
    const auto events = random_.below(5) + (needs_one ? 1 : 0);
    for (std::size_t i = 0; i < events; ++i) {
      c.events.push_back(event());
      // A number behind an event is its own only where the clone's follows.
      if (c.cells && c.events.back().alternatives.empty() && random_.chance(0.1))
        c.events.back().cells = number(1, 20);
    }
    // A variant of a sex chromosome right behind the count would read as the list of them.
    if (needs_one) c.events.front() = structural_event();
    return c;
  }

  Event event() {
    auto first = single_event();
    while (random_.chance(0.07)) first.alternatives.push_back(single_event());
    return first;
  }

  Event single_event() {
    switch (random_.below(10)) {
      case 0:
      case 1:
        return whole_event();
      case 2:
        return word_event();
      case 3:
        return variant_event();
      case 4:
        if (random_.chance(0.3)) {
          Event incomplete;
          incomplete.kind = EventKind::kIncomplete;
          return incomplete;
        }
        [[fallthrough]];
      default:
        return structural_event();
    }
  }

  Event whole_event() {
    Event e;
    e.sign = random_.chance(0.5) ? Sign::kGain : Sign::kLoss;
    e.questioned = random_.chance(0.1);
    e.chromosome = plain_name();
    add_suffixes(e);
    return e;
  }

  Event word_event() {
    Event e;
    e.kind = EventKind::kWord;
    e.sign = random_.chance(0.7) ? Sign::kGain : random_.chance(0.5) ? Sign::kLoss : Sign::kNone;
    e.questioned = random_.chance(0.1);
    e.word = pick({"mar", "r", "neo", "dmin", "min", "ace", "hsr", "cx"});
    if (random_.chance(0.3)) {
      e.number = range(1, 40);
      e.number_about = random_.chance(0.2);
      e.number_open = !e.number_about && random_.chance(0.2);
    }
    if (random_.chance(0.3)) e.word_index = std::to_string(number(1, 12));
    add_suffixes(e);
    return e;
  }

  Event variant_event() {
    Event e;
    e.kind = EventKind::kVariant;
    e.chromosome.name = pick({"1", "9", "13", "16", "21", "22", "Y"});
    const auto parts = 1 + random_.below(3);
    for (std::size_t i = 0; i < parts; ++i) e.variant.push_back(heteromorphism());
    add_suffixes(e);
    return e;
  }

  Heteromorphism heteromorphism() {
    Heteromorphism part;
    part.region = pick({"h", "cenh", "s", "ss", "stk", "stkstk", "var"});
    if (part.region != "cenh") part.arm = random_.chance(0.5) ? Arm::kP : Arm::kQ;
    if (part.region == "h") part.band = pick({"", "", "12", "11.2"});
    if (random_.chance(0.7)) part.size = random_.chance(0.5) ? Sign::kGain : Sign::kLoss;
    return part;
  }

  Event structural_event() {
    Event e;
    e.kind = EventKind::kStructural;
    if (random_.chance(0.25)) e.sign = random_.chance(0.7) ? Sign::kGain : Sign::kLoss;
    e.questioned = random_.chance(0.07);
    e.chain.push_back(rearrangement());
    const auto& type = e.chain.front().type;
    if (type == "der" || type == "ider" || type == "rec") {
      const auto links = random_.below(4);
      for (std::size_t i = 0; i < links; ++i) {
        e.chain.push_back(rearrangement());
        e.chain.back().questioned = random_.chance(0.1);
        // A question mark behind "c " would be that of another suffix.
        e.chain[i].constitutional = !e.chain.back().questioned && random_.chance(0.1);
      }
    }
    add_suffixes(e);
    return e;
  }

  void add_suffixes(Event& e) {
    if (random_.chance(0.1)) e.times = range(2, 9);
    if (random_.chance(0.15)) e.inheritance = pick({"mat", "pat", "dn", "dinh", "dmat", "dpat", "inh"});
    e.constitutional = random_.chance(0.1);
    e.perhaps_constitutional = e.constitutional && random_.chance(0.3);
  }

  Rearrangement rearrangement() {
    Rearrangement r;
    r.type = pick({"add",     "chrb",     "chtg", "cth", "del",   "der",    "dic", "dic r", "dup",
                   "fis",     "fra",      "hsr",  "i",   "ider",  "idic",   "ins", "inv",   "inv dup",
                   "psu dic", "psu idic", "qdp",  "r",   "rec",   "rob",    "t",   "tas",   "tdic",
                   "trc",     "trp",      "upd",  "neo", "trc r", "psu trc"});
    const auto chromosomes = 1 + (random_.chance(0.4) ? random_.below(4) : 0);
    for (std::size_t i = 0; i < chromosomes; ++i) r.chromosomes.push_back(chromosome_name());
    if ((r.type == "dup" || r.type == "del") && chromosomes == 1 && random_.chance(0.2)) {
      r.chromosomes.front() = plain_name();
      r.chromosomes.front().arm = random_.chance(0.5) ? Arm::kP : Arm::kQ;
      return r;
    }
    if (random_.chance(0.15)) return r;
    if (random_.chance(0.15)) {
      for (std::size_t i = 0; i < chromosomes; ++i) r.detailed.push_back(detailed());
      return r;
    }
    for (std::size_t i = 0; i < chromosomes; ++i) r.breakpoints.push_back(breakpoints());
    return r;
  }

  ChromosomeName plain_name() {
    ChromosomeName name;
    const int k = number(1, 24);
    name.name = k == 23 ? "X" : k == 24 ? "Y" : std::to_string(k);
    return name;
  }

  ChromosomeName chromosome_name() {
    auto name = plain_name();
    if (random_.chance(0.05)) name.name = "?";
    if (name.name != "?") {
      name.questioned = random_.chance(0.07);
      if (random_.chance(0.1)) name.homologue = pick({"'", "\"", "_"});
    }
    return name;
  }

  std::vector<Breakpoint> breakpoints() {
    std::vector<Breakpoint> group;
    const auto count = 1 + random_.below(3);
    for (std::size_t i = 0; i < count; ++i) group.push_back(breakpoint(i + 1 == count));
    // Alone it is a band; behind another it would belong to that.
    if (count == 1 && random_.chance(0.05))
      group.front() = Breakpoint{{false, Arm::kNone, "?"}, Join::kNone, {}, {}};
    return group;
  }

  /// @param last  Of its group: only there may it end in "?", which else would belong to the next.
  Breakpoint breakpoint(bool last) {
    Breakpoint point;
    point.band = band(last);
    if (point.band.arm == Arm::kNone || point.band.name.empty() || point.band.name.back() == '?')
      return point;
    if (random_.chance(0.1)) {
      point.join = random_.chance(0.5) ? Join::kRange : random_.chance(0.2) ? Join::kFused : Join::kOr;
      point.other = band(false);
      while (point.other.arm == Arm::kNone || point.other.name.empty()) point.other = band(false);
      if (point.join == Join::kFused) point.other = {false, Arm::kNone, pick({"13", "22.1", "36"})};
      // "q21~24": of the same arm.
      if (random_.chance(0.5) && !point.other.questioned && point.other.name != "ter")
        point.other.arm = Arm::kNone;
    }
    return point;
  }

  BandName band(bool may_end_open) {
    BandName b;
    if (random_.chance(0.04)) {
      b.name = "cen";
      return b;
    }
    b.arm = random_.chance(0.5) ? Arm::kP : Arm::kQ;
    b.questioned = random_.chance(0.05);
    b.name = pick({"10", "11", "11.2", "13", "13.3", "21", "22.1", "22.31", "24", "2?3", "34", "36.33", "1?1",
                   "ter", ""});
    if (may_end_open && random_.chance(0.05)) b.name = pick({"?", "2?", "21.?"});
    return b;
  }

  DetailedChromosome detailed() {
    DetailedChromosome d;
    d.opening_colons = number(0, 2);
    const auto stretches = 1 + random_.below(4);
    for (std::size_t i = 0; i < stretches; ++i) {
      std::vector<DetailedPoint> points;
      const auto count = 1 + random_.below(3);
      for (std::size_t k = 0; k < count; ++k) points.push_back(detailed_point());
      d.stretches.push_back(points);
    }
    d.closing_colons = number(0, 2);
    // Without a colon or an arrow it would read as a list of bands.
    if (d.opening_colons == 0 && d.stretches.size() == 1 && d.stretches.front().size() == 1)
      d.opening_colons = 1;
    return d;
  }

  DetailedPoint detailed_point() {
    DetailedPoint point;
    if (random_.chance(0.6)) point.chromosome = plain_name().name;
    if (random_.chance(0.1)) {
      point.word = pick({"neo", "hsr", "?"});
      return point;
    }
    point.band = band(false);
    point.band.questioned = false;
    if (point.band.name == "cen" && random_.chance(0.3)) point.band.name = "cen?";
    return point;
  }

  base::Random random_;
};

constexpr std::uint64_t kKaryotypes = 20000;

TEST(RoundTrip, WhatIsPrintedReadsTheSame) {
  int failures = 0;
  for (std::uint64_t seed = 1; seed <= kKaryotypes && failures < 10; ++seed) {
    const auto built = Builder(seed).karyotype();
    const auto text = print(built);
    const auto read_again = parse(text);
    const bool same = read_again && *read_again == built;
    EXPECT_TRUE(same) << "seed " << seed << ": " << text << "\n"
                      << (read_again ? "reads as " + print(*read_again) : read_again.error().text());
    failures += same ? 0 : 1;
  }
}

TEST(RoundTrip, NoKaryotypeOfThatFormUpsetsTheRules) {
  std::size_t valid = 0;
  for (std::uint64_t seed = 1; seed <= kKaryotypes / 4; ++seed) {
    const auto verdict = check(print(Builder(seed).karyotype()));
    ASSERT_TRUE(verdict.karyotype) << "seed " << seed;
    EXPECT_EQ(verdict.valid, verdict.faults.errors.empty());
    EXPECT_TRUE(!verdict.suggestion || check(*verdict.suggestion).valid) << *verdict.suggestion;
    valid += verdict.valid ? 1 : 0;
  }
  EXPECT_LT(valid, kKaryotypes / 40) << "most of them are nonsense, and said to be";
}

}  // namespace
}  // namespace pinnacle::iscn
