#ifndef PINNACLE_NN_TENSORS_H_
#define PINNACLE_NN_TENSORS_H_

#include <torch/torch.h>

#include <vector>

#include "pinnacle/learning/engine.h"
#include "pinnacle/nn/network.h"

namespace pinnacle::nn {

/// Copies between the project's plain arrays and LibTorch's tensors (32-bit floats on the CPU).
torch::Tensor to_tensor(const learning::Array& array);
learning::Array to_array(const torch::Tensor& tensor);

/// The same maps [N, C, H, W] laid out with the channels running fastest, which the CPU convolves 10 to 30 % faster.
torch::Tensor channels_last(const torch::Tensor& maps);

/// Stacks the inputs, or the targets, of samples along a new first axis.
Tensors stack(const std::vector<learning::Sample>& samples, std::vector<learning::Array> learning::Sample::*part);

Tensors on_device(const Tensors& tensors, const torch::Device& device);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_TENSORS_H_
