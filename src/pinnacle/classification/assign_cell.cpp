#include "pinnacle/classification/assign_cell.h"

#include <dlib/optimization/max_cost_assignment.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "pinnacle/base/check.h"

namespace pinnacle::classification {
namespace {

using cytogenetics::ChromosomeClass;
using cytogenetics::ClassProbabilities;

constexpr int kClasses = cytogenetics::kClassCount;
constexpr int kX = static_cast<int>(ChromosomeClass::kX), kY = static_cast<int>(ChromosomeClass::kY);
constexpr int kOutside = kClasses;  // The place for what is none of the 24.
constexpr double kLeastProbability = 1e-9;
/// dlib assigns in whole numbers: log probabilities are kept to this fraction.
constexpr double kResolution = 1e5;
/// What makes a place be filled, or never be filled, whatever the evidence.
constexpr double kMust = 1e4;

using Counts = std::array<int, kClasses>;

/// The prior of a cell's counts around a ploidy.
class Prior {
 public:
  Prior(std::size_t objects, const AssignmentOptions& options) : options_(options) {
    // 46 objects are diploid; what is far from it is judged by its own multiple of 23.
    usual_ = std::clamp(static_cast<int>(std::lround(static_cast<double>(objects) / 23)), 1, 1000);
    if (objects <= 57 && objects >= 30) usual_ = 2;
  }

  int usual() const { return usual_; }

  double autosome(int count) const {
    if (!options_.use_prior || count == usual_) return 0;
    return -options_.one_off - options_.each_further * (std::abs(count - usual_) - 1);
  }

  double sex(int x, int y) const {
    if (!options_.use_prior) return 0;
    const int extra = std::abs(x + y - usual_);
    const bool no_x = x == 0;
    const bool too_many_y = y > (usual_ + 1) / 2;
    return -options_.unusual_sex * (extra + (no_x ? 2 : 0) + (too_many_y ? 1 : 0));
  }

 private:
  AssignmentOptions options_;
  int usual_ = 2;
};

class Problem {
 public:
  Problem(const std::vector<ClassProbabilities>& opinions, const std::vector<double>& found, const AssignmentOptions& options)
      : prior_(opinions.size(), options) {
    for (std::size_t i = 0; i < opinions.size(); ++i) {
      auto& row = evidence_.emplace_back();
      for (int k = 0; k < kClasses; ++k) {
        row[static_cast<std::size_t>(k)] = std::log(std::max(opinions[i][static_cast<std::size_t>(k)], kLeastProbability));
      }
      // What is hardly a chromosome may stay outside at less cost.
      row[kOutside] = -options.outside_all_classes - std::log(std::clamp(found[i], 0.05, 0.999));
    }
  }

  std::size_t size() const { return evidence_.size(); }
  double evidence(std::size_t i, int place) const { return evidence_[i][static_cast<std::size_t>(place)]; }

  double prior(const Counts& counts) const {
    double sum = prior_.sex(counts[kX], counts[kY]);
    for (int k = 0; k < 22; ++k) sum += prior_.autosome(counts[static_cast<std::size_t>(k)]);
    return sum;
  }

  /// The best assignment over all sex constitutions that come near the usual.
  std::vector<int> solve() const {
    std::vector<int> best;
    double best_total = 0;
    const int n = static_cast<int>(size());
    for (int x = 0; x <= std::min(n, prior_.usual() + 1); ++x) {
      for (int y = 0; y <= std::min(n - x, prior_.usual()); ++y) {
        if (std::abs(x + y - prior_.usual()) > 1) continue;
        auto labels = solve(x, y);
        const double sum = total(labels);
        if (best.empty() || sum > best_total) best = std::move(labels), best_total = sum;
      }
    }
    return best.empty() ? solve(0, 0) : best;
  }

  static Counts counts_of(const std::vector<int>& labels) {
    Counts counts{};
    for (const int k : labels) {
      if (k != kOutside) ++counts[static_cast<std::size_t>(k)];
    }
    return counts;
  }

