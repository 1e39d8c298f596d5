#include "pinnacle/nn/device.h"

#include <ATen/autocast_mode.h>

namespace pinnacle::nn {
namespace {

// LibTorch 2.4 gave autocasting a device to name.
void set_autocast(bool on) {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
  at::autocast::set_autocast_dtype(at::kCUDA, at::kBFloat16);
  at::autocast::set_autocast_enabled(at::kCUDA, on);
#else
  at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
  at::autocast::set_enabled(on);
#endif
}

}  // namespace

base::Expected<torch::Device> device_named(const std::string& name, int local_rank) {
  if (name == "cpu") return torch::Device(torch::kCPU);
  if (name != "cuda") {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "there is no device '" + name + "'",
                            "--device", "Devices are cpu and cuda");
  }
  const auto count = static_cast<int>(torch::cuda::device_count());
  if (count == 0) {
    return base::unexpected(base::ErrorCode::kNotFound,
                            "there is no CUDA device, or this LibTorch is built without CUDA", "--device",
                            "Train with --device cpu, or build against a LibTorch with CUDA");
  }
  return torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(local_rank % count));
}

MixedPrecision::MixedPrecision(const torch::Device& device) : on_(device.is_cuda()) {
  if (on_) set_autocast(true);
}

MixedPrecision::~MixedPrecision() {
  if (!on_) return;
  at::autocast::clear_cache();
  set_autocast(false);
}

}  // namespace pinnacle::nn
