#include "pinnacle/karyotyping/karyotyper.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/segmentation/detection_grid.h"

namespace pinnacle::karyotyping {
namespace {

constexpr int kBars = 20;

/// A field of dark bars, 9 px wide and 65 long.
image::Page bars(int count, bool bright_on_dark = false) {
  image::Page page;
  page.grey = image::Grey16(26 * count + 60, 160, bright_on_dark ? 10 : 245);
  for (int k = 0; k < count; ++k) {
    for (int y = 40; y < 105; ++y) {
      for (int x = 0; x < 9; ++x) page.grey(30 + 26 * k + x, y) = bright_on_dark ? 190 : 60;
    }
  }
  return page;
}

/// Finds every dark column run; sure of class 5, or of nothing.
class Finder final : public learning::Predictor {
 public:
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    using Grid = segmentation::DetectionGrid;
    const auto& ink = inputs[0];
    const auto n = ink.shape[0], h = ink.shape[2], w = ink.shape[3], gh = h / 4, gw = w / 4;
    learning::Array heat({n, 2, gh, gw}, -9), reach({n, 8, gh, gw}), classes({n, 48, gh, gw});
    for (std::int64_t b = 0; b < n; ++b) {
      const auto dark = [&](std::int64_t x, std::int64_t y) {
        return x >= 0 && y >= 0 && x < w && y < h && ink.values[static_cast<std::size_t>((b * h + y) * w + x)] > 0.55f;
      };
      for (std::int64_t y = 0; y < h; ++y) {
        for (std::int64_t x = 0; x < w; ++x) {
          if (!dark(x, y) || dark(x - 1, y) || dark(x, y - 1)) continue;
          auto right = x, bottom = y;
          while (dark(right, y)) ++right;
          while (dark(x, bottom)) ++bottom;
          if (bottom - y < 20) continue;
          const auto gx = (x + right) / 8, gy = (y + bottom) / 8;
          const auto at = [&](std::int64_t maps, std::int64_t map) {
            return static_cast<std::size_t>(((b * maps + map) * gh + gy) * gw + gx);
          };
          heat.values[at(2, 1)] = 3;
          const double cx = (static_cast<double>(gx) + 0.5) * 4, cy = (static_cast<double>(gy) + 0.5) * 4;
          const double reaches[] = {cx - static_cast<double>(x), cy - static_cast<double>(y), static_cast<double>(right) - cx,
                                    static_cast<double>(bottom) - cy};
          for (int k = 0; k < 4; ++k) reach.values[at(8, 4 + k)] = static_cast<float>(std::log(std::max(reaches[k], 0.5) / Grid::kReachUnitPx));
        }
      }
    }
    return std::vector<learning::Array>{heat, reach, classes};
  }

 private:
  learning::ModelInfo info_{"detector", "centre_detector", std::string(64, 'a'), {}};
};

/// Takes for the chromosome what is dark in its box.
class Outliner final : public learning::Predictor {
 public:
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    const auto& views = inputs[0];
    const auto area = static_cast<std::size_t>(views.shape[2] * views.shape[3]);
    learning::Array logits({views.shape[0], 1, views.shape[2], views.shape[3]}, -9);
    for (std::size_t n = 0; n < static_cast<std::size_t>(views.shape[0]); ++n) {
      for (std::size_t i = 0; i < area; ++i) {
        const float ink = views.values[n * 3 * area + i], own = views.values[(n * 3 + 1) * area + i];
        if (ink > 0.5f && own > 0) logits.values[n * area + i] = 9;
      }
    }
    return std::vector<learning::Array>{logits};
  }

 private:
  learning::ModelInfo info_{"outliner", "outline_net", std::string(64, 'c'), {}};
};

/// Names all alike: as surely as asked.
class Namer final : public learning::Predictor {
 public:
  explicit Namer(float sureness) : sureness_(sureness) {}
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    const auto n = inputs[0].shape[0];
    learning::Array classes({n, 24}), orientation({n, 1});
    for (std::int64_t i = 0; i < n; ++i) classes.values[static_cast<std::size_t>(i * 24 + i % 22)] = sureness_;
    return std::vector<learning::Array>{classes, orientation};
  }

 private:
  float sureness_;
  learning::ModelInfo info_{"classifier", "strip_classifier", std::string(64, 'b'), {}};
};

TEST(Karyotyper, PutsTheStepsTogether) {
  const Finder finder;
  const Outliner outliner;
  const Namer namer(12);
  const auto result = Karyotyper({finder, outliner, namer}).karyotype(bars(kBars), {});
  ASSERT_TRUE(result) << result.error().text();
  const auto& cell = result->cell;
  ASSERT_EQ(cell.count(), kBars);
  EXPECT_EQ(cell.model.hash, std::string(16, 'a') + "+" + std::string(16, 'c') + "+" + std::string(16, 'b'));
  int id = 0;
  for (const auto& c : cell.chromosomes) {
    EXPECT_EQ(c.id, ++id);
    EXPECT_FALSE(c.outline.empty());
    EXPECT_NEAR(static_cast<double>(c.axis.size()), 65, 5);
    EXPECT_TRUE(c.uncertain) << "the orientation is not known";
  }
  EXPECT_FALSE(cell.composition) << "twenty chromosomes are no whole cell";
}

TEST(Karyotyper, TurnsFluorescenceRound) {
  const Finder finder;
  const Outliner outliner;
  const Namer namer(12);
  const auto result = Karyotyper({finder, outliner, namer}).karyotype(bars(kBars, true), {});
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->cell.bright_on_dark);
  EXPECT_EQ(result->cell.count(), kBars);
}

TEST(Karyotyper, SaysHonestlyThatThereIsNoMetaphase) {
  const Finder finder;
  const Outliner outliner;
  const Namer namer(12);
  const auto result = Karyotyper({finder, outliner, namer}).karyotype(bars(4), {});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->cell.count(), 0);
  EXPECT_EQ(result->cell.flags, std::vector<std::string>{"no metaphase found"});
}

TEST(Karyotyper, MarksWhatTheNetworkDoesNotKnow) {
  const Finder finder;
  const Outliner outliner;
  const Namer namer(0);
  const auto result = Karyotyper({finder, outliner, namer}).karyotype(bars(kBars), {});
  ASSERT_TRUE(result);
  for (const auto& c : result->cell.chromosomes) EXPECT_TRUE(c.uncertain);
}

}  // namespace
}  // namespace pinnacle::karyotyping
