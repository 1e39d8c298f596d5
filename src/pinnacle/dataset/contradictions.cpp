#include "pinnacle/dataset/contradictions.h"

#include <algorithm>
#include <cstdio>

namespace pinnacle::dataset {
namespace {

std::string three_digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

}  // namespace

std::vector<Finding> contradictions(const evaluation::Predictions& predictions, double least_probability) {
  std::vector<const evaluation::Prediction*> contradicted;
  for (const auto& p : predictions.items) {
    if (p.best() != p.truth && p.confidence() >= least_probability) contradicted.push_back(&p);
  }
  std::stable_sort(contradicted.begin(), contradicted.end(),
                   [](const auto* a, const auto* b) { return a->confidence() > b->confidence(); });
  std::vector<Finding> findings;
  for (const auto* p : contradicted) {
    findings.push_back({FindingKind::kContradiction, p->file, "",
                        "labelled " + predictions.labels[p->truth] + ", looks like " +
                            predictions.labels[p->best()] + " (" + three_digits(p->confidence()) + ")",
                        p->box});
  }
  return findings;
}

}  // namespace pinnacle::dataset
