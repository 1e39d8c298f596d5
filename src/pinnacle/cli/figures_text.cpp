#include "pinnacle/cli/figures_text.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace pinnacle::cli {
namespace {

std::string line_of(const std::string& name, const std::string& value, const std::string& interval) {
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(), interval.empty() ? "%-46s %17s%s\n" : "%-46s %17s   %s\n",
                name.c_str(), value.c_str(), interval.c_str());
  return text.data();
}

}  // namespace

std::string figures_text(const std::vector<evaluation::Figure>& figures) {
  auto text = line_of("", "", "95 % interval by patient");
  for (const auto& f : figures) {
    text += line_of(f.name, evaluation::value_text(f.value, f.unit),
                    std::isnan(f.low) ? "" : evaluation::interval_text(f));
  }
  return text;
}

}  // namespace pinnacle::cli
