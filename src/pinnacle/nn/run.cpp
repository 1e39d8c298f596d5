#include "pinnacle/nn/run.h"

#include <sstream>

#include "pinnacle/nn/archive_check.h"
#include "pinnacle/nn/tensors.h"

namespace pinnacle::nn {
namespace {

std::unique_ptr<torch::optim::AdamW> make_optimizer(const Network& network,
                                                    const learning::TrainingOptions& options) {
  Tensors decayed, kept;
  for (const auto& p : network.parameters()) (p.dim() >= 2 ? decayed : kept).push_back(p);
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(
      decayed, std::make_unique<torch::optim::AdamWOptions>(
                   torch::optim::AdamWOptions(options.learning_rate).weight_decay(options.weight_decay)));
  groups.emplace_back(kept, std::make_unique<torch::optim::AdamWOptions>(
                                torch::optim::AdamWOptions(options.learning_rate).weight_decay(0)));
  return std::make_unique<torch::optim::AdamW>(groups, torch::optim::AdamWOptions(options.learning_rate));
}

void write_network(torch::serialize::OutputArchive& archive, const Network& network,
                   const std::string& prefix) {
  for (const auto& [name, tensor] : state_of(network)) archive.write(prefix + name, tensor.detach());
}

void read_network(torch::serialize::InputArchive& archive, const Network& network,
                  const std::string& prefix) {
  for (auto& [name, tensor] : state_of(network)) {
    torch::Tensor stored;
    archive.read(prefix + name, stored);
    tensor.copy_(stored);
  }
}

std::string labels_in(const Settings& settings) {
  const auto found = settings.find("labels");
  return found == settings.end() ? std::string() : found->second;
}

/// What a training must have in common with its beginning, a line for each.
std::string identity_of(const learning::TrainingOptions& options) {
  std::ostringstream text;
  text.precision(12);
  text << "network=" << options.network << "\nseed=" << options.seed << "\nbatch=" << options.batch
       << "\nlearning-rate=" << options.learning_rate << "\nweight-decay=" << options.weight_decay
       << "\nwarm-up=" << options.warm_up << "\naverage-decay=" << options.average_decay
       << "\njudge-every=" << options.judge_every_passes << "\n";
  for (const auto& [name, value] : options.settings) {
    text << name << "=";
    for (const char c : value) text << (c == '\n' ? ' ' : c);
    text << "\n";
  }
  text << options.identity;
  return text.str();
}

/// The first line in which two identities differ, as the second has it; empty if they are the same.
std::string difference(const std::string& before, const std::string& now) {
  std::istringstream a(before), b(now);
  std::string was, is;
  while (std::getline(b, is)) {
    if (!std::getline(a, was)) was = "nothing";
    if (was != is) return is + ", not " + was;
  }
  return std::getline(a, was) ? "nothing, not " + was : "";
}

std::string text_in(torch::serialize::InputArchive& archive, const std::string& name) {
  c10::IValue value;
  return archive.try_read(name, value) ? value.toStringRef() : std::string();
}

std::string text_of(const std::map<std::string, double>& figures) {
  std::ostringstream text;
  text.precision(17);
  for (const auto& [name, value] : figures) text << value << " " << name << "\n";
  return text.str();
}

std::map<std::string, double> figures_of(const std::string& text) {
  std::map<std::string, double> figures;
  std::istringstream lines(text);
  double value = 0;
  for (std::string name; lines >> value && std::getline(lines >> std::ws, name);) figures[name] = value;
  return figures;
}

void read_run(Run& run, torch::serialize::InputArchive& archive) {
  const torch::NoGradGuard no_gradients;
  read_network(archive, *run.network, "network.");
  read_network(archive, *run.average, "average.");
  torch::serialize::InputArchive inner;
  archive.read("optimizer", inner);
  run.optimizer->load(inner);
  c10::IValue value;
  archive.read("step", value);
  run.step = value.toInt();
  archive.read("best", value);
  run.best.score = value.toDouble();
  run.best.figures = figures_of(text_in(archive, "figures"));
  // Checkpoints of earlier versions do not have all of these.
  if (archive.try_read("judgements_without_gain", value)) run.judgements_without_gain = value.toInt();
  if (archive.try_read("best_step", value)) run.best_step = value.toInt();
  if (archive.try_read("seconds", value)) run.seconds = value.toDouble();
  run.loss_means = figures_of(text_in(archive, "loss_means"));
}

/// Opens a checkpoint of this training.
/// @param use  Takes its archive, and may throw what LibTorch throws.
template <typename Use>
base::Expected<void> with_checkpoint(const std::string& checkpoint, const learning::TrainingOptions& options,
                                     const torch::Device& device, const Use& use) {
  if (!is_as_written({reinterpret_cast<const std::uint8_t*>(checkpoint.data()), checkpoint.size()})) {
    return base::unexpected(base::ErrorCode::kDamaged, "this is not a whole checkpoint, or bytes in it were changed",
                            options.checkpoint_path, "Remove it to begin anew");
  }
  try {
    torch::serialize::InputArchive archive;
    archive.load_from(checkpoint.data(), checkpoint.size(), device);
    const auto other = difference(text_in(archive, "identity"), identity_of(options));
    if (!other.empty()) {
      return base::unexpected(base::ErrorCode::kInvalidArgument, "this checkpoint is of another training: now " + other,
                              options.checkpoint_path,
                              "Train with the data and options that it was begun with, or remove it to begin anew");
    }
    use(archive);
    return {};
  } catch (const std::exception&) {
    return base::unexpected(
        base::ErrorCode::kDamaged,
        "this checkpoint does not fit the training that is asked for, on the device " + device.str(),
        options.checkpoint_path, "Train with the options that it was made with, or remove it to begin anew");
  }
}

}  // namespace

base::Expected<StoredWeights> weights_to_begin_with(const learning::TrainingOptions& options) {
  PINNACLE_TRY(auto given, read_weights(options.start_from));
  if (given.info.network == options.network) return given;
  return base::unexpected(base::ErrorCode::kInvalidArgument, "these weights are of the network " + given.info.network,
                          options.start_from, "Start from weights of " + options.network);
}

base::Expected<Run> new_run(const learning::TrainingOptions& options, const torch::Device& device) {
  torch::manual_seed(options.seed);
  Run run;
  PINNACLE_TRY(run.network, make_network(options.network, options.settings));
  PINNACLE_TRY(run.average, make_network(options.network, options.settings));
  const torch::NoGradGuard no_gradients;
  if (!options.start_from.empty()) {
    PINNACLE_TRY(const auto given, weights_to_begin_with(options));
    const auto head = run.network->label_head();  // Parameters are called "p." and their name.
    const bool other_labels = labels_in(given.info.settings) != labels_in(options.settings);
    for (auto& [name, tensor] : state_of(*run.network)) {
      if (other_labels && !head.empty() && name.rfind("p." + head, 0) == 0) continue;
      const auto stored = given.tensors.find(name);
      if (stored != given.tensors.end() && stored->second.sizes() == tensor.sizes())
        tensor.copy_(stored->second);
    }
  }
  auto target = state_of(*run.average);
  const auto source = state_of(*run.network);
  for (std::size_t i = 0; i < target.size(); ++i) target[i].second.copy_(source[i].second);
  run.network->to(device);
  run.average->to(device);
  run.optimizer = make_optimizer(*run.network, options);
  return run;
}

std::string checkpoint_of(const Run& run, const learning::TrainingOptions& options) {
  torch::serialize::OutputArchive archive;
  write_network(archive, *run.network, "network.");
  write_network(archive, *run.average, "average.");
  torch::serialize::OutputArchive inner(archive.compilation_unit());
  run.optimizer->save(inner);
  archive.write("optimizer", inner);
  archive.write("step", c10::IValue(run.step));
  archive.write("identity", c10::IValue(identity_of(options)));
  archive.write("best", c10::IValue(run.best.score));
  archive.write("figures", c10::IValue(text_of(run.best.figures)));
  archive.write("judgements_without_gain", c10::IValue(run.judgements_without_gain));
  archive.write("best_step", c10::IValue(run.best_step));
  archive.write("seconds", c10::IValue(run.seconds));
  archive.write("loss_means", c10::IValue(text_of(run.loss_means)));
  std::ostringstream stream;
  archive.save_to(stream);
  return stream.str();
}

base::Expected<void> check_checkpoint(const std::string& checkpoint, const learning::TrainingOptions& options) {
  return with_checkpoint(checkpoint, options, torch::Device(torch::kCPU), [](torch::serialize::InputArchive&) {});
}

base::Expected<void> restore(Run& run, const std::string& checkpoint, const learning::TrainingOptions& options) {
  // Wherever it was written: a GPU's checkpoint goes on without one, and each of several processes takes it
  // to its own.
  const auto device = run.network->parameters().front().device();
  return with_checkpoint(checkpoint, options, device,
                         [&](torch::serialize::InputArchive& archive) { read_run(run, archive); });
}

void follow(Network& average, const Network& network, double decay) {
  const torch::NoGradGuard no_gradients;
  auto target = state_of(average);
  const auto source = state_of(network);
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (target[i].second.is_floating_point()) {
      target[i].second.lerp_(source[i].second, 1 - decay);
    } else {
      target[i].second.copy_(source[i].second);
    }
  }
}

}  // namespace pinnacle::nn
