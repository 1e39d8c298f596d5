#include "pinnacle/nn/weights_file.h"

#include <cmath>
#include <sstream>

#include "pinnacle/learning/setting_line.h"
#include "pinnacle/nn/archive_check.h"
#include "pinnacle/platform/digest.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::nn {
namespace {

constexpr const char* kFormat = "pinnacle.weights/1";
constexpr std::size_t kLargestWeights = std::size_t{1} << 30;

base::Unexpected damaged(const std::string& path, const std::string& why) {
  return base::unexpected(base::ErrorCode::kDamaged, why, path,
                          "Take the weights from the release again, or train them anew");
}

base::Unexpected no_whole_file(const std::string& path) {
  return damaged(path, "this is not a whole weights file, or bytes in it were changed");
}

std::string text_of(torch::serialize::InputArchive& archive, const std::string& key) {
  c10::IValue value;
  archive.read(key, value);
  return value.toStringRef();
}

base::Expected<StoredWeights> from_archive(const std::string& path, torch::serialize::InputArchive& archive) {
  if (const auto format = text_of(archive, "format"); format != kFormat) {
    return base::unexpected(base::ErrorCode::kUnsupported, "weights of format '" + format + "'", path,
                            "This version reads pinnacle.weights/1");
  }
  StoredWeights stored;
  stored.info.name = text_of(archive, "name");
  stored.info.network = text_of(archive, "network");
  stored.info.settings = settings_from_text(text_of(archive, "settings"));
  for (const auto& key : archive.keys()) {
    torch::Tensor tensor;
    if (archive.try_read(key, tensor)) stored.tensors.emplace(key, tensor);
  }
  return stored;
}

}  // namespace

std::vector<std::pair<std::string, torch::Tensor>> state_of(const Network& network) {
  std::vector<std::pair<std::string, torch::Tensor>> state;
  for (const auto& item : network.named_parameters()) state.emplace_back("p." + item.key(), item.value());
  for (const auto& item : network.named_buffers()) state.emplace_back("b." + item.key(), item.value());
  return state;
}

double distance(const Network& one, const Network& other) {
  double apart = 0, length = 0;
  const auto left = state_of(one), right = state_of(other);
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (!left[i].second.is_floating_point()) continue;
    apart += (left[i].second - right[i].second).square().sum().item<double>();
    length += left[i].second.square().sum().item<double>();
  }
  return std::sqrt(apart / length);
}

std::string settings_text(const std::map<std::string, std::string>& settings) {
  std::string text;
  for (const auto& [key, value] : settings) text += key + "=" + learning::on_one_line(value) + "\n";
  return text;
}

std::map<std::string, std::string> settings_from_text(const std::string& text) {
  std::map<std::string, std::string> settings;
  std::istringstream lines(text);
  std::string* last = nullptr;
  for (std::string line; std::getline(lines, line);) {
    if (const auto at = line.find('='); at != std::string::npos) {
      last = &settings[line.substr(0, at)];
      *last = learning::from_one_line(line.substr(at + 1));
    } else if (last != nullptr) {
      // Version 0.1 wrote the labels' line breaks as they are.
      *last += "\n" + line;
    }
  }
  return settings;
}

base::Expected<void> save_weights(const std::string& path, const Network& network, const learning::ModelInfo& info) {
  torch::serialize::OutputArchive archive;
  archive.write("format", c10::IValue(std::string(kFormat)));
  archive.write("name", c10::IValue(info.name));
  archive.write("network", c10::IValue(info.network));
  archive.write("settings", c10::IValue(settings_text(info.settings)));
  for (const auto& [name, tensor] : state_of(network)) {
    const auto kept = tensor.dim() >= 2 ? tensor.detach().to(torch::kHalf) : tensor.detach();
    archive.write(name, kept.cpu().contiguous());
  }
  std::ostringstream stream;
  archive.save_to(stream);
  const auto text = stream.str();
  return platform::write_file(path, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

base::Expected<StoredWeights> read_weights(const std::string& path) {
  PINNACLE_TRY(const auto bytes, platform::read_file(path, kLargestWeights));
  if (!is_as_written(bytes)) return no_whole_file(path);
  try {
    torch::serialize::InputArchive archive;
    archive.load_from(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    PINNACLE_TRY(auto stored, from_archive(path, archive));
    stored.info.hash = platform::sha256(bytes);
    return stored;
  } catch (const std::exception&) {
    // LibTorch's own words name its internals; what a user can act on is that the file is no whole weights file.
    return no_whole_file(path);
  }
}

base::Expected<LoadedNetwork> load_weights(const std::string& path) {
  PINNACLE_TRY(auto stored, read_weights(path));
  LoadedNetwork loaded;
  PINNACLE_TRY(loaded.network, make_network(stored.info.network, stored.info.settings));
  const torch::NoGradGuard no_gradients;
  for (auto& [name, tensor] : state_of(*loaded.network)) {
    const auto found = stored.tensors.find(name);
    if (found == stored.tensors.end()) return damaged(path, "the tensor " + name + " is missing");
    if (found->second.sizes() != tensor.sizes()) return damaged(path, "the tensor " + name + " has another shape than the network");
    tensor.copy_(found->second);
  }
  loaded.info = std::move(stored.info);
  loaded.network->eval();
  return loaded;
}

}  // namespace pinnacle::nn
