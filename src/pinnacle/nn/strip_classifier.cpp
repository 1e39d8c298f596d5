#include "pinnacle/nn/strip_classifier.h"

namespace pinnacle::nn {
namespace {

constexpr double kLabelSmoothing = 0.02;
constexpr int kScalars = 4;
constexpr int kRows = 8;  // Of the last feature map that are kept apart: where along the axis a band lies matters.

}  // namespace

StripClassifier::StripClassifier(int classes) {
  constexpr int c2 = 24, c4 = 48, c8 = 96, c16 = 128, features = 256;
  stem_ = register_module("stem", conv_bn_relu(2, c2, 3, 2));
  trunk_ = register_module("trunk", torch::nn::Sequential(Residual(c2, c4, 2), Residual(c4, c4, 1), Residual(c4, c8, 2),
                                                          Residual(c8, c8, 1), Residual(c8, c16, 2)));
  head_ = register_module("head", torch::nn::Sequential(torch::nn::Linear(c16 * kRows + kScalars, features),
                                                        torch::nn::ReLU(), torch::nn::Dropout(0.3)));
  class_ = register_module("class", torch::nn::Linear(features, classes));
  orientation_ = register_module("orientation", torch::nn::Linear(features, 1));
}

Tensors StripClassifier::forward(const Tensors& inputs) {
  const auto maps = trunk_->forward(stem_->forward(inputs.at(0)));
  const auto rows = torch::adaptive_avg_pool2d(maps, {kRows, 1}).flatten(1);
  const auto features = head_->forward(torch::cat({rows, inputs.at(1)}, 1));
  return {class_->forward(features), orientation_->forward(features)};
}

Loss StripClassifier::loss(const Tensors& outputs, const Tensors& targets) {
  const auto true_class = targets.at(0).flatten().to(torch::kLong);
  const auto named = torch::nn::functional::cross_entropy(
      outputs.at(0), true_class,
      torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(kLabelSmoothing));
  const auto orientation = targets.at(1).flatten();
  const auto known = orientation.ge(0).to(torch::kFloat);
  const auto turned = (torch::binary_cross_entropy_with_logits(outputs.at(1).flatten(), orientation.clamp_min(0), {}, {},
                                                               torch::Reduction::None) *
                       known)
                          .sum() /
                      known.sum().clamp_min(1);
  return {named + 0.5 * turned, {{"class", named.item<double>()}, {"orientation", turned.item<double>()}}};
}

}  // namespace pinnacle::nn
