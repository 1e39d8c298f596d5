#include "pinnacle/karyotyping/size_doubts.h"

#include <algorithm>

#include "pinnacle/base/check.h"
#include "pinnacle/base/median.h"
#include "pinnacle/cytogenetics/bands.h"

namespace pinnacle::karyotyping {
namespace {

using cytogenetics::ChromosomeClass;

/// Beside the largest homologue, and beside what the class has in this cell.
struct Limits {
  double of_homologue, of_class;
};
constexpr Limits kLength{0.70, 0.72}, kArea{0.55, 0.60};

/// Sizes of a cell's chromosomes, each in what its class has in the mean; 0 where that is not known. Width is
/// the same for all classes, so area goes with the class's length as well.
std::vector<double> relative(const std::vector<ChromosomeClass>& labels, std::vector<double> sizes) {
  std::vector<double> known;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const bool normal = cytogenetics::is_normal_class(labels[i]);
    sizes[i] = normal ? sizes[i] / cytogenetics::length_of(labels[i], cytogenetics::BandLevel::k400) : 0;
    if (sizes[i] > 0) known.push_back(sizes[i]);
  }
  if (known.empty()) return sizes;
  const double usual = base::median(std::move(known));
  for (auto& size : sizes) size /= usual;
  return sizes;
}

/// The largest of the same class as that one, itself left out; 0 if there is none.
double largest_homologue(std::size_t one, const std::vector<ChromosomeClass>& labels,
                         const std::vector<double>& sizes) {
  double largest = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i != one && labels[i] == labels[one]) largest = std::max(largest, sizes[i]);
  }
  return largest;
}

bool is_small(double size, double homologue, const Limits& limits) {
  return size > 0 && size < limits.of_class && size < limits.of_homologue * homologue;
}

}  // namespace

std::vector<std::string> size_doubts(const std::vector<ChromosomeClass>& labels,
                                     const std::vector<classification::Measures>& measures) {
  PINNACLE_CHECK(labels.size() == measures.size(), "one measurement for each chromosome");
  std::vector<double> lengths, areas;
  for (const auto& m : measures) {
    lengths.push_back(m.length_px);
    areas.push_back(m.length_px * m.width_px);
  }
  lengths = relative(labels, std::move(lengths));
  areas = relative(labels, std::move(areas));
  std::vector<std::string> doubts(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (is_small(lengths[i], largest_homologue(i, labels, lengths), kLength)) {
      doubts[i] = "much shorter than its homologue: cut off, hidden in part or another class";
    } else if (is_small(areas[i], largest_homologue(i, labels, areas), kArea)) {
      doubts[i] = "much smaller than its homologue: cut off, hidden in part or another class";
    }
  }
  return doubts;
}

}  // namespace pinnacle::karyotyping
