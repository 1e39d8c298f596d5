#ifndef PINNACLE_NN_PREDICTOR_H_
#define PINNACLE_NN_PREDICTOR_H_

#include <memory>

#include "pinnacle/learning/engine.h"
#include "pinnacle/nn/network.h"

namespace pinnacle::nn {

/// A network in evaluation mode behind the project's plain interface.
class NetworkPredictor final : public learning::Predictor {
 public:
  NetworkPredictor(std::shared_ptr<Network> network, learning::ModelInfo info);
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override;

 private:
  std::shared_ptr<Network> network_;
  learning::ModelInfo info_;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_PREDICTOR_H_
