#include "pinnacle/nn/training_log.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "pinnacle/platform/files.h"

namespace pinnacle::nn {
namespace {

/// Of the running means: about the last fifty steps.
constexpr double kNewsWeight = 0.02;
constexpr std::int64_t kStepsBetweenEvents = 10;
/// Of a pass in the CSV.
constexpr double kHalfOfLastDigit = 0.0005;

}  // namespace

base::Expected<TrainingLog> TrainingLog::open(const learning::TrainingOptions& options) {
  std::optional<EventFile> events;
  if (!options.events_folder.empty()) {
    PINNACLE_TRY(events, EventFile::create(options.events_folder));
  }
  return TrainingLog(options.log_path, std::move(events));
}

void TrainingLog::begin_anew() const {
  std::error_code failed;
  if (!csv_path_.empty()) std::filesystem::remove(csv_path_, failed);
}

void TrainingLog::go_on(const std::map<std::string, double>& means, double pass) {
  means_ = means;
  if (csv_path_.empty()) return;
  std::ifstream file(csv_path_);
  std::string kept;
  bool later = false;
  for (std::string line; std::getline(file, line);) {
    // The line that names the columns begins with no number, which reads as 0.
    const bool stays = std::strtod(line.c_str(), nullptr) < pass + kHalfOfLastDigit;
    if (stays) kept += line + "\n";
    later = later || !stays;
  }
  // As in judgement(): a log that cannot be written is no reason to lose a training.
  if (later) static_cast<void>(platform::write_text(csv_path_, kept));
}

void TrainingLog::step(std::int64_t step, const std::map<std::string, double>& parts, double rate) {
  rate_ = rate;
  for (const auto& [name, value] : parts) {
    const auto [mean, is_first] = means_.emplace(name, value);
    if (!is_first) mean->second += kNewsWeight * (value - mean->second);
  }
  if (!events_ || step % kStepsBetweenEvents != 0) return;
  std::map<std::string, double> figures{{"learning_rate", rate}};
  for (const auto& [name, value] : parts) figures["train/" + name] = value;
  events_->add(step, figures);
}

void TrainingLog::judgement(std::int64_t step, double pass, double seconds,
                            const learning::Verdict& verdict) {
  if (events_) {
    std::map<std::string, double> figures{{"validation/score", verdict.score}};
    for (const auto& [name, value] : verdict.figures) figures["validation/" + name] = value;
    events_->add(step, figures);
  }
  if (csv_path_.empty()) return;
  const bool fresh = !std::filesystem::exists(csv_path_);
  auto* file = std::fopen(csv_path_.c_str(), "a");
  if (file == nullptr) return;  // A log that cannot be written is no reason to lose a training.
  if (fresh) std::fprintf(file, "pass,loss,score,seconds,figures,accuracy,learning_rate\n");
  std::fprintf(file, "%.3f,%.5f,%.5f,%.0f,", pass, means_["loss"], verdict.score, seconds);
  for (const auto& [name, value] : verdict.figures) std::fprintf(file, "%s=%.5f ", name.c_str(), value);
  std::fprintf(file, ",");
  if (const auto accuracy = means_.find("accuracy"); accuracy != means_.end())
    std::fprintf(file, "%.5f", accuracy->second);
  std::fprintf(file, ",%.3g\n", rate_);
  std::fclose(file);
}

std::string TrainingLog::note() const {
  std::string text;
  for (const auto* name : {"loss", "accuracy"}) {
    const auto mean = means_.find(name);
    if (mean == means_.end()) continue;
    char part[48];
    std::snprintf(part, sizeof part, "%s%s %.4f", text.empty() ? "" : "  ", name, mean->second);
    text += part;
  }
  return text;
}

}  // namespace pinnacle::nn
