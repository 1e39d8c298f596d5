// The detailed system against the names of events, and against the short system.

#include "pinnacle/iscn/detailed.h"

#include <gtest/gtest.h>

#include <fstream>

#include "pinnacle/base/random.h"
#include "pinnacle/iscn/check.h"
#include "pinnacle/iscn/explain.h"
#include "pinnacle/iscn/parser.h"
#include "pinnacle/iscn/print.h"

namespace pinnacle::iscn {
namespace {

/// The lines of a corpus in the detailed system, without the kind of fault.
std::vector<std::string> detailed_lines(const std::string& name) {
  std::ifstream file(std::string(PINNACLE_SOURCE_DIR) + "/tests/iscn/" + name);
  EXPECT_TRUE(file) << name;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.find("->") != std::string::npos && line.front() != '#')
      lines.push_back(line.substr(line.find('\t') + 1));
  }
  return lines;
}

TEST(Detailed, OfTheCorporaIsTakenAndRefusedWithoutException) {
  const auto valid = detailed_lines("valid.txt"), wrong = detailed_lines("invalid.txt");
  EXPECT_GT(valid.size(), 100u);
  EXPECT_GT(wrong.size(), 100u);
  for (const auto& line : valid) EXPECT_TRUE(check(line).valid) << line;
  for (const auto& line : wrong) EXPECT_FALSE(check(line).valid) << line;
}

struct Pair {
  const char* in_short;
  const char* in_detail;
};

std::ostream& operator<<(std::ostream& out, const Pair& pair) { return out << pair.in_short; }

class Systems : public testing::TestWithParam<Pair> {};

ExplainedClone explained(const std::string& text) {
  EXPECT_TRUE(check(text).valid) << text;
  return explain(read(text).karyotype).at(0);
}

TEST_P(Systems, SayTheSame) {
  const auto a = explained(GetParam().in_short), b = explained(GetParam().in_detail);
  ASSERT_EQ(a.derivatives.size(), b.derivatives.size());
  for (std::size_t i = 0; i < a.derivatives.size(); ++i) {
    EXPECT_EQ(a.derivatives[i].bands, b.derivatives[i].bands);
    EXPECT_EQ(a.derivatives[i].placed, b.derivatives[i].placed);
    EXPECT_EQ(a.derivatives[i].ring, b.derivatives[i].ring);
  }
  ASSERT_EQ(a.copies.size(), b.copies.size());
  for (std::size_t i = 0; i < a.copies.size(); ++i) {
    EXPECT_EQ(a.copies[i].from_band, b.copies[i].from_band);
    EXPECT_EQ(a.copies[i].copies, b.copies[i].copies) << a.copies[i].from_band;
  }
  EXPECT_EQ(a.notes, b.notes);
}

