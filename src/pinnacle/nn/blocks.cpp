#include "pinnacle/nn/blocks.h"

#include "pinnacle/base/check.h"
#include "pinnacle/nn/int8_convolution.h"
#include "pinnacle/nn/workers.h"

namespace pinnacle::nn {
namespace {

/// How much of a batch's statistics goes into the running ones.
constexpr double kNews = 0.1;

/// Fewer channels are the input's own.
constexpr int kFewestWithin = 8;

Convolution convolution(int in, int out, int kernel, int stride) {
  return Convolution(
      torch::nn::Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
}

torch::nn::ReLU relu() { return torch::nn::ReLU(torch::nn::ReLUOptions(true)); }

}  // namespace

bool WholeBatch::shared() const { return workers_ != nullptr && !workers_->alone(); }

BatchNormImpl::BatchNormImpl(int channels)
    : weight(register_parameter("weight", torch::ones({channels}))),
      bias(register_parameter("bias", torch::zeros({channels}))),
      running_mean(register_buffer("running_mean", torch::zeros({channels}))),
      running_var(register_buffer("running_var", torch::ones({channels}))),
      num_batches_tracked_(register_buffer("num_batches_tracked", torch::tensor(0, torch::kLong))) {}

void BatchNormImpl::fold_into(torch::nn::Conv2dImpl& convolution) {
  PINNACLE_CHECK(!folded_ && !is_training(), "folding is for prediction, and once");
  PINNACLE_CHECK(!convolution.bias.defined(), "a convolution that is normalised needs no bias of its own");
  const torch::NoGradGuard no_gradients;
  const auto scale = weight * torch::rsqrt(running_var + kEpsilon);
  convolution.weight.mul_(scale.view({-1, 1, 1, 1}));
  convolution.bias = bias - running_mean * scale;
  folded_ = true;
}

void fold_normalisations(torch::nn::Module& network) {
  for (const auto& module : network.modules()) {
    const auto layers = std::dynamic_pointer_cast<torch::nn::SequentialImpl>(module);
    if (!layers) continue;
    const auto children = layers->children();
    for (std::size_t i = 0; i + 1 < children.size(); ++i) {
      const auto convolution = std::dynamic_pointer_cast<torch::nn::Conv2dImpl>(children[i]);
      const auto normalisation = std::dynamic_pointer_cast<BatchNormImpl>(children[i + 1]);
      if (convolution && normalisation) normalisation->fold_into(*convolution);
    }
  }
}

void use_int8([[maybe_unused]] torch::nn::Module& network) {
#ifdef PINNACLE_WITH_INT8
  for (const auto& module : network.modules()) {
    const auto convolution = std::dynamic_pointer_cast<ConvolutionImpl>(module);
    if (!convolution || convolution->options.in_channels() < kFewestWithin) continue;
    const auto int8 = std::make_shared<const Int8Convolution>(*convolution);
    convolution->leave_to([int8](const torch::Tensor& maps) { return (*int8)(maps); });
  }
#endif
}

torch::Tensor BatchNormImpl::forward(const torch::Tensor& x) {
  if (folded_) return x;
  if (is_training()) num_batches_tracked_.add_(1);
  if (is_training() && shared()) return forward_together(x);
  return torch::batch_norm(x, weight, bias, running_mean, running_var, is_training(), kNews, kEpsilon,
                           /*cudnn_enabled=*/true);
}

torch::Tensor BatchNormImpl::forward_together(const torch::Tensor& maps) {
  const auto x = maps.to(weight.scalar_type());  // Sums over whole maps need more than 16 bits.
  const auto by_channel = [](const torch::Tensor& values) { return values.view({1, -1, 1, 1}); };
  const double count = static_cast<double>(x.numel() / x.size(1) * workers_->count());
  const auto mean = workers_->differentiable_sum(x.sum({0, 2, 3})) / count;
  const auto centred = x - by_channel(mean);
  const auto variance = workers_->differentiable_sum(centred.square().sum({0, 2, 3})) / count;
  {
    const torch::NoGradGuard no_gradients;
    running_mean.lerp_(mean, kNews);
    running_var.lerp_(variance * (count / std::max(count - 1, 1.0)), kNews);
  }
  return centred * by_channel(torch::rsqrt(variance + kEpsilon) * weight) + by_channel(bias);
}

torch::Tensor DropoutImpl::forward(const torch::Tensor& x) {
  if (!is_training()) return x;
  auto shape = x.sizes().vec();
  const auto own = shape.front();
  if (shared()) shape.front() *= workers_->count();
  auto kept = torch::empty(shape, x.options()).bernoulli_(1 - probability_).div_(1 - probability_);
  return x * (shared() ? kept.narrow(0, own * workers_->rank(), own) : kept);
}

torch::nn::Sequential conv_bn_relu(int in, int out, int kernel, int stride) {
  return torch::nn::Sequential(convolution(in, out, kernel, stride), BatchNorm(out), relu());
}

torch::Tensor twice_as_large(const torch::Tensor& maps) {
  return torch::nn::functional::interpolate(
      maps, torch::nn::functional::InterpolateFuncOptions().scale_factor(std::vector<double>{2, 2}).mode(torch::kNearest));
}

ResidualImpl::ResidualImpl(int in, int out, int stride)
    : body_(convolution(in, out, 3, stride), BatchNorm(out), relu(), convolution(out, out, 3, 1),
            BatchNorm(out)) {
  register_module("body", body_);
  if (in != out || stride != 1) {
    shortcut_ =
        register_module("shortcut", torch::nn::Sequential(convolution(in, out, 1, stride), BatchNorm(out)));
  }
}

torch::Tensor ResidualImpl::forward(torch::Tensor x) {
  const auto kept = shortcut_.is_empty() ? x : shortcut_->forward(x);
  return body_->forward(x).add_(kept).relu_();
}

}  // namespace pinnacle::nn
