#include "pinnacle/nn/strip_classifier.h"

#include "pinnacle/nn/onnx_graph.h"

namespace pinnacle::nn {
namespace {

constexpr int kScalars = 4;
constexpr int kRows = 8;  // Of the last feature map that are kept apart: where along the axis a band lies matters.

}  // namespace

StripClassifier::StripClassifier(int classes, double label_smoothing) : ChromosomeNetwork(label_smoothing) {
  constexpr int c2 = 24, c4 = 48, c8 = 96, c16 = 128, features = 256;
  stem_ = register_module("stem", conv_bn_relu(2, c2, 3, 2));
  trunk_ = register_module("trunk", torch::nn::Sequential(Residual(c2, c4, 2), Residual(c4, c4, 1), Residual(c4, c8, 2),
                                                          Residual(c8, c8, 1), Residual(c8, c16, 2)));
  head_ = register_module("head", torch::nn::Sequential(torch::nn::Linear(c16 * kRows + kScalars, features),
                                                        torch::nn::ReLU(), Dropout(0.3)));
  class_ = register_module("class", torch::nn::Linear(features, classes));
  orientation_ = register_module("orientation", torch::nn::Linear(features, 1));
}

Tensors StripClassifier::forward(const Tensors& inputs) {
  const auto maps = trunk_->forward(stem_->forward(inputs.at(0)));
  const auto rows = torch::adaptive_avg_pool2d(maps, {kRows, 1}).flatten(1);
  const auto features = head_->forward(torch::cat({rows, inputs.at(1)}, 1));
  return {class_->forward(features), orientation_->forward(features)};
}

bool StripClassifier::describe(OnnxGraph& graph) const {
  const auto strip = graph.input("strip", {2, 128, 48}), scalars = graph.input("scalars", {kScalars});
  const auto maps = graph.layers(*trunk_, graph.layers(*stem_, strip));
  const auto rows =
      graph.flatten(graph.mean_over_columns(maps));  // 128 rows at stride 16 are the 8 rows themselves.
  const auto features = graph.layers(*head_, graph.joined({rows, scalars}));
  graph.output("class", graph.layer(*class_, features), {class_->options.out_features()});
  graph.output("orientation", graph.layer(*orientation_, features), {1});
  return true;
}

}  // namespace pinnacle::nn
