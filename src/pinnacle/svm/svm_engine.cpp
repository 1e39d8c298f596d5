#include "pinnacle/svm/svm_engine.h"

#include <libsvm/svm.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <optional>

#include "pinnacle/svm/features.h"
#include "pinnacle/svm/model_file.h"

namespace pinnacle::svm {
namespace {

using base::ErrorCode;
using learning::Array;

constexpr double kCacheMb = 400;
constexpr double kLeastProbability = 1e-9;

std::vector<svm_node> nodes_of(const Features& features) {
  std::vector<svm_node> nodes;
  nodes.reserve(features.size() + 1);
  for (const auto& f : features) nodes.push_back({f.index + 1, f.value});  // libsvm counts from 1.
  nodes.push_back({-1, 0});
  return nodes;
}

/// What the settings ask for.
struct Recipe {
  FeatureKind features = FeatureKind::kProfile;
  int kernel = RBF;
  int classes = 0;
};

base::Expected<Recipe> recipe_of(const std::map<std::string, std::string>& settings) {
  const auto value = [&](const char* key) {
    const auto found = settings.find(key);
    return found == settings.end() ? std::string() : found->second;
  };
  Recipe recipe;
  const auto features = parse_feature_kind(value("features"));
  if (!features) {
    return base::unexpected(ErrorCode::kInvalidArgument, "there are no features '" + value("features") + "'",
                            {}, "Features are profile and pixels");
  }
  recipe.features = *features;
  if (value("kernel") != "rbf" && value("kernel") != "linear") {
    return base::unexpected(ErrorCode::kInvalidArgument, "there is no kernel '" + value("kernel") + "'", {},
                            "Kernels are rbf and linear");
  }
  recipe.kernel = value("kernel") == "rbf" ? RBF : LINEAR;
  const auto classes = value("classes");
  std::from_chars(classes.data(), classes.data() + classes.size(), recipe.classes);
  if (recipe.classes < 2) {
    return base::unexpected(ErrorCode::kInvalidArgument, "the setting 'classes' is missing or less than 2");
  }
  return recipe;
}

/// One item of a batch, without the batch axis.
std::vector<Array> item_of(const std::vector<Array>& batch, std::size_t index) {
  std::vector<Array> item;
  for (const auto& input : batch) {
    item.emplace_back(std::vector<std::int64_t>(input.shape.begin() + 1, input.shape.end()));
    auto& values = item.back().values;
    std::copy_n(input.values.begin() + static_cast<std::ptrdiff_t>(index * values.size()), values.size(),
                values.begin());
  }
  return item;
}

/// How much each class is liked: probabilities if the model has them, else a softmax of the won comparisons.
std::vector<double> likings(const svm_model& model, const std::vector<svm_node>& nodes) {
  const auto count = static_cast<std::size_t>(svm_get_nr_class(&model));
  std::vector<double> liking(count);
  if (svm_check_probability_model(&model) != 0) {
    svm_predict_probability(&model, nodes.data(), liking.data());
    return liking;
  }
  std::vector<double> decisions(count * (count - 1) / 2);
  svm_predict_values(&model, nodes.data(), decisions.data());
  std::size_t pair = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j, ++pair) {
      // A win counts 1 as in libsvm's own vote, a clearer one a little more: that breaks ties.
      const double won = decisions[pair] > 0 ? 1 : -1;
      const double clear = 0.1 * std::tanh(decisions[pair]);
      liking[i] += won + clear;
      liking[j] -= won + clear;
    }
  }
  for (auto& v : liking) v = std::exp(v / 2);
  return liking;
}

class SvmPredictor final : public learning::Predictor {
 public:
  SvmPredictor(const svm_model& model, Recipe recipe, learning::ModelInfo info)
      : model_(model), recipe_(recipe), info_(std::move(info)) {}

  const learning::ModelInfo& info() const override { return info_; }

  base::Expected<std::vector<Array>> predict(const std::vector<Array>& inputs) const override {
    if (inputs.empty() || inputs.front().shape.empty()) {
      return base::unexpected(ErrorCode::kInvalidArgument, "there is no batch to predict");
    }
    const auto count = inputs.front().shape.front();
    Array logits({count, recipe_.classes}, static_cast<float>(std::log(kLeastProbability)));
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      PINNACLE_TRY(const auto features, features_of(item_of(inputs, i), recipe_.features));
      const auto liking = likings(model_, nodes_of(features));
      for (std::size_t k = 0; k < liking.size(); ++k) {
        const auto label = static_cast<std::size_t>(model_.label[k]);
        logits.values[i * static_cast<std::size_t>(recipe_.classes) + label] =
            static_cast<float>(std::log(std::max(liking[k], kLeastProbability)));
      }
    }
    return std::vector<Array>{std::move(logits), Array({count, 1})};
  }

 private:
  const svm_model& model_;
  Recipe recipe_;
  learning::ModelInfo info_;
};