INSTANTIATE_TEST_SUITE_P(
    Detailed, Systems,
    testing::Values(
        Pair{"46,XX,del(7)(q22)", "46,XX,del(7)(pter->q22:)"},
        Pair{"46,XX,del(11)(p13)", "46,XX,del(11)(:p13->qter)"},
        Pair{"46,XX,del(7)(q22q34)", "46,XX,del(7)(pter->q22::q34->qter)"},
        Pair{"46,XX,del(15)(q12q12)", "46,XX,del(15)(pter->q12::q12->qter)"},
        Pair{"46,XX,dup(12)(p13p12)", "46,XX,dup(12)(pter->p12::p13->qter)"},
        Pair{"46,XX,dup(3)(q27q22)", "46,XX,dup(3)(pter->q27::q27->q22::q27->qter)"},
        Pair{"46,XX,dup(16)(q13q13)", "46,XX,dup(16)(pter->q13::q13->qter)"},
        Pair{"46,XX,trp(5)(q14q23)", "46,XX,trp(5)(pter->q23::q14->q23::q14->qter)"},
        Pair{"46,XX,trp(5)(q23q14)", "46,XX,trp(5)(pter->q23::q23->q14::q14->qter)"},
        Pair{"46,XX,qdp(1)(q25q31)", "46,XX,qdp(1)(pter->q31::q25->q31::q25->q31::q25->qter)"},
        Pair{"46,XX,inv(16)(p13.1q22)", "46,XX,inv(16)(pter->p13.1::q22->p13.1::q22->qter)"},
        Pair{"46,XX,inv(1)(p36p22)", "46,XX,inv(1)(pter->p36::p22->p36::p22->qter)"},
        Pair{"46,XX,inv(8)(q21q21)", "46,XX,inv(8)(pter->q21::q21->q21::q21->qter)"},
        Pair{"46,XX,ins(4)(p15q25q31)", "46,XX,ins(4)(pter->p15::q25->q31::p15->q25::q31->qter)"},
        Pair{"46,XX,ins(4)(p15q31q25)", "46,XX,ins(4)(pter->p15::q31->q25::p15->q25::q31->qter)"},
        Pair{"46,XX,ins(10;1)(q11.2;q32q25)",
             "46,XX,ins(10;1)(10pter->10q11.2::1q32->1q25::10q11.2->10qter;1pter->1q25::1q32->1qter)"},
        Pair{"46,XX,ins(4;8)(q21q31;q13q22)",
             "46,XX,ins(4;8)(4pter->4q21::8q13->8q22::4q31->4qter;8pter->8q13::4q21->4q31::8q22->8qter)"},
        Pair{"46,X,i(X)(p10)", "46,X,i(X)(pter->p10::p10->pter)"},
        Pair{"46,X,idic(X)(p11.2)", "46,X,idic(X)(qter->p11.2::p11.2->qter)"},
        Pair{"45,XX,dic(9;20)(p13;q11.2)", "45,XX,dic(9;20)(9qter->9p13::20q11.2->20pter)"},
        Pair{"45,XX,rob(14;21)(q10;q10)", "45,XX,rob(14;21)(14qter->14q10::21q10->21qter)"},
        Pair{"45,XX,der(13;14)(q10;q10)", "45,XX,der(13;14)(13qter->13q10::14q10->14qter)"},
        Pair{"44,XX,trc(5;11;18)(q31;q23p15;q21)",
             "44,XX,trc(5;11;18)(5pter->5q31::11q23->11p15::18q21->18pter)"},
        Pair{"46,XX,r(13)(p11.2q34)", "46,XX,r(13)(::p11.2->q34::)"},
        Pair{"46,XX,der(6)r(6;12)(p23q25;q21q15)", "46,XX,der(6)r(6;12)(::6p23->6q25::12q21->12q15::)"},
        Pair{"46,XX,t(8;21)(q22;q22)",
             "46,XX,t(8;21)(8pter->8q22::21q22->21qter;21pter->21q22::8q22->8qter)"},
        Pair{"46,XX,t(1;19)(p22;p13)",
             "46,XX,t(1;19)(19pter->19p13::1p22->1qter;1pter->1p22::19p13->19qter)"},
        Pair{"46,XX,t(2;9;4)(p13;q22;q21)",
             "46,XX,t(2;9;4)(4qter->4q21::2p13->2qter;9pter->9q22::2p13->2pter;4pter->4q21::9q22->9qter)"},
        Pair{"46,XX,t(5;8)(p10;q10)", "46,XX,t(5;8)(5pter->5p10::8q10->8qter;8pter->8p10::5q10->5qter)"},
        Pair{"46,XX,der(7)ins(7;?)(q22;?)t(7;13)(q22;q14)", "46,XX,der(7)(7pter->7q22::?::13q14->13qter)"},
        Pair{"46,XX,rec(8)dup(8p)inv(8)(p23.1q22)dpat", "46,XX,rec(8)(pter->q22::p23.1->pter)dpat"},
        Pair{"47,XX,t(9;22)(q34;q11.2),+der(22)t(9;22)",
             "47,XX,t(9;22)(9pter->9q34::22q11.2->22qter;22pter->22q11.2::9q34->9qter),+der(22)t(9;22)"},
        Pair{"46,XX,tas(5;19)(q35;p13)", "46,XX,tas(5;19)(5pter->5qter->19pter->19qter)"}));

