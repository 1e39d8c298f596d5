#ifndef PINNACLE_NN_NOTEBOOK_H_
#define PINNACLE_NN_NOTEBOOK_H_

#include "pinnacle/nn/chromosome_network.h"

namespace pinnacle::nn {

/// The network of the original notebooks, to set its figures beside ours on the same split: three
/// convolutions of 3 x 3 (32, 64, 64 maps, each halved by maximum pooling) and four dense layers (1024, 1024,
/// 512, classes), on the whole picture. 81,929,184 parameters at 32 classes.
///
/// Input: crop [N, 1, 300, 300], 0 = background, 1 = black. It tells no orientation: that logit is 0.
class Notebook : public ChromosomeNetwork {
 public:
  Notebook(int classes, double label_smoothing);
  Tensors forward(const Tensors& inputs) override;
  std::string label_head() const override { return "dense.6."; }
  bool describe(OnnxGraph& graph) const override;

 private:
  torch::nn::Sequential maps_, dense_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_NOTEBOOK_H_