/// A predictor together with the model it reads.
class LoadedSvm final : public learning::Predictor {
 public:
  LoadedSvm(StoredModel stored, Recipe recipe)
      : stored_(std::move(stored)), predictor_(*stored_.model, recipe, stored_.info) {}
  const learning::ModelInfo& info() const override { return predictor_.info(); }
  base::Expected<std::vector<Array>> predict(const std::vector<Array>& inputs) const override {
    return predictor_.predict(inputs);
  }

 private:
  StoredModel stored_;
  SvmPredictor predictor_;
};

/// All examples as libsvm wants them. A model points into its examples: they must outlive it.
class Examples {
 public:
  static base::Expected<Examples> gather(const learning::SampleSource& source, const Recipe& recipe,
                                         base::Progress& progress) {
    Examples examples;
    progress.begin("Measuring chromosomes", source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
      if (progress.stop_requested())
        return base::unexpected(ErrorCode::kCancelled, "stopped while measuring");
      PINNACLE_TRY(const auto sample, source.sample(i, i));
      PINNACLE_TRY(const auto features, features_of(sample.inputs, recipe.features));
      examples.nodes_.push_back(nodes_of(features));
      examples.labels_.push_back(sample.targets.at(0).values.at(0));
      progress.update(i + 1, {});
    }
    for (auto& nodes : examples.nodes_) examples.rows_.push_back(nodes.data());
    return examples;
  }

  svm_problem problem() const {
    return {static_cast<int>(labels_.size()), const_cast<double*>(labels_.data()),
            const_cast<svm_node**>(rows_.data())};
  }

  /// 1 / (features x variance): the scale at which a radial kernel neither sees everything alike nor nothing.
  double usual_gamma() const {
    double sum = 0, squares = 0;
    int features = 0;
    for (const auto& nodes : nodes_) {
      for (std::size_t i = 0; i + 1 < nodes.size(); ++i)
        sum += nodes[i].value, squares += nodes[i].value * nodes[i].value;
      if (nodes.size() > 1) features = std::max(features, nodes[nodes.size() - 2].index);
    }
    const double count = static_cast<double>(nodes_.size()) * std::max(features, 1);
    const double variance = squares / count - (sum / count) * (sum / count);
    return variance > 0 ? 1 / (features * variance) : 1;
  }

 private:
  std::vector<std::vector<svm_node>> nodes_;
  std::vector<svm_node*> rows_;
  std::vector<double> labels_;
};

struct GridPoint {
  double c = 1, gamma = 1;
};

std::vector<GridPoint> grid_of(const Recipe& recipe, double usual_gamma) {
  std::vector<GridPoint> grid;
  if (recipe.kernel == LINEAR) {
    for (const double c : {0.01, 0.1, 1.0, 10.0}) grid.push_back({c, 1});
    return grid;
  }
  for (const double c : {1.0, 10.0}) {
    for (const double factor : {0.25, 1.0, 4.0}) grid.push_back({c, factor * usual_gamma});
  }
  return grid;
}

base::Expected<Model> fitted(const Examples& examples, const Recipe& recipe, GridPoint point,
                             bool probabilities) {
  svm_parameter parameter{};
  parameter.svm_type = C_SVC;
  parameter.kernel_type = recipe.kernel;
  parameter.gamma = point.gamma;
  parameter.C = point.c;
  parameter.cache_size = kCacheMb;
  parameter.eps = 1e-3;
  parameter.shrinking = 1;
  parameter.probability = probabilities ? 1 : 0;
  const auto problem = examples.problem();
  if (const char* fault = svm_check_parameter(&problem, &parameter)) {
    return base::unexpected(ErrorCode::kInvalidArgument, std::string("libsvm refuses: ") + fault);
  }
  return Model(svm_train(&problem, &parameter));
}

