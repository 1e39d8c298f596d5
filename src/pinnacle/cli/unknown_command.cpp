#include "pinnacle/cli/unknown_command.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace pinnacle::cli {
namespace {

/// How many letters must be added, left out or changed to make one word of the other.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto changed = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

/// The nearest name; empty if none is near.
std::string meant(const std::string& word, const std::vector<const CLI::App*>& commands) {
  constexpr std::size_t kTooFar = 3;  // Letters; of a short word half of them.
  std::string best;
  std::size_t least = std::min(kTooFar, word.size() / 2 + 1);
  for (const auto* command : commands) {
    if (const auto d = distance(word, command->get_name()); d < least) least = d, best = command->get_name();
  }
  return best;
}

}  // namespace

std::optional<base::Error> unknown_command(const CLI::App& app, const std::vector<std::string>& words) {
  const auto* at = &app;
  std::string before = "pinnacle";
  for (const auto& word : words) {
    const auto commands = at->get_subcommands([](const CLI::App*) { return true; });
    if (commands.empty() || word.empty() || word.front() == '-') return std::nullopt;
    const auto found =
        std::find_if(commands.begin(), commands.end(), [&](const auto* c) { return c->get_name() == word; });
    if (found == commands.end()) {
      const auto near = meant(word, commands);
      auto what = "there is no command '" + word + "'";
      if (!near.empty()) what += "; did you mean " + near + "?";
      return base::Error{
          base::ErrorCode::kInvalidArgument, what, {}, near.empty() ? before + " --help lists them" : ""};
    }
    at = *found;
    before += " " + word;
  }
  return std::nullopt;
}

}  // namespace pinnacle::cli
