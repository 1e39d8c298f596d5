#include "pinnacle/classification/pooling.h"

#include <gtest/gtest.h>

#include <numeric>

namespace pinnacle::classification {
namespace {

cytogenetics::ClassProbabilities sure_of(std::size_t k, double p) {
  cytogenetics::ClassProbabilities all;
  all.fill((1 - p) / 23);
  all[k] = p;
  return all;
}

TEST(Pooled, IsADistributionAndFollowsTheSurerView) {
  const auto p = pooled(sure_of(3, 0.6), sure_of(7, 0.99), {.detector = 0.5, .classifier = 0.5});
  EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1.0, 1e-12);
  EXPECT_GT(p[7], p[3]);
}

TEST(Pooled, WithFullWeightOnOneViewReturnsIt) {
  const auto p = pooled(sure_of(3, 0.6), sure_of(7, 0.9), {.detector = 0, .classifier = 1});
  EXPECT_NEAR(p[7], 0.9, 1e-9);
}

TEST(Pooled, SurvivesAZero) {
  auto never = sure_of(2, 1.0);
  const auto p = pooled(never, sure_of(5, 1.0), {});
  EXPECT_GT(p[5], 0);
  EXPECT_GT(p[2], 0);
}

}  // namespace
}  // namespace pinnacle::classification
