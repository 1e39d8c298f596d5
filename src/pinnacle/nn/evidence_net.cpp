#include "pinnacle/nn/evidence_net.h"

namespace pinnacle::nn {
namespace {

int products_of(int numbers) { return numbers * (numbers + 1) / 2; }

/// Numbers [N, C] brought to one scale.
torch::Tensor scaled(BatchNorm& scale, const torch::Tensor& numbers) {
  return scale->forward(numbers.unsqueeze(-1).unsqueeze(-1)).flatten(1);
}

}  // namespace

EvidenceNet::EvidenceNet(int numbers)
    : scale_numbers_(numbers), scale_products_(products_of(numbers)), weigh_(numbers + products_of(numbers), 1) {
  const auto pairs = torch::triu_indices(numbers, numbers);
  left_ = pairs[0];
  right_ = pairs[1];
  register_module("scale_numbers", scale_numbers_);
  register_module("scale_products", scale_products_);
  register_module("weigh", weigh_);
}

Tensors EvidenceNet::forward(const Tensors& inputs) {
  const auto numbers = scaled(scale_numbers_, inputs.at(0));
  const auto left = left_.to(numbers.device()), right = right_.to(numbers.device());
  const auto products = numbers.index_select(1, left) * numbers.index_select(1, right);
  return {weigh_->forward(torch::cat({numbers, scaled(scale_products_, products)}, 1))};
}

Loss EvidenceNet::loss(const Tensors& outputs, const Tensors& targets) {
  const auto& truth = targets.at(0);
  const auto count = over_all(torch::full({}, static_cast<double>(truth.numel())));
  const auto entropy = torch::binary_cross_entropy_with_logits(outputs.at(0), truth, {}, {}, torch::Reduction::Sum) / count;
  return {entropy, {{"entropy", entropy.item<double>()}}};
}

}  // namespace pinnacle::nn
