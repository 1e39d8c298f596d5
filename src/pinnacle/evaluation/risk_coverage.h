#ifndef PINNACLE_EVALUATION_RISK_COVERAGE_H_
#define PINNACLE_EVALUATION_RISK_COVERAGE_H_

#include <vector>

#include "pinnacle/evaluation/ranking.h"

namespace pinnacle::evaluation {

/// What happens if only answers of at least that confidence are taken and a person looks at the others.
struct RiskPoint {
  double threshold = 0;
  double coverage = 0;  ///< Share of the items that are taken.
  double risk = 0;      ///< Share of those that are wrong.
};

/// @return  From the most confident answers to all of them; coverage rises to 1.
/// @source  El-Yaniv and Wiener 2010.
std::vector<RiskPoint> risk_coverage(const Ranking& confidence, const std::vector<bool>& right,
                                     const Weights& weights);

/// The area under the curve: the mean risk over all coverages; less is better. NaN without items.
/// @source Geifman, Uziel and El-Yaniv 2019; answers of equal confidence all get the risk of the last of
/// them.
double area_under_risk(const std::vector<RiskPoint>& curve);

/// The largest coverage at which no more than `risk` of the answers are wrong; 0 if there is none.
/// @note The threshold is chosen with the truth at hand: what a threshold fixed beforehand reaches is a
/// little less.
double coverage_at_risk(const std::vector<RiskPoint>& curve, double risk);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_RISK_COVERAGE_H_
