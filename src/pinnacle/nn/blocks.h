#ifndef PINNACLE_NN_BLOCKS_H_
#define PINNACLE_NN_BLOCKS_H_

#include <torch/torch.h>

#include <functional>
#include <utility>

namespace pinnacle::nn {

class Workers;

/// A layer whose training depends on the whole batch, so that several processes must do it together.
class WholeBatch {
 public:
  virtual ~WholeBatch() = default;
  /// @param workers  Outlives the layer's training.
  void share(const Workers& workers) { workers_ = &workers; }

 protected:
  bool shared() const;
  const Workers* workers_ = nullptr;
};

/// A convolution whose work another may do.
class ConvolutionImpl : public torch::nn::Conv2dImpl {
 public:
  using Work = std::function<torch::Tensor(const torch::Tensor&)>;
  using torch::nn::Conv2dImpl::Conv2dImpl;

  torch::Tensor forward(const torch::Tensor& x) { return other_ ? other_(x) : Conv2dImpl::forward(x); }
  /// From now on the layer serves for prediction only.
  void leave_to(Work other) { other_ = std::move(other); }

 private:
  Work other_;
};
TORCH_MODULE(Convolution);

/// Batch normalisation of maps over the batch of all processes; its tensors are named as
/// torch::nn::BatchNorm2d's.
class BatchNormImpl : public torch::nn::Module, public WholeBatch {
 public:
  static constexpr double kEpsilon = 1e-5;

  explicit BatchNormImpl(int channels);
  torch::Tensor forward(const torch::Tensor& x);

  /// Lets the convolution before it do its work from now on. The two serve for prediction only after that.
  void fold_into(torch::nn::Conv2dImpl& convolution);

  torch::Tensor weight, bias, running_mean, running_var;

 private:
  torch::Tensor forward_together(const torch::Tensor& maps);

  torch::Tensor num_batches_tracked_;
  bool folded_ = false;
};
TORCH_MODULE(BatchNorm);

/// Folds every batch normalisation that follows a convolution into it: a tenth faster, the same result within
/// rounding.
/// @param network  In evaluation mode, not to be trained or exported afterwards.
void fold_normalisations(torch::nn::Module& network);

/// Lets the convolutions within the network compute in whole numbers (Int8Convolution), where the program was built
/// for it; not those of the input itself, which may be negative.
/// @param network  In evaluation mode, folded, on the CPU; not to be trained or exported afterwards.
void use_int8(torch::nn::Module& network);

/// Dropout whose mask is drawn for the batch of all processes.
class DropoutImpl : public torch::nn::Module, public WholeBatch {
 public:
  explicit DropoutImpl(double probability) : probability_(probability) {}
  torch::Tensor forward(const torch::Tensor& x);

 private:
  double probability_;
};
TORCH_MODULE(Dropout);

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

  const torch::nn::Sequential& body() const { return body_; }
  const torch::nn::Sequential& shortcut() const { return shortcut_; }  ///< Empty: the input itself.

 private:
  torch::nn::Sequential body_;
  torch::nn::Sequential shortcut_{nullptr};
};
TORCH_MODULE(Residual);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_BLOCKS_H_
