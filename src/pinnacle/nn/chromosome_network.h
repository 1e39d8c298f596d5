#ifndef PINNACLE_NN_CHROMOSOME_NETWORK_H_
#define PINNACLE_NN_CHROMOSOME_NETWORK_H_

#include "pinnacle/nn/network.h"

namespace pinnacle::nn {

/// What all networks that name one chromosome share.
///
/// Outputs: class logits [N, classes], orientation logit [N, 1] (positive: the p arm is on top).
/// Targets: class index [N, 1]; orientation [N, 1], 1 = p on top, 0 = q on top, -1 = not known.
class ChromosomeNetwork : public Network {
 public:
  /// @param label_smoothing  How much of each label's certainty is spread over all classes, 0 to below 1.
  explicit ChromosomeNetwork(double label_smoothing) : label_smoothing_(label_smoothing) {}
  Loss loss(const Tensors& outputs, const Tensors& targets) override;

 private:
  double label_smoothing_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_CHROMOSOME_NETWORK_H_
