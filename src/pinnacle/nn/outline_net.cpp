#include "pinnacle/nn/outline_net.h"

namespace pinnacle::nn {
namespace {

constexpr int kInputs = 3;
constexpr int k1 = 8, kStem = 16, k2 = 24, k4 = 48, k8 = 80, k16 = 128;  ///< Channels by stride.

}  // namespace

OutlineNet::OutlineNet() : stem_(torch::nn::Sequential()) {
  // Not a Residual on the input itself: LibTorch 1.13 corrupts memory in the backward pass of a strided 1 x 1
  // convolution of three channels that run fastest.
  stem_ = register_module("stem", conv_bn_relu(kInputs, kStem, 3, 2));
  stage2_ = register_module("stage2", torch::nn::Sequential(Residual(kStem, k2, 1)));
  stage4_ = register_module("stage4", torch::nn::Sequential(Residual(k2, k4, 2)));
  stage8_ = register_module("stage8", torch::nn::Sequential(Residual(k4, k8, 2), Residual(k8, k8, 1)));
  stage16_ = register_module("stage16", torch::nn::Sequential(Residual(k8, k16, 2), Residual(k16, k16, 1)));
  reduce16_ = register_module("reduce16", conv_bn_relu(k16, k8, 1, 1));
  merge8_ = register_module("merge8", conv_bn_relu(k8, k8, 3, 1));
  reduce8_ = register_module("reduce8", conv_bn_relu(k8, k4, 1, 1));
  merge4_ = register_module("merge4", conv_bn_relu(k4, k4, 3, 1));
  reduce4_ = register_module("reduce4", conv_bn_relu(k4, k2, 1, 1));
  merge2_ = register_module("merge2", conv_bn_relu(k2, k2, 3, 1));
  unfold_ = register_module("unfold", conv_bn_relu(k2, 4 * k1, 1, 1));
  refine_ = register_module(
      "refine", torch::nn::Sequential(
                    torch::nn::Conv2d(torch::nn::Conv2dOptions(k1 + kInputs, k1, 3).padding(1)),
                    torch::nn::ReLU(), torch::nn::Conv2d(torch::nn::Conv2dOptions(k1, 1, 3).padding(1))));
}

Tensors OutlineNet::forward(const Tensors& inputs) {
  const auto& view = inputs.at(0);
  const auto at2 = stage2_->forward(stem_->forward(view));
  const auto at4 = stage4_->forward(at2);
  const auto at8 = stage8_->forward(at4);
  const auto at16 = stage16_->forward(at8);
  const auto up8 = merge8_->forward(at8 + twice_as_large(reduce16_->forward(at16)));
  const auto up4 = merge4_->forward(at4 + twice_as_large(reduce8_->forward(up8)));
  const auto up2 = merge2_->forward(at2 + twice_as_large(reduce4_->forward(up4)));
  const auto fine = torch::pixel_shuffle(unfold_->forward(up2), 2);
  return {refine_->forward(torch::cat({fine, view}, 1))};
}

Loss OutlineNet::loss(const Tensors& outputs, const Tensors& targets) {
  const auto& logits = outputs.at(0);
  const auto& mask = targets.at(0);
  const auto& weight = targets.at(1);
  // Sums here, the batch's counts below them: so the parts of several processes add up to the batch's means.
  const auto counts =
      over_all(torch::stack({weight.sum(), torch::full({}, static_cast<double>(mask.size(0)))})).clamp_min(1);
  const auto entropy =
      (torch::binary_cross_entropy_with_logits(logits, mask, {}, {}, torch::Reduction::None) * weight).sum() / counts[0];
  const auto p = torch::sigmoid(logits) * weight;
  const auto truth = mask * weight;
  const auto dice =
      (1 - (2 * (p * truth).sum({1, 2, 3}) + 1) / (p.sum({1, 2, 3}) + truth.sum({1, 2, 3}) + 1)).sum() / counts[1];
  return {5 * entropy + dice, {{"entropy", entropy.item<double>()}, {"dice", dice.item<double>()}}};
}

}  // namespace pinnacle::nn
