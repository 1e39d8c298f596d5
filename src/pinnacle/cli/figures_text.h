#ifndef PINNACLE_CLI_FIGURES_TEXT_H_
#define PINNACLE_CLI_FIGURES_TEXT_H_

#include <string>
#include <vector>

#include "pinnacle/evaluation/figure.h"

namespace pinnacle::cli {

/// Figures as a table for a terminal: name, value with its unit, interval.
std::string figures_text(const std::vector<evaluation::Figure>& figures);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_FIGURES_TEXT_H_
