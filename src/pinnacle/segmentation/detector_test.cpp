#include "pinnacle/segmentation/detector.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/segmentation/detection_grid.h"
#include "pinnacle/segmentation/detection_samples.h"

namespace pinnacle::segmentation {
namespace {

constexpr int kClasses = 3;

/// Dark bars on white, 8 px wide and 65 long, as far apart as asked.
image::Grey bars(int count, double scale = 1) {
  const int width = static_cast<int>(8 * scale), height = static_cast<int>(65 * scale), pitch = static_cast<int>(40 * scale);
  image::Grey grey(pitch * count + 60, height + 80, 250);
  for (int k = 0; k < count; ++k) {
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) grey(20 + k * pitch + x, 40 + y) = 60;
    }
  }
  return grey;
}

/// A network that knows bars by heart: wherever a dark run of the right width begins and the column above is light, it
/// answers with the bar's box.
class BarNetwork final : public learning::Predictor {
 public:
  /// @param said  How long it says that a bar is, of its true length.
  explicit BarNetwork(double said = 1) : said_(said) {}
  const learning::ModelInfo& info() const override { return info_; }

  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    const auto& ink = inputs.at(0);
    asked_px_ += static_cast<double>(ink.values.size());
    const auto n = ink.shape[0], h = ink.shape[2], w = ink.shape[3];
    learning::Array heat({n, 2, h / 4, w / 4}, -9), reach({n, 8, h / 4, w / 4}), classes({n, 2 * kClasses, h / 4, w / 4});
    for (std::int64_t b = 0; b < n; ++b) {
      const auto dark = [&](std::int64_t x, std::int64_t y) {
        return x >= 0 && y >= 0 && x < w && y < h && ink.values[static_cast<std::size_t>((b * h + y) * w + x)] > 0.5f;
      };
      for (std::int64_t y = 0; y < h; ++y) {
        for (std::int64_t x = 0; x < w; ++x) {
          if (!dark(x, y) || dark(x - 1, y) || dark(x, y - 1) || dark(x + 1, y - 1)) continue;
          std::int64_t right = x, bottom = y;
          while (dark(right, y)) ++right;
          while (dark(x, bottom)) ++bottom;
          const std::int64_t slot = right - x >= bottom - y ? 0 : 1;
          // It knows chromosomes of about the size that it was taught.
          const double off = std::log(static_cast<double>(std::max(right - x, bottom - y)) / DetectionGrid::kMeanLongSidePx);
          // A hill around the middle, so that views whose middles fall into neighbouring places agree.
          for (std::int64_t gy = (y + bottom) / 8 - 1; gy <= (y + bottom) / 8 + 1; ++gy) {
            for (std::int64_t gx = (x + right) / 8 - 1; gx <= (x + right) / 8 + 1; ++gx) {
              if (gx < 0 || gy < 0 || gx >= w / 4 || gy >= h / 4) continue;
              const auto at = [&](const learning::Array& a, std::int64_t map) {
                return static_cast<std::size_t>(((b * a.shape[1] + map) * (h / 4) + gy) * (w / 4) + gx);
              };
              const double cx = (static_cast<double>(gx) + 0.5) * 4, cy = (static_cast<double>(gy) + 0.5) * 4;
              const double aside = std::hypot(cx - static_cast<double>(x + right) / 2,
                                              cy - static_cast<double>(y + bottom) / 2);
              heat.values[at(heat, slot)] = static_cast<float>(4 - 40 * off * off - 0.3 * aside);
              const double reaches[4] = {cx - static_cast<double>(x), cy - static_cast<double>(y),
                                         static_cast<double>(right) - cx, static_cast<double>(bottom) - cy};
              for (int k = 0; k < 4; ++k) {
                reach.values[at(reach, slot * 4 + k)] = static_cast<float>(
                    std::log(std::max(said_ * reaches[k], 0.5) / DetectionGrid::kReachUnitPx));
              }
              classes.values[at(classes, slot * kClasses + 1)] = 5;
            }
          }
        }
      }
    }
    return std::vector<learning::Array>{heat, reach, classes};
  }

  /// How many pixels it has been shown.
  double asked_px() const { return asked_px_; }

 private:
  double said_;
  mutable double asked_px_ = 0;
  learning::ModelInfo info_{"detector", "centre_detector", "hash", {}};
};

TEST(Detector, FindsEachBarOnceWithItsBoxAndClass) {
  const BarNetwork network;
  const auto result = Detector(network).detect(bars(14), {});
  ASSERT_TRUE(result) << result.error().text();
  ASSERT_EQ(result->detections.size(), 14u);
  for (const auto& d : result->detections) {
    EXPECT_NEAR(d.box.width, 8, 2);
    EXPECT_NEAR(d.box.height, 65, 3);
    EXPECT_GT(d.class_probabilities[1], 0.9);
  }
}

