#ifndef PINNACLE_NN_ONNX_GRAPH_H_
#define PINNACLE_NN_ONNX_GRAPH_H_

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pinnacle::nn {

class BatchNormImpl;

/// An ONNX model under construction: a network says its forward pass again, and nodes with their weights come
/// out. Operator set 13.
class OnnxGraph {
 public:
  /// A tensor of the graph, by its name.
  using Value = std::string;
  static constexpr std::int64_t kAnySize = -1;

  /// @param batch  How many items a batch has, or kAnySize.
  OnnxGraph(const std::string& name, std::int64_t batch);
  ~OnnxGraph();

  /// @param shape  Without the batch.
  Value input(const std::string& name, const std::vector<std::int64_t>& shape);
  void output(const std::string& name, const Value& value, const std::vector<std::int64_t>& shape);

  /// A layer of evaluation: convolution, dense, batch normalisation, ReLU, maximum pooling, dropout
  /// (nothing), residual block. A kind that is not among them is our own mistake.
  Value layer(const torch::nn::Module& layer, const Value& x);
  Value layers(const torch::nn::SequentialImpl& layers, const Value& x);

  Value flatten(const Value& x);            ///< [N, C, H, W] to [N, C H W].
  Value mean(const Value& x);               ///< [N, C, H, W] to [N, C, 1, 1].
  Value mean_over_columns(const Value& x);  ///< [N, C, H, W] to [N, C, H, 1].
  Value twice_as_large(const Value& x);     ///< Each pixel becomes four.
  Value sum(const Value& a, const Value& b);
  Value joined(const std::vector<Value>& features);  ///< Along the second axis.

  void metadata(const std::string& key, const std::string& value);
  /// The model as the bytes of a file.
  std::string serialised() const;

 private:
  struct Model;

  Value node(const char* op, const std::vector<Value>& inputs);
  Value constant(const std::string& role, const torch::Tensor& tensor);
  Value convolution(const torch::nn::Conv2dImpl& layer, const Value& x);
  Value normalisation(const BatchNormImpl& layer, const Value& x);
  Value dense(const torch::nn::LinearImpl& layer, const Value& x);
  Value pooling(const torch::nn::MaxPool2dImpl& layer, const Value& x);

  std::unique_ptr<Model> model_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_ONNX_GRAPH_H_
