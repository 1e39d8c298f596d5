// The corpora under tests/iscn: what a laboratory writes, what it must not write, and what does not add up.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "pinnacle/base/random.h"
#include "pinnacle/iscn/band_place.h"
#include "pinnacle/iscn/chain.h"
#include "pinnacle/iscn/check.h"
#include "pinnacle/iscn/count.h"
#include "pinnacle/iscn/explain.h"
#include "pinnacle/iscn/naming.h"
#include "pinnacle/iscn/parser.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/structure.h"

namespace pinnacle::iscn {
namespace {

/// The lines of a corpus without comments; what stands before a tab is the kind of fault.
std::vector<std::string> corpus(const std::string& name) {
  std::ifstream file(std::string(PINNACLE_SOURCE_DIR) + "/tests/iscn/" + name);
  EXPECT_TRUE(file) << name;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const auto tab = line.find('\t');
    lines.push_back(tab == std::string::npos ? line : line.substr(tab + 1));
  }
  return lines;
}

std::size_t accepted(const std::vector<std::string>& lines, bool wanted) {
  std::size_t count = 0;
  for (const auto& line : lines) {
    const auto verdict = check(line);
    count += verdict.valid ? 1 : 0;
    if (verdict.valid != wanted) {
      std::printf("%s: %s%s\n", wanted ? "refused" : "accepted", line.c_str(),
                  wanted ? (": " + verdict.faults.errors.front().what).c_str() : "");
    }
  }
  return count;
}

TEST(Corpora, ValidKaryotypesAreAccepted) {
  const auto lines = corpus("valid.txt");
  EXPECT_GE(lines.size(), 400u);
  EXPECT_GE(accepted(lines, true) * 100, lines.size() * 98);
}

TEST(Corpora, WrongKaryotypesAreRefused) {
  const auto lines = corpus("invalid.txt");
  EXPECT_GE(lines.size(), 400u);
  EXPECT_LE(accepted(lines, false) * 100, lines.size() * 5);
}

TEST(Corpora, NoWrongCountIsAccepted) {
  const auto lines = corpus("wrong-counts.txt");
  EXPECT_GE(lines.size(), 150u);
  EXPECT_EQ(accepted(lines, false), 0u);
}

TEST(Corpora, WhatIsValidIsPrintedAsItWasRead) {
  for (const auto& line : corpus("valid.txt")) {
    const auto first = read(line);
    EXPECT_EQ(read(print(first.karyotype)).karyotype, first.karyotype) << line;
  }
}

TEST(Corpora, StructuresHaveTheCountOfTheirClone) {
  std::size_t compared = 0;
  for (const auto& line : corpus("valid.txt")) {
    const auto karyotype = read(line).karyotype;
    const auto counted = count_clones(karyotype);
    for (std::size_t i = 0; i < counted.size(); ++i) {
      const auto& clone = karyotype.clones[i];
      const bool one_number =
          counted[i].determined && !counted[i].bounds_only && clone.count.low == clone.count.high;
      if (!one_number || clone.sex == "U") continue;
      EXPECT_EQ(structure(karyotype, i).chromosomes.size(), static_cast<std::size_t>(clone.count.low))
          << line << " clone " << i;
      ++compared;
    }
  }
  EXPECT_GT(compared, 400u);
}

/// What the corpus has too little of.
const std::vector<std::string> kRearranged{
    "46,XX,t(9;22)(q34;q11.2)x2",
    "46,XX,der(22)t(9;22)(q34;q11.2)x2",
    "48,XX,t(9;22)(q34;q11.2),+der(22)t(9;22)x2",
    "46,XX,t(9;22)(q34;q11.2),t(9;22;17)(q34;q11.2;q22)",
    "47,XX,+8,der(9)t(9;22)(q34;q11.2)",
    "45,XX,der(9)t(9;22)(q34;q11.2),-22",
    "92,XXXX,t(9;22)(q34;q11.2)x2",
    "92,XXYY,t(9;22)(q34;q11.2)x2,t(9;22;17)(q34;q11.2;q22)",
    "69,XXX,t(9;22)(q34;q11.2),der(22)t(9;22)",
    "46,XX,neo(10)(q26)",
    "47,XX,+neo(3)(q27)",
    "47,XX,+neo(3)(pter->p11::q11->q26->neo->q26->qter)",
    "47,XX,+neo(3)(qter->q26->neo->q26->q11::p11->pter)",
    "46,XX,der(13)(13pter->13q14::5q12->5q32->neo->5q32->5qter)",
    "46,X,neo(Y)(q12)",
    "44,XX,r(1;2;5)(p36q32;p25q33;p15q31)",
    "47,XX,+r(1;3)(p36.1q23;q21q27)",
    "46,XX,der(1)r(1;3)(p36.1q23;q21q27)",
    "45,X,r(X;5)(p11.2q22;q12q23)",
    "47,XX,-10,+fis(10)(p10),+fis(10)(q10)",
    "48,XX,-10,-10,+fis(10)(p10)x2,+fis(10)(q10)x2",
    "48,XX,+fis(10)(p10),+fis(10)(q10)",
    "46,XX,del(10)(p10),del(10)(q10)",
    "46,XX,del(5)(q10)",
    "46,XX,der(5)inv(5)(p13q13)del(5)(q22q33)",
    "46,XX,der(5)del(5)(p15.1)inv(5)(q13q31)",
    "46,XX,der(5)inv(5)(p14p13)del(5)(q31)",
    "46,XX,der(5)dup(5)(p14p13)del(5)(q31)",
    "46,XX,dup(5)(q33q22)",
    "46,XX,dup(5)(p13p15.1)",
    "46,XX,trp(5)(q22q33)",
    "46,XX,trp(5)(q33q22)",
    "46,XX,qdp(5)(q33q22)",
    "46,XX,dup(5)(pter->q33::q33->q22::q33->qter)",
    "46,XX,dup(5)(pter->q22::q33->q22::q22->qter)",
    "46,XX,ins(2)(p13q21q31)",
    "46,XX,ins(2)(q31q21q13)",
    "46,XX,ins(5;2)(p14;q22q32)x2",
    "46,XX,der(5)ins(5;2)(p14;q22q32)",
    "46,XX,der(2)ins(5;2)(p14;q22q32)",
    "47,XX,+der(5)ins(5;2)(p14;q22q32),ins(5;2)",
    "46,XX,ins(5;5)(p14;q22q32)",
    "46,XX,t(3;3)(q21;q26.2)",
    "46,XX,t(1;1)(p36;q21)",
    "46,XX,der(1)t(1;1)(p36;q21)",
    "46,XX,i(7)(q10)x2",
    "46,XX,i(7)(p10),i(7)(q10)",
    "45,XX,-7,i(7)(q10)",
    "47,XX,i(7)(p10),+i(7)(q10)",
    "46,XX,idic(7)(p11.2)",
    "45,XX,dic(7;7)(p11.2;q11.2)",
    "46,XX,+7,dic(7;7)(p11.2;q36)",
    "46,XX,ider(22)(q10)t(9;22)(q34;q11.2)",
    "46,XX,ider(7)(p10)t(7;9)(p15;q22)",
    "46,XX,ider(7)(q10)del(7)(q22q31)",
    "46,XX,ider(7)(q10)del(7)(q31)",
    "46,XX,ider(7)(p10)inv(7)(p21p13)",
    "45,XX,der(21;21)(q10;q10)",
    "46,XX,+21,der(21;21)(q10;q10)",
    "46,XX,i(21)(q10)",
    "46,XX,i(21)(q10)x2",
    "47,XX,+21,i(21)(q10)",
    "44,XX,der(13;14)(q10;q10)x2",
    "44,XX,der(13;14)(q10;q10),der(21;21)(q10;q10)",
    "45,XX,der(13;14)(q10;q10),+14,-21",
    "46,XX,t(1;3)(p10;q10),t(2;4)(p10;p10)",
    "46,XX,t(1;3)(p10;q10)x2",
    "45,XX,der(1;3)(p10;q10)",
    "46,XX,+1,der(1;3)(p10;q10)",
    "46,X,t(X;1)(p10;q10)",
    "46,Y,t(X;1)(p10;q10)",
    "45,der(X;Y)(q10;q10)",
    "46,X,der(X)t(X;Y)(p22.3;q11.2)",
    "46,Y,del(X)(q22)",
    "47,XY,+del(X)(q22)",
    "46,t(X;Y)(q22;q11.2)",
    "46,dic(X;Y)(p22.3;p11.3),+8",
    "47,XY,t(X;9)(q22;p13)",
    "46,X,idic(Y)(q11.2)",
    "45,Y,-X",
    "46,XX,t(9;22)(q34;q11.2),16qh-",
    "47,XX,+16,16qh-",
    "46,XX,9qh+x2",
    "46,X,Yqs",
    "46,XX,hsr(1)(p22)",
    "46,XX,der(1)(pter->q32::hsr)",
    "46,XX,der(1)(:p22->q32::hsr)",
    "46,XX,hsr(8)(q24)x2",
    "58<2n>,XXX,+4,+5,+6,+8,+10,+14,+17,+18,+21,+21,+21",
    "70<3n>,XXY,+8,t(9;22)(q34;q11.2)",
    "67<3n>,XXX,-1,del(5)(q13q33)x2,-17",
    "92,XXYY,-5,-5,+8,+8",
    "94,XXYY,+8,+8,i(17)(q10)x2",
    "23,X,t(9;22)(q34;q11.2)",
    "26<1n>,X,+10,+18,+21",
    "34<1n>,XY,+1,+5,+6,+8,+10,+11,+14,+18,+19,+21",
    "49,XX,+mar,+mar,+mar",
};

/// The valid corpus and what it has too little of.
std::vector<std::string> rearranged() {
  auto lines = corpus("valid.txt");
  lines.insert(lines.end(), kRearranged.begin(), kRearranged.end());
  return lines;
}

/// The band that a place lies in, the centromere or an end.
std::string band_at(cytogenetics::ChromosomeClass c, double place) {
  if (std::abs(place - centromere_at(c)) < 2 * kSamePlace) return "cen";
  std::string name;
  for (const auto& band : cytogenetics::bands_of(c, cytogenetics::BandLevel::k850)) {
    if (name.empty() || band.start < place - kSamePlace) name = (band.on_p_arm ? "p" : "q") + band.name;
  }
  return place < kSamePlace ? "pter" : place > length_at(c) - kSamePlace ? "qter" : name;
}

std::string text_of(const Chain& chain) {
  std::string text;
  for (const auto& s : chain) {
    if (!cytogenetics::is_normal_class(s.chromosome)) {
      text += s.amplified ? "::hsr" : "::?";
    } else {
      text += "::" + std::string(to_string(s.chromosome)) + band_at(s.chromosome, s.from) + "->" +
              band_at(s.chromosome, s.to);
    }
  }
  return text;
}

/// The chain by its bands, whichever way round it is read and wherever a ring begins.
std::string shape_of(const cytogenetics::ChromosomeStructure& chromosome) {
  std::set<std::string> readings;
  for (const bool turned : {false, true}) {
    auto chain = turned ? reversed(chromosome.segments) : chromosome.segments;
    std::string neo;
    if (chromosome.neocentromere) {
      const double whole = length_of(chain);
      const auto place = cytogenetics::place_on(
          chain, turned ? whole - *chromosome.neocentromere : *chromosome.neocentromere);
      const auto& s = chain[place->segment];
      neo = " neo " + band_at(s.chromosome, s.at(place->units));
    }
    for (std::size_t i = 0; i < (chromosome.ring ? std::max<std::size_t>(chain.size(), 1) : 1); ++i) {
      readings.insert((chromosome.ring ? "r" : "") + text_of(chain) + neo);
      if (!chain.empty()) std::rotate(chain.begin(), chain.begin() + 1, chain.end());
    }
  }
  const bool variant =
      !chromosome.resized.empty() || chromosome.satellites_on_p || chromosome.satellites_on_q;
  return *readings.begin() + (variant ? " " + chromosome.name : "");
}

/// What `a` has and `b` has not.
std::string difference(const std::multiset<std::string>& a, const std::multiset<std::string>& b) {
  std::vector<std::string> all;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  std::string text;
  for (const auto& shape : all) text += "  " + shape;
  return text;
}

using Cell = std::vector<cytogenetics::ChromosomeStructure>;

std::multiset<std::string> shapes_of(const Cell& cell) {
  std::multiset<std::string> all;
  for (const auto& chromosome : cell) all.insert(shape_of(chromosome));
  return all;
}

/// A cell named from its chromosomes is ISCN, and of these chromosomes.
void expect_named_as_it_is(const std::string& line, const Cell& cell) {
  const auto named = karyotype_of(cell, cytogenetics::BandLevel::k850);
  if (!named) {
    EXPECT_EQ(line, "44,Xc,-X[3]/45,Xc[17]") << named.error().text();
    return;
  }
  const auto text = print(*named);
  const auto verdict = check(text);
  EXPECT_TRUE(verdict.valid) << line << " -> " << text << ": "
                             << (verdict.valid ? "" : verdict.faults.errors[0].what);
  for (const auto& warning : verdict.faults.warnings)
    EXPECT_NE(warning.rule, Rule::kCount) << line << " -> " << text << ": " << warning.what;
  const auto wanted = shapes_of(cell), got = shapes_of(structure(*named, 0).chromosomes);
  EXPECT_TRUE(wanted == got) << line << " -> " << text << "\n  has not  " << difference(wanted, got)
                             << "\n  but  " << difference(got, wanted);
  const auto coarse = print(*karyotype_of(cell, cytogenetics::BandLevel::k400));
  const auto judged = check(coarse);
  EXPECT_TRUE(judged.valid) << line << " -> " << coarse << ": "
                            << (judged.valid ? "" : judged.faults.errors[0].what);
}

TEST(Corpora, WhatIsNamedFromTheStructureIsValidAndHasThatStructure) {
  for (const auto& line : rearranged()) {
    const auto karyotype = read(line).karyotype;
    for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
      const auto cell = structure(karyotype, i).chromosomes;
      if (!cell.empty() && karyotype.clones[i].sex != "U") expect_named_as_it_is(line, cell);
    }
  }
}

