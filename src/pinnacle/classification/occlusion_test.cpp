#include "pinnacle/classification/occlusion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "pinnacle/image/lone_object.h"

namespace pinnacle::classification {
namespace {

/// Likes label 1 the more, the darker the strip's first third is.
class LooksAtTheTop final : public learning::Predictor {
 public:
  LooksAtTheTop() { info_.settings["views"] = "upright"; }
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(
      const std::vector<learning::Array>& inputs) const override {
    const auto count = inputs[0].shape[0];
    learning::Array logits({count, 2}), orientation({count, 1});
    const std::size_t size = inputs[0].values.size() / static_cast<std::size_t>(count);
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      const auto* ink = inputs[0].values.data() + i * size;
      float sum = 0;
      for (std::size_t p = 0; p < size / 6; ++p) sum += ink[p];  // Ink and mask: a third of the first half.
      logits.values[2 * i + 1] = sum / 100;
    }
    return std::vector{logits, orientation};
  }

 private:
  learning::ModelInfo info_;
};

TEST(Occlusion, ShowsWhereTheNetworkLooks) {
  image::Grey picture(50, 120, 255);
  for (int y = 10; y < 110; ++y) {
    for (int x = 18; x < 32; ++x) picture(x, y) = y < 40 ? 20 : 160;
  }
  const auto object = image::lone_object(picture);
  const auto chromosome = straightened(object.grey, object.mask);
  const base::Point corner{double(object.mask.x), double(object.mask.y)};
  const LooksAtTheTop network;
  const auto evidence =
      band_evidence(Classifier(network), chromosome, corner, mean_of({chromosome.measures}), 1);
  ASSERT_TRUE(evidence) << evidence.error().text();
  ASSERT_EQ(static_cast<int>(evidence->size()), chromosome.strip.grey.height());
  const auto third = evidence->begin() + static_cast<std::ptrdiff_t>(evidence->size() / 3);
  const auto half = evidence->begin() + static_cast<std::ptrdiff_t>(evidence->size() / 2);
  const double above = *std::max_element(evidence->begin(), third), below = *std::max_element(half, evidence->end());
  EXPECT_GT(above, 0.001);
  EXPECT_LT(below, above / 10);
}

TEST(Occlusion, APixelBelongsToTheNearestPlaceOfTheAxis) {
  image::Grey picture(50, 120, 255);
  for (int y = 10; y < 110; ++y) {
    for (int x = 18; x < 32; ++x) picture(x, y) = 100;
  }
  const auto object = image::lone_object(picture);
  const auto chromosome = straightened(object.grey, object.mask);
  const auto places = place_along_axis(chromosome, {double(object.mask.x), double(object.mask.y)});
  EXPECT_LT(places(7, 2), 5);
  EXPECT_NEAR(places(7, 50), 50, 3);
  EXPECT_NEAR(places(0, 50), places(13, 50), 2);
}

}  // namespace
}  // namespace pinnacle::classification
