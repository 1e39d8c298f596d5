#ifndef PINNACLE_NN_INT8_CONVOLUTION_H_
#define PINNACLE_NN_INT8_CONVOLUTION_H_

#include <torch/torch.h>

#include <memory>

namespace pinnacle::nn {

/// A convolution for prediction that multiplies whole numbers of 8 bits, which processors do four times as fast
/// as floats: weights are scaled output channel by output channel, inputs sample by sample to their own greatest
/// value, so that no sample's result depends on its batch and nothing need be calibrated; sums are exact, results
/// are floats.
/// @source Jacob et al. 2018, "Quantization and training of neural networks for efficient integer-arithmetic-only
///         inference".
class Int8Convolution {
 public:
  /// @param convolution  On the CPU, of one group, without dilation, padded alike on all sides.
  explicit Int8Convolution(const torch::nn::Conv2dImpl& convolution);
  ~Int8Convolution();

  /// @param maps  Floats [N, C, H, W], nowhere negative.
  /// @return Floats [N, out, h, w], channels running fastest.
  /// @note Thread-safe.
  torch::Tensor operator()(const torch::Tensor& maps) const;

 private:
  struct Layer;
  std::unique_ptr<Layer> layer_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_INT8_CONVOLUTION_H_
