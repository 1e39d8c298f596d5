#include "pinnacle/evaluation/figure.h"

#include <cmath>
#include <cstdio>

namespace pinnacle::evaluation {
namespace {

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string number_text(double value, Unit unit) {
  const bool nearly_one = value < 1 && value > 0.99995;
  switch (unit) {
    case Unit::kShare:
      return nearly_one ? ">99.99" : fixed(100 * value, 2);
    case Unit::kScore:
      return nearly_one ? ">0.9999" : fixed(value, 4);
    case Unit::kPerThousand:
      return fixed(value, 1);
    case Unit::kChromosomes:
    case Unit::kSeconds:
      return fixed(value, 2);
  }
  return {};
}

std::string unit_text(Unit unit) {
  switch (unit) {
    case Unit::kShare:
      return " %";
    case Unit::kScore:
      return " of 1";
    case Unit::kPerThousand:
      return " per 1,000";
    case Unit::kChromosomes:
      return " chromosomes";
    case Unit::kSeconds:
      return " s";
  }
  return {};
}

}  // namespace

std::string value_text(double value, Unit unit) {
  return std::isnan(value) ? "-" : number_text(value, unit) + unit_text(unit);
}

std::string interval_text(const Figure& figure) {
  if (std::isnan(figure.low) || std::isnan(figure.high)) return "-";
  return number_text(figure.low, figure.unit) + " to " + value_text(figure.high, figure.unit);
}

}  // namespace pinnacle::evaluation
