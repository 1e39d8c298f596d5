#ifndef PINNACLE_NN_DEVICE_H_
#define PINNACLE_NN_DEVICE_H_

#include <torch/torch.h>

#include <string>

#include "pinnacle/base/expected.h"

namespace pinnacle::nn {

/// The device of that name: "cpu", or "cuda", of which process `local_rank` of this machine takes one.
/// @errors kInvalidArgument: another name. kNotFound: no such device, or a LibTorch without it.
base::Expected<torch::Device> device_named(const std::string& name, int local_rank);

/// While it lives, a GPU computes what can be in 16 bits (bfloat16: its range needs no scaling of the loss).
/// Nothing changes on the CPU, which is slower that way.
class MixedPrecision {
 public:
  explicit MixedPrecision(const torch::Device& device);
  ~MixedPrecision();
  MixedPrecision(const MixedPrecision&) = delete;
  MixedPrecision& operator=(const MixedPrecision&) = delete;

 private:
  bool on_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_DEVICE_H_
