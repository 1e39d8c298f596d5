#include "pinnacle/cli/models.h"

#include "pinnacle/cli/installation.h"
#include "pinnacle/svm/svm_engine.h"

namespace pinnacle::cli {
namespace {

const learning::Engine* svm_engine() {
  static const svm::SvmEngine engine;
  return &engine;
}

}  // namespace

base::Expected<std::string> model_file(std::string_view name, const std::string& given) {
  if (!given.empty()) return given;
  PINNACLE_TRY(const auto own, weights_file(name));
  return own.string();
}

base::Expected<std::unique_ptr<learning::Predictor>> load_model(std::string_view name, const std::string& given, int threads) {
  PINNACLE_TRY(const auto file, model_file(name, given));
  PINNACLE_TRY(const auto* engine, engine_of(file));
  PINNACLE_TRY(auto network, engine->load(file, threads));
  if (network->info().name != name) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "these weights are a " + network->info().name + ", no " + std::string(name), file,
                            "Give weights trained for that task");
  }
  return network;
}

void add_model_options(CLI::App& command, ModelArguments& arguments) {
  command.add_option("--detector", arguments.detector, "Detector weights instead of Pinnacle's own");
  command.add_option("--outliner", arguments.outliner, "Outline weights instead of Pinnacle's own");
  command.add_option("--classifier", arguments.classifier, "Classifier weights instead of Pinnacle's own");
  command.add_option("--verifier", arguments.verifier, "Verifier weights instead of Pinnacle's own");
}

base::Expected<Models> load_models(const ModelArguments& arguments, int threads) {
  Models models;
  PINNACLE_TRY(models.detector, load_model("detector", arguments.detector, threads));
  PINNACLE_TRY(models.outliner, load_model("outliner", arguments.outliner, threads));
  PINNACLE_TRY(models.classifier, load_model("classifier", arguments.classifier, threads));
  PINNACLE_TRY(models.verifier, load_model("verifier", arguments.verifier, threads));
  return models;
}

base::Expected<const learning::Engine*> engine_of(const std::string& weights_path) {
  if (svm::is_svm_file(weights_path)) return svm_engine();
  return open_engine();
}

base::Expected<const learning::Engine*> engine_for_model(const std::string& model) {
  if (model == "svm") return svm_engine();
  return open_engine();
}

}  // namespace pinnacle::cli
