#include "pinnacle/nn/int8_convolution.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <oneapi/dnnl/dnnl.hpp>
#include <utility>
#include <vector>

namespace pinnacle::nn {
namespace {

using dnnl::memory;
using Type = memory::data_type;
using Tag = memory::format_tag;

/// Inputs take seven of eight bits: where a processor adds two products in 16 bits first, more would overflow.
constexpr float kMostOfWeight = 127, kMostOfInput = 127;
constexpr float kLeast = 1e-12F;       ///< Greatest value, so that there is a unit.
constexpr std::size_t kMostSizes = 8;  ///< Whose kernels are kept: every picture has another size.

const dnnl::engine& cpu() {
  static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

/// Of one sample.
memory::desc maps_of(std::int64_t channels, std::int64_t height, std::int64_t width, Type type) {
  return {{1, channels, height, width}, type, Tag::nhwc};
}

memory::desc by_output(std::int64_t channels) { return {{1, channels, 1, 1}, Type::f32, Tag::nhwc}; }

memory at(const memory::desc& description, void* values) { return {description, cpu(), values}; }

/// A primitive that several threads may run at once: each brings its own scratchpad.
dnnl::primitive_attr shared_attributes() {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

// oneDNN 3 gives every argument a scale of its own, where version 2 scales results only, and describes a primitive at
// once, where version 2 describes its operation first.
#if DNNL_VERSION_MAJOR >= 3

constexpr int kScale = DNNL_ARG_ATTR_SCALES | DNNL_ARG_FROM;

void scale_when_run(dnnl::primitive_attr& attributes) { attributes.set_scales_mask(DNNL_ARG_FROM, 0); }

template <class... Operation>
dnnl::convolution_forward::primitive_desc described(const dnnl::primitive_attr& attributes, const Operation&... operation) {
  return {cpu(), operation..., attributes};
}

#else

constexpr int kScale = DNNL_ARG_ATTR_OUTPUT_SCALES;

void scale_when_run(dnnl::primitive_attr& attributes) { attributes.set_output_scales(0, {DNNL_RUNTIME_F32_VAL}); }

template <class... Operation>
dnnl::convolution_forward::primitive_desc described(const dnnl::primitive_attr& attributes, const Operation&... operation) {
  return {{operation...}, attributes, cpu()};
}

#endif

/// Floats to whole numbers, times what is given when it runs.
dnnl::reorder::primitive_desc quantiser(const memory::desc& from, const memory::desc& to) {
  auto attributes = shared_attributes();
  scale_when_run(attributes);
  return {cpu(), from, cpu(), to, attributes};
}

/// What computes the layer for maps of one size.
struct Kernels {
  dnnl::reorder quantise;
  dnnl::convolution_forward convolve;
  memory weights;  ///< In the order that these kernels want.
  memory::desc input, whole, output;
  memory::desc quantise_scratchpad, convolve_scratchpad;
};

}  // namespace

/// The layer, ready for the kernels.
struct Int8Convolution::Layer {
  std::int64_t out, in, kernel_height, kernel_width, stride, padding;
  torch::Tensor unit;     ///< What one unit of a weight is worth, floats [out].
  torch::Tensor weights;  ///< Whole numbers [out, in, height, width].
  torch::Tensor bias;     ///< Floats [out].

  std::mutex guard;
  std::map<std::pair<std::int64_t, std::int64_t>, std::shared_ptr<const Kernels>> kept;

  std::int64_t height_of(std::int64_t height) const { return (height + 2 * padding - kernel_height) / stride + 1; }
  std::int64_t width_of(std::int64_t width) const { return (width + 2 * padding - kernel_width) / stride + 1; }

  /// Sums are weighted by the weights' units, then by the input's, then get their bias.
  dnnl::convolution_forward::primitive_desc convolver(std::int64_t height, std::int64_t width) const {
    dnnl::post_ops after;
    after.append_binary(dnnl::algorithm::binary_mul, by_output(out));
    after.append_binary(dnnl::algorithm::binary_mul, by_output(1));
    after.append_binary(dnnl::algorithm::binary_add, by_output(out));
    auto attributes = shared_attributes();
    attributes.set_post_ops(after);
    const memory::desc ordered_weights{weights.sizes().vec(), Type::s8, Tag::any};
    const memory::dims strides{stride, stride}, paddings{padding, padding};
    return described(attributes, dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct,
                     maps_of(in, height, width, Type::u8), ordered_weights,
                     maps_of(out, height_of(height), width_of(width), Type::f32), strides, paddings, paddings);
  }

  std::shared_ptr<const Kernels> made_for(std::int64_t height, std::int64_t width) const {
    const auto input = maps_of(in, height, width, Type::f32), whole = maps_of(in, height, width, Type::u8);
    const auto convolution = convolver(height, width);
    auto plain = at({weights.sizes().vec(), Type::s8, Tag::oihw}, weights.data_ptr());
    memory ordered(convolution.weights_desc(), cpu());
    dnnl::stream stream(cpu());
    dnnl::reorder(plain, ordered).execute(stream, plain, ordered);
    stream.wait();
    const auto quantisation = quantiser(input, whole);
    return std::make_shared<Kernels>(Kernels{dnnl::reorder(quantisation), dnnl::convolution_forward(convolution), ordered,
                                             input, whole, convolution.dst_desc(), quantisation.scratchpad_desc(),
                                             convolution.scratchpad_desc()});
  }

  std::shared_ptr<const Kernels> kernels_of(std::int64_t height, std::int64_t width) {
    const std::lock_guard lock(guard);
    if (kept.size() >= kMostSizes && !kept.count({height, width})) kept.clear();
    auto& found = kept[{height, width}];
    if (!found) found = made_for(height, width);
    return found;
  }

  /// @param most   Of the sample's values.
  /// @param whole  Room for one sample in whole numbers.
  void run(const Kernels& kernels, float* sample, float most, std::uint8_t* whole, float* result,
           dnnl::stream& stream) const {
    auto input_unit = std::max(most, kLeast) / kMostOfInput;
    auto scale = 1 / input_unit;
    const auto numbers = at(kernels.whole, whole);
    kernels.quantise.execute(stream, {{DNNL_ARG_FROM, at(kernels.input, sample)},
                                      {DNNL_ARG_TO, numbers},
                                      {kScale, at({{1}, Type::f32, Tag::x}, &scale)},
                                      {DNNL_ARG_SCRATCHPAD, memory(kernels.quantise_scratchpad, cpu())}});
    kernels.convolve.execute(stream,
                             {{DNNL_ARG_SRC, numbers},
                              {DNNL_ARG_WEIGHTS, kernels.weights},
                              {DNNL_ARG_DST, at(kernels.output, result)},
                              {DNNL_ARG_SCRATCHPAD, memory(kernels.convolve_scratchpad, cpu())},
                              {DNNL_ARG_ATTR_MULTIPLE_POST_OP(0) | DNNL_ARG_SRC_1, at(by_output(out), unit.data_ptr())},
                              {DNNL_ARG_ATTR_MULTIPLE_POST_OP(1) | DNNL_ARG_SRC_1, at(by_output(1), &input_unit)},
                              {DNNL_ARG_ATTR_MULTIPLE_POST_OP(2) | DNNL_ARG_SRC_1, at(by_output(out), bias.data_ptr())}});
    stream.wait();
  }
};

Int8Convolution::Int8Convolution(const torch::nn::Conv2dImpl& convolution) : layer_(std::make_unique<Layer>()) {
  const torch::NoGradGuard no_gradients;
  auto& layer = *layer_;
  const auto weight = convolution.weight.detach().contiguous();
  layer.out = weight.size(0), layer.in = weight.size(1);
  layer.kernel_height = weight.size(2), layer.kernel_width = weight.size(3);
  layer.stride = convolution.options.stride()->at(0);
  // LibTorch 1.13 has a variant of its own, 2.x the standard's: the argument says whose `get` it is.
  layer.padding = get<torch::ExpandingArray<2>>(convolution.options.padding())->at(0);
  layer.bias = convolution.bias.defined() ? convolution.bias.detach().clone() : torch::zeros({layer.out});
  const auto most = weight.abs().amax({1, 2, 3}).clamp_min(kLeast);
  layer.unit = (most / kMostOfWeight).contiguous();
  layer.weights = (weight / layer.unit.view({-1, 1, 1, 1})).round().to(torch::kChar).contiguous();
}

Int8Convolution::~Int8Convolution() = default;

torch::Tensor Int8Convolution::operator()(const torch::Tensor& maps) const {
  const auto samples = maps.permute({0, 2, 3, 1}).contiguous();
  const auto height = samples.size(1), width = samples.size(2);
  auto results = torch::empty({samples.size(0), layer_->height_of(height), layer_->width_of(width), layer_->out});
  if (samples.numel() == 0) return results.permute({0, 3, 1, 2});
  std::vector<std::uint8_t> whole(static_cast<std::size_t>(height * width * layer_->in));
  const auto kernels = layer_->kernels_of(height, width);
  const auto most = samples.amax({1, 2, 3});
  dnnl::stream stream(cpu());
  for (std::int64_t i = 0; i < samples.size(0); ++i) {
    layer_->run(*kernels, samples[i].data_ptr<float>(), most[i].item<float>(), whole.data(), results[i].data_ptr<float>(), stream);
  }
  return results.permute({0, 3, 1, 2});
}

}  // namespace pinnacle::nn
