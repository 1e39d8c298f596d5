#ifndef PINNACLE_CLI_MODELS_H_
#define PINNACLE_CLI_MODELS_H_

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "pinnacle/base/expected.h"
#include "pinnacle/karyotyping/karyotyper.h"
#include "pinnacle/learning/engine.h"

namespace pinnacle::cli {

/// Which weights a command works with; those that came with Pinnacle unless named.
struct ModelArguments {
  std::string detector, outliner, classifier, verifier;
};

void add_model_options(CLI::App& command, ModelArguments& arguments);

struct Models {
  std::unique_ptr<learning::Predictor> detector, outliner, classifier, verifier;

  karyotyping::Networks networks() const { return {*detector, *outliner, *classifier, *verifier}; }
};

/// The weights file that is used: the given one or, without one, Pinnacle's own of that name.
/// @errors As weights_file.
base::Expected<std::string> model_file(std::string_view name, const std::string& given);

/// The network of that name: of the given weights file or, without one, Pinnacle's own.
/// @errors As open_engine, weights_file and learning::Engine::load; kInvalidArgument: weights for another task.
base::Expected<std::unique_ptr<learning::Predictor>> load_model(std::string_view name, const std::string& given, int threads);

/// @param threads  That a network may use.
/// @errors As open_engine, weights_file and learning::Engine::load.
base::Expected<Models> load_models(const ModelArguments& arguments, int threads);

/// The engine that runs the weights in a file: LibTorch's for networks, or that of support vector machines.
/// @errors As open_engine.
base::Expected<const learning::Engine*> engine_of(const std::string& weights_path);

/// The engine that trains models of that name; see training.h.
/// @errors As open_engine.
base::Expected<const learning::Engine*> engine_for_model(const std::string& model);

}  // namespace pinnacle::cli

#endif  // PINNACLE_CLI_MODELS_H_
