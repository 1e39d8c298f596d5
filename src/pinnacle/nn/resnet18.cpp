#include "pinnacle/nn/resnet18.h"

#include "pinnacle/nn/onnx_graph.h"

namespace pinnacle::nn {
namespace {

constexpr int kScalars = 4;
constexpr int kFeatures = 512;

}  // namespace

ResNet18::ResNet18(int classes, double label_smoothing) : ChromosomeNetwork(label_smoothing) {
  using torch::nn::MaxPool2d;
  stem_ = register_module("stem", conv_bn_relu(2, 64, 7, 2));
  stem_->push_back(MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(2).padding(1)));
  trunk_ = register_module(
      "trunk", torch::nn::Sequential(Residual(64, 64, 1), Residual(64, 64, 1), Residual(64, 128, 2),
                                     Residual(128, 128, 1), Residual(128, 256, 2), Residual(256, 256, 1),
                                     Residual(256, kFeatures, 2), Residual(kFeatures, kFeatures, 1)));
  class_ = register_module("class", torch::nn::Linear(kFeatures + kScalars, classes));
  orientation_ = register_module("orientation", torch::nn::Linear(kFeatures + kScalars, 1));
}

Tensors ResNet18::forward(const Tensors& inputs) {
  const auto maps = trunk_->forward(stem_->forward(inputs.at(0)));
  const auto features = torch::cat({torch::adaptive_avg_pool2d(maps, {1, 1}).flatten(1), inputs.at(1)}, 1);
  return {class_->forward(features), orientation_->forward(features)};
}

bool ResNet18::describe(OnnxGraph& graph) const {
  const auto strip = graph.input("strip", {2, 128, 48}), scalars = graph.input("scalars", {kScalars});
  const auto maps = graph.layers(*trunk_, graph.layers(*stem_, strip));
  const auto features = graph.joined({graph.flatten(graph.mean(maps)), scalars});
  graph.output("class", graph.layer(*class_, features), {class_->options.out_features()});
  graph.output("orientation", graph.layer(*orientation_, features), {1});
  return true;
}

}  // namespace pinnacle::nn
