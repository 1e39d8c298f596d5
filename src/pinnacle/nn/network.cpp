#include "pinnacle/nn/network.h"

#include <charconv>

#include "pinnacle/nn/centre_detector.h"
#include "pinnacle/nn/outline_net.h"
#include "pinnacle/nn/strip_classifier.h"
#include "pinnacle/nn/tensors.h"

namespace pinnacle::nn {
namespace {

base::Expected<int> class_count(const std::map<std::string, std::string>& settings) {
  const auto found = settings.find("classes");
  int count = 0;
  if (found != settings.end()) {
    const auto& text = found->second;
    std::from_chars(text.data(), text.data() + text.size(), count);
  }
  if (count < 1 || count > 10000) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "the setting 'classes' is missing or no number from 1 to 10000");
  }
  return count;
}

}  // namespace

base::Expected<std::shared_ptr<Network>> make_network(const std::string& name,
                                                      const std::map<std::string, std::string>& settings) {
  std::shared_ptr<Network> network;
  if (name == "outline_net") {
    network = std::make_shared<OutlineNet>();
  } else if (name == "centre_detector") {
    PINNACLE_TRY(const int classes, class_count(settings));
    network = std::make_shared<CentreDetector>(classes);
  } else if (name == "strip_classifier") {
    PINNACLE_TRY(const int classes, class_count(settings));
    network = std::make_shared<StripClassifier>(classes);
  } else {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "there is no network '" + name + "'", {},
                            "Known are centre_detector, outline_net and strip_classifier");
  }
  for (auto& kernel : network->parameters()) kernel.set_data(channels_last(kernel));
  return network;
}

}  // namespace pinnacle::nn
