#include "pinnacle/dataset/duplicates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "pinnacle/base/random.h"
#include "pinnacle/image/lone_object.h"
#include "pinnacle/image/resample.h"

namespace pinnacle::dataset {
namespace {

/// A chromosome with bands of its own on white.
image::Grey banded(std::uint64_t seed, int margin = 4, int length = 90) {
  base::Random random(seed);
  constexpr int kWidth = 20;
  image::Grey crop(kWidth + 2 * margin, length + 2 * margin, 255);
  double level = 120;
  for (int y = 0; y < length; ++y) {
    if (y % 9 == 0) level = random.uniform(50, 200);
    for (int x = 0; x < kWidth; ++x) crop(x + margin, y + margin) = static_cast<std::uint8_t>(level);
  }
  return crop;
}

Fingerprint print_of(const image::Grey& crop) { return fingerprint(crop, image::lone_object(crop)); }

image::Grey noisy(image::Grey crop, double deviation, std::uint64_t seed) {
  base::Random random(seed);
  for (auto& v : crop.values()) {
    if (v < 255) v = static_cast<std::uint8_t>(std::clamp(v + random.normal(0, deviation), 0.0, 249.0));
  }
  return crop;
}

TEST(FindAlike, PairsExactCopiesWithTheFirst) {
  const std::vector<Fingerprint> prints{print_of(banded(1)), print_of(banded(2)), print_of(banded(1)),
                                        print_of(banded(1))};
  const auto alike = find_alike(prints);
  ASSERT_EQ(alike.size(), 2u);
  EXPECT_TRUE(alike[0].exact && alike[1].exact);
  EXPECT_EQ(alike[0].first, 0u);
  EXPECT_EQ(alike[0].second, 2u);
  EXPECT_EQ(alike[1].first, 0u);
  EXPECT_EQ(alike[1].second, 3u);
}

TEST(FindAlike, SeesThroughPaddingNoiseAndScale) {
  const auto original = banded(7);
  const std::vector<image::Grey> others{banded(7, 30), noisy(original, 3, 1), image::resized(original, 1.3),
                                        image::resized(original, 0.8)};
  for (std::size_t i = 0; i < others.size(); ++i) {
    const auto alike = find_alike({print_of(original), print_of(others[i])});
    ASSERT_EQ(alike.size(), 1u) << "variant " << i;
    EXPECT_FALSE(alike[0].exact);
  }
}

/// What JPEG leaves around an object: levels that are not quite white.
image::Grey ringing(image::Grey crop) {
  base::Random random(1);
  for (auto& v : crop.values())
    v = static_cast<std::uint8_t>(std::clamp(v + random.uniform(-9, 9), 0.0, 255.0));
  return crop;
}

TEST(FindAlike, SeesThroughScaleAndLossesOfSmallChromosomes) {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto original = image::resized(banded(seed, 4, 28), 0.5);  // 10 x 14 pixels.
    for (const auto& other :
         {image::resized(original, 0.9), image::resized(original, 1.2), ringing(original)})
      found += find_alike({print_of(original), print_of(other)}).size();
  }
  EXPECT_GE(found, 57u) << "of 60";
}

TEST(FindAlike, KeepsDifferentChromosomesApart) {
  std::vector<Fingerprint> prints;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) prints.push_back(print_of(banded(seed)));
  EXPECT_TRUE(find_alike(prints).empty());
}

TEST(Fingerprint, ShowsTheMeanOfEachCell) {
  image::Grey picture(48, 48, 10);
  for (int y = 0; y < 48; ++y) picture(1, y) = 30;
  const auto print = fingerprint(picture);
  EXPECT_EQ(print.grid[0], 20);
  EXPECT_EQ(print.grid[1], 10);
  EXPECT_EQ(print.aspect, 1);
  const auto enlarged = fingerprint(image::Grey(3, 5, 77));
  EXPECT_TRUE(std::all_of(enlarged.grid.begin(), enlarged.grid.end(), [](int v) { return v == 77; }));
}

}  // namespace
}  // namespace pinnacle::dataset
