#include "pinnacle/karyotyping/verification.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace pinnacle::karyotyping {
namespace {

constexpr std::size_t kOdds = 0, kCertainty = 1, kSureness = 2, kOverlap = 3, kOwn = 4, kGrey = 5, kAgreement = 6, kTurn = 7, kSize = 8;

/// Three objects in a picture that grows lighter to the right: two alike that share half of their pixels, one small.
class Evidence : public testing::Test {
 protected:
  Evidence() : picture_(200, 100) {
    for (int y = 0; y < picture_.height(); ++y) {
      for (int x = 0; x < picture_.width(); ++x) picture_(x, y) = static_cast<std::uint8_t>(x < 100 ? 60 : 120);
    }
    add({10, 10, 20, 40}, 0.9);
    add({10, 30, 20, 40}, 0.6);
    add({120, 10, 10, 20}, 0.2);
  }

  void add(const base::Box& box, double score) {
    candidates_.push_back({box, score, {}});
    const int width = static_cast<int>(box.width), height = static_cast<int>(box.height);
    looks_.outlines.push_back({{static_cast<int>(box.x), static_cast<int>(box.y), image::Mask(width, height, 1)}, score});
    looks_.opinions.push_back({{}, 0.9});
    cytogenetics::ClassProbabilities even, sure{};
    even.fill(1.0 / cytogenetics::kClassCount);
    sure[3] = 1;
    looks_.detector_classes.push_back(even);
    looks_.classifier_classes.push_back(sure);
  }

  double number(std::size_t candidate, std::size_t which) const {
    const auto evidence = candidate_evidence(candidates_, looks_, picture_, {});
    return evidence.values.at(candidate * static_cast<std::size_t>(kEvidenceNumbers) + which);
  }

  image::Grey picture_;
  std::vector<segmentation::Detection> candidates_;
  Looks looks_;
};

TEST_F(Evidence, SaysWhatIsKnownOfEach) {
  EXPECT_NEAR(number(0, kOdds), std::log(9.0), 1e-5);
  EXPECT_NEAR(number(1, kCertainty), 0.6, 1e-6);
  EXPECT_NEAR(number(1, kSureness), 1, 1e-4);
  EXPECT_NEAR(number(1, kAgreement), 1.0 / 24, 1e-5);
  EXPECT_NEAR(number(1, kTurn), 0.4, 1e-6);
}

TEST_F(Evidence, ComparesWithBetterOnesOnly) {
  EXPECT_EQ(number(0, kOverlap), 0);
  EXPECT_NEAR(number(1, kOverlap), 1.0 / 3, 1e-6);
  EXPECT_EQ(number(0, kOwn), 1);
  EXPECT_NEAR(number(1, kOwn), 0.5, 1e-6);
}

TEST_F(Evidence, MeasuresByTheSureOnesOfTheCell) {
  EXPECT_EQ(number(0, kGrey), 0);
  EXPECT_NEAR(number(2, kGrey), 2, 1e-6);
  EXPECT_EQ(number(0, kSize), 0);
  EXPECT_NEAR(number(2, kSize), std::log(0.25), 1e-5);
}

TEST(WorthALook, LeavesOutWhatIsHardlyAChromosome) {
  std::vector<segmentation::Detection> candidates{{{0, 0, 9, 9}, 0.9, {}}, {{0, 0, 9, 9}, 0.3, {}}, {{0, 0, 9, 9}, 0.02, {}}};
  EXPECT_EQ(worth_a_look(candidates).size(), 2u);
  EXPECT_EQ(worth_a_look(std::vector<segmentation::Detection>(5000, candidates.front())).size(), 400u);
}

TEST(Verifications, RefuseAnotherKindOfNetwork) {
  class Silent final : public learning::Predictor {
   public:
    const learning::ModelInfo& info() const override { return info_; }
    base::Expected<std::vector<learning::Array>> predict(const std::vector<learning::Array>&) const override {
      return std::vector<learning::Array>{learning::Array({1, 24})};
    }
    learning::ModelInfo info_{"classifier", "strip_classifier", {}, {}};
  };
  const auto refused = verifications(Silent(), learning::Array({1, kEvidenceNumbers}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_TRUE(verifications(Silent(), learning::Array({0, kEvidenceNumbers})));
}

}  // namespace
}  // namespace pinnacle::karyotyping
