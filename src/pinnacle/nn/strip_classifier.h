#ifndef PINNACLE_NN_STRIP_CLASSIFIER_H_
#define PINNACLE_NN_STRIP_CLASSIFIER_H_

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/chromosome_network.h"

namespace pinnacle::nn {

/// Names a straightened chromosome and says which end is up: a small residual network. The model "pinnacle".
///
/// Inputs: strip [N, 2, 128, 48] (ink, mask) and scalars [N, 4] (see classification/prepared.h).
class StripClassifier : public ChromosomeNetwork {
 public:
  StripClassifier(int classes, double label_smoothing);
  Tensors forward(const Tensors& inputs) override;
  std::string label_head() const override { return "class."; }
  bool describe(OnnxGraph& graph) const override;

 private:
  torch::nn::Sequential stem_, trunk_, head_;
  torch::nn::Linear class_{nullptr}, orientation_{nullptr};
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_STRIP_CLASSIFIER_H_
