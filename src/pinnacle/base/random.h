#ifndef PINNACLE_BASE_RANDOM_H_
#define PINNACLE_BASE_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace pinnacle::base {

/// Seeded random numbers that are the same on every machine and standard library.
///
/// @source Blackman and Vigna 2018, xoshiro256**, seeded by splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  /// A generator for part `index` of a job: independent of how many numbers this one has given.
  static Random for_part(std::uint64_t seed, std::uint64_t index);

  std::uint64_t bits();
  double uniform();                        ///< In [0, 1).
  double uniform(double low, double high); ///< In [low, high).
  double normal(double mean = 0, double deviation = 1);
  std::size_t below(std::size_t count);    ///< In 0 .. count - 1; count > 0.
  bool chance(double probability) { return uniform() < probability; }

  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

 private:
  std::uint64_t state_[4];
};

}  // namespace pinnacle::base

#endif  // PINNACLE_BASE_RANDOM_H_
