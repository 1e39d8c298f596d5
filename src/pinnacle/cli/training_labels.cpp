#include "pinnacle/cli/training_labels.h"

#include <set>

namespace pinnacle::cli {
namespace {

/// Whether a person said which labels are told apart.
bool names_labels(const TrainingRequest& request) {
  return !request.labels.empty() || !request.abnormality.empty();
}

std::vector<std::string> without(std::vector<std::string> names, const std::set<std::string>& others) {
  std::erase_if(names, [&](const auto& name) { return others.count(name) > 0; });
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

base::Expected<dataset::LabelSet> labels_named_or_suiting(const TrainingRequest& request,
                                                          const std::vector<std::string>& occurring) {
  if (!request.labels.empty()) return dataset::read_label_file(request.labels);
  if (!request.abnormality.empty()) return dataset::LabelSet::against_normal(request.abnormality);
  if (occurring.empty()) {
    return base::unexpected(base::ErrorCode::kNotFound, "no training patient has a labelled chromosome",
                            "--split", "Check that the split names the patients of the data");
  }
  return dataset::LabelSet::suiting(occurring);
}

}  // namespace

base::Expected<dataset::LabelSet> labels_asked_for(const TrainingRequest& request,
                                                   const std::vector<std::string>& occurring) {
  PINNACLE_TRY(auto labels, labels_named_or_suiting(request, occurring));
  const auto place = request.labels.empty() ? "--labels" : request.labels.string();
  if (labels.size() < 2) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "there is nothing to tell '" + labels.names().front() + "' apart from", place,
                            "Name at least two labels");
  }
  const std::set<std::string> taught(occurring.begin(), occurring.end());
  const auto untaught = without(labels.names(), taught);
  if (names_labels(request) && !untaught.empty()) {
    return base::unexpected(base::ErrorCode::kNotFound,
                            "no chromosome to train on is labelled " + listed(untaught),
                            request.abnormality.empty() ? place : "--abnormality",
                            "Write labels as the data do; a training patient must have one of each");
  }
  if (labels.size() - untaught.size() < 2) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "all chromosomes to train on are labelled " + *taught.begin(), "DATA",
                            "Give chromosomes of at least two labels to tell apart");
  }
  return labels;
}

void tell_labels_without_chromosomes(const dataset::LabelSet& labels, const TrainingRequest& request,
                                     const std::vector<std::string>& trained_on,
                                     const std::vector<std::string>& judged_by, base::Progress& progress) {
  const std::set<std::string> taught(trained_on.begin(), trained_on.end());
  std::set<std::string> judged(judged_by.begin(), judged_by.end());
  if (names_labels(request)) std::erase_if(judged, [&](const auto& name) { return !labels.index_of(name); });
  const auto tell = [&](const std::string& what, const std::vector<std::string>& names,
                        const std::string& so) {
    if (!names.empty()) progress.say("warning: " + what + " is labelled " + listed(names) + ": " + so);
  };
  auto of_any = judged;
  of_any.insert(taught.begin(), taught.end());
  tell("no chromosome", without(labels.names(), of_any), "these labels cannot be learnt");
  tell("no chromosome to train on, but one to judge by,", without({judged.begin(), judged.end()}, taught),
       "these labels cannot be learnt");
  auto of_both = without(labels.names(), judged);
  std::erase_if(of_both, [&](const auto& name) { return taught.count(name) == 0; });
  tell("no chromosome to judge by", of_both, "the figures say nothing of these labels");
}

}  // namespace pinnacle::cli
