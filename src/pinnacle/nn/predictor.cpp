#include "pinnacle/nn/predictor.h"

#include "pinnacle/nn/tensors.h"

namespace pinnacle::nn {

NetworkPredictor::NetworkPredictor(std::shared_ptr<Network> network, learning::ModelInfo info)
    : network_(std::move(network)), info_(std::move(info)) {
  network_->eval();
}

base::Expected<std::vector<learning::Array>> NetworkPredictor::predict(const std::vector<learning::Array>& inputs) const {
  try {
    const torch::InferenceMode inference;
    Tensors tensors;
    for (const auto& input : inputs) tensors.push_back(channels_last(to_tensor(input)));
    std::vector<learning::Array> outputs;
    const auto device = network_->parameters().front().device();
    for (const auto& output : network_->forward(on_device(tensors, device)))
      outputs.push_back(to_array(output));
    return outputs;
  } catch (const c10::Error& error) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "the network " + info_.network + " does not take this input: " + error.what_without_backtrace());
  }
}

}  // namespace pinnacle::nn
