#include "pinnacle/classification/calibration.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pinnacle/base/random.h"

namespace pinnacle::classification {
namespace {

TEST(Calibration, FindsHowMuchTooSureANetworkIs) {
  // The truth is drawn from the probabilities; the opinions state them as a network three times too sure
  // would.
  base::Random random(5);
  std::vector<Opinion> opinions;
  std::vector<Truth> truths;
  for (int i = 0; i < 4000; ++i) {
    const std::vector<double> logits{random.normal(0, 1.5), random.normal(0, 1.5), random.normal(0, 1.5)};
    const auto honest = softened(logits, 1);
    const double u = random.uniform();
    const double turn = random.normal(0, 2);
    Opinion opinion;
    opinion.classes = softened(logits, 1.0 / 3);
    opinion.p_on_top = 1 / (1 + std::exp(-turn / 0.5));
    opinions.push_back(opinion);
    truths.push_back({u < honest[0]               ? 0
                      : u < honest[0] + honest[1] ? 1
                                                  : 2,
                      random.chance(1 / (1 + std::exp(-turn)))});
  }
  const auto calibration = fitted(opinions, truths);
  EXPECT_NEAR(calibration.classes, 3, 0.3);
  EXPECT_NEAR(calibration.orientation, 2, 0.2);
}

TEST(Calibration, ComesBackFromSettings) {
  learning::ModelInfo info;
  EXPECT_EQ(calibration_in(info).classes, 1);
  info.settings = settings_of({1.25, 0.5});
  EXPECT_EQ(calibration_in(info).classes, 1.25);
  EXPECT_EQ(calibration_in(info).orientation, 0.5);
  info.settings["temperature"] = "hot";
  EXPECT_EQ(calibration_in(info).classes, 1);
}

TEST(Calibration, AModelThatTellsNoOrientationHasNone) {
  EXPECT_EQ(fitted({Opinion{{0.6, 0.4}, 0.5}}, {Truth{0, true}}).orientation, 1);
}

}  // namespace
}  // namespace pinnacle::classification
