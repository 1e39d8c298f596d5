#ifndef PINNACLE_CLI_FOR_EACH_H_
#define PINNACLE_CLI_FOR_EACH_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "pinnacle/base/guarded.h"
#include "pinnacle/base/progress.h"

namespace pinnacle::cli {

/// Runs `act` on every index below `count`, on several threads, and tells the progress under that label.
/// @param act  Takes an index and returns Expected<void>; what it throws becomes an error.
/// @errors     The first of `act`, which ends the work; kCancelled: a stop was asked for. What was begun is
///             finished first.
template <typename Act>
base::Expected<void> for_each(const std::string& label, std::size_t count, int jobs, base::Progress& progress,
                              const Act& act) {
  std::atomic<std::size_t> next{0}, done{0};
  std::vector<base::Expected<void>> results(static_cast<std::size_t>(jobs));
  const auto work = [&](base::Expected<void>& result) {
    for (std::size_t i = next++; i < count; i = next++) {
      result = progress.stop_requested() ? base::unexpected(base::ErrorCode::kCancelled, "stopped")
                                         : base::guarded([&]() -> base::Expected<void> { return act(i); });
      if (!result) {
        next = count;
        return;
      }
      progress.update(++done, {});
    }
  };
  progress.begin(label, count);
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 1; t < std::min(results.size(), count); ++t) threads.emplace_back([&, t] { work(results[t]); });
    work(results.front());
  }
  for (auto& result : results) {
    if (!result) return std::move(result);
  }
  return {};
}

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_FOR_EACH_H_
