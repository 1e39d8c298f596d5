#include "pinnacle/evaluation/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "pinnacle/base/random.h"

namespace pinnacle::evaluation {
namespace {

/// Fewer patients than that give no interval that means something.
constexpr std::size_t kFewPatients = 10;

double percentile(std::vector<double>& values, double share) {
  std::erase_if(values, [](double v) { return std::isnan(v); });
  if (values.empty()) return std::nan("");
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

}  // namespace

std::string warning_of_few(std::size_t patients) {
  if (patients >= kFewPatients) return {};
  return std::to_string(patients) + " patients are too few; " +
         (patients < 2 ? "there are no intervals"
                       : "the intervals tell little of what another patient would give");
}

std::vector<Figure> bootstrap(const Statistic& statistic, const std::vector<std::string>& cluster_of, int resamples,
                              std::uint64_t seed) {
  std::map<std::string, std::vector<std::size_t>> by_cluster;
  for (std::size_t i = 0; i < cluster_of.size(); ++i) by_cluster[cluster_of[i]].push_back(i);
  std::vector<const std::vector<std::size_t>*> clusters;
  for (const auto& [name, items] : by_cluster) clusters.push_back(&items);

  std::vector<std::size_t> all(cluster_of.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  auto figures = statistic(all);
  std::vector<std::vector<double>> draws(figures.size());
  for (int r = 0; r < resamples && clusters.size() > 1; ++r) {
    auto random = base::Random::for_part(seed, static_cast<std::uint64_t>(r));
    std::vector<std::size_t> items;
    for (std::size_t k = 0; k < clusters.size(); ++k) {
      const auto& drawn = *clusters[random.below(clusters.size())];
      items.insert(items.end(), drawn.begin(), drawn.end());
    }
    const auto drawn = statistic(items);
    for (std::size_t k = 0; k < figures.size(); ++k) draws[k].push_back(drawn[k].value);
  }
  for (std::size_t k = 0; k < figures.size(); ++k) {
    figures[k].low = percentile(draws[k], 0.025);
    figures[k].high = percentile(draws[k], 0.975);
  }
  return figures;
}

}  // namespace pinnacle::evaluation
