#include "pinnacle/segmentation/cells_in_field.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "pinnacle/segmentation/outline_view.h"

namespace pinnacle::segmentation {
namespace {

using Group = std::vector<std::size_t>;

constexpr std::size_t kLeastOfACell = 20, kSurelyACell = 36;
/// Gaps between cells, in mean chromosome lengths.
constexpr double kWideGap = 2.5, kClearGap = 0.6;
/// And in the gaps of the picture's loosest tenth of links: a scattered cell has wide gaps everywhere.
constexpr double kBeyondUsual = 2;

double gap(const base::Box& a, const base::Box& b) {
  const double dx = std::max(a.x, b.x) - std::min(a.right(), b.right());
  const double dy = std::max(a.y, b.y) - std::min(a.bottom(), b.bottom());
  return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0));
}

struct Link {
  std::size_t from = 0, to = 0;  ///< Places in the group.
  double gap = 0;
};

/// The links of a minimum spanning tree, as Prim 1957 grows it: each one's `from` is in the tree before its
/// `to`.
std::vector<Link> spanning_tree(const std::vector<base::Box>& boxes, const Group& group) {
  std::vector<Link> nearest(group.size()), tree;
  std::vector<bool> inside(group.size());
  for (std::size_t i = 1; i < group.size(); ++i) nearest[i] = {0, i, gap(boxes[group[0]], boxes[group[i]])};
  inside[0] = true;
  while (tree.size() + 1 < group.size()) {
    std::size_t next = 0;
    for (std::size_t i = 1; i < group.size(); ++i) {
      if (!inside[i] && (next == 0 || nearest[i].gap < nearest[next].gap)) next = i;
    }
    inside[next] = true;
    tree.push_back(nearest[next]);
    for (std::size_t i = 1; i < group.size(); ++i) {
      const double here = gap(boxes[group[next]], boxes[group[i]]);
      if (!inside[i] && here < nearest[i].gap) nearest[i] = {next, i, here};
    }
  }
  return tree;
}

/// Which of the group lie beyond the link.
std::vector<bool> beyond(const std::vector<Link>& tree, const Link& link) {
  std::vector<bool> far(tree.size() + 1);
  far[link.to] = true;
  // The tree was grown in this order: whoever hangs on a far one comes later than it.
  for (const auto& other : tree) {
    if (far[other.from]) far[other.to] = true;
  }
  return far;
}

/// The group in two, if its widest gap that leaves two cells is wide enough.
std::optional<std::pair<Group, Group>> parted(const std::vector<base::Box>& boxes, const Group& group,
                                              double length) {
  const auto tree = spanning_tree(boxes, group);
  auto by_gap = tree;
  std::stable_sort(by_gap.begin(), by_gap.end(), [](const auto& a, const auto& b) { return a.gap > b.gap; });
  const double usual = by_gap.empty() ? 0 : by_gap[by_gap.size() / 10].gap;
  for (const auto& link : by_gap) {
    if (link.gap < std::max(kClearGap * length, kBeyondUsual * usual)) break;
    const auto far = beyond(tree, link);
    Group near_ones, far_ones;
    for (std::size_t i = 0; i < group.size(); ++i) (far[i] ? far_ones : near_ones).push_back(group[i]);
    const auto smaller = std::min(near_ones.size(), far_ones.size());
    if (smaller >= kSurelyACell || (smaller >= kLeastOfACell && link.gap >= kWideGap * length)) {
      return std::pair{std::move(near_ones), std::move(far_ones)};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::vector<std::size_t>> cells_in_field(const std::vector<base::Box>& chromosomes) {
  if (chromosomes.empty()) return {};
  const double length = mean_long_side(chromosomes);
  Group all(chromosomes.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  std::vector<Group> open{std::move(all)}, cells;
  while (!open.empty()) {
    auto group = std::move(open.back());
    open.pop_back();
    if (auto two = parted(chromosomes, group, length)) {
      open.push_back(std::move(two->first));
      open.push_back(std::move(two->second));
    } else {
      cells.push_back(std::move(group));
    }
  }
  const auto middle = [&](const Group& group) {
    double sum = 0;
    for (const auto i : group) sum += chromosomes[i].centre().x;
    return sum / static_cast<double>(group.size());
  };
  std::sort(cells.begin(), cells.end(), [&](const auto& a, const auto& b) { return middle(a) < middle(b); });
  return cells;
}

}  // namespace pinnacle::segmentation
