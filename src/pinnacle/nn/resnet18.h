#ifndef PINNACLE_NN_RESNET18_H_
#define PINNACLE_NN_RESNET18_H_

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/chromosome_network.h"

namespace pinnacle::nn {

/// The well-known network, to compare with: on the same prepared strips as StripClassifier.
///
/// Inputs: strip [N, 2, 128, 48] and scalars [N, 4], which join the last features.
/// @source He et al. 2016, "Deep residual learning for image recognition", table 1, 18 layers.
class ResNet18 : public ChromosomeNetwork {
 public:
  ResNet18(int classes, double label_smoothing);
  Tensors forward(const Tensors& inputs) override;
  std::string label_head() const override { return "class."; }
  bool describe(OnnxGraph& graph) const override;

 private:
  torch::nn::Sequential stem_, trunk_;
  torch::nn::Linear class_{nullptr}, orientation_{nullptr};
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_RESNET18_H_
