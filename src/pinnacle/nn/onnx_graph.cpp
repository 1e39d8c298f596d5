#include "pinnacle/nn/onnx_graph.h"

#include <onnx/onnx_pb.h>

#include "pinnacle/base/check.h"
#include "pinnacle/nn/blocks.h"

namespace pinnacle::nn {
namespace {

constexpr int kIrVersion = 7;
constexpr int kOperatorSet = 13;

void set_ints(onnx::NodeProto& node, const char* name, const std::vector<std::int64_t>& values) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::INTS);
  for (const auto value : values) attribute.add_ints(value);
}

void set_int(onnx::NodeProto& node, const char* name, std::int64_t value) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::INT);
  attribute.set_i(value);
}

void set_float(onnx::NodeProto& node, const char* name, double value) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::FLOAT);
  attribute.set_f(static_cast<float>(value));
}

void set_text(onnx::NodeProto& node, const char* name, const char* value) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::STRING);
  attribute.set_s(value);
}

/// LibTorch gives one padding a side, ONNX wants the beginnings, then the ends.
std::vector<std::int64_t> both_sides(const std::vector<std::int64_t>& padding) {
  auto pads = padding;
  pads.insert(pads.end(), padding.begin(), padding.end());
  return pads;
}

void set_size(onnx::TensorShapeProto::Dimension& dimension, std::int64_t size, const std::string& name) {
  if (size == OnnxGraph::kAnySize) {
    dimension.set_dim_param(name);
  } else {
    dimension.set_dim_value(size);
  }
}

void describe_tensor(onnx::ValueInfoProto& info, const std::string& name, std::int64_t batch,
                     const std::vector<std::int64_t>& shape) {
  info.set_name(name);
  auto& type = *info.mutable_type()->mutable_tensor_type();
  type.set_elem_type(onnx::TensorProto::FLOAT);
  set_size(*type.mutable_shape()->add_dim(), batch, "batch");
  for (std::size_t i = 0; i < shape.size(); ++i)
    set_size(*type.mutable_shape()->add_dim(), shape[i], name + "_" + std::to_string(i + 1));
}

}  // namespace

struct OnnxGraph::Model {
  onnx::ModelProto proto;
  std::int64_t batch = kAnySize;
  int values = 0;

  onnx::GraphProto& graph() { return *proto.mutable_graph(); }
  onnx::NodeProto& last() { return *graph().mutable_node(graph().node_size() - 1); }
};

OnnxGraph::OnnxGraph(const std::string& name, std::int64_t batch) : model_(std::make_unique<Model>()) {
  model_->batch = batch;
  model_->proto.set_ir_version(kIrVersion);
  model_->proto.set_producer_name("Karyotyping Pinnacle");
  auto& set = *model_->proto.add_opset_import();
  set.set_domain("");
  set.set_version(kOperatorSet);
  model_->graph().set_name(name);
}

OnnxGraph::~OnnxGraph() = default;

OnnxGraph::Value OnnxGraph::input(const std::string& name, const std::vector<std::int64_t>& shape) {
  describe_tensor(*model_->graph().add_input(), name, model_->batch, shape);
  return name;
}

void OnnxGraph::output(const std::string& name, const Value& value, const std::vector<std::int64_t>& shape) {
  auto& node = *model_->graph().add_node();
  node.set_op_type("Identity");
  node.set_name("output_" + name);
  node.add_input(value);
  node.add_output(name);
  describe_tensor(*model_->graph().add_output(), name, model_->batch, shape);
}

OnnxGraph::Value OnnxGraph::node(const char* op, const std::vector<Value>& inputs) {
  auto& node = *model_->graph().add_node();
  const auto value = "v" + std::to_string(++model_->values);
  node.set_op_type(op);
  node.set_name(std::string(op) + "_" + std::to_string(model_->values));
  for (const auto& input : inputs) node.add_input(input);
  node.add_output(value);
  return value;
}

OnnxGraph::Value OnnxGraph::constant(const std::string& role, const torch::Tensor& tensor) {
  const auto values = tensor.detach().to(torch::kCPU, torch::kFloat).contiguous();
  auto& stored = *model_->graph().add_initializer();
  const auto name = role + "_" + std::to_string(model_->graph().initializer_size());
  stored.set_name(name);
  stored.set_data_type(onnx::TensorProto::FLOAT);
  for (const auto size : values.sizes()) stored.add_dims(size);
  stored.set_raw_data(values.data_ptr<float>(), static_cast<std::size_t>(values.numel()) * sizeof(float));
  return name;
}

