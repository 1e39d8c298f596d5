#ifndef PINNACLE_EVALUATION_BOOTSTRAP_H_
#define PINNACLE_EVALUATION_BOOTSTRAP_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pinnacle/evaluation/figure.h"

namespace pinnacle::evaluation {

/// What a reader must know of intervals from so few patients, one sentence without its full stop; empty if
/// they are enough.
std::string warning_of_few(std::size_t patients);

/// Computes all figures from some of the items, given by index; an item may come several times.
using Statistic = std::function<std::vector<Figure>(const std::vector<std::size_t>& items)>;

/// Percentile intervals from drawing whole clusters (patients) with replacement: cells of one patient are
/// alike, and drawing them one by one would make the intervals too narrow.
///
/// @param cluster_of  Each item's cluster.
/// @return            The statistic of all items, with intervals; without them if there are fewer than two
///                    clusters, of which nothing is learnt about another one.
/// @source            Efron and Tibshirani 1993, chapter 13; Field and Welsh 2007 for clusters.
std::vector<Figure> bootstrap(const Statistic& statistic, const std::vector<std::string>& cluster_of, int resamples = 1000,
                              std::uint64_t seed = 1);

}  // namespace pinnacle::evaluation

#endif  // PINNACLE_EVALUATION_BOOTSTRAP_H_
