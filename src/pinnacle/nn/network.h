#ifndef PINNACLE_NN_NETWORK_H_
#define PINNACLE_NN_NETWORK_H_

#include <torch/torch.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"

namespace pinnacle::nn {

class OnnxGraph;
class Workers;

using Tensors = std::vector<torch::Tensor>;
using Settings = std::map<std::string, std::string>;

/// What a training step reports: the loss to descend and its parts by name.
///
/// Where several processes train together these are this process's shares: they sum to those of the whole
/// batch.
struct Loss {
  torch::Tensor total;
  std::map<std::string, double> parts;
};

/// A network of the project: its forward pass and the loss it is trained with.
class Network : public torch::nn::Module {
 public:
  /// @param inputs  Batch first.
  virtual Tensors forward(const Tensors& inputs) = 0;
  /// @param targets  As the task's SampleSource makes them, stacked along a new first axis.
  virtual Loss loss(const Tensors& outputs, const Tensors& targets) = 0;
  /// How the names of the parameters begin of which each row is one label's; empty where no part is.
  virtual std::string label_head() const { return {}; }
  /// Writes the forward pass of evaluation into an ONNX graph, inputs and outputs with it.
  /// @return False where networks of this kind have no ONNX form: then nothing is written.
  virtual bool describe(OnnxGraph& /*graph*/) const { return false; }

  /// From now on a batch is that of all these processes.
  /// @param workers  Outlives the training.
  void share(const Workers& workers);

 protected:
  /// A sum over this process's part of the batch, made that over the whole batch; no gradient.
  torch::Tensor over_all(const torch::Tensor& own) const;

 private:
  const Workers* workers_ = nullptr;
};

/// Makes the network of that name with random weights.
/// @param settings  What the architecture wants to know, such as the number of classes; the rest is ignored.
/// @errors kInvalidArgument: no network of that name, or a setting that is no number.
base::Expected<std::shared_ptr<Network>> make_network(const std::string& name, const Settings& settings);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_NETWORK_H_
