#ifndef PINNACLE_NN_RUN_H_
#define PINNACLE_NN_RUN_H_

#include <torch/torch.h>

#include <limits>
#include <map>
#include <memory>
#include <string>

#include "pinnacle/learning/engine.h"
#include "pinnacle/nn/network.h"
#include "pinnacle/nn/weights_file.h"

namespace pinnacle::nn {

/// Everything that a training must remember to go on as if it had never stopped.
struct Run {
  std::shared_ptr<Network> network;
  std::shared_ptr<Network> average;  ///< Moving average of the weights: what is judged and saved.
  std::unique_ptr<torch::optim::AdamW> optimizer;
  std::int64_t step = 0;
  double seconds = 0;  ///< That it took so far.
  std::map<std::string, double> loss_means;  ///< Of the loss's parts, over the last steps: see TrainingLog.
  learning::Verdict best{-std::numeric_limits<double>::infinity(), {}};
  std::int64_t best_step = 0;  ///< After which that was given; 0: not known.
  std::int64_t judgements_without_gain = 0;
};

/// The weights of `options.start_from`.
/// @errors As read_weights; kInvalidArgument: they are of another network.
base::Expected<StoredWeights> weights_to_begin_with(const learning::TrainingOptions& options);

/// A run before its first step: random weights by the seed, or those of `options.start_from`; on the device
/// asked for. What the two networks do not share, and a head for other labels, keeps its random weights.
/// @errors As make_network and weights_to_begin_with.
base::Expected<Run> new_run(const learning::TrainingOptions& options, const torch::Device& device);

/// The run as bytes, and back into a run of the same options, on whatever device that is.
/// @errors kDamaged: the bytes are no checkpoint, or not as they were written. kInvalidArgument: it is that of another training, and in
///         what it differs.
std::string checkpoint_of(const Run& run, const learning::TrainingOptions& options);
base::Expected<void> restore(Run& run, const std::string& checkpoint, const learning::TrainingOptions& options);
/// Whether restore() would take it, as far as can be told without a run.
base::Expected<void> check_checkpoint(const std::string& checkpoint, const learning::TrainingOptions& options);

/// Draws the average towards the network's weights.
/// @param decay  How much of the average stays.
void follow(Network& average, const Network& network, double decay);

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_RUN_H_
