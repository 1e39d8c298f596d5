#ifndef PINNACLE_LEARNING_ENGINE_H_
#define PINNACLE_LEARNING_ENGINE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pinnacle/base/expected.h"
#include "pinnacle/base/progress.h"
#include "pinnacle/learning/array.h"

namespace pinnacle::learning {

/// Under this name a detector's settings carry its canonical scale: the mean longer side of a chromosome's
/// box, in pixels of its input.
inline constexpr const char* kMeanLongSideSetting = "mean_long_side_px";

/// Under this name a classifier's settings say kNotLearnt where it has learnt from no chromosome whose orientation
/// was known: what its network answers to that has no meaning.
inline constexpr const char* kOrientationSetting = "orientation";
inline constexpr const char* kNotLearnt = "not learnt";

/// What a weights file says of itself.
struct ModelInfo {
  std::string name;          ///< "detector", "classifier": what it is for.
  std::string network;       ///< The architecture, by the name that Engine knows.
  std::string hash;          ///< SHA-256 of the weights file, hexadecimal.
  std::map<std::string, std::string> settings;  ///< What its user needs: labels, canonical scale, temperature.
};

/// False of a classifier that says so. Those of before there was the setting say nothing.
inline bool has_learnt_orientation(const ModelInfo& classifier) {
  const auto found = classifier.settings.find(kOrientationSetting);
  return found == classifier.settings.end() || found->second != kNotLearnt;
}

/// A trained network that turns arrays into arrays.
class Predictor {
 public:
  virtual ~Predictor() = default;
  virtual const ModelInfo& info() const = 0;

  /// @param inputs  One array per input of the network, each with the batch as first axis.
  /// @return        One array per output, batch first.
  /// @errors        kInvalidArgument: a shape that the network does not take.
  /// @note          Thread-safe.
  virtual base::Expected<std::vector<Array>> predict(const std::vector<Array>& inputs) const = 0;
};

/// One training example: what goes in and what should come out, without a batch axis.
struct Sample {
  std::vector<Array> inputs;
  std::vector<Array> targets;
};

/// Where training examples come from.
class SampleSource {
 public:
  virtual ~SampleSource() = default;
  virtual std::size_t size() const = 0;
  /// Example `index`, augmented by random numbers drawn from `seed` alone.
  /// @note Thread-safe; the same answer for the same arguments.
  virtual base::Expected<Sample> sample(std::size_t index, std::uint64_t seed) const = 0;
  /// How often example `index` is shown beside the others, > 0; all alike unless a source balances its
  /// classes.
  virtual double weight(std::size_t /*index*/) const { return 1; }
};

/// How good a network is, larger better, with the figures to print.
struct Verdict {
  double score = 0;
  std::map<std::string, double> figures;
  /// What the judge found out for the users of these weights, such as a temperature: joins their settings.
  std::map<std::string, std::string> settings = {};
};
using Judge = std::function<base::Expected<Verdict>(const Predictor&)>;

struct TrainingOptions {
  std::string name;     ///< Goes into ModelInfo::name.
  std::string network;  ///< Which architecture.
  std::map<std::string, std::string> settings;  ///< Goes into ModelInfo::settings; the network reads its own.
  std::string weights_path;     ///< Where the best weights go.
  std::string checkpoint_path;  ///< Resumed from if it exists; empty: none kept.
  /// What else a training that goes on must have in common with its beginning, such as its data: a line
  /// `name=value` for each.
  std::string identity;
  std::string start_from;       ///< Weights to begin with; empty: random ones.
  std::string log_path;         ///< A CSV, a line per judgement; empty: none.
  std::string events_folder;    ///< TensorBoard event files go here; empty: none.
  std::string device = "cpu";   ///< Or "cuda", where the library has it.
  /// "float32", or "bfloat16" where that is precise enough; empty: bfloat16 on a GPU, float32 on the CPU.
  std::string precision;
  double passes = 10;           ///< How often every example is seen.
  double judge_every_passes = 1;
  int patience =
      0;  ///< Training ends after so many judgements without a better one; 0: never before its time.
  double checkpoint_every_minutes = 2;
  int batch = 16;  ///< Of all processes together.
  double learning_rate = 1e-3;
  double weight_decay = 0.01;
  double warm_up = 0.03;         ///< Fraction of all steps.
  double average_decay = 0.999;  ///< Of the exponential moving average of the weights that is judged and saved.
  int threads = 2;
  std::uint64_t seed = 1;
};

struct TrainingReport {
  std::int64_t steps = 0;
  Verdict best;
  bool finished = false;  ///< False if it was stopped; the checkpoint goes on from there.
  bool leads = true;      ///< False in a process that helped another one, which reports and keeps the files.
  bool was_finished = false;  ///< The checkpoint is that of a finished training: there was nothing left to do.
};

/// A library that runs networks (LibTorch today), behind an interface without it.
class Engine {
 public:
  virtual ~Engine() = default;

  /// @errors kNotFound, kUnreadable, kDamaged (not a weights file, truncated), kUnsupported (a newer format).
  virtual base::Expected<std::unique_ptr<Predictor>> load(const std::string& weights_path, int threads) const = 0;

  /// What a weights file says of itself, whether or not this version has a network of that shape.
  /// @errors As load().
  virtual base::Expected<ModelInfo> info_of(const std::string& weights_path) const = 0;

  /// Refuses what train() would refuse whatever the examples are: to be asked before they are prepared.
  /// @errors As train().
  virtual base::Expected<void> check(const TrainingOptions& options) const = 0;

  /// Trains until the passes are done, the patience is at its end or a stop is asked for. A run that was
  /// killed at any moment goes on from its last checkpoint to the same result; a checkpoint of other data or
  /// options is refused. Only passes, patience and what is written where and how often may change, and
  /// device, precision, threads and the number of processes: a run may move on to another machine, where it comes out
  /// the same within rounding.
  ///
  /// Processes started together by mpirun or srun train one network together: each takes its part of every
  /// batch, and the result is that of one process within rounding. The first of them judges and keeps the
  /// files.
  ///
  /// @errors kInvalidArgument: unknown network or settings, the checkpoint of another training, scores that are
  ///         no numbers; what the source or the judge return;
  ///         kUnwritable: a file that cannot be written; kNotFound: no such device, the other processes are
  ///         not found; kCancelled: one of the processes was lost (the survivors keep a checkpoint).
  virtual base::Expected<TrainingReport> train(const SampleSource& source, const Judge& judge,
                                               const TrainingOptions& options, base::Progress& progress) const = 0;

  /// Writes a network as ONNX, its pre-processing and settings in the metadata.
  /// @param batch  How many items a batch has; 0: any number.
  /// @errors As load(); kUnsupported: this engine or network cannot be exported; kUnwritable: the file cannot
  /// be written.
  virtual base::Expected<void> export_onnx(const std::string& weights_path, const std::string& onnx_path,
                                           int batch) const = 0;
};

}  // namespace pinnacle::learning

#endif  // PINNACLE_LEARNING_ENGINE_H_
