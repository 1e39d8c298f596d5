#include "pinnacle/nn/centre_detector.h"

#include "pinnacle/nn/onnx_graph.h"

namespace pinnacle::nn {
namespace {

constexpr int kSlots = 2;
constexpr double kReachUnitPx = 16;
constexpr int kNoClass = -1;  ///< Of a box whose class nobody knows: it teaches place and extent alone.

torch::Tensor centres_of(const torch::Tensor& heat) { return heat.ge(0.999).to(torch::kFloat); }

/// Penalty-reduced focal loss over the heat maps, summed.
torch::Tensor heat_loss(const torch::Tensor& logits, const torch::Tensor& target) {
  const auto p = torch::sigmoid(logits);
  const auto is_centre = centres_of(target);
  const auto hit = torch::log_sigmoid(logits) * (1 - p).pow(2) * is_centre;
  const auto miss = torch::log_sigmoid(-logits) * p.pow(2) * (1 - target).pow(4) * (1 - is_centre);
  return -(hit.sum() + miss.sum());
}

/// 1 - generalised IoU of boxes given as reaches [n, 4] from a common place.
torch::Tensor giou_loss(const torch::Tensor& predicted, const torch::Tensor& truth) {
  const auto sides = [](const torch::Tensor& r) {
    return std::pair{r.select(1, 0) + r.select(1, 2), r.select(1, 1) + r.select(1, 3)};
  };
  const auto [pw, ph] = sides(predicted);
  const auto [tw, th] = sides(truth);
  const auto [iw, ih] = sides(torch::minimum(predicted, truth));
  const auto [hw, hh] = sides(torch::maximum(predicted, truth));
  const auto common = iw * ih;
  const auto united = pw * ph + tw * th - common;
  const auto hull = hw * hh;
  return 1 - common / united + (hull - united) / hull;
}

/// [N, slots * k, h, w] to [N * slots * h * w, k].
torch::Tensor by_place(const torch::Tensor& maps, std::int64_t k) {
  const auto n = maps.size(0), h = maps.size(2), w = maps.size(3);
  return maps.reshape({n, kSlots, k, h, w}).permute({0, 1, 3, 4, 2}).reshape({-1, k});
}

}  // namespace

CentreDetector::CentreDetector(int classes)
    : stem_(torch::nn::Sequential()), classes_(classes) {
  constexpr int c2 = 20, c4 = 40, c8 = 72, c16 = 128, c32 = 224, tower = 80, naming = 112;
  stem_ = register_module("stem", conv_bn_relu(1, c2, 3, 2));
  stage4_ = register_module("stage4", torch::nn::Sequential(Residual(c2, c4, 2)));
  stage8_ = register_module("stage8", torch::nn::Sequential(Residual(c4, c8, 2), Residual(c8, c8, 1)));
  stage16_ = register_module("stage16", torch::nn::Sequential(Residual(c8, c16, 2), Residual(c16, c16, 1)));
  stage32_ = register_module("stage32", torch::nn::Sequential(Residual(c16, c32, 2), Residual(c32, c32, 1)));
  reduce32_ = register_module("reduce32", conv_bn_relu(c32, c16, 1, 1));
  merge16_ = register_module("merge16", conv_bn_relu(c16, c16, 3, 1));
  reduce16_ = register_module("reduce16", conv_bn_relu(c16, c8, 1, 1));
  merge8_ = register_module("merge8", conv_bn_relu(c8, c8, 3, 1));
  reduce8_ = register_module("reduce8", conv_bn_relu(c8, c4, 1, 1));
  tower_ = register_module("tower", conv_bn_relu(c4, tower, 3, 1));
  heat_ = register_module("heat", torch::nn::Conv2d(torch::nn::Conv2dOptions(tower, kSlots, 1)));
  reach_ = register_module("reach", torch::nn::Conv2d(torch::nn::Conv2dOptions(tower, kSlots * 4, 1)));
  // Bands and neighbours tell the class, edges tell the box: each has its own tower.
  naming_ = register_module("naming", torch::nn::Sequential(Residual(c8, naming, 1)));
  class_ = register_module("class", torch::nn::Conv2d(torch::nn::Conv2dOptions(naming, kSlots * classes, 1)));
  // Centres are rare: begin by saying so, or the first steps are spent on nothing else.
  torch::nn::init::constant_(heat_->bias, -4.6);
}

Tensors CentreDetector::forward(const Tensors& inputs) {
  const auto at4 = stage4_->forward(stem_->forward(inputs.at(0)));
  const auto at8 = stage8_->forward(at4);
  const auto at16 = stage16_->forward(at8);
  const auto at32 = stage32_->forward(at16);
  const auto up16 = merge16_->forward(at16 + twice_as_large(reduce32_->forward(at32)));
  const auto up8 = merge8_->forward(at8 + twice_as_large(reduce16_->forward(up16)));
  const auto features = tower_->forward(at4 + twice_as_large(reduce8_->forward(up8)));
  const auto classes = twice_as_large(class_->forward(naming_->forward(up8)));
  return {heat_->forward(features), reach_->forward(features), classes};
}

Loss CentreDetector::loss(const Tensors& outputs, const Tensors& targets) {
  const auto weights = targets.at(2).flatten();
  // Sums here, the batch's counts below them: so the parts of several processes add up to the batch's means.
  const auto counts =
      over_all(torch::stack({centres_of(targets.at(0)).sum(), weights.clamp_min(0).sum()})).clamp_min(1);
  const auto heat = heat_loss(outputs.at(0), targets.at(0)) / counts[0];
  const auto taught = weights.gt(0).nonzero().squeeze(1);
  const auto weight = weights.index_select(0, taught);
  const auto reach = by_place(outputs.at(1), 4).index_select(0, taught).clamp(-6, 4).exp() * kReachUnitPx;
  const auto true_reach = by_place(targets.at(1), 4).index_select(0, taught);
  const auto box = (giou_loss(reach, true_reach) * weight).sum() / counts[1];
  const auto logits = by_place(outputs.at(2), classes_).index_select(0, taught);
  const auto true_class = targets.at(3).flatten().index_select(0, taught).to(torch::kLong);
  const auto named =
      (torch::nll_loss(torch::log_softmax(logits, 1), true_class, {}, torch::Reduction::None, kNoClass) * weight)
          .sum() /
      counts[1];
  const auto right = (logits.detach().argmax(1).eq(true_class) * weight).sum() / counts[1];
  return {heat + 2 * box + named,
          {{"heat", heat.item<double>()},
           {"box", box.item<double>()},
           {"class", named.item<double>()},
           {"accuracy", right.item<double>()}}};
}

bool CentreDetector::describe(OnnxGraph& graph) const {
  const auto picture = graph.input("picture", {1, OnnxGraph::kAnySize, OnnxGraph::kAnySize});
  const auto at4 = graph.layers(*stage4_, graph.layers(*stem_, picture));
  const auto at8 = graph.layers(*stage8_, at4);
  const auto at16 = graph.layers(*stage16_, at8);
  const auto at32 = graph.layers(*stage32_, at16);
  const auto merged = [&](const auto& fine, const auto& coarse, const torch::nn::SequentialImpl& reduce) {
    return graph.sum(fine, graph.twice_as_large(graph.layers(reduce, coarse)));
  };
  const auto up16 = graph.layers(*merge16_, merged(at16, at32, *reduce32_));
  const auto up8 = graph.layers(*merge8_, merged(at8, up16, *reduce16_));
  const auto features = graph.layers(*tower_, merged(at4, up8, *reduce8_));
  const auto maps = [](std::int64_t count) {
    return std::vector<std::int64_t>{count, OnnxGraph::kAnySize, OnnxGraph::kAnySize};
  };
  graph.output("heat", graph.layer(*heat_, features), maps(kSlots));
  graph.output("reach", graph.layer(*reach_, features), maps(kSlots * 4));
  graph.output("class", graph.twice_as_large(graph.layer(*class_, graph.layers(*naming_, up8))),
               maps(kSlots * classes_));
  return true;
}

}  // namespace pinnacle::nn
