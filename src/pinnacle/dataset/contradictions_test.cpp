#include "pinnacle/dataset/contradictions.h"

#include <gtest/gtest.h>

namespace pinnacle::dataset {
namespace {

evaluation::Prediction prediction(const char* file, int truth, double first) {
  evaluation::Prediction p;
  p.file = file;
  p.truth = truth;
  p.probabilities = {first, 1 - first};
  return p;
}

TEST(Contradictions, AreWhereTheModelIsSureOfAnotherLabel) {
  evaluation::Predictions predictions{{"8", "X"},
                                      {prediction("right.png", 0, 0.99), prediction("unsure.png", 0, 0.2),
                                       prediction("wrong.png", 0, 0.05), prediction("surely-wrong.png", 1, 1)}};
  predictions.items[2].box = base::Box{1, 2, 3, 4};
  const auto found = contradictions(predictions, 0.9);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].place, "surely-wrong.png");
  EXPECT_FALSE(found[0].box);
  EXPECT_EQ(found[1].place, "wrong.png");
  EXPECT_EQ(found[1].detail, "labelled 8, looks like X (0.950)");
  EXPECT_EQ(found[1].box, (base::Box{1, 2, 3, 4}));
}

}  // namespace
}  // namespace pinnacle::dataset
