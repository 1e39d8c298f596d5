#include "pinnacle/nn/tensors.h"

#include <cstring>

namespace pinnacle::nn {

torch::Tensor to_tensor(const learning::Array& array) {
  PINNACLE_CHECK(array.values.size() == learning::Array::element_count(array.shape), "an array holds what its shape says");
  return torch::from_blob(const_cast<float*>(array.values.data()), array.shape, torch::kFloat).clone();
}

torch::Tensor channels_last(const torch::Tensor& maps) {
  return maps.dim() == 4 ? maps.contiguous(at::MemoryFormat::ChannelsLast) : maps;
}

learning::Array to_array(const torch::Tensor& tensor) {
  const auto flat = tensor.to(torch::kCPU, torch::kFloat).contiguous();
  learning::Array array(flat.sizes().vec());
  std::memcpy(array.values.data(), flat.data_ptr<float>(), array.values.size() * sizeof(float));
  return array;
}

Tensors stack(const std::vector<learning::Sample>& samples, std::vector<learning::Array> learning::Sample::*part) {
  Tensors stacked;
  for (std::size_t k = 0; k < (samples.front().*part).size(); ++k) {
    Tensors parts;
    for (const auto& sample : samples) parts.push_back(to_tensor((sample.*part).at(k)));
    stacked.push_back(channels_last(torch::stack(parts)));
  }
  return stacked;
}

Tensors on_device(const Tensors& tensors, const torch::Device& device) {
  Tensors moved;
  for (const auto& tensor : tensors) moved.push_back(tensor.to(device));
  return moved;
}

}  // namespace pinnacle::nn
