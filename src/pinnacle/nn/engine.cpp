#include "pinnacle/learning/engine.h"

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/onnx_file.h"
#include "pinnacle/nn/predictor.h"
#include "pinnacle/nn/trainer.h"
#include "pinnacle/nn/weights_file.h"

namespace pinnacle::nn {
namespace {

class LibTorchEngine final : public learning::Engine {
 public:
  base::Expected<std::unique_ptr<learning::Predictor>> load(const std::string& weights_path, int threads) const override {
    at::set_num_threads(threads);
    PINNACLE_TRY(auto loaded, load_weights(weights_path));
    loaded.network->eval();
    fold_normalisations(*loaded.network);
    use_int8(*loaded.network);
    return std::unique_ptr<learning::Predictor>(
        std::make_unique<NetworkPredictor>(std::move(loaded.network), std::move(loaded.info)));
  }

  base::Expected<learning::ModelInfo> info_of(const std::string& weights_path) const override {
    PINNACLE_TRY(auto stored, read_weights(weights_path));
    return std::move(stored.info);
  }

  base::Expected<void> check(const learning::TrainingOptions& options) const override { return nn::check(options); }

  base::Expected<learning::TrainingReport> train(const learning::SampleSource& source, const learning::Judge& judge,
                                                 const learning::TrainingOptions& options,
                                                 base::Progress& progress) const override {
    return nn::train(source, judge, options, progress);
  }

  base::Expected<void> export_onnx(const std::string& weights_path, const std::string& onnx_path,
                                   int batch) const override {
    return nn::export_onnx(weights_path, onnx_path, batch);
  }
};

}  // namespace
}  // namespace pinnacle::nn

/// The plug-in's door: what a program finds after dlopen. The engine lives as long as the plug-in.
extern "C" __attribute__((visibility("default"))) const pinnacle::learning::Engine* pinnacle_engine() {
  static const pinnacle::nn::LibTorchEngine engine;
  return &engine;
}