/// The abnormal chromosomes of the corpora.
Cell abnormal_chromosomes() {
  Cell all;
  for (const auto& line : rearranged()) {
    const auto karyotype = with_breakpoints(read(line).karyotype);
    std::vector<std::string> notes;
    for (const auto& clone : karyotype.clones) {
      for_each_event(clone, [&](const Event& event) {
        if (event.kind == EventKind::kStructural && event.sign != Sign::kLoss) {
          for (const auto& chromosome : products(event, notes)) all.push_back(chromosome);
        }
      });
    }
  }
  return all;
}

/// A diploid cell with some abnormal chromosomes, mostly in place of normal ones, lost and doubled at random.
/// @param line  What was done, in words.
Cell random_cell(const Cell& abnormal, base::Random& random, std::string& line) {
  line = random.chance(0.5) ? "46,XX" : "46,XY";
  auto cell = structure(read(line).karyotype, 0).chromosomes;
  for (auto changes = random.below(5) + 1; changes > 0; --changes) {
    const auto first = random.below(abnormal.size());
    // Neighbours are often the products of one exchange.
    const auto end = std::min(first + random.below(3) + 1, abnormal.size());
    for (auto i = first; i < end; ++i) {
      const auto& chromosome = abnormal[i];
      line += "," + chromosome.name;
      const auto normal = std::find_if(cell.begin(), cell.end(),
                                       [&](const auto& c) { return c.placed == chromosome.placed; });
      if (normal != cell.end() && random.chance(0.7)) {
        line += " for " + normal->name;
        cell.erase(normal);
      }
      const bool twice = random.chance(0.15);
      cell.insert(cell.end(), twice ? 2 : 1, chromosome);
      if (twice) line += " twice";
    }
  }
  return cell;
}

