#include "pinnacle/segmentation/detection_samples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "pinnacle/base/random.h"
#include "pinnacle/image/resample.h"
#include "pinnacle/segmentation/crowding.h"
#include "pinnacle/segmentation/detection_grid.h"

namespace pinnacle::segmentation {
namespace {

using Grid = DetectionGrid;

/// Boxes whose sides differ less than this are taught to both slots; the reader drops the double.
constexpr double kNearlySquare = 1.15;
/// The Gaussian of a centre spans this share of the box. @source Liu et al. 2020, TTFNet, alpha = 0.54.
constexpr double kCentreShare = 0.54;
constexpr double kLeastVisible = 0.5;  ///< Share of a box inside the crop below which it is not taught.

/// One of the eight symmetries of the square, a scale and a place: where a crop's pixels come from.
image::Affine random_view(const TaughtMetaphase& metaphase, const DetectionAugmentation& options, base::Random& random) {
  const double step = 1 / std::exp(random.uniform(std::log(options.smallest_scale), std::log(options.largest_scale)));
  const double flip = random.chance(0.5) ? -1 : 1;
  const bool transposed = random.chance(0.5);
  const double other_flip = random.chance(0.5) ? -1 : 1;
  image::Affine view = transposed ? image::Affine{0, flip * step, 0, other_flip * step, 0, 0}
                                  : image::Affine{flip * step, 0, 0, 0, other_flip * step, 0};
  // Look at a chromosome, somewhere in the crop: empty corners teach little.
  base::Point target{metaphase.grey.width() / 2.0, metaphase.grey.height() / 2.0};
  if (!metaphase.boxes.empty()) {
    base::Point sum{};
    for (const auto& box : metaphase.boxes) sum = sum + box.centre();
    const auto middle = sum * (1.0 / static_cast<double>(metaphase.boxes.size()));
    const auto chosen = metaphase.boxes[random.below(metaphase.boxes.size())].centre();
    target = middle + (chosen - middle) * random.uniform(0, 1);
  }
  const double half = options.crop_px / 2.0;
  const auto origin = target - view({half, half});
  view.c = origin.x;
  view.f = origin.y;
  return view;
}

base::Box seen_in(const base::Box& box, const image::Affine& source_from_target) {
  const auto& m = source_from_target;
  const double determinant = m.a * m.e - m.b * m.d;
  const auto back = [&](double x, double y) {
    const double dx = x - m.c, dy = y - m.f;
    return base::Point{(m.e * dx - m.b * dy) / determinant, (m.a * dy - m.d * dx) / determinant};
  };
  const auto p = back(box.x, box.y), q = back(box.right(), box.bottom());
  return {std::min(p.x, q.x), std::min(p.y, q.y), std::abs(p.x - q.x), std::abs(p.y - q.y)};
}

/// Ink of a crop: stain, light and noise varied.
learning::Array ink(const image::Grey& crop, base::Random& random) {
  const double gamma = std::exp(random.normal(0, 0.2));
  const double strength = random.uniform(0.75, 1.2);
  const double veil = random.chance(0.3) ? random.uniform(0, 0.12) : 0;
  const double noise = random.chance(0.5) ? random.uniform(0, 0.03) : 0;
  std::array<float, 256> table;
  for (int g = 0; g < 256; ++g) {
    const double stained = std::pow((255 - g) / 255.0, gamma) * strength;
    table[static_cast<std::size_t>(g)] = static_cast<float>(veil + (1 - veil) * std::min(stained, 1.0));
  }
  learning::Array array({1, crop.height(), crop.width()});
  for (std::size_t i = 0; i < crop.size(); ++i) array.values[i] = table[crop.values()[i]];
  if (noise > 0) {
    // A sum of uniform numbers is normal enough for noise and much cheaper than a normal number.
    const double width = noise * std::sqrt(12.0 / 2);
    for (auto& v : array.values) v += static_cast<float>((random.uniform() + random.uniform() - 1) * width);
  }
  return array;
}

/// The four target maps being filled.
class TargetMaps {
 public:
  explicit TargetMaps(int side)
      : side_(side), heat_({Grid::kSlots, side, side}), reach_({Grid::kSlots * 4, side, side}),
        weight_({Grid::kSlots, side, side}), class_({Grid::kSlots, side, side}) {}

  void teach(const base::Box& box, int label) {
    if (box.width * kNearlySquare >= box.height) teach_slot(0, box, label);
    if (box.height * kNearlySquare > box.width) teach_slot(1, box, label);
  }

  std::vector<learning::Array> take() && { return {std::move(heat_), std::move(reach_), std::move(weight_), std::move(class_)}; }

 private:
  std::size_t at(int map, int x, int y) const { return (static_cast<std::size_t>(map) * side_ + y) * side_ + x; }

