#ifndef PINNACLE_NN_SCHEDULE_H_
#define PINNACLE_NN_SCHEDULE_H_

#include <cstdint>
#include <vector>

#include "pinnacle/learning/engine.h"

namespace pinnacle::nn {

/// Which of the equal parts of every batch is this process's own.
struct Share {
  int index = 0;
  int count = 1;
};

/// The order in which examples come, and with which random numbers: a function of seed and step alone, so
/// that a resumed run, or several processes together, see what one unbroken run would have seen.
///
/// Within a pass an example of twice the weight comes twice as often; where all weigh the same each comes
/// once.
class Schedule {
 public:
  /// @param source, options  Must outlive the schedule; `options.batch` is a multiple of `share.count`.
  Schedule(const learning::SampleSource& source, const learning::TrainingOptions& options, Share share);

  std::int64_t total_steps() const;
  double steps_a_pass() const;

  /// This process's examples of that step's batch.
  /// @errors What the source returns.
  /// @note   Not thread-safe.
  base::Expected<std::vector<learning::Sample>> batch(std::int64_t step) const;

 private:
  std::size_t index_at(std::uint64_t position) const;
  std::vector<std::size_t> order_of(std::uint64_t pass) const;

  const learning::SampleSource& source_;
  const learning::TrainingOptions& options_;
  Share share_;
  mutable std::vector<std::size_t> order_;  ///< Of the pass that was asked for last.
  mutable std::uint64_t pass_ = 0;
};

/// Rises evenly during the warm-up, then falls along a cosine to a hundredth.
/// @source Loshchilov and Hutter 2017, SGDR, one cycle.
double learning_rate(const learning::TrainingOptions& options, std::int64_t step, std::int64_t total);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_SCHEDULE_H_