TEST(Detailed, HasAShortForm) {
  const auto shortened = [](const char* text) {
    const auto form = short_form(read(text).karyotype.clones.at(0).events.at(0).chain.at(0));
    return form ? print(*form) : "none";
  };
  EXPECT_EQ(shortened("46,XX,inv(2)(pter->p21::q31->p21::q31->qter)"), "inv(2)(p21q31)");
  EXPECT_EQ(shortened("46,XX,t(3;3)(3pter->3q21::3q26.2->3qter;3pter->3q26.2::3q21->3qter)"),
            "t(3;3)(q21;q26.2)");
  EXPECT_EQ(shortened("46,XX,inv(3)(pter->q21.3::q26.2->q21::q26.2->qter)"), "inv(3)(q21.3q26.2)")
      << "bands that overlap are one break";
  EXPECT_EQ(shortened("46,XX,del(18)(:p11.2->q22:)"), "none") << "two deletions";
  EXPECT_EQ(shortened("46,XX,dup(3)(pter->q22::q27->q22::q22->qter)"), "none")
      << "a copy before its original";
  EXPECT_EQ(shortened("46,XX,inv(2)(p21q31)"), "none");
}

TEST(Detailed, IsSaidInWordsAsTheShortFormIs) {
  EXPECT_EQ(explained("46,XX,inv(2)(pter->p21::q31->p21::q31->qter)").events.at(0).text,
            explained("46,XX,inv(2)(p21q31)").events.at(0).text);
}

struct Misnamed {
  const char* text;
  std::size_t place, length;  ///< Of the first error.
  const char* found;          ///< Part of its message.
  const char* suggestion;
};

std::ostream& operator<<(std::ostream& out, const Misnamed& m) { return out << m.text; }

class MisnamedDescriptions : public testing::TestWithParam<Misnamed> {};

TEST_P(MisnamedDescriptions, AreRefused) {
  const auto& wanted = GetParam();
  const auto verdict = check(wanted.text);
  ASSERT_FALSE(verdict.valid);
  const auto& error = verdict.faults.errors.at(0);
  EXPECT_EQ(error.place.offset, wanted.place);
  EXPECT_EQ(error.place.length, wanted.length);
  EXPECT_NE(error.what.find(wanted.found), std::string::npos) << error.what;
  EXPECT_EQ(verdict.suggestion.value_or("none"), wanted.suggestion);
}

INSTANTIATE_TEST_SUITE_P(
    Detailed, MisnamedDescriptions,
    testing::Values(
        Misnamed{"46,XX,inv(2)(pter->p21::q31->qter)", 13, 20, "here 2p21->2q31 is lacking",
                 "46,XX,inv(2)(pter->p21::q31->p21::q31->qter)"},
        Misnamed{"46,XX,inv(2)(pter->q31::q21->qter)", 13, 20,
                 "2q21->2q31 is there twice; that would be dup()", "46,XX,dup(2)(pter->q31::q21->qter)"},
        Misnamed{"46,X,i(X)(pter->q10::q10->qter)", 10, 20, "nothing is changed", "none"},
        Misnamed{"46,XX,t(2;5)(2pter->2qter;5pter->5qter)", 13, 25, "nothing is changed", "none"},
        Misnamed{"46,XX,t(2;5)(2qter->2p21::5q31->5qter)", 6, 32, "makes 2 chromosomes, but 1 is described",
                 "46,XX,t(2;5)(5qter->5q31::2p21->2qter;5pter->5q31::2p21->2pter)"},
        Misnamed{"46,XX,t(2;5)(5pter->5q31::2q21->2qter;2pter->2q21::5q31->5qter)", 13, 49, "in the order",
                 "46,XX,t(2;5)(2pter->2q21::5q31->5qter;5pter->5q31::2q21->2qter)"},
        Misnamed{"46,XX,t(2;5)(2pter->2q21::5q31->5qter;5pter->5q31::2q23->2qter)", 13, 49,
                 "2q21->2q23 is lacking", "none"},
        Misnamed{"46,XX,del(5)(pter->q33::q13->qter)", 24, 9, "5q13->5q33 is there twice",
                 "46,XX,dup(5)(pter->q33::q13->qter)"},
        Misnamed{"46,XX,del(7)(pter->q22)", 19, 3, "':' belongs there", "46,XX,del(7)(pter->q22:)"},
        Misnamed{"46,XX,r(2)(p21->q31)", 11, 3, "'::'", "46,XX,r(2)(::p21->q31::)"},
        Misnamed{"46,XX,r(2)(::p21->q31::p21->q31::)", 13, 18, "has 2", "46,XX,r(2)(::p21->q31::)"},
        Misnamed{"46,XX,der(3)(pter->p21::p14::q27->qter)", 24, 3, "two ends", "none"},
        Misnamed{"46,XX,der(3)(pter->q27->p14::q27->qter)", 19, 3, "one way", "none"},
        Misnamed{"46,XX,der(9)(pter->9q34::22q11.2->19qter)", 34, 6, "on one chromosome", "none"}));

