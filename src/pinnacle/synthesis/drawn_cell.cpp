#include "pinnacle/synthesis/drawn_cell.h"

#include <algorithm>

namespace pinnacle::synthesis {
namespace {

/// The share of an axis at which a point on it lies.
double share_at(const std::vector<base::Point>& axis, base::Point point) {
  const auto nearest = std::min_element(axis.begin(), axis.end(), [point](auto a, auto b) {
    return base::length(a - point) < base::length(b - point);
  });
  return static_cast<double>(nearest - axis.begin()) / static_cast<double>(std::max<std::size_t>(axis.size(), 2) - 1);
}

cytogenetics::Chromosome found(const DrawnChromosome& drawn, int id) {
  cytogenetics::Chromosome one;
  one.id = id;
  one.box = drawn.box;
  one.outline = drawn.outline;
  one.label = one.label_alone = drawn.label;
  one.found_probability = 1;
  one.axis = drawn.axis;
  one.axis_trusted = true;
  one.upside_down = drawn.axis.front().y > drawn.axis.back().y;
  one.orientation_probability = 1;
  // The axis of a cell begins at its upper end.
  if (*one.upside_down) std::reverse(one.axis.begin(), one.axis.end());
  if (!drawn.centromeres.empty()) one.centromere_from_p_end = share_at(drawn.axis, drawn.centromeres.front());
  if (drawn.name == to_string(drawn.label)) return one;
  one.abnormality = drawn.name;
  one.ring = drawn.ring;
  one.breaks = drawn.breaks;
  return one;
}

}  // namespace

cytogenetics::Cell cell_of(const DrawnMetaphase& drawn, const std::string& karyotype, const std::string& image) {
  cytogenetics::Cell cell;
  cell.standing = "Drawn, and as the karyotype says: nothing was found or named by a network.";
  cell.image = image;
  cell.width = drawn.grey.width();
  cell.height = drawn.grey.height();
  for (const auto& one : drawn.chromosomes)
    cell.chromosomes.push_back(found(one, static_cast<int>(cell.chromosomes.size()) + 1));
  cell.found = cell.count();
  cell.composition = karyotype;
  return cell;
}

}  // namespace pinnacle::synthesis
