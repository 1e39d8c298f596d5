#include "pinnacle/cli/step_timer.h"

#include <gtest/gtest.h>

#include <vector>

#include "pinnacle/cli/listener.h"

namespace pinnacle::cli {
namespace {

void take_steps(StepTimer& timer, std::size_t from, std::size_t to) {
  for (auto done = from; done <= to; ++done) timer.update(done, {});
}

TEST(StepTimer, SaysOnceHowLongAllTrainingsTake) {
  Listener listener;
  StepTimer timer(listener, 3, false);
  timer.begin("Training classifier", 100);
  take_steps(timer, 1, 20);
  EXPECT_TRUE(listener.lines.empty()) << "the first step warms up and does not count";
  timer.update(21, {});
  ASSERT_EQ(listener.lines.size(), 1u);
  EXPECT_EQ(listener.lines[0].rfind("a training of 100 steps takes about ", 0), 0u) << listener.lines[0];
  EXPECT_NE(listener.lines[0].find("3 of them together about "), std::string::npos) << listener.lines[0];
  take_steps(timer, 22, 100);
  timer.begin("Training classifier", 100);
  take_steps(timer, 1, 100);
  EXPECT_EQ(listener.lines.size(), 1u);
  EXPECT_EQ(listener.labels.size(), 2u);
  EXPECT_EQ(listener.done_last, 100u);
  EXPECT_FALSE(timer.stop_requested());
}

TEST(StepTimer, SaysItAtTheEndOfAShortTraining) {
  Listener listener;
  StepTimer timer(listener, 1, false);
  timer.begin("Training classifier", 3);
  take_steps(timer, 1, 3);
  ASSERT_EQ(listener.lines.size(), 1u);
  EXPECT_NE(listener.lines[0].find("1 of them about "), std::string::npos) << listener.lines[0];
}

TEST(StepTimer, TimesASingleStep) {
  Listener listener;
  StepTimer timer(listener, 1, false);
  timer.begin("Training classifier", 1);
  timer.update(1, {});
  ASSERT_EQ(listener.lines.size(), 1u);
  EXPECT_EQ(listener.lines[0].find(" 0 seconds"), std::string::npos) << listener.lines[0];
}

TEST(StepTimer, TimesNothingButTrainings) {
  Listener listener;
  StepTimer timer(listener, 2, true);
  timer.begin("Preparing chromosomes", 100);
  take_steps(timer, 1, 100);
  EXPECT_TRUE(listener.lines.empty());
  EXPECT_FALSE(timer.stop_requested());
}

TEST(StepTimer, StopsOnceItHasSaidItIfThatIsAll) {
  Listener listener;
  StepTimer timer(listener, 2, true);
  timer.begin("Training classifier", 100);
  take_steps(timer, 1, 20);
  EXPECT_FALSE(timer.stop_requested());
  timer.update(21, {});
  EXPECT_TRUE(timer.stop_requested());
  EXPECT_TRUE(timer.estimated_enough());
}

TEST(StepTimer, HandsAStopOn) {
  Listener listener;
  StepTimer timer(listener, 2, false);
  listener.stop = true;
  EXPECT_TRUE(timer.stop_requested());
  EXPECT_FALSE(timer.estimated_enough());
}

}  // namespace
}  // namespace pinnacle::cli
