#include "pinnacle/classification/strip_samples.h"

#include <gtest/gtest.h>

#include "pinnacle/classification/classifier.h"

namespace pinnacle::classification {
namespace {

/// A chromosome that is dark in its upper third.
Straightened example(int length, int width = 15) {
  const int height = length + 10;
  image::Grey grey(40, height, 255);
  image::PlacedMask mask{0, 0, image::Mask(40, height)};
  for (int y = 5; y < 5 + length; ++y) {
    for (int x = 12; x < 12 + width; ++x) {
      mask.mask(x, y) = 1;
      grey(x, y) = y < 5 + length / 3 ? 60 : 190;
    }
  }
  return straightened(grey, mask);
}

double mean_ink(const PreparedStrip& strip, int first, int last) {
  double sum = 0, count = 0;
  for (int y = first; y < last; ++y) {
    for (int x = 0; x < PreparedStrip::kColumns; ++x) {
      if (strip.mask(x, y) == 0) continue;
      sum += strip.ink(x, y);
      count += 1;
    }
  }
  return sum / count;
}

TEST(PrepareCell, StretchesAlikeAndKeepsSizesAsNumbers) {
  const auto strips = prepare_cell({example(90), example(45), example(45)});
  ASSERT_EQ(strips.size(), 3u);
  EXPECT_GT(strips[0].scalars[0], 0.2f);
  EXPECT_LT(strips[1].scalars[0], -0.1f);
  for (const auto& strip : strips) EXPECT_GT(mean_ink(strip, 5, 35), mean_ink(strip, 60, 120) + 40);
}

TEST(PrepareCell, SurvivesAnEmptyOutline) {
  const auto nothing = straightened(image::Grey(10, 10, 255), {0, 0, image::Mask(10, 10)});
  EXPECT_TRUE(nothing.axis.points.empty());
  EXPECT_EQ(prepare_cell({nothing, example(50)}).size(), 2u);
}

TEST(StripSamples, TurnTheOrientationWithThePicture) {
  const StripSamples samples({{prepare_cell({example(80)})[0], 4, true}});
  int turned = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto sample = samples.sample(0, seed);
    ASSERT_TRUE(sample);
    EXPECT_EQ(sample->targets[0].values[0], 4);
    const auto& picture = sample->inputs[0].values;
    double top = 0, bottom = 0;
    constexpr int pixels = PreparedStrip::kRows * PreparedStrip::kColumns;
    for (int i = 0; i < pixels; ++i) (i < pixels / 2 ? top : bottom) += picture[static_cast<std::size_t>(i)];
    EXPECT_EQ(sample->targets[1].values[0] == 1.0f, top > bottom) << seed;
    turned += sample->targets[1].values[0] == 0.0f;
  }
  EXPECT_GT(turned, 8);
  EXPECT_LT(turned, 32);
}

TEST(StripSamples, AreTheSameForTheSameSeed) {
  const StripSamples samples({{prepare_cell({example(80)})[0], 4, true}});
  EXPECT_EQ(samples.sample(0, 3)->inputs[0].values, samples.sample(0, 3)->inputs[0].values);
  EXPECT_NE(samples.sample(0, 3)->inputs[0].values, samples.sample(0, 4)->inputs[0].values);
}

TEST(StripSamples, LeaveTheChromosomeAsItIsWhenAsked) {
  const auto strip = prepare_cell({example(80)})[0];
  const StripSamples samples({{strip, 4, true}}, {InputKind::kStrip, /*augment=*/false, 0});
  for (std::uint64_t seed = 0; seed < 5; ++seed)
    EXPECT_EQ(samples.sample(0, seed)->inputs[0].values, inputs_of(strip)[0].values);
}

TEST(StripSamples, BalanceTheClasses) {
  const auto strip = prepare_cell({example(80)})[0];
  const std::vector<TaughtStrip> taught{
      {strip, 0, true}, {strip, 0, true}, {strip, 0, true}, {strip, 0, true}, {strip, 23, true}};
  const StripSamples as_they_come(taught), alike(taught, {InputKind::kStrip, true, 1}),
      between(taught, {InputKind::kStrip, true, 0.5});
  EXPECT_EQ(as_they_come.weight(0), as_they_come.weight(4));
  EXPECT_DOUBLE_EQ(4 * alike.weight(0), alike.weight(4));
  EXPECT_DOUBLE_EQ(2 * between.weight(0), between.weight(4));
}

TEST(InputsOf, ACropLiesInTheMiddleOfItsSquare) {
  const auto strip = prepare_cell({example(80)})[0];
  const auto crop = inputs_of(strip, InputKind::kCrop);
  ASSERT_EQ(crop.size(), 1u);
  ASSERT_EQ(crop[0].shape, (std::vector<std::int64_t>{1, kCropSide, kCropSide}));
  const auto at = [&](int x, int y) { return crop[0].values[static_cast<std::size_t>(y * kCropSide + x)]; };
  EXPECT_GT(at(150, 150), 0.1f);
  EXPECT_EQ(at(100, 150), 0);
  EXPECT_EQ(at(150, 60), 0);
  // The dark third is above; turned it is below.
  EXPECT_GT(at(148, 120), at(148, 180));
  const auto other = inputs_of(turned(strip), InputKind::kCrop);
  EXPECT_LT(other[0].values[120 * kCropSide + 151], other[0].values[180 * kCropSide + 151]);
}

TEST(Mirrored, ExchangesLeftAndRightAlone) {
  PreparedStrip strip{image::Grey(4, 2), image::Mask(4, 2), {1, 2, 3, 4}, image::Grey(3, 2)};
  strip.ink(0, 1) = 50, strip.mask(1, 0) = 255, strip.crop(2, 1) = 70;
  const auto other = mirrored(strip);
  EXPECT_EQ(other.ink(3, 1), 50);
  EXPECT_EQ(other.mask(2, 0), 255);
  EXPECT_EQ(other.crop(0, 1), 70);
  EXPECT_EQ(other.scalars, strip.scalars);
  EXPECT_EQ(mirrored(other).ink, strip.ink);
}

TEST(StripSamples, ShowBothSides) {
  auto strip = prepare_cell({example(80)})[0];
  // A spot at the left of every row.
  strip.ink = image::Grey(PreparedStrip::kColumns, PreparedStrip::kRows);
  for (int y = 0; y < PreparedStrip::kRows; ++y) strip.ink(12, y) = strip.ink(13, y) = strip.ink(14, y) = 200;
  const StripSamples samples({{strip, 4, true}});
  int left_and_up = 0, right_and_up = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto sample = samples.sample(0, seed);
    if (sample->targets[1].values[0] != 1) continue;
    double left = 0, right = 0;
    for (int k = 0; k < PreparedStrip::kRows * PreparedStrip::kColumns; ++k)
      (k % PreparedStrip::kColumns < PreparedStrip::kColumns / 2 ? left : right) +=
          sample->inputs[0].values[static_cast<std::size_t>(k)];
    (left > right ? left_and_up : right_and_up) += 1;
  }
  EXPECT_GT(left_and_up, 4);
  EXPECT_GT(right_and_up, 4);
}