TEST(Detector, SearchesALongPictureTileByTile) {
  const BarNetwork network;
  const auto result = Detector(network).detect(bars(160), {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->detections.size(), 160u);
}

TEST(Detector, FindsTheScaleByItself) {
  const BarNetwork network;
  for (const double scale : {0.6, 1.8, 3.0}) {
    const auto result = Detector(network).detect(bars(14, scale), {});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->detections.size(), 14u) << scale;
    EXPECT_NEAR(result->scale * scale, 1, 0.35) << scale;
  }
}

TEST(Detector, MeasuresTheScaleWhereWhatIsStatedIsWrong) {
  const BarNetwork network;
  const double right = DetectionGrid::kMeanLongSidePx / 65.0 * 0.069;
  for (const double wrong : {0.5, 0.77, 1.3, 2.0}) {
    DetectionOptions options;
    options.um_per_px = wrong * right;
    const auto result = Detector(network).detect(bars(14), options);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->detections.size(), 14u) << wrong;
    EXPECT_NEAR(result->scale, DetectionGrid::kMeanLongSidePx / 65.0, 0.06) << wrong;
  }
}

TEST(Detector, KeepsTheScaleAtWhichItSawSomething) {
  // By its word the bars should be shown at a third of the size, where it would see none.
  const BarNetwork liar(3);
  const auto result = Detector(liar).detect(bars(14), {});
  ASSERT_TRUE(result);
  EXPECT_GT(result->scale, 0.9);
  EXPECT_FALSE(result->candidates.empty());
}

TEST(Detector, FindsNothingInAnEmptyField) {
  const BarNetwork network;
  EXPECT_TRUE(Detector(network).detect(image::Grey(500, 400, 245), {})->detections.empty());
  EXPECT_TRUE(Detector(network).detect(image::Grey(), {})->detections.empty());
}

TEST(Detector, LooksNoLongerForWhatIsNotThere) {
  const BarNetwork full, empty, few;
  const auto picture = bars(14);
  ASSERT_EQ(Detector(full).detect(picture, {})->detections.size(), 14u);
  image::Grey squares(picture.width(), picture.height(), 250);
  for (int k = 0; k < 14; ++k) {
    for (int y = 0; y < 8; ++y) std::fill_n(squares.row(40 + y) + 20 + 40 * k, 8, std::uint8_t{60});
  }
  ASSERT_TRUE(Detector(empty).detect(squares, {})->detections.empty());
  EXPECT_LT(empty.asked_px(), 4 * full.asked_px());
  // One bar is too little to measure the scale by: half and double of it are tried.
  ASSERT_EQ(Detector(few).detect(bars(1), {})->detections.size(), 1u);
  EXPECT_LT(few.asked_px(), 12 * 160 * 192);
}

TEST(Detector, RefusesAScaleThatNoMicroscopeHas) {
  const BarNetwork network;
  EXPECT_EQ(Detector(network).detect(bars(3), {.um_per_px = 80.0}).error().code, base::ErrorCode::kUnsupported);
}

TEST(DetectionSamples, TeachEachObjectAtItsCentre) {
  TaughtMetaphase metaphase{bars(10), {}, {}};
  for (int k = 0; k < 10; ++k) {
    metaphase.boxes.push_back({20.0 + 40 * k, 40, 8, 65});
    metaphase.classes.push_back(k % kClasses);
  }
  DetectionAugmentation augmentation;
  augmentation.crowded_share = 0;
  const int side = augmentation.crop_px, places = side / 4;
  const DetectionSamples samples({metaphase}, augmentation);
  for (std::uint64_t seed = 1; seed < 6; ++seed) {
    const auto sample = samples.sample(0, seed);
    ASSERT_TRUE(sample);
    EXPECT_EQ(sample->inputs[0].shape, (std::vector<std::int64_t>{1, side, side}));
    int centres = 0;
    double weight = 0;
    for (std::size_t i = 0; i < sample->targets[0].values.size(); ++i) {
      if (sample->targets[0].values[i] < 0.999f) continue;
      ++centres;
      const auto plane = static_cast<std::size_t>(places * places), at = i % plane, slot = i / plane;
      const auto x = at % static_cast<std::size_t>(places) * 4 + 2, y = at / static_cast<std::size_t>(places) * 4 + 2;
      EXPECT_GT(sample->inputs[0].values[y * static_cast<std::size_t>(side) + x], 0.35f) << "dark at its centre";
      const auto reach = [&](std::size_t k) { return sample->targets[1].values[(slot * 4 + k) * plane + at]; };
      const double ratio = (reach(0) + reach(2)) / (reach(1) + reach(3));
      EXPECT_TRUE(ratio < 0.5 || ratio > 2) << ratio;
    }
    for (const float w : sample->targets[2].values) weight += w;
    EXPECT_GE(centres, 4);
    EXPECT_NEAR(weight, centres, 0.6);
    EXPECT_EQ(sample->inputs[0].values, samples.sample(0, seed)->inputs[0].values) << "the same for the same seed";
  }
}

}  // namespace
}  // namespace pinnacle::segmentation
