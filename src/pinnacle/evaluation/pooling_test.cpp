#include "pinnacle/evaluation/pooling.h"

#include <gtest/gtest.h>

namespace pinnacle::evaluation {
namespace {

using Models = std::vector<std::size_t>;

RunOrigin fold_of(const std::string& crossval, const std::string& seed, const std::string& fold) {
  RunOrigin origin;
  origin.model = "pinnacle";
  origin.hash = "of seed " + seed + " and fold " + fold;
  origin.crossval = crossval;
  origin.seed = seed;
  origin.fold = fold;
  return origin;
}

RunOrigin evaluated(const std::string& hash, const std::string& command) {
  RunOrigin origin;
  origin.model = "pinnacle";
  origin.hash = hash;
  origin.command = command;
  return origin;
}

TEST(ModelsOf, PoolsFoldsAndSeedsOfOneCrossValidation) {
  EXPECT_EQ(models_of({fold_of("a", "1", "1"), fold_of("a", "1", "2"), fold_of("b", "1", "1"),
                       fold_of("a", "2", "1"), fold_of("b", "1", "2")}),
            (Models{0, 0, 1, 0, 1}));
}

TEST(ModelsOf, PoolsACrossValidationThatWentOnWithAnotherCommand) {
  auto later = fold_of("a", "1", "2");
  later.command = "pinnacle crossval crops --threads 1";
  EXPECT_EQ(models_of({fold_of("a", "1", "1"), later}), (Models{0, 0}));
}

TEST(ModelsOf, KeepsTrainingsOfOneNameApart) {
  EXPECT_EQ(models_of({evaluated("0123", "evaluate a"), evaluated("4567", "evaluate b")}), (Models{0, 1}));
  EXPECT_EQ(models_of({evaluated("0123", "evaluate a"), evaluated("0123", "evaluate a")}), (Models{0, 1}))
      << "without a seed or fold nothing tells how they differ";
}

TEST(ModelsOf, KeepsTheSameFoldTwiceApart) {
  EXPECT_EQ(models_of({fold_of("a", "1", "1"), fold_of("a", "1", "2"), fold_of("a", "1", "1"),
                       fold_of("a", "1", "2")}),
            (Models{0, 0, 1, 1}));
}

TEST(ModelsOf, WithoutACrossValidationComparesCommandAndData) {
  auto a = fold_of("", "1", ""), b = fold_of("", "2", ""), c = fold_of("", "3", ""), d = fold_of("", "4", "");
  c.command = "another";
  d.data = "others";
  EXPECT_EQ(models_of({a, b, c, d}), (Models{0, 0, 1, 2}));
}

TEST(PooledText, NamesSeedsAndFoldsOrWeights) {
  ModelJudgement model;
  EXPECT_EQ(pooled_text(model), "");
  const auto run = [](const RunOrigin& origin, int repeat) { return RunJudgement{origin, 1, 1, repeat, {}}; };
  model.repeats = 2;
  model.runs = {run(fold_of("a", "1", "1"), 0), run(fold_of("a", "1", "2"), 0),
                run(fold_of("a", "2", "1"), 1)};
  EXPECT_EQ(pooled_text(model), "seed 1, 2 folds; seed 2, fold 1");
  model.runs = {run(evaluated("0123", ""), 0), run(evaluated("", ""), 1)};
  EXPECT_EQ(pooled_text(model), "weights 0123; weights not stated");
  model.repeats = 1;
  model.runs = {run(evaluated("0123", ""), 0), run(evaluated("4567", ""), 0)};
  EXPECT_EQ(pooled_text(model), "weights 0123, 4567");
}

}  // namespace
}  // namespace pinnacle::evaluation