TEST(InputsOf, ATooLargeCropIsMadeSmaller) {
  PreparedStrip strip;
  strip.crop = image::Grey(200, 600, 0);
  const auto crop = inputs_of(strip, InputKind::kCrop);
  EXPECT_NEAR(crop[0].values[static_cast<std::size_t>(2 * kCropSide + 150)], 1, 0.01);
  EXPECT_EQ(crop[0].values[static_cast<std::size_t>(150 * kCropSide + 40)], 0);
}

TEST(StripSamples, SayWhereTheOrientationIsNotKnown) {
  const StripSamples samples({{prepare_cell({example(80)})[0], 4, std::nullopt}});
  EXPECT_EQ(samples.sample(0, 1)->targets[1].values[0], -1);
}

/// Says "class 2, p on top" where the upper half is the darker one.
class UpperHalf final : public learning::Predictor {
 public:
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    const auto n = inputs[0].shape[0];
    learning::Array classes({n, cytogenetics::kClassCount}), orientation({n, 1});
    const auto size = static_cast<std::size_t>(2 * PreparedStrip::kRows * PreparedStrip::kColumns);
    for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
      double top = 0, bottom = 0;
      for (std::size_t k = 0; k < size / 2; ++k) (k < size / 4 ? top : bottom) += inputs[0].values[i * size + k];
      classes.values[i * cytogenetics::kClassCount + 2] = 6;
      orientation.values[i] = top > bottom ? 3.0f : -3.0f;
    }
    return std::vector<learning::Array>{classes, orientation};
  }

 private:
  learning::ModelInfo info_{"classifier", "strip_classifier", "", {}};
};

TEST(Classifier, AsksWithEitherEndUp) {
  const UpperHalf network;
  const auto strip = prepare_cell({example(80)})[0];
  const auto opinions = Classifier(network).classify({strip, turned(strip)});
  ASSERT_TRUE(opinions);
  EXPECT_GT((*opinions)[0].classes[2], 0.9);
  EXPECT_GT((*opinions)[0].p_on_top, 0.9);
  EXPECT_LT((*opinions)[1].p_on_top, 0.1);
}

}  // namespace
}  // namespace pinnacle::classification
