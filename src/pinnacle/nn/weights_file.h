#ifndef PINNACLE_NN_WEIGHTS_FILE_H_
#define PINNACLE_NN_WEIGHTS_FILE_H_

#include <memory>
#include <string>

#include "pinnacle/learning/engine.h"
#include "pinnacle/nn/network.h"

namespace pinnacle::nn {

struct LoadedNetwork {
  std::shared_ptr<Network> network;  ///< In evaluation mode, 32-bit floats.
  learning::ModelInfo info;
};

/// A weights file as it stands, whether or not this version has a network of that shape.
struct StoredWeights {
  learning::ModelInfo info;
  std::map<std::string, torch::Tensor> tensors;  ///< By the names of state_of().
};

/// @errors As load_weights().
base::Expected<StoredWeights> read_weights(const std::string& path);

/// Writes a network to a weights file, whole or not at all. Matrices and kernels are kept as 16-bit floats.
/// @errors kUnwritable: the file cannot be written.
base::Expected<void> save_weights(const std::string& path, const Network& network, const learning::ModelInfo& info);

/// @errors kNotFound, kUnreadable; kDamaged: no weights file, truncated, changed, or its tensors do not fit its network;
///         kUnsupported: written by a newer version.
base::Expected<LoadedNetwork> load_weights(const std::string& path);

/// Names and tensors of all parameters and buffers, in a fixed order.
std::vector<std::pair<std::string, torch::Tensor>> state_of(const Network& network);

/// How far the weights of two networks of one architecture lie apart, as a part of the length of the first's.
double distance(const Network& one, const Network& other);

/// Settings as lines "key=value", and back.
std::string settings_text(const std::map<std::string, std::string>& settings);
std::map<std::string, std::string> settings_from_text(const std::string& text);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_WEIGHTS_FILE_H_
