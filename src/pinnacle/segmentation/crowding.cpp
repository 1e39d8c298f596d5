#include "pinnacle/segmentation/crowding.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pinnacle/base/median.h"

namespace pinnacle::segmentation {
namespace {

using image::Grey;

constexpr std::size_t kFewestCopies = 2, kMostCopies = 8;
/// How far outside a box the field is looked at: boxes may be tight.
constexpr int kRimPx = 3;
/// What is no darker than this below the field is field.
constexpr int kLeastInk = 8;
/// A copy of which more than this lies on what is dark already could not be seen by anyone.
constexpr double kMostHidden = 0.6;
/// Grey levels below the field from which a pixel is dark already.
constexpr int kDark = 50;

/// The grey of the field around a box.
int field_around(const Grey& grey, int x0, int y0, int width, int height) {
  std::vector<int> rim;
  const auto take = [&](int x, int y) {
    if (grey.contains(x, y)) rim.push_back(grey(x, y));
  };
  for (int x = x0 - kRimPx; x < x0 + width + kRimPx; ++x)
    take(x, y0 - kRimPx), take(x, y0 + height + kRimPx - 1);
  for (int y = y0 - kRimPx; y < y0 + height + kRimPx; ++y)
    take(x0 - kRimPx, y), take(x0 + width + kRimPx - 1, y);
  return rim.empty() ? 255 : base::median(std::move(rim));
}

/// What is darker than the field in an upright box of the picture; 0 = field.
Grey ink_in(const Grey& grey, const base::Box& box) {
  const int x0 = std::clamp(static_cast<int>(box.x), 0, grey.width() - 1),
            y0 = std::clamp(static_cast<int>(box.y), 0, grey.height() - 1);
  const int width = std::clamp(static_cast<int>(std::lround(box.width)), 1, grey.width() - x0);
  const int height = std::clamp(static_cast<int>(std::lround(box.height)), 1, grey.height() - y0);
  const int field = field_around(grey, x0, y0, width, height);
  Grey ink(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x)
      ink(x, y) = static_cast<std::uint8_t>(std::max(field - grey(x0 + x, y0 + y) - kLeastInk, 0));
  }
  return ink;
}

/// One of the eight symmetries of the square.
Grey turned(const Grey& grey, base::Random& random) {
  const bool transposed = random.chance(0.5), flip_x = random.chance(0.5), flip_y = random.chance(0.5);
  Grey result(transposed ? grey.height() : grey.width(), transposed ? grey.width() : grey.height());
  for (int y = 0; y < result.height(); ++y) {
    for (int x = 0; x < result.width(); ++x) {
      const int u = transposed ? y : x, v = transposed ? x : y;
      result(x, y) = grey(flip_x ? grey.width() - 1 - u : u, flip_y ? grey.height() - 1 - v : v);
    }
  }
  return result;
}

double hidden_share(const Grey& grey, const Grey& ink, int x0, int y0) {
  double all = 0, hidden = 0;
  for (int y = 0; y < ink.height(); ++y) {
    for (int x = 0; x < ink.width(); ++x) {
      if (ink(x, y) < kDark) continue;
      ++all;
      hidden += grey(x0 + x, y0 + y) < 255 - 2 * kDark;
    }
  }
  return all > 0 ? hidden / all : 1;
}

/// @param added  1: stain adds up as absorbance; 0: the darker one hides the other.
void put(Grey& grey, const Grey& ink, int x0, int y0, double added) {
  for (int y = 0; y < ink.height(); ++y) {
    for (int x = 0; x < ink.width(); ++x) {
      auto& there = grey(x0 + x, y0 + y);
      const double through = 1 - ink(x, y) / 255.0, both = there * through,
                   darker = std::min<double>(there, 255 * through);
      there = static_cast<std::uint8_t>(std::lround(darker + added * (both - darker)));
    }
  }
}

}  // namespace

std::vector<std::size_t> lying_alone(const std::vector<base::Box>& boxes) {
  std::vector<std::size_t> alone;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const bool touched = std::any_of(boxes.begin(), boxes.end(), [&](const auto& other) {
      return &other != &boxes[i] && base::intersection_area(other, boxes[i]) > 0;
    });
    if (!touched) alone.push_back(i);
  }
  return alone;
}

TaughtMetaphase crowded(TaughtMetaphase metaphase, const std::vector<std::size_t>& alone,
                        base::Random& random) {
  if (alone.empty()) return metaphase;
  auto& grey = metaphase.grey;
  const Grey before = grey;
  const std::size_t copies = kFewestCopies + random.below(kMostCopies - kFewestCopies + 1);
  for (std::size_t k = 0; k < copies; ++k) {
    const auto copied = alone[random.below(alone.size())];
    const auto ink = turned(ink_in(before, metaphase.boxes[copied]), random);
    const auto& met = metaphase.boxes[random.below(metaphase.boxes.size())];
    const auto near = [&](double centre, double side, int own) {
      return static_cast<int>(std::lround(centre + random.uniform(-0.5, 0.5) * (side + own) - own / 2.0));
    };
    const int x0 = near(met.centre().x, met.width, ink.width()),
              y0 = near(met.centre().y, met.height, ink.height());
    if (x0 < 0 || y0 < 0 || x0 + ink.width() > grey.width() || y0 + ink.height() > grey.height()) continue;
    if (hidden_share(grey, ink, x0, y0) > kMostHidden) continue;
    put(grey, ink, x0, y0, random.chance(0.3) ? 0.0 : random.uniform(0.4, 1));
    metaphase.boxes.push_back({double(x0), double(y0), double(ink.width()), double(ink.height())});
    metaphase.classes.push_back(metaphase.classes[copied]);
  }
  return metaphase;
}

}  // namespace pinnacle::segmentation