TEST(Detailed, OfABandThatTheChromosomeLacksIsPlaced) {
  const auto verdict = check("46,XX,del(1)(pter->q71:)");
  ASSERT_EQ(verdict.faults.errors.size(), 1u);
  EXPECT_EQ(verdict.faults.errors[0].place.offset, 19u);
}

TEST(Detailed, TakesABandWithoutChromosomeAsTheEventsUnlessItsStretchNamesOne) {
  EXPECT_EQ(explained("46,XX,der(9)(pter->q34::22q11.2->q13::q34->qter)").derivatives.at(0).bands,
            "9pter->9q34::22q11.2->22q13::9q34->9qter");
}

/// A described chromosome with pieces swapped, dropped, doubled or turned round, or with other colons.
void mutate(DetailedChromosome& described, base::Random& random) {
  auto& stretches = described.stretches;
  const auto at = static_cast<std::ptrdiff_t>(random.below(stretches.size()));
  switch (random.below(6)) {
    case 0:
      std::swap(stretches.front(), stretches[static_cast<std::size_t>(at)]);
      break;
    case 1:
      if (stretches.size() > 1) stretches.erase(stretches.begin() + at);
      break;
    case 2: {
      const auto copy = stretches[static_cast<std::size_t>(at)];
      stretches.insert(stretches.begin() + at, copy);
      break;
    }
    case 3:
      std::reverse(stretches[static_cast<std::size_t>(at)].begin(),
                   stretches[static_cast<std::size_t>(at)].end());
      break;
    case 4:
      std::swap(stretches[static_cast<std::size_t>(at)].front(), stretches.back().back());
      break;
    default:
      described.opening_colons = static_cast<int>(random.below(3));
      described.closing_colons = static_cast<int>(random.below(3));
  }
}

TEST(Detailed, WithItsPiecesMixedIsJudgedAndExplained) {
  base::Random random(20240612);
  std::size_t refused = 0, taken = 0;
  for (int round = 0; round < 30; ++round) {
    for (const auto& line : detailed_lines("valid.txt")) {
      auto karyotype = read(line).karyotype;
      for (auto& event : karyotype.clones.front().events) {
        for (auto& link : event.chain) {
          for (auto& described : link.detailed) mutate(described, random);
          if (link.detailed.size() > 1 && random.below(4) == 0) link.detailed.pop_back();
        }
      }
      const auto text = print(karyotype);
      const auto verdict = check(text);
      (verdict.valid ? taken : refused) += 1;
      EXPECT_TRUE(!verdict.suggestion || check(*verdict.suggestion).valid) << text;
      if (verdict.valid) explain(*verdict.karyotype);
    }
  }
  EXPECT_GT(refused, taken);
  EXPECT_GT(taken, 100u);
}

}  // namespace
}  // namespace pinnacle::iscn
