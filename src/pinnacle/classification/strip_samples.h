#ifndef PINNACLE_CLASSIFICATION_STRIP_SAMPLES_H_
#define PINNACLE_CLASSIFICATION_STRIP_SAMPLES_H_

#include <optional>
#include <vector>

#include "pinnacle/classification/prepared.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::classification {

/// A prepared chromosome with the truth a classifier learns from.
struct TaughtStrip {
  PreparedStrip strip;
  int label = 0;                    ///< Class index.
  std::optional<bool> p_on_top;     ///< Empty: not known.
};

/// Augmented strips: turned, shifted, stretched, bent out of their axis, stained, blurred, noisy, partly hidden.
///
/// Inputs as inputs_of(); targets: class index [1]; orientation [1], 1 = p on top, 0 = q on top, -1 = not known.
class StripSamples final : public learning::SampleSource {
 public:
  explicit StripSamples(std::vector<TaughtStrip> strips) : strips_(std::move(strips)) {}
  std::size_t size() const override { return strips_.size(); }
  base::Expected<learning::Sample> sample(std::size_t index, std::uint64_t seed) const override;

 private:
  std::vector<TaughtStrip> strips_;
};

}  // namespace pinnacle::classification

#endif  // PINNACLE_CLASSIFICATION_STRIP_SAMPLES_H_
