#include "pinnacle/segmentation/outline_finder.h"

#include <gtest/gtest.h>

#include "pinnacle/image/outline.h"
#include "pinnacle/segmentation/outline_score.h"
#include "pinnacle/segmentation/outline_view.h"

namespace pinnacle::segmentation {
namespace {

/// Says that every pixel under the own box is the chromosome's, or none is.
class BoxNetwork final : public learning::Predictor {
 public:
  explicit BoxNetwork(bool sees) : sees_(sees) {}
  const learning::ModelInfo& info() const override { return info_; }
  base::Expected<std::vector<learning::Array>> predict(
      const std::vector<learning::Array>& inputs) const override {
    const auto& in = inputs.at(0);
    constexpr std::int64_t area = OutlineView::kSidePx * OutlineView::kSidePx;
    learning::Array out({in.shape[0], 1, in.shape[2], in.shape[3]}, -20);
    for (std::int64_t n = 0; n < in.shape[0]; ++n) {
      for (std::int64_t i = 0; i < area; ++i) {
        const bool own = in.values[static_cast<std::size_t>((n * OutlineView::kChannels + 1) * area + i)] > 0;
        if (sees_ && own) out.values[static_cast<std::size_t>(n * area + i)] = 20;
      }
    }
    return std::vector<learning::Array>{out};
  }

 private:
  bool sees_;
  learning::ModelInfo info_;
};

image::Grey bar() {
  image::Grey grey(200, 150, 240);
  for (int y = 30; y < 110; ++y) {
    for (int x = 60; x < 80; ++x) grey(x, y) = 80;
  }
  return grey;
}

image::PlacedMask rectangle(int x, int y, int width, int height) {
  return {x, y, image::Mask(width, height, 1)};
}

TEST(OutlineFinder, PutsTheWindowBackWhereItWasTaken) {
  const BoxNetwork network(true);
  const auto found = OutlineFinder(network).find(bar(), {{60, 30, 20, 80}, {120, 40, 30, 12}});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  EXPECT_GT(iou((*found)[0].mask, rectangle(60, 30, 20, 80)), 0.9);
  EXPECT_GT(iou((*found)[1].mask, rectangle(120, 40, 30, 12)), 0.85);
  EXPECT_GT((*found)[0].certainty, 0.9);
}

TEST(OutlineFinder, FallsBackToTheThresholdWhereTheNetworkSeesNothing) {
  const BoxNetwork blind(false);
  const auto found = OutlineFinder(blind).find(bar(), {{60, 30, 20, 80}});
  ASSERT_TRUE(found);
  EXPECT_GT(iou(found->front().mask, rectangle(60, 30, 20, 80)), 0.85);
  EXPECT_EQ(found->front().certainty, 0);
}

TEST(OutlineFinder, HoldsBoxesThatReachOutOfThePicture) {
  const BoxNetwork network(true);
  const auto found = OutlineFinder(network).find(bar(), {{-10, -10, 40, 60}, {190, 140, 30, 30}});
  ASSERT_TRUE(found);
  for (const auto& outline : *found) {
    EXPECT_GE(outline.mask.x, 0);
    EXPECT_LE(outline.mask.x + outline.mask.mask.width(), 200);
    EXPECT_LE(outline.mask.y + outline.mask.mask.height(), 150);
  }
}

}  // namespace
}  // namespace pinnacle::segmentation
