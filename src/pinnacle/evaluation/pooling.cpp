#include "pinnacle/evaluation/pooling.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace pinnacle::evaluation {
namespace {

/// What runs of one model have in common.
auto family_of(const RunOrigin& run) {
  return run.crossval.empty() ? std::tuple(run.model, run.data, run.command)
                              : std::tuple(run.model, std::string(), run.crossval);
}

using Turn = std::pair<std::string, std::string>;

Turn turn_of(const RunOrigin& run) { return {run.seed, run.fold}; }

struct Model {
  decltype(family_of({})) family;
  std::set<Turn> turns;

  bool lacks(const RunOrigin& run) const {
    return turn_of(run) != Turn() && turns.count(Turn()) == 0 && turns.count(turn_of(run)) == 0;
  }
};

std::string repeat_text(const std::vector<const RunOrigin*>& runs) {
  const auto& first = *runs.front();
  std::string text = first.seed.empty() ? "" : "seed " + first.seed;
  const bool folds = std::all_of(runs.begin(), runs.end(), [](auto* run) { return !run->fold.empty(); });
  if (folds) {
    text += text.empty() ? "" : ", ";
    text += runs.size() == 1 ? "fold " + first.fold : std::to_string(runs.size()) + " folds";
  }
  if (!text.empty()) return text;
  for (const auto* run : runs)
    text += (text.empty() ? "weights " : ", ") + (run->hash.empty() ? "not stated" : run->hash);
  return text;
}

}  // namespace

std::vector<std::size_t> models_of(const std::vector<RunOrigin>& runs) {
  std::vector<Model> models;
  std::vector<std::size_t> of_run;
  for (const auto& run : runs) {
    auto own = std::find_if(models.begin(), models.end(), [&](const Model& model) {
      return model.family == family_of(run) && model.lacks(run);
    });
    if (own == models.end()) own = models.insert(own, {family_of(run), {}});
    own->turns.insert(turn_of(run));
    of_run.push_back(static_cast<std::size_t>(own - models.begin()));
  }
  return of_run;
}

std::string pooled_text(const ModelJudgement& model) {
  if (model.runs.size() < 2) return {};
  std::string text;
  for (int repeat = 0; repeat < model.repeats; ++repeat) {
    std::vector<const RunOrigin*> own;
    for (const auto& run : model.runs) {
      if (run.repeat == repeat) own.push_back(&run.origin);
    }
    text += (text.empty() ? "" : "; ") + repeat_text(own);
  }
  return text;
}

}  // namespace pinnacle::evaluation
