#ifndef PINNACLE_NN_STRIP_CLASSIFIER_H_
#define PINNACLE_NN_STRIP_CLASSIFIER_H_

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/network.h"

namespace pinnacle::nn {

/// Names a straightened chromosome and says which end is up: a small residual network.
///
/// Inputs: strip [N, 2, 128, 48] (ink, mask) and scalars [N, 4] (see classification/prepared.h).
/// Outputs: class logits [N, classes], orientation logit [N, 1] (positive: the p arm is on top).
/// Targets: class index [N, 1]; orientation [N, 1], 1 = p on top, 0 = q on top, -1 = not known.
class StripClassifier : public Network {
 public:
  explicit StripClassifier(int classes);
  Tensors forward(const Tensors& inputs) override;
  Loss loss(const Tensors& outputs, const Tensors& targets) override;

 private:
  torch::nn::Sequential stem_, trunk_, head_;
  torch::nn::Linear class_{nullptr}, orientation_{nullptr};
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_STRIP_CLASSIFIER_H_