TEST(Corpora, CellsOfAnyChromosomesAreNamed) {
  const auto abnormal = abnormal_chromosomes();
  base::Random random(20261126);
  for (int round = 0; round < 600; ++round) {
    std::string line;
    const auto cell = random_cell(abnormal, random, line);
    const bool has_x = std::any_of(cell.begin(), cell.end(), [](const auto& c) {
      return c.placed == cytogenetics::ChromosomeClass::kX;
    });
    if (has_x) expect_named_as_it_is(line, cell);
  }
}

TEST(Corpora, RearrangedKaryotypesAreValid) {
  for (const auto& line : kRearranged) {
    const auto verdict = check(line);
    EXPECT_TRUE(verdict.valid) << line << ": " << (verdict.valid ? "" : verdict.faults.errors[0].what);
  }
}

TEST(Corpora, EveryValidKaryotypeIsExplained) {
  for (const auto& line : corpus("valid.txt")) {
    const auto karyotype = read(line).karyotype;
    const auto clones = explain(karyotype);
    ASSERT_EQ(clones.size(), karyotype.clones.size()) << line;
    for (std::size_t i = 0; i < clones.size(); ++i)
      EXPECT_EQ(clones[i].events.size(), karyotype.clones[i].events.size()) << line;
  }
}

/// A text with a few characters changed, doubled, dropped or put elsewhere.
std::string mutated(std::string text, base::Random& random) {
  static const std::string letters = "0123456789pqXYxc+-,;()[]/.~?<>n: \xe2\x88";
  for (std::size_t i = random.below(4) + 1; i > 0 && !text.empty(); --i) {
    const auto at = random.below(text.size());
    const char letter = letters[random.below(letters.size())];
    switch (random.below(4)) {
      case 0:
        text[at] = letter;
        break;
      case 1:
        text.insert(at, 1, letter);
        break;
      case 2:
        text.erase(at, 1);
        break;
      default: {
        const auto piece = text.substr(at, random.below(8) + 1);
        text.insert(random.below(text.size()), piece);
      }
    }
  }
  return text;
}

