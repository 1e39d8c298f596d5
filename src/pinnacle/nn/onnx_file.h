#ifndef PINNACLE_NN_ONNX_FILE_H_
#define PINNACLE_NN_ONNX_FILE_H_

#include <string>

#include "pinnacle/base/expected.h"
#include "pinnacle/nn/weights_file.h"

namespace pinnacle::nn {

/// A network as the bytes of an ONNX file. Its metadata: name, network, weights_sha256, the settings as
/// `setting.KEY`, and `preprocessing`, in words, for each input.
/// @param batch  How many items a batch has; 0: any number.
/// @errors kUnsupported: a network that cannot be exported.
base::Expected<std::string> onnx_of(const LoadedNetwork& loaded, int batch);

/// What learning::Engine::export_onnx promises.
base::Expected<void> export_onnx(const std::string& weights_path, const std::string& onnx_path, int batch);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_ONNX_FILE_H_
