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

/// As many opinions as said, all of them with 0.7 for the label that is true and for the end that is up.
std::pair<std::vector<Opinion>, std::vector<Truth>> all_right(std::size_t count) {
  return {std::vector<Opinion>(count, Opinion{{0.7, 0.2, 0.1}, 0.7}),
          std::vector<Truth>(count, Truth{0, true})};
}

TEST(Calibration, MakesNobodySurerWhoWasNeverWrong) {
  const auto [opinions, truths] = all_right(200);
  const auto calibration = fitted(opinions, truths);
  EXPECT_NEAR(calibration.classes, 1, 1e-3);
  EXPECT_NEAR(calibration.orientation, 1, 1e-3);
}

TEST(Calibration, FewOpinionsChangeLittle) {
  // Of five answers one is wrong, and of 500 a hundred: the same share, but other evidence.
  const auto with_errors = [](std::size_t count) {
    auto [opinions, truths] = all_right(count);
    for (auto& opinion : opinions) opinion = {{0.98, 0.01, 0.01}, 0.98};
    for (std::size_t i = 0; i < count; i += 5) truths[i] = {1, false};
    return fitted(opinions, truths);
  };
  const auto few = with_errors(5), many = with_errors(500);
  EXPECT_GT(few.classes, 1);
  EXPECT_LT(few.classes, 0.9 * many.classes);
  EXPECT_GT(few.orientation, 1);
  EXPECT_LT(few.orientation, 0.9 * many.orientation);
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
