#include "pinnacle/nn/device.h"

#include <ATen/autocast_mode.h>

namespace pinnacle::nn {
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

base::Expected<bool> in_16_bits(const std::string& precision, const torch::Device& device) {
  if (precision.empty()) return device.is_cuda();
  if (precision == "float32" || precision == "bfloat16") return precision == "bfloat16";
  return base::unexpected(base::ErrorCode::kInvalidArgument, "there is no precision '" + precision + "'",
                          "--precision", "Precisions are float32 and bfloat16");
}

MixedPrecision::MixedPrecision(const torch::Device& device, bool in_16_bits)
    : device_(device.type()), on_(in_16_bits) {
  if (on_) set(true);
}

MixedPrecision::~MixedPrecision() {
  if (!on_) return;
  at::autocast::clear_cache();
  set(false);
}

// LibTorch 2.4 gave autocasting a device to name.
void MixedPrecision::set(bool on) const {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
  at::autocast::set_autocast_dtype(device_, at::kBFloat16);
  at::autocast::set_autocast_enabled(device_, on);
#else
  if (device_ == torch::kCUDA) {
    at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    at::autocast::set_enabled(on);
  } else {
    at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    at::autocast::set_cpu_enabled(on);
  }
#endif
}

}  // namespace pinnacle::nn