std::string in_words(const Recipe& recipe, GridPoint point, const learning::Verdict& verdict) {
  char text[96];
  std::snprintf(text, sizeof text, recipe.kernel == RBF ? "C %g, gamma %.3g: " : "C %g: ", point.c,
                point.gamma);
  std::string line = text;
  for (const auto& [name, value] : verdict.figures) {
    std::snprintf(text, sizeof text, "%s %.4f  ", name.c_str(), value);
    line += text;
  }
  return line;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

}  // namespace

bool is_svm_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string beginning(kFormat.size(), '\0');
  return file.read(beginning.data(), static_cast<std::streamsize>(beginning.size())) && beginning == kFormat;
}

base::Expected<std::unique_ptr<learning::Predictor>> SvmEngine::load(const std::string& weights_path,
                                                                     int /*threads*/) const {
  PINNACLE_TRY(auto stored, load_model(weights_path));
  PINNACLE_TRY(const auto recipe, recipe_of(stored.info.settings));
  for (int k = 0; k < stored.model->nr_class; ++k) {
    if (const int label = stored.model->label[k]; label < 0 || label >= recipe.classes) {
      return base::unexpected(ErrorCode::kDamaged, "the model has a class that its settings do not have",
                              weights_path, "Train the model anew");
    }
  }
  return std::unique_ptr<learning::Predictor>(std::make_unique<LoadedSvm>(std::move(stored), recipe));
}

base::Expected<learning::ModelInfo> SvmEngine::info_of(const std::string& weights_path) const {
  PINNACLE_TRY(auto stored, load_model(weights_path));
  return std::move(stored.info);
}

base::Expected<void> SvmEngine::check(const learning::TrainingOptions& options) const {
  PINNACLE_TRY_VOID(recipe_of(options.settings));
  return {};
}

base::Expected<learning::TrainingReport> SvmEngine::train(const learning::SampleSource& source,
                                                          const learning::Judge& judge,
                                                          const learning::TrainingOptions& options,
                                                          base::Progress& progress) const {
  PINNACLE_TRY(const auto recipe, recipe_of(options.settings));
  if (source.size() == 0)
    return base::unexpected(ErrorCode::kInvalidArgument, "there is no example to train on");
  svm_set_print_string_function([](const char*) {});
  PINNACLE_TRY(const auto examples, Examples::gather(source, recipe, progress));
  const auto grid = grid_of(recipe, examples.usual_gamma());
  const auto judged = [&](const svm_model& model) {
    return judge(SvmPredictor(model, recipe, {options.name, options.network, {}, options.settings}));
  };

  progress.begin("Training " + options.name, grid.size() + 1);
  learning::Verdict best{-std::numeric_limits<double>::infinity(), {}};
  GridPoint chosen;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    PINNACLE_TRY(const auto model, fitted(examples, recipe, grid[i], false));
    PINNACLE_TRY(const auto verdict, judged(*model));
    progress.say(in_words(recipe, grid[i], verdict));
    if (verdict.score > best.score) best = verdict, chosen = grid[i];
    progress.update(i + 1, {});
    if (progress.stop_requested())
      return base::unexpected(ErrorCode::kCancelled, "stopped; nothing is kept of a grid search");
  }

  if (!std::isfinite(best.score)) {
    return base::unexpected(ErrorCode::kInvalidArgument, "no judgement gave a score", options.weights_path,
                            "Judge by validation patients that the machine can be tried on");
  }
  // libsvm fits probabilities to a cross-validation that it draws from the C library's numbers.
  std::srand(static_cast<unsigned>(options.seed));
  PINNACLE_TRY(const auto model, fitted(examples, recipe, chosen, true));
  PINNACLE_TRY(const auto verdict, judged(*model));
  progress.say("with probabilities, " + in_words(recipe, chosen, verdict));
  progress.update(grid.size() + 1, {});
  learning::ModelInfo info{options.name, options.network, {}, options.settings};
  for (const auto& [name, value] : verdict.settings) info.settings[name] = value;
  info.settings["C"] = number(chosen.c);
  if (recipe.kernel == RBF) info.settings["gamma"] = number(chosen.gamma);
  PINNACLE_TRY_VOID(save_model(options.weights_path, *model, info));
  return learning::TrainingReport{static_cast<std::int64_t>(grid.size() + 1), verdict, true};
}

base::Expected<void> SvmEngine::export_onnx(const std::string& weights_path, const std::string&, int) const {
  return base::unexpected(ErrorCode::kUnsupported, "these weights are a classifier that is a support vector machine, which has no ONNX form",
                          weights_path, "Export a classifier trained with --model pinnacle, resnet18 or notebook");
}

}  // namespace pinnacle::svm
