#include "pinnacle/evaluation/risk_coverage.h"

#include <cmath>
#include <numeric>

#include "pinnacle/base/check.h"

namespace pinnacle::evaluation {

std::vector<RiskPoint> risk_coverage(const Ranking& confidence, const std::vector<bool>& right,
                                     const Weights& weights) {
  PINNACLE_CHECK(right.size() == confidence.size() && weights.size() == confidence.size(),
                 "one for each item");
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<RiskPoint> curve;
  double taken = 0, wrong = 0;
  confidence.for_each_tie([&](double score, const std::size_t* first, const std::size_t* last) {
    const double before = taken;
    for (; first != last; ++first) {
      taken += weights[*first];
      wrong += right[*first] ? 0 : weights[*first];
    }
    if (taken > before) curve.push_back({score, taken / all, wrong / taken});
  });
  return curve;
}

double area_under_risk(const std::vector<RiskPoint>& curve) {
  if (curve.empty()) return std::nan("");
  double area = 0, before = 0;
  for (const auto& point : curve) {
    area += (point.coverage - before) * point.risk;
    before = point.coverage;
  }
  return area;
}

double coverage_at_risk(const std::vector<RiskPoint>& curve, double risk) {
  for (auto point = curve.rbegin(); point != curve.rend(); ++point) {
    if (point->risk <= risk) return point->coverage;
  }
  return 0;
}

}  // namespace pinnacle::evaluation
