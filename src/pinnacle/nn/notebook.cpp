#include "pinnacle/nn/notebook.h"

#include "pinnacle/nn/onnx_graph.h"

namespace pinnacle::nn {
namespace {

constexpr int kSide = 300;
constexpr int kLastSide = 35;  // 300 -> 298 -> 149 -> 147 -> 73 -> 71 -> 35.

void add_convolution(torch::nn::Sequential& layers, int in, int out) {
  layers->push_back(torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 3)));
  layers->push_back(torch::nn::ReLU());
  layers->push_back(torch::nn::MaxPool2d(2));
}

}  // namespace

Notebook::Notebook(int classes, double label_smoothing) : ChromosomeNetwork(label_smoothing) {
  maps_ = register_module("maps", torch::nn::Sequential());
  add_convolution(maps_, 1, 32);
  add_convolution(maps_, 32, 64);
  add_convolution(maps_, 64, 64);
  dense_ =
      register_module("dense", torch::nn::Sequential(torch::nn::Linear(64 * kLastSide * kLastSide, 1024),
                                                     torch::nn::ReLU(), torch::nn::Linear(1024, 1024),
                                                     torch::nn::ReLU(), torch::nn::Linear(1024, 512),
                                                     torch::nn::ReLU(), torch::nn::Linear(512, classes)));
}

Tensors Notebook::forward(const Tensors& inputs) {
  const auto logits = dense_->forward(maps_->forward(inputs.at(0)).flatten(1));
  return {logits, torch::zeros({logits.size(0), 1}, logits.options())};
}

bool Notebook::describe(OnnxGraph& graph) const {
  const auto crop = graph.input("crop", {1, kSide, kSide});
  const auto classes = dense_->children().back()->as<torch::nn::LinearImpl>()->options.out_features();
  graph.output("class", graph.layers(*dense_, graph.flatten(graph.layers(*maps_, crop))), {classes});
  return true;
}

}  // namespace pinnacle::nn
