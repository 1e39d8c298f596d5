#include "pinnacle/nn/network.h"

#include <charconv>

#include "pinnacle/nn/blocks.h"
#include "pinnacle/nn/centre_detector.h"
#include "pinnacle/nn/evidence_net.h"
#include "pinnacle/nn/notebook.h"
#include "pinnacle/nn/outline_net.h"
#include "pinnacle/nn/resnet18.h"
#include "pinnacle/nn/strip_classifier.h"
#include "pinnacle/nn/tensors.h"
#include "pinnacle/nn/workers.h"

namespace pinnacle::nn {
namespace {

base::Expected<int> count_of(const std::string& what, const Settings& settings) {
  const auto found = settings.find(what);
  int count = 0;
  if (found != settings.end()) {
    const auto& text = found->second;
    std::from_chars(text.data(), text.data() + text.size(), count);
  }
  if (count < 1 || count > 10000) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "the setting '" + what + "' is missing or no number from 1 to 10000");
  }
  return count;
}

/// How much of each label's certainty is spread over all classes.
base::Expected<double> label_smoothing(const Settings& settings) {
  constexpr double kUsual = 0.02;
  const auto found = settings.find("label_smoothing");
  if (found == settings.end()) return kUsual;
  double share = -1;
  std::from_chars(found->second.data(), found->second.data() + found->second.size(), share);
  if (!(share >= 0 && share < 1)) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "the setting 'label_smoothing' is no number from 0 to below 1");
  }
  return share;
}

}  // namespace

void Network::share(const Workers& workers) {
  workers_ = &workers;
  for (const auto& module : modules()) {
    if (auto* layer = dynamic_cast<WholeBatch*>(module.get())) layer->share(workers);
  }
}

torch::Tensor Network::over_all(const torch::Tensor& own) const {
  return workers_ != nullptr ? workers_->sum(own) : own;
}

base::Expected<std::shared_ptr<Network>> make_network(const std::string& name, const Settings& settings) {
  std::shared_ptr<Network> network;
  if (name == "outline_net") {
    network = std::make_shared<OutlineNet>();
  } else if (name == "evidence_net") {
    PINNACLE_TRY(const int numbers, count_of("numbers", settings));
    network = std::make_shared<EvidenceNet>(numbers);
  } else {
    PINNACLE_TRY(const int classes, count_of("classes", settings));
    PINNACLE_TRY(const double smoothing, label_smoothing(settings));
    if (name == "centre_detector") network = std::make_shared<CentreDetector>(classes);
    if (name == "strip_classifier") network = std::make_shared<StripClassifier>(classes, smoothing);
    if (name == "resnet18") network = std::make_shared<ResNet18>(classes, smoothing);
    if (name == "notebook") network = std::make_shared<Notebook>(classes, smoothing);
  }
  if (network) {
    for (auto& kernel : network->parameters()) kernel.set_data(channels_last(kernel));
    return network;
  }
  return base::unexpected(base::ErrorCode::kInvalidArgument, "there is no network '" + name + "'", {},
                          "Known are centre_detector, evidence_net, outline_net, strip_classifier, resnet18 and notebook");
}

}  // namespace pinnacle::nn
