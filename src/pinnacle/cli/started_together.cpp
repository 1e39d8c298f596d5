#include "pinnacle/cli/started_together.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>

namespace pinnacle::cli {
namespace {

std::optional<int> number(const std::string& text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string process_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

StartedTogether started_together(const Environment& environment) {
  constexpr std::array<std::array<const char*, 2>, 3> kLaunchers{
      {{"RANK", "WORLD_SIZE"},
       {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
       // Not SLURM_NTASKS: a batch script has it too, and is alone.
       {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"}}};
  for (const auto& [rank_name, count_name] : kLaunchers) {
    const auto rank = number(environment(rank_name)), count = number(environment(count_name));
    if (rank && count && *rank >= 0 && *rank < *count) return {*rank, *count};
  }
  return {};
}

}  // namespace pinnacle::cli
