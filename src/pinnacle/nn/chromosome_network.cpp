#include "pinnacle/nn/chromosome_network.h"

namespace pinnacle::nn {
namespace functional = torch::nn::functional;

Loss ChromosomeNetwork::loss(const Tensors& outputs, const Tensors& targets) {
  const auto& logits = outputs.at(0);
  const auto true_class = targets.at(0).flatten().to(torch::kLong);
  const auto orientation = targets.at(1).flatten();
  const auto known = orientation.ge(0).to(torch::kFloat);
  // Sums here, the batch's counts below them: so the parts of several processes add up to the batch's means.
  const auto counts = over_all(torch::stack({torch::ones_like(orientation).sum(), known.sum()}));
  const auto examples = counts[0], oriented = counts[1].clamp_min(1);

  const auto named =
      functional::cross_entropy(
          logits, true_class,
          functional::CrossEntropyFuncOptions().label_smoothing(label_smoothing_).reduction(torch::kSum)) /
      examples;
  const auto turned =
      (torch::binary_cross_entropy_with_logits(outputs.at(1).flatten(), orientation.clamp_min(0), {}, {},
                                               torch::Reduction::None) *
       known)
          .sum() /
      oriented;
  const auto right = logits.detach().argmax(1).eq(true_class).sum() / examples;
  return {named + 0.5 * turned,
          {{"class", named.item<double>()},
           {"orientation", turned.item<double>()},
           {"accuracy", right.item<double>()}}};
}

}  // namespace pinnacle::nn
