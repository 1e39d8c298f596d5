#ifndef PINNACLE_NN_EVIDENCE_NET_H_
#define PINNACLE_NN_EVIDENCE_NET_H_

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/network.h"

namespace pinnacle::nn {

/// Whether something is so, from a few numbers that speak for or against it: logistic regression on the numbers and
/// on the products of any two of them.
///
/// Input [N, numbers]. Output: logits [N, 1]. Target [N, 1]: 1 where it is so, else 0.
class EvidenceNet : public Network {
 public:
  explicit EvidenceNet(int numbers);
  Tensors forward(const Tensors& inputs) override;
  Loss loss(const Tensors& outputs, const Tensors& targets) override;

 private:
  torch::Tensor left_, right_;  ///< Which two numbers make each product.
  BatchNorm scale_numbers_, scale_products_;
  torch::nn::Linear weigh_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_EVIDENCE_NET_H_
