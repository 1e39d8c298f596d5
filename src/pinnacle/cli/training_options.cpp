#include "pinnacle/cli/training_options.h"

#include <array>

namespace pinnacle::cli {
namespace {

/// The first of the options that is given; none: null.
template <typename Names>
const char* first_given(const CLI::App& command, const Names& names) {
  for (const auto* name : names) {
    const auto* option = command.get_option_no_throw(name);
    if (option != nullptr && option->count() > 0) return name;
  }
  return nullptr;
}

}  // namespace

void add_model_choice(CLI::App& command, TrainingRequest& request) {
  command
      .add_option("--model", request.model,
                  "For classification: pinnacle (ours), resnet18, notebook (the original's network) or svm")
      ->capture_default_str()
      ->check(CLI::IsMember({"pinnacle", "resnet18", "notebook", "svm"}));
  command.add_option("--features", request.features, "Of the svm: profile (bands and shape) or pixels")
      ->capture_default_str()
      ->check(CLI::IsMember({"profile", "pixels"}));
  command.add_option("--kernel", request.kernel, "Of the svm: rbf or linear")
      ->capture_default_str()
      ->check(CLI::IsMember({"rbf", "linear"}));
  auto* labels = command.add_option(
      "--labels", request.labels,
      "File with the labels to tell apart, one a line (default: those that suit the data)");
  command
      .add_option("--abnormality", request.abnormality,
                  "Told apart from the normal ones of its chromosome, as del(5)(p14)")
      ->excludes(labels);
}

std::optional<base::Error> option_unfit_for_model(const CLI::App& command, const TrainingRequest& request) {
  // A support vector machine sees each example once, all at a time, and is done by a grid search that keeps
  // nothing.
  static constexpr std::array kOfNetworks{
      "--start-from",    "--orient-with",     "--checkpoint",  "--log",
      "--tensorboard",   "--passes",          "--judge-every", "--patience",
      "--batch",         "--learning-rate",   "--warm-up",     "--weight-decay",
      "--average-decay", "--label-smoothing", "--balance",     "--device",
      "--precision"};
  static constexpr std::array kOfSvm{"--features", "--kernel"};
  const bool svm = request.model == "svm";
  const auto* unfit = svm ? first_given(command, kOfNetworks) : first_given(command, kOfSvm);
  if (unfit == nullptr) return std::nullopt;
  return base::Error{base::ErrorCode::kInvalidArgument,
                     "the model '" + request.model + "' has no use for this option", unfit,
                     "Leave it out: it is for " + std::string(svm ? "networks" : "--model svm")};
}

std::optional<base::Error> option_unfit_for_task(const CLI::App& command, const std::string& task) {
  static constexpr std::array kOfClassification{"--labels",          "--abnormality", "--orient-with",
                                                "--label-smoothing", "--balance",     "--features",
                                                "--kernel"};
  static constexpr std::array kOfVerification{"--detect-with", "--name-with"};
  static constexpr std::array kOfBoth{"--outline-with"};
  const auto unfit = [&](const auto& names, const std::string& tasks) -> std::optional<base::Error> {
    const auto* given = first_given(command, names);
    if (given == nullptr || tasks.find(task) != std::string::npos) return std::nullopt;
    return base::Error{base::ErrorCode::kInvalidArgument,
                       "the task '" + task + "' has no use for this option", given,
                       "Leave it out: it is for --task " + tasks};
  };
  if (auto error = unfit(kOfClassification, "classification")) return error;
  if (auto error = unfit(kOfVerification, "verification")) return error;
  return unfit(kOfBoth, "classification and verification");
}

void add_teachers(CLI::App& command, TrainingRequest& request) {
  command.add_option("--start-from", request.options.start_from, "Weights to begin with");
  command.add_option("--orient-with", request.orient_with,
                     "Classifier weights that tell the orientation where the data do not");
  command.add_option("--outline-with", request.outline_with,
                     "Outliner weights that cut chromosomes out of metaphases (default: Pinnacle's own)");
}

void add_schedule(CLI::App& command, TrainingRequest& request) {
  auto& options = request.options;
  command.add_option("--passes", options.passes, "How often every example is seen")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 1e6));
  command.add_option("--judge-every", options.judge_every_passes, "Passes between judgements")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 1e6));
  command
      .add_option("--patience", options.patience,
                  "End after so many judgements without a better one; 0: never before the passes are done")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  command.add_option("--batch", options.batch, "Examples a step, of all processes together")
      ->capture_default_str()
      ->check(CLI::Range(1, 4096));
  command.add_option("--learning-rate", options.learning_rate, "At its height")
      ->capture_default_str()
      ->check(CLI::Range(1e-9, 10.0));
  command.add_option("--warm-up", options.warm_up, "Fraction of the steps until that height")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.9));
  command.add_option("--weight-decay", options.weight_decay, "Of AdamW")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 10.0));
  command.add_option("--average-decay", options.average_decay, "Of the moving average of the weights")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.99999));
  command
      .add_option("--label-smoothing", request.label_smoothing,
                  "For classification: certainty that is spread over all classes")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.9));
  command
      .add_option("--balance", request.balance,
                  "For classification: 0 = every chromosome alike, 1 = every class alike")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--device", options.device, "cpu or cuda")
      ->capture_default_str()
      ->check(CLI::IsMember({"cpu", "cuda"}));
  command
      .add_option("--precision", options.precision,
                  "float32, or bfloat16 where that is enough: twice as fast on a CPU with AVX-512 BF16 or AMX "
                  "(default: float32 on a CPU, bfloat16 on a GPU)")
      ->check(CLI::IsMember({"float32", "bfloat16"}));
  command.add_option("--threads", options.threads, "Of the network")
      ->capture_default_str()
      ->check(CLI::Range(1, 1024));
  command.add_option("--seed", options.seed, "Of all that is random")->capture_default_str();
}

}  // namespace pinnacle::cli