OnnxGraph::Value OnnxGraph::convolution(const torch::nn::Conv2dImpl& layer, const Value& x) {
  std::vector<Value> inputs{x, constant("kernel", layer.weight)};
  if (layer.bias.defined()) inputs.push_back(constant("bias", layer.bias));
  const auto value = node("Conv", inputs);
  auto& made = model_->last();
  // LibTorch 1.13 has a variant of its own, 2.x the standard's: the argument says whose `get` it is.
  const auto& padding = get<torch::ExpandingArray<2>>(layer.options.padding());
  set_ints(made, "kernel_shape", {layer.weight.size(2), layer.weight.size(3)});
  set_ints(made, "strides", {layer.options.stride()->at(0), layer.options.stride()->at(1)});
  set_ints(made, "pads", both_sides({padding->at(0), padding->at(1)}));
  return value;
}

OnnxGraph::Value OnnxGraph::normalisation(const BatchNormImpl& layer, const Value& x) {
  const auto value = node("BatchNormalization",
                          {x, constant("scale", layer.weight), constant("shift", layer.bias),
                           constant("mean", layer.running_mean), constant("variance", layer.running_var)});
  set_float(model_->last(), "epsilon", BatchNormImpl::kEpsilon);
  return value;
}

OnnxGraph::Value OnnxGraph::dense(const torch::nn::LinearImpl& layer, const Value& x) {
  const auto value = node("Gemm", {x, constant("matrix", layer.weight), constant("bias", layer.bias)});
  set_int(model_->last(), "transB", 1);
  return value;
}

OnnxGraph::Value OnnxGraph::pooling(const torch::nn::MaxPool2dImpl& layer, const Value& x) {
  const auto value = node("MaxPool", {x});
  auto& made = model_->last();
  const auto pair = [](const torch::ExpandingArray<2>& sizes) {
    return std::vector<std::int64_t>{sizes->at(0), sizes->at(1)};
  };
  set_ints(made, "kernel_shape", pair(layer.options.kernel_size()));
  set_ints(made, "strides", pair(layer.options.stride()));
  set_ints(made, "pads", both_sides(pair(layer.options.padding())));
  return value;
}

OnnxGraph::Value OnnxGraph::layer(const torch::nn::Module& layer, const Value& x) {
  if (const auto* known = layer.as<torch::nn::Conv2dImpl>()) return convolution(*known, x);
  if (const auto* known = layer.as<BatchNormImpl>()) return normalisation(*known, x);
  if (const auto* known = layer.as<torch::nn::LinearImpl>()) return dense(*known, x);
  if (const auto* known = layer.as<torch::nn::MaxPool2dImpl>()) return pooling(*known, x);
  if (layer.as<torch::nn::ReLUImpl>() != nullptr) return node("Relu", {x});
  if (layer.as<DropoutImpl>() != nullptr) return x;
  const auto* residual = layer.as<ResidualImpl>();
  PINNACLE_CHECK(residual != nullptr, "a layer of a kind that has an ONNX node: " + layer.name());
  const auto kept = residual->shortcut().is_empty() ? x : layers(*residual->shortcut(), x);
  return node("Relu", {sum(layers(*residual->body(), x), kept)});
}

OnnxGraph::Value OnnxGraph::layers(const torch::nn::SequentialImpl& layers, const Value& x) {
  auto value = x;
  for (const auto& child : layers.children()) value = layer(*child, value);
  return value;
}

OnnxGraph::Value OnnxGraph::flatten(const Value& x) {
  const auto value = node("Flatten", {x});
  set_int(model_->last(), "axis", 1);
  return value;
}

OnnxGraph::Value OnnxGraph::mean(const Value& x) { return node("GlobalAveragePool", {x}); }

OnnxGraph::Value OnnxGraph::mean_over_columns(const Value& x) {
  const auto value = node("ReduceMean", {x});
  set_ints(model_->last(), "axes", {3});
  set_int(model_->last(), "keepdims", 1);
  return value;
}

OnnxGraph::Value OnnxGraph::twice_as_large(const Value& x) {
  const auto value = node("Resize", {x, constant("region", torch::empty({0})),
                                     constant("scales", torch::tensor({1.f, 1.f, 2.f, 2.f}))});
  auto& made = model_->last();
  set_text(made, "mode", "nearest");
  set_text(made, "coordinate_transformation_mode", "asymmetric");
  set_text(made, "nearest_mode", "floor");
  return value;
}

OnnxGraph::Value OnnxGraph::sum(const Value& a, const Value& b) { return node("Add", {a, b}); }

OnnxGraph::Value OnnxGraph::joined(const std::vector<Value>& features) {
  const auto value = node("Concat", features);
  set_int(model_->last(), "axis", 1);
  return value;
}

void OnnxGraph::metadata(const std::string& key, const std::string& value) {
  auto& entry = *model_->proto.add_metadata_props();
  entry.set_key(key);
  entry.set_value(value);
}

std::string OnnxGraph::serialised() const { return model_->proto.SerializeAsString(); }

}  // namespace pinnacle::nn
