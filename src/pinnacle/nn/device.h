#ifndef PINNACLE_NN_DEVICE_H_
#define PINNACLE_NN_DEVICE_H_

#include <torch/torch.h>

#include <string>

#include "pinnacle/base/expected.h"

namespace pinnacle::nn {

/// The device of that name: "cpu", or "cuda", of which process `local_rank` of this machine takes one.
/// @errors kInvalidArgument: another name. kNotFound: no such device, or a LibTorch without it.
base::Expected<torch::Device> device_named(const std::string& name, int local_rank);

/// Whether a training of that precision ("float32", "bfloat16", empty: what suits the device) computes in 16 bits.
/// @errors kInvalidArgument: another precision.
base::Expected<bool> in_16_bits(const std::string& precision, const torch::Device& device);

/// While it lives, what can be is computed in 16 bits (bfloat16: its range needs no scaling of the loss).
class MixedPrecision {
 public:
  MixedPrecision(const torch::Device& device, bool in_16_bits);
  ~MixedPrecision();
  MixedPrecision(const MixedPrecision&) = delete;
  MixedPrecision& operator=(const MixedPrecision&) = delete;

 private:
  void set(bool on) const;

  torch::DeviceType device_;
  bool on_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_DEVICE_H_
