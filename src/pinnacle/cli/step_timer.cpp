#include "pinnacle/cli/step_timer.h"

#include <cstdio>

namespace pinnacle::cli {
namespace {

constexpr std::size_t kLeastSteps = 20;
constexpr auto kLongEnough = std::chrono::seconds(10);

std::string in_words(double seconds) {
  char text[48];
  if (seconds < 1) return "less than a second";
  if (seconds < 120)
    std::snprintf(text, sizeof text, "%.0f seconds", seconds);
  else if (seconds < 7200)
    std::snprintf(text, sizeof text, "%.0f minutes", seconds / 60);
  else
    std::snprintf(text, sizeof text, "%.1f hours", seconds / 3600);
  return text;
}

}  // namespace

void StepTimer::begin(const std::string& label, std::size_t total) {
  {
    const std::lock_guard lock(mutex_);
    training_ = label.rfind("Training", 0) == 0;
    total_ = total;
    begun_ = Clock::now();
    first_ = {};
  }
  progress_.begin(label, total);
}

void StepTimer::update(std::size_t done, const std::string& note) {
  progress_.update(done, note);
  const std::lock_guard lock(mutex_);
  if (!training_ || said_) return;
  const auto now = Clock::now();
  // The first step warms up: it is not counted.
  if (first_ == Clock::time_point{}) {
    first_ = now;
    first_done_ = done;
  }
  const auto steps = done - first_done_;
  const bool enough = steps >= kLeastSteps || (steps > 0 && now - first_ > kLongEnough) || done == total_;
  if (!enough) return;
  said_ = true;
  // Of a single step there is nothing but the one that warms up.
  const double a_step = steps > 0
                            ? std::chrono::duration<double>(now - first_).count() / static_cast<double>(steps)
                            : std::chrono::duration<double>(now - begun_).count();
  const double a_training = a_step * static_cast<double>(total_);
  progress_.say(
      "a training of " + std::to_string(total_) + " steps takes about " + in_words(a_training) + ", " +
      std::to_string(trainings_) + (trainings_ == 1 ? " of them about " : " of them together about ") +
      in_words(a_training * static_cast<double>(trainings_)) + ", beside what their judgements take");
}

bool StepTimer::estimated_enough() const {
  const std::lock_guard lock(mutex_);
  return end_then_ && said_;
}

}  // namespace pinnacle::cli
