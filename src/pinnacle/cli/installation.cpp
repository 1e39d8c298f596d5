#include "pinnacle/cli/installation.h"

#include <dlfcn.h>

#include <cstdlib>

#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

fs::path program_folder() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

}  // namespace

base::Expected<const learning::Engine*> open_engine() {
  constexpr const char* kPlugin = "libpinnacle_nn.so";
  // OpenBLAS starts its own threads when it is loaded, and they spin beside LibTorch's: one is faster than
  // two.
  setenv("OPENBLAS_NUM_THREADS", "1", /*overwrite=*/0);
  // Threads that spin long while they wait take the core from those they wait for: on a busy machine a picture took
  // minutes. Those that sleep at once make a cell a fifth slower on an idle one (docs/experiments.md).
  setenv("GOMP_SPINCOUNT", "10000", /*overwrite=*/0);
  // oneDNN keeps the kernels of the last 1,024 operations that differ in size: every picture of another size
  // would take 30 MB more.
  setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64", /*overwrite=*/0);
  // Beside the program in a build tree, in lib/pinnacle of an installation.
  for (const auto& file : {program_folder() / kPlugin, program_folder() / ".." / "lib" / "pinnacle" / kPlugin}) {
    if (!platform::is_there(file)) continue;
    void* plugin = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (plugin == nullptr) {
      return base::unexpected(ErrorCode::kNotFound, std::string("the network engine does not load (") + dlerror() + ")",
                              file.string(), "Install LibTorch (Debian: libtorch1.13) or build Pinnacle anew");
    }
    using Door = const learning::Engine* (*)();
    const auto door = reinterpret_cast<Door>(dlsym(plugin, "pinnacle_engine"));
    if (door == nullptr) {
      return base::unexpected(ErrorCode::kDamaged, "this is no network engine of Pinnacle", file.string(), "Install Pinnacle anew");
    }
    return door();
  }
  return base::unexpected(ErrorCode::kNotFound, "this installation has no network engine (libpinnacle_nn.so)", {},
                          "Build Pinnacle with -DPINNACLE_WITH_NN=ON");
}

base::Expected<std::filesystem::path> weights_file(std::string_view name) {
  const char* given = std::getenv("PINNACLE_MODELS");
  const fs::path folder = given != nullptr ? fs::path(given) : program_folder() / ".." / "share" / "pinnacle" / "models";
  const auto file = folder / (std::string(name) + ".weights");
  if (!platform::is_there(file)) {
    return base::unexpected(ErrorCode::kNotFound, "there are no weights", file.lexically_normal().string(),
                            "Set PINNACLE_MODELS to the folder that holds them, or name them by option");
  }
  return file.lexically_normal();
}

}  // namespace pinnacle::cli