  void teach_slot(int slot, const base::Box& box, int label) {
    const auto centre = box.centre() * (1.0 / Grid::kStridePx);
    const int cx = static_cast<int>(centre.x), cy = static_cast<int>(centre.y);
    if (cx < 0 || cy < 0 || cx >= side_ || cy >= side_) return;
    const double sx = spread(box.width), sy = spread(box.height);
    const int rx = static_cast<int>(3 * sx), ry = static_cast<int>(3 * sy);
    double total = 0;
    const auto each_place = [&](auto&& act) {
      for (int y = std::max(cy - ry, 0); y <= std::min(cy + ry, side_ - 1); ++y) {
        for (int x = std::max(cx - rx, 0); x <= std::min(cx + rx, side_ - 1); ++x) {
          act(x, y, std::exp(-0.5 * (std::pow((x - cx) / sx, 2) + std::pow((y - cy) / sy, 2))));
        }
      }
    };
    each_place([&](int, int, double g) { total += g; });
    each_place([&](int x, int y, double g) {
      auto& heat = heat_.values[at(slot, x, y)];
      heat = std::max(heat, static_cast<float>(g));
      weight_.values[at(slot, x, y)] = static_cast<float>(g / total);
      class_.values[at(slot, x, y)] = static_cast<float>(label);
      teach_reach(slot, x, y, box);
    });
  }

  void teach_reach(int slot, int x, int y, const base::Box& box) {
    const double px = (x + 0.5) * Grid::kStridePx, py = (y + 0.5) * Grid::kStridePx;
    const double reaches[4] = {px - box.x, py - box.y, box.right() - px, box.bottom() - py};
    for (int k = 0; k < 4; ++k) {
      reach_.values[at(slot * 4 + k, x, y)] = static_cast<float>(std::max(reaches[k], 0.5));
    }
  }

  static double spread(double side_px) { return std::max(kCentreShare * side_px / Grid::kStridePx / 6, 0.45); }

  int side_;
  learning::Array heat_, reach_, weight_, class_;
};

}  // namespace

double canonical_scale(const std::vector<base::Box>& boxes) {
  if (boxes.empty()) return 1;
  double sum = 0;
  for (const auto& box : boxes) sum += std::max(box.width, box.height);
  return Grid::kMeanLongSidePx * static_cast<double>(boxes.size()) / sum;
}

DetectionSamples::DetectionSamples(std::vector<TaughtMetaphase> metaphases, DetectionAugmentation augmentation)
    : metaphases_(std::move(metaphases)), augmentation_(augmentation) {
  PINNACLE_CHECK(augmentation.crop_px % Grid::kSidesMultipleOf == 0, "the network takes multiples of 32 px");
  for (auto& metaphase : metaphases_) {
    const double scale = canonical_scale(metaphase.boxes);
    metaphase.grey = image::resized(metaphase.grey, scale);
    for (auto& box : metaphase.boxes) box = base::scaled(box, scale);
    alone_.push_back(lying_alone(metaphase.boxes));
  }
}

base::Expected<learning::Sample> DetectionSamples::sample(std::size_t index, std::uint64_t seed) const {
  base::Random random(seed);
  const bool crowd = random.chance(augmentation_.crowded_share) && !alone_.at(index).empty();
  const TaughtMetaphase dense = crowd ? crowded(metaphases_[index], alone_[index], random) : TaughtMetaphase{};
  const auto& metaphase = crowd ? dense : metaphases_[index];
  const auto view = random_view(metaphase, augmentation_, random);
  auto crop = image::warp(metaphase.grey, view, augmentation_.crop_px, augmentation_.crop_px, 255);
  if (random.chance(0.3)) crop = image::blurred(crop, random.uniform(0.3, 1.2));
  learning::Sample sample;
  sample.inputs.push_back(ink(crop, random));

  TargetMaps maps(augmentation_.crop_px / Grid::kStridePx);
  const base::Box frame{0, 0, static_cast<double>(augmentation_.crop_px), static_cast<double>(augmentation_.crop_px)};
  std::vector<std::pair<base::Box, int>> seen;
  for (std::size_t i = 0; i < metaphase.boxes.size(); ++i) {
    const auto box = seen_in(metaphase.boxes[i], view);
    if (base::intersection_area(box, frame) >= kLeastVisible * box.area()) seen.emplace_back(box, metaphase.classes[i]);
  }
  // The smaller one has the last word where centres meet: it has fewer places to be taught at.
  std::sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.first.area() > b.first.area(); });
  for (const auto& [box, label] : seen) maps.teach(box, label);
  sample.targets = std::move(maps).take();
  return sample;
}

}  // namespace pinnacle::segmentation
