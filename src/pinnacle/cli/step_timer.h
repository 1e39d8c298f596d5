#ifndef PINNACLE_CLI_STEP_TIMER_H_
#define PINNACLE_CLI_STEP_TIMER_H_

#include <chrono>
#include <mutex>
#include <string>

#include "pinnacle/base/progress.h"

namespace pinnacle::cli {

/// Hands a training's progress on and, from its first steps, says once how long all trainings will take.
class StepTimer final : public base::Progress {
 public:
  /// @param trainings  How many there are.
  /// @param end_then   Asks the training to stop once that has been said.
  StepTimer(base::Progress& progress, std::size_t trainings, bool end_then)
      : progress_(progress), trainings_(trainings), end_then_(end_then) {}

  void begin(const std::string& label, std::size_t total) override;
  void update(std::size_t done, const std::string& note) override;
  void say(const std::string& line) override { progress_.say(line); }
  bool stop_requested() const override { return progress_.stop_requested() || estimated_enough(); }

  /// True once there is an estimate and no more is wanted.
  bool estimated_enough() const;

 private:
  using Clock = std::chrono::steady_clock;

  base::Progress& progress_;
  std::size_t trainings_;
  bool end_then_;
  mutable std::mutex mutex_;
  bool training_ = false, said_ = false;
  std::size_t total_ = 0, first_done_ = 0;
  Clock::time_point begun_, first_;
};

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_STEP_TIMER_H_
