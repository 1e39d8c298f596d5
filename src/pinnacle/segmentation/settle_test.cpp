#include "pinnacle/segmentation/settle.h"

#include <gtest/gtest.h>

#include "pinnacle/segmentation/outline_view.h"

namespace pinnacle::segmentation {
namespace {

/// Takes what is dark in the own box for the chromosome.
class DarkInBox final : public learning::Predictor {
 public:
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>& inputs) const override {
    const auto& views = inputs.at(0);
    const auto area = static_cast<std::size_t>(views.shape[2] * views.shape[3]);
    learning::Array logits({views.shape[0], 1, views.shape[2], views.shape[3]}, -9);
    for (std::size_t n = 0; n < static_cast<std::size_t>(views.shape[0]); ++n) {
      for (std::size_t i = 0; i < area; ++i) {
        const bool own = views.values[(n * OutlineView::kChannels + 1) * area + i] > 0;
        if (own && views.values[n * OutlineView::kChannels * area + i] > 0.5F) logits.values[n * area + i] = 9;
      }
    }
    return std::vector<learning::Array>{logits};
  }

 private:
  learning::ModelInfo info_;
};

/// Two bars, and what a detector may say of them.
class Settle : public testing::Test {
 protected:
  Settle() : picture_(200, 140, 240) {
    for (const auto& b : {kFirst, kSecond}) {
      for (int y = static_cast<int>(b.y); y < b.bottom(); ++y) {
        for (int x = static_cast<int>(b.x); x < b.right(); ++x) picture_(x, y) = 70;
      }
    }
  }
  std::vector<SettledChromosome> settled(const std::vector<Detection>& candidates) const {
    auto result = settle(OutlineFinder(network_), picture_, candidates, {});
    EXPECT_TRUE(result);
    return result ? std::move(*result) : std::vector<SettledChromosome>{};
  }

  static constexpr base::Box kFirst{30, 20, 14, 80}, kSecond{110, 30, 14, 70};
  DarkInBox network_;
  image::Grey picture_;
};

TEST_F(Settle, DropsTheSecondBoxOfOneObject) {
  EXPECT_EQ(settled({{kFirst, 0.9, {}}, {kSecond, 0.8, {}}, {{27, 17, 22, 86}, 0.5, {}}}).size(), 2u);
}

TEST_F(Settle, TakesAWeakOneWhosePixelsNobodyElseHas) {
  const auto found = settled({{kFirst, 0.9, {}}, {kSecond, 0.2, {}}});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1].detection.box, kSecond);
}

TEST_F(Settle, LeavesAWeakOneOnAnothersPixels) {
  EXPECT_EQ(settled({{kFirst, 0.9, {}}, {{30, 20, 14, 40}, 0.2, {}}}).size(), 1u);
}

TEST_F(Settle, LeavesOneThatScoresNextToNothing) {
  EXPECT_EQ(settled({{kFirst, 0.9, {}}, {kSecond, 0.06, {}}}).size(), 1u);
}

TEST_F(Settle, FindsNothingInNothing) { EXPECT_TRUE(settled({}).empty()); }

}  // namespace
}  // namespace pinnacle::segmentation
