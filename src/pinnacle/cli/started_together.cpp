#include "pinnacle/cli/started_together.h"

#include <charconv>
#include <optional>
#include <string>

namespace pinnacle::cli {
namespace {

std::optional<int> number(const std::string& text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

StartedTogether started_together(const platform::Environment& environment) {
  const auto* launcher = platform::launcher_of(environment);
  if (launcher == nullptr) return {};
  const auto rank = number(environment(launcher->rank)), count = number(environment(launcher->count));
  if (!rank || !count || *rank < 0 || *rank >= *count) return {};
  return {*rank, *count};
}

}  // namespace pinnacle::cli
