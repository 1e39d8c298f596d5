#include "pinnacle/karyotyping/count_evidence.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pinnacle::karyotyping {
namespace {

/// A count less certain than this is flagged: decision 0043.
constexpr double kLeastCertainty = 0.42;
/// Of the number: even candidates that all are certain may be mistaken.
constexpr double kLeastDeviation = 0.1;

double normal_distribution(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

}  // namespace

cytogenetics::CountEvidence count_evidence(const std::vector<segmentation::Detection>& candidates,
                                           double least_score) {
  cytogenetics::CountEvidence evidence;
  double variance = 0;
  for (const auto& c : candidates) {
    evidence.taken += c.score >= least_score;
    evidence.expected += c.score;
    variance += c.score * (1 - c.score);
  }
  evidence.deviation = std::sqrt(variance);
  return evidence;
}

double count_certainty(const cytogenetics::CountEvidence& evidence) {
  const double off = evidence.taken - evidence.expected,
               deviation = std::max(evidence.deviation, kLeastDeviation);
  return normal_distribution((off + 0.5) / deviation) - normal_distribution((off - 0.5) / deviation);
}

bool count_is_doubtful(const cytogenetics::Cell& cell) {
  return cell.count() > 0 && cell.count_evidence && cell.count_evidence->taken == cell.count() &&
         count_certainty(*cell.count_evidence) < kLeastCertainty;
}

}  // namespace pinnacle::karyotyping
