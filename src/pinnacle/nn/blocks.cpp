#include "pinnacle/nn/blocks.h"

namespace pinnacle::nn {
namespace {

torch::nn::Conv2d convolution(int in, int out, int kernel, int stride) {
  return torch::nn::Conv2d(
      torch::nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
}

}  // namespace

torch::nn::Sequential conv_bn_relu(int in, int out, int kernel, int stride) {
  return torch::nn::Sequential(convolution(in, out, kernel, stride), torch::nn::BatchNorm2d(out),
                               torch::nn::ReLU(torch::nn::ReLUOptions(true)));
}

torch::Tensor twice_as_large(const torch::Tensor& maps) {
  return torch::nn::functional::interpolate(
      maps, torch::nn::functional::InterpolateFuncOptions().scale_factor(std::vector<double>{2, 2}).mode(torch::kNearest));
}

ResidualImpl::ResidualImpl(int in, int out, int stride)
    : body_(convolution(in, out, 3, stride), torch::nn::BatchNorm2d(out),
            torch::nn::ReLU(torch::nn::ReLUOptions(true)), convolution(out, out, 3, 1), torch::nn::BatchNorm2d(out)) {
  register_module("body", body_);
  if (in != out || stride != 1) {
    shortcut_ = register_module("shortcut",
                                torch::nn::Sequential(convolution(in, out, 1, stride), torch::nn::BatchNorm2d(out)));
  }
}

torch::Tensor ResidualImpl::forward(torch::Tensor x) {
  const auto kept = shortcut_.is_empty() ? x : shortcut_->forward(x);
  return torch::relu(body_->forward(x) + kept);
}

}  // namespace pinnacle::nn
