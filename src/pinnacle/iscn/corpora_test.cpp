// The corpora under tests/iscn: what a laboratory writes, what it must not write, and what does not add up.

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "pinnacle/iscn/check.h"
#include "pinnacle/iscn/print.h"
#include "pinnacle/iscn/parser.h"

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
