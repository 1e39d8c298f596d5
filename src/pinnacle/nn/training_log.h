#ifndef PINNACLE_NN_TRAINING_LOG_H_
#define PINNACLE_NN_TRAINING_LOG_H_

#include <map>
#include <optional>
#include <string>

#include "pinnacle/learning/engine.h"
#include "pinnacle/nn/event_file.h"

namespace pinnacle::nn {

/// How a training goes, for people to look at: running means on the progress bar, a line of a CSV for each
/// judgement, and TensorBoard's event file. A run that goes on from a checkpoint writes what an unbroken one would.
class TrainingLog {
 public:
  /// @errors As EventFile::create.
  static base::Expected<TrainingLog> open(const learning::TrainingOptions& options);

  /// Removes the CSV of an earlier training, which would be mistaken for a part of this one.
  void begin_anew() const;
  /// Takes up the running means of a run that goes on, and removes the CSV's lines of later passes: they were
  /// written after its checkpoint and will come again.
  void go_on(const std::map<std::string, double>& means, double pass);
  /// After each step: the parts of its loss, "loss" being the whole.
  void step(std::int64_t step, const std::map<std::string, double>& parts, double rate);
  void judgement(std::int64_t step, double pass, double seconds, const learning::Verdict& verdict);

  /// Of each part of the loss, over about the last fifty steps.
  const std::map<std::string, double>& means() const { return means_; }

  /// "loss 0.1234  accuracy 0.987".
  std::string note() const;

 private:
  TrainingLog(std::string csv_path, std::optional<EventFile> events)
      : csv_path_(std::move(csv_path)), events_(std::move(events)) {}

  std::string csv_path_;
  std::optional<EventFile> events_;
  std::map<std::string, double> means_;
  double rate_ = 0;
};

}  // namespace pinnacle::nn

#endif  // PINNACLE_NN_TRAINING_LOG_H_
