#include "pinnacle/classification/likeness.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pinnacle::classification {
namespace {

Appearance appearance(const image::Grey& picture, double confidence) {
  const auto object = image::lone_object(picture);
  return appearance_of(object, straightened(object.grey, object.mask), confidence);
}

/// A dark bar with lighter bands on white.
image::Grey chromosome() {
  image::Grey picture(60, 100, 255);
  for (int y = 10; y < 90; ++y) {
    for (int x = 22; x < 38; ++x) picture(x, y) = (y / 8) % 2 == 0 ? 60 : 150;
  }
  return picture;
}

TEST(Likeness, ABandedBarIsLikeAChromosome) {
  EXPECT_GT(likeness(appearance(chromosome(), 0.95)), kLeastLikeness);
}

TEST(Likeness, ADiscIsNot) {
  image::Grey nucleus(120, 120, 230);
  for (int y = 0; y < 120; ++y) {
    for (int x = 0; x < 120; ++x) {
      if (std::hypot(x - 60, y - 60) < 45) nucleus(x, y) = 120;
    }
  }
  EXPECT_LT(likeness(appearance(nucleus, 0.3)), kLeastLikeness);
}

TEST(Likeness, NothingIsNot) { EXPECT_EQ(likeness(appearance(image::Grey(40, 40, 255), 0)), 0); }

TEST(Likeness, WhatNobodyRecognisesIsLessLikely) {
  EXPECT_LT(likeness(appearance(chromosome(), 0.2)), likeness(appearance(chromosome(), 0.95)));
}

}  // namespace
}  // namespace pinnacle::classification
