#ifndef PINNACLE_EVALUATION_FIGURE_H_
#define PINNACLE_EVALUATION_FIGURE_H_

#include <string>

namespace pinnacle::evaluation {

enum class Unit {
  kShare,        ///< 0 to 1, printed in per cent.
  kScore,        ///< 0 to 1, where per cent would be of nothing: areas under curves, IoU, calibration errors.
  kPerThousand,  ///< Chromosomes of a thousand.
  kChromosomes,
  kSeconds,
};

/// A figure with its 95 % interval.
struct Figure {
  std::string name;
  double value = 0;
  double low = 0, high = 0;  ///< NaN: there is no interval.
  Unit unit = Unit::kShare;
};

/// The value with its unit, for people: "97.85 %", "0.9912 of 1", "3.1 per 1,000". What is not quite perfect
/// is not rounded up to it; NaN is "-".
std::string value_text(double value, Unit unit);

/// "97.10 to 98.40 %"; "-" where there is no interval.
std::string interval_text(const Figure& figure);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_FIGURE_H_