TEST(Corpora, WhatIsReadWholeIsPrintedSoThatItReadsTheSame) {
  const auto valid = corpus("valid.txt");
  base::Random random(20240611);
  std::size_t whole = 0;
  for (int round = 0; round < 40; ++round) {
    for (const auto& line : valid) {
      const auto text = mutated(line, random);
      const auto first = read(text);
      const auto verdict = check(text);
      if (!first.complete || !first.faults.errors.empty()) continue;
      ++whole;
      const auto again = read(print(first.karyotype));
      ASSERT_TRUE(again.complete && again.faults.errors.empty()) << text << " -> " << print(first.karyotype);
      ASSERT_EQ(again.karyotype, first.karyotype) << text << " -> " << print(first.karyotype);
      if (verdict.valid) explain(first.karyotype);
    }
  }
  EXPECT_GT(whole, 1000u);
}

TEST(Corpora, SuggestionsAreValid) {
  std::size_t suggested = 0;
  for (const auto* name : {"invalid.txt", "wrong-counts.txt"}) {
    for (const auto& line : corpus(name)) {
      const auto verdict = check(line);
      if (!verdict.suggestion) continue;
      ++suggested;
      EXPECT_TRUE(check(*verdict.suggestion).valid) << line;
    }
  }
  EXPECT_GT(suggested, 200u);
}

}  // namespace
}  // namespace pinnacle::iscn
