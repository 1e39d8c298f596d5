#ifndef PINNACLE_NN_BLOCKS_H_
#define PINNACLE_NN_BLOCKS_H_

#include <torch/torch.h>

namespace pinnacle::nn {

/// Convolution without bias, batch normalisation, ReLU.
torch::nn::Sequential conv_bn_relu(int in, int out, int kernel, int stride);

/// Maps [N, C, H, W] with every place repeated twice along both sides.
torch::Tensor twice_as_large(const torch::Tensor& maps);

/// Two 3 x 3 convolutions around a shortcut; the shortcut is projected where the shape changes.
/// @source He et al. 2016, "Deep residual learning for image recognition", the basic block.
class ResidualImpl : public torch::nn::Module {
 public:
  ResidualImpl(int in, int out, int stride);
  torch::Tensor forward(torch::Tensor x);

 private:
  torch::nn::Sequential body_;
  torch::nn::Sequential shortcut_{nullptr};
};
TORCH_MODULE(Residual);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_BLOCKS_H_
