#include "pinnacle/cli/models.h"

#include "pinnacle/cli/installation.h"

namespace pinnacle::cli {
namespace {

base::Expected<std::unique_ptr<learning::Predictor>> load(const learning::Engine& engine, std::string_view name,
                                                          const std::string& given, int threads) {
  if (!given.empty()) return engine.load(given, threads);
  PINNACLE_TRY(const auto file, weights_file(name));
  return engine.load(file.string(), threads);
}

}  // namespace

void add_model_options(CLI::App& command, ModelArguments& arguments) {
  command.add_option("--detector", arguments.detector, "Detector weights instead of Pinnacle's own");
  command.add_option("--classifier", arguments.classifier, "Classifier weights instead of Pinnacle's own");
}

base::Expected<Models> load_models(const ModelArguments& arguments, int threads) {
  PINNACLE_TRY(const auto* engine, open_engine());
  Models models;
  PINNACLE_TRY(models.detector, load(*engine, "detector", arguments.detector, threads));
  PINNACLE_TRY(models.classifier, load(*engine, "classifier", arguments.classifier, threads));
  return models;
}

}  // namespace pinnacle::cli
