#include "pinnacle/nn/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "pinnacle/base/check.h"
#include "pinnacle/base/random.h"

namespace pinnacle::nn {

Schedule::Schedule(const learning::SampleSource& source, const learning::TrainingOptions& options,
                   Share share)
    : source_(source), options_(options), share_(share) {
  PINNACLE_CHECK(options.batch % share.count == 0, "every process has the same part of a batch");
}

double Schedule::steps_a_pass() const { return static_cast<double>(source_.size()) / options_.batch; }

std::int64_t Schedule::total_steps() const {
  return static_cast<std::int64_t>(
      std::ceil(options_.passes * static_cast<double>(source_.size()) / options_.batch));
}

base::Expected<std::vector<learning::Sample>> Schedule::batch(std::int64_t step) const {
  const auto own = static_cast<std::uint64_t>(options_.batch / share_.count);
  const auto first = static_cast<std::uint64_t>(step) * static_cast<std::uint64_t>(options_.batch) +
                     static_cast<std::uint64_t>(share_.index) * own;
  std::vector<learning::Sample> samples;
  for (auto position = first; position < first + own; ++position) {
    const auto seed = base::Random::for_part(options_.seed, position).bits();
    PINNACLE_TRY(auto sample, source_.sample(index_at(position), seed));
    samples.push_back(std::move(sample));
  }
  return samples;
}

std::size_t Schedule::index_at(std::uint64_t position) const {
  const auto pass = position / source_.size();
  if (pass != pass_ || order_.empty()) {
    order_ = order_of(pass);
    pass_ = pass;
  }
  return order_[position % source_.size()];
}

std::vector<std::size_t> Schedule::order_of(std::uint64_t pass) const {
  const auto count = source_.size();
  double total = 0;
  for (std::size_t i = 0; i < count; ++i) total += source_.weight(i);
  // Systematic sampling: evenly spaced ticks along the summed weights, from a random start, so that no
  // example's share is off by more than one.
  const double start = base::Random::for_part(options_.seed + 3, pass).uniform(0.25, 0.75);
  const double apart = total / static_cast<double>(count);
  std::vector<std::size_t> order;
  order.reserve(count);
  double passed = 0;
  for (std::size_t i = 0; i < count; ++i) {
    passed += source_.weight(i);
    while (order.size() < count && (static_cast<double>(order.size()) + start) * apart < passed)
      order.push_back(i);
  }
  while (order.size() < count) order.push_back(count - 1);  // What rounding left over.
  base::Random::for_part(options_.seed + 1, pass).shuffle(order);
  return order;
}

double learning_rate(const learning::TrainingOptions& options, std::int64_t step, std::int64_t total) {
  const double at = static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(total, 1));
  if (at < options.warm_up) return options.learning_rate * (at / options.warm_up + 0.01);
  const double cooled = (at - options.warm_up) / (1 - options.warm_up);
  return options.learning_rate *
         (0.01 + 0.99 * 0.5 * (1 + std::cos(std::numbers::pi * std::min(cooled, 1.0))));
}

}  // namespace pinnacle::nn
