#include "pinnacle/karyotyping/count_evidence.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pinnacle::karyotyping {
namespace {

using cytogenetics::CountEvidence;

std::vector<segmentation::Detection> scored(const std::vector<double>& scores) {
  std::vector<segmentation::Detection> candidates;
  for (const double score : scores) candidates.push_back({{}, score, {}});
  return candidates;
}

TEST(CountEvidence, AddsUpAllCandidates) {
  const auto evidence = count_evidence(scored({1, 0.8, 0.5, 0.2}), 0.4);
  EXPECT_EQ(evidence.taken, 3);
  EXPECT_DOUBLE_EQ(evidence.expected, 2.5);
  EXPECT_NEAR(evidence.deviation, std::sqrt(0.16 + 0.25 + 0.16), 1e-12);
}

TEST(CountEvidence, IsSureWhereEachCandidateIs) {
  EXPECT_GT(count_certainty(count_evidence(scored(std::vector<double>(46, 0.9999)), 0.4)), 0.99);
}

TEST(CountEvidence, DoubtsWhatDoesNotFit) {
  auto scores = std::vector<double>(46, 0.9999);
  scores.insert(scores.end(), {0.35, 0.35, 0.3});
  EXPECT_LT(count_certainty(count_evidence(scored(scores), 0.4)), 0.4) << "46 were taken, the sum is 47";
}

TEST(CountEvidence, PrefersNoNumber) {
  for (const double number : {45, 46, 47}) {
    EXPECT_DOUBLE_EQ(count_certainty({static_cast<int>(number), number - 0.3, 0.7}),
                     count_certainty({46, 45.7, 0.7}))
        << number;
  }
}

TEST(CountEvidence, LeavesANumberThatAPersonMadeAlone) {
  cytogenetics::Cell cell;
  EXPECT_FALSE(count_is_doubtful(cell)) << "nothing is known";
  cell.chromosomes.resize(46);
  cell.count_evidence = CountEvidence{46, 43.5, 0.8};
  EXPECT_TRUE(count_is_doubtful(cell));
  cell.chromosomes.resize(45);
  EXPECT_FALSE(count_is_doubtful(cell));
}

}  // namespace
}  // namespace pinnacle::karyotyping
