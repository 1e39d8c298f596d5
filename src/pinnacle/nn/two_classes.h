#ifndef PINNACLE_NN_TWO_CLASSES_H_
#define PINNACLE_NN_TWO_CLASSES_H_

// A tiny task for the tests of training.

#include <filesystem>
#include <string>

#include "pinnacle/base/random.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::nn {

/// Strips of two classes: dark above or dark below, with noise.
class TwoClasses final : public learning::SampleSource {
 public:
  std::size_t size() const override { return 64; }
  base::Expected<learning::Sample> sample(std::size_t index, std::uint64_t seed) const override {
    base::Random random(seed);
    learning::Sample one;
    one.inputs.emplace_back(std::vector<std::int64_t>{2, 128, 48});
    one.inputs.emplace_back(std::vector<std::int64_t>{4});
    const bool below = index % 2 == 1;
    for (std::size_t i = 0; i < 128 * 48; ++i) {
      one.inputs[0].values[i] =
          static_cast<float>(((i > 64 * 48) == below ? 0.7 : 0.2) + 0.1 * random.normal());
    }
    one.targets.emplace_back(std::vector<std::int64_t>{1}, below ? 1.0f : 0.0f);
    one.targets.emplace_back(std::vector<std::int64_t>{1}, below ? 1.0f : 0.0f);
    return one;
  }
};

inline base::Expected<learning::Verdict> judge_two_classes(const learning::Predictor& network) {
  const TwoClasses source;
  double right = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    auto inputs = source.sample(i, 1000 + i)->inputs;
    for (auto& input : inputs) input.shape.insert(input.shape.begin(), 1);
    const auto outputs = network.predict(inputs);
    if (!outputs) return base::Unexpected{outputs.error()};
    right += (outputs->at(0).values[1] > outputs->at(0).values[0]) == (i % 2 == 1);
  }
  return learning::Verdict{right / 8, {{"accuracy", right / 8}}};
}

/// A short training of a small network on them, its files in a folder.
inline learning::TrainingOptions two_classes_options(const std::filesystem::path& folder,
                                                     const std::string& name) {
  learning::TrainingOptions o;
  o.name = "classifier";
  o.network = "strip_classifier";
  o.settings["classes"] = "2";
  o.weights_path = folder / (name + ".weights");
  o.checkpoint_path = folder / (name + ".checkpoint");
  o.passes = 3;
  o.batch = 8;
  o.learning_rate = 1e-3;
  o.average_decay = 0.9;
  o.threads = 1;
  return o;
}

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_TWO_CLASSES_H_
