#ifndef PINNACLE_CLI_NUMBER_RANGE_H_
#define PINNACLE_CLI_NUMBER_RANGE_H_

#include <CLI/CLI.hpp>
#include <sstream>
#include <string>

namespace pinnacle::cli {

/// Takes a number from low to high, ends included; nan lies in no range, unlike with CLI::Range.
inline CLI::Validator between(double low, double high) {
  std::ostringstream range;
  range.precision(17);
  range << low << " to " << high;
  return CLI::Validator(
      [low, high, range = range.str()](std::string& given) -> std::string {
        double value = 0;
        const bool inside = CLI::detail::lexical_cast(given, value) && value >= low && value <= high;
        return inside ? std::string() : "Value " + given + " not in range " + range;
      },
      "[" + range.str() + "]");
}

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_NUMBER_RANGE_H_
