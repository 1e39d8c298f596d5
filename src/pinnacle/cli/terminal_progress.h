#ifndef PINNACLE_CLI_TERMINAL_PROGRESS_H_
#define PINNACLE_CLI_TERMINAL_PROGRESS_H_

#include <chrono>
#include <mutex>
#include <string>

#include "pinnacle/base/progress.h"

namespace pinnacle::cli {

/// A bar with the time left on a terminal, a plain line now and then elsewhere; both on standard error.
class TerminalProgress final : public base::Progress {
 public:
  TerminalProgress();
  ~TerminalProgress() override;
  void begin(const std::string& label, std::size_t total) override;
  void update(std::size_t done, const std::string& note) override;
  void say(const std::string& line) override;
  bool stop_requested() const override;

 private:
  using Clock = std::chrono::steady_clock;

  void clear_bar();

  std::mutex mutex_;
  bool on_terminal_;
  bool bar_shown_ = false;
  std::string label_;
  std::size_t total_ = 0;
  std::size_t first_done_ = 0;  ///< Where a resumed job stood when it was first heard of.
  bool heard_ = false;
  Clock::time_point started_, shown_;
};

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_TERMINAL_PROGRESS_H_