  double total(const std::vector<int>& labels) const {
    double sum = prior(counts_of(labels));
    for (std::size_t i = 0; i < labels.size(); ++i) sum += evidence(i, labels[i]);
    return sum;
  }

 private:
  struct Place {
    int label;
    double worth;  // What filling it adds, beside the evidence.
  };

  std::vector<Place> places(int x, int y) const {
    std::vector<Place> all;
    const int most = prior_.usual() + 2;
    for (int k = 0; k < 22; ++k) {
      for (int c = 0; c < most; ++c) all.push_back({k, prior_.autosome(c + 1) - prior_.autosome(c)});
    }
    for (int c = 0; c < x; ++c) all.push_back({kX, kMust});
    for (int c = 0; c < y; ++c) all.push_back({kY, kMust});
    for (std::size_t i = 0; i < size(); ++i) all.push_back({kOutside, 0});
    return all;
  }

  std::vector<int> solve(int x, int y) const {
    const auto offered = places(x, y);
    const auto side = static_cast<long>(std::max(offered.size(), size()));
    dlib::matrix<long long> worth(side, side);
    worth = 0;  // Rows beyond the chromosomes leave a place empty.
    for (std::size_t i = 0; i < size(); ++i) {
      for (std::size_t p = 0; p < offered.size(); ++p) {
        worth(static_cast<long>(i), static_cast<long>(p)) =
            std::llround((offered[p].worth + evidence(i, offered[p].label)) * kResolution);
      }
    }
    const auto chosen = dlib::max_cost_assignment(worth);
    std::vector<int> labels;
    for (std::size_t i = 0; i < size(); ++i) labels.push_back(offered[static_cast<std::size_t>(chosen[i])].label);
    return labels;
  }

  Prior prior_;
  std::vector<std::array<double, kClasses + 1>> evidence_;
};

/// Each class by itself: what the chromosome alone says.
std::vector<int> without_prior(const Problem& problem) {
  std::vector<int> labels;
  for (std::size_t i = 0; i < problem.size(); ++i) {
    int best = 0;
    for (int k = 1; k <= kOutside; ++k) {
      if (problem.evidence(i, k) > problem.evidence(i, best)) best = k;
    }
    labels.push_back(best);
  }
  return labels;
}

/// How much worse the cell becomes if chromosome i gets another label: by moving it alone or by trading with
/// another one.
double probability_of(const Problem& problem, const std::vector<int>& labels, std::size_t i) {
  const int own = labels[i];
  const auto counts = Problem::counts_of(labels);
  const double before = problem.prior(counts);
  double others = 0;
  for (int k = 0; k <= kOutside; ++k) {
    if (k == own) continue;
    auto moved = counts;
    if (own != kOutside) --moved[static_cast<std::size_t>(own)];
    if (k != kOutside) ++moved[static_cast<std::size_t>(k)];
    const double gain = problem.evidence(i, k) - problem.evidence(i, own);
    double best = gain + problem.prior(moved) - before;
    for (std::size_t j = 0; j < labels.size(); ++j) {
      if (labels[j] == k) best = std::max(best, gain + problem.evidence(j, own) - problem.evidence(j, k));
    }
    others += std::exp(best);
  }
  return 1 / (1 + others);
}

}  // namespace

std::vector<Assigned> assign_cell(const std::vector<ClassProbabilities>& opinions, const std::vector<double>& found,
                                  const AssignmentOptions& options) {
  PINNACLE_CHECK(opinions.size() == found.size(), "an opinion and a probability for each chromosome");
  constexpr double kSurelyAChromosome = 0.8;
  if (opinions.empty()) return {};
  const Problem problem(opinions, found, options);
  const auto labels = options.use_prior ? problem.solve() : without_prior(problem);
  std::vector<Assigned> assigned;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto outside = found[i] >= kSurelyAChromosome ? ChromosomeClass::kMarker : ChromosomeClass::kUnclassified;
    const auto label = labels[i] == kOutside ? outside : static_cast<ChromosomeClass>(labels[i]);
    assigned.push_back({label, probability_of(problem, labels, i)});
  }
  return assigned;
}

}  // namespace pinnacle::classification
