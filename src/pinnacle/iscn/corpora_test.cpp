// The corpora under tests/iscn: what a laboratory writes, what it must not write, and what does not add up.

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "pinnacle/base/random.h"
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

TEST(Corpora, WhatIsNamedFromTheStructureIsValid) {
  for (const auto& line : corpus("valid.txt")) {
    const auto karyotype = read(line).karyotype;
    for (std::size_t i = 0; i < karyotype.clones.size(); ++i) {
      const auto cell = structure(karyotype, i);
      // Only diploid cells are named, with a sex chromosome that is told.
      if (count_clones(karyotype)[i].ploidy != 2 || cell.chromosomes.empty() ||
          karyotype.clones[i].sex == "U")
        continue;
      const auto named = karyotype_of(cell.chromosomes, cytogenetics::BandLevel::k850);
      if (!named) {
        EXPECT_EQ(line, "44,Xc,-X[3]/45,Xc[17]") << named.error().text();
        continue;
      }
      const auto text = print(*named);
      const auto verdict = check(text);
      EXPECT_TRUE(verdict.valid) << line << " -> " << text << ": "
                                 << (verdict.valid ? "" : verdict.faults.errors[0].what);
    }
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
