#ifndef PINNACLE_CLASSIFICATION_STRIP_SAMPLES_H_
#define PINNACLE_CLASSIFICATION_STRIP_SAMPLES_H_

#include <optional>
#include <vector>

#include "pinnacle/classification/prepared.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::base {
class Random;
}

namespace pinnacle::classification {

/// A prepared chromosome with the truth a classifier learns from.
struct TaughtStrip {
  PreparedStrip strip;
  int label = 0;                    ///< Class index.
  std::optional<bool> p_on_top;     ///< Empty: not known.
};

struct SampleOptions {
  InputKind input = InputKind::kStrip;
  bool augment = true;  ///< False: each chromosome as it is.
  /// How far rare classes are shown more often: 0 = every chromosome alike, 1 = every class alike.
  double balance = 0;
};

/// Augmented chromosomes: turned, shifted, rotated, scaled, bent, unevenly stretched, stained, blurred,
/// noisy, partly hidden, with fragments of neighbours.
///
/// Inputs as inputs_of(); targets: class index [1]; orientation [1], 1 = p on top, 0 = q on top, -1 = not
/// known.
class StripSamples final : public learning::SampleSource {
 public:
  explicit StripSamples(std::vector<TaughtStrip> strips, const SampleOptions& options = {});
  std::size_t size() const override { return strips_.size(); }
  base::Expected<learning::Sample> sample(std::size_t index, std::uint64_t seed) const override;
  double weight(std::size_t index) const override { return weights_[index]; }

 private:
  std::vector<learning::Array> augmented_strip(PreparedStrip strip, base::Random& random) const;

  std::vector<TaughtStrip> strips_;
  SampleOptions options_;
  std::vector<double> weights_;
};

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_STRIP_SAMPLES_H_
