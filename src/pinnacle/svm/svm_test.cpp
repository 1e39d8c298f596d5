#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "pinnacle/base/random.h"
#include "pinnacle/platform/files.h"
#include "pinnacle/svm/features.h"
#include "pinnacle/svm/svm_engine.h"

namespace pinnacle::svm {
namespace {

namespace fs = std::filesystem;
using learning::Array;

/// Strips of three classes: dark above, in the middle, below; with noise.
class ThreeClasses final : public learning::SampleSource {
 public:
  std::size_t size() const override { return 60; }
  base::Expected<learning::Sample> sample(std::size_t index, std::uint64_t seed) const override {
    base::Random random(seed);
    const auto label = index % 3;
    learning::Sample one;
    one.inputs.emplace_back(std::vector<std::int64_t>{2, 64, 8}, 1.0f);
    one.inputs.emplace_back(std::vector<std::int64_t>{4});
    for (std::size_t i = 0; i < 64 * 8; ++i) {
      one.inputs[0].values[i] =
          static_cast<float>((i * 3 / (64 * 8) == label ? 0.7 : 0.3) + 0.2 * random.normal());
    }
    one.targets.emplace_back(std::vector<std::int64_t>{1}, static_cast<float>(label));
    return one;
  }
};

base::Expected<learning::Verdict> judge(const learning::Predictor& predictor) {
  const ThreeClasses source;
  double right = 0;
  for (std::size_t i = 0; i < 30; ++i) {
    auto inputs = source.sample(i, 500 + i)->inputs;
    for (auto& input : inputs) input.shape.insert(input.shape.begin(), 1);
    PINNACLE_TRY(const auto outputs, predictor.predict(inputs));
    const auto& logits = outputs.at(0).values;
    right +=
        static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin()) == i % 3;
  }
  return learning::Verdict{right / 30, {{"accuracy", right / 30}}};
}

class Svm : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("pinnacle-svm-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    options_.name = "classifier";
    options_.network = "svm";
    options_.settings = {{"classes", "3"}, {"features", "profile"}, {"kernel", "rbf"}, {"input", "strip"}};
    options_.weights_path = folder_ / "svm.weights";
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
  learning::TrainingOptions options_;
  base::SilentProgress quiet_;
};

TEST_F(Svm, LearnsAndItsWeightsComeBack) {
  for (const auto* kernel : {"rbf", "linear"}) {
    options_.settings["kernel"] = kernel;
    options_.settings["labels"] = "1\n2\ndel(5)(p14) \\n\n";
    const auto report = SvmEngine().train(ThreeClasses{}, judge, options_, quiet_);
    ASSERT_TRUE(report) << report.error().text();
    EXPECT_GT(report->best.score, 0.9);
    const auto loaded = SvmEngine().load(options_.weights_path, 1);
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ((*loaded)->info().name, "classifier");
    EXPECT_EQ((*loaded)->info().settings.at("kernel"), kernel);
    EXPECT_EQ((*loaded)->info().settings.at("labels"), options_.settings["labels"]);
    EXPECT_EQ((*loaded)->info().hash.size(), 64u);
    EXPECT_EQ(judge(**loaded)->score, report->best.score);
  }
}

TEST_F(Svm, GivesProbabilities) {
  ASSERT_TRUE(SvmEngine().train(ThreeClasses{}, judge, options_, quiet_));
  const auto loaded = SvmEngine().load(options_.weights_path, 1);
  ASSERT_TRUE(loaded);
  auto inputs = ThreeClasses{}.sample(1, 7)->inputs;
  for (auto& input : inputs) input.shape.insert(input.shape.begin(), 1);
  const auto outputs = (*loaded)->predict(inputs);
  ASSERT_TRUE(outputs);
  double sum = 0;
  for (const float logit : outputs->at(0).values) sum += std::exp(logit);
  EXPECT_NEAR(sum, 1, 1e-4);
}

TEST_F(Svm, RefusesAFileThatIsNotAsItWasWritten) {
  ASSERT_TRUE(SvmEngine().train(ThreeClasses{}, judge, options_, quiet_));
  EXPECT_TRUE(is_svm_file(options_.weights_path));
  const auto bytes = platform::read_file(options_.weights_path, 1 << 24);
  ASSERT_TRUE(bytes);
  auto changed = *bytes;
  changed[changed.size() / 2] ^= 1;
  ASSERT_TRUE(platform::write_file(folder_ / "changed", changed));
  EXPECT_EQ(SvmEngine().load(folder_ / "changed", 1).error().code, base::ErrorCode::kDamaged);
  changed.resize(40);
  ASSERT_TRUE(platform::write_file(folder_ / "cut", changed));
  EXPECT_EQ(SvmEngine().load(folder_ / "cut", 1).error().code, base::ErrorCode::kDamaged);
  ASSERT_TRUE(platform::write_text(folder_ / "other", "no model"));
  EXPECT_FALSE(is_svm_file(folder_ / "other"));
  EXPECT_FALSE(is_svm_file(folder_ / "none"));
}

TEST_F(Svm, RefusesSettingsItDoesNotKnow) {
  options_.settings["features"] = "tea leaves";
  EXPECT_EQ(SvmEngine().train(ThreeClasses{}, judge, options_, quiet_).error().code,
            base::ErrorCode::kInvalidArgument);
}

TEST(Features, OfPixelsAreSparse) {
  Array picture({1, 2, 3});
  picture.values = {0, 0.5f, 0, 0, 0, 1};
  const auto features = features_of({picture}, FeatureKind::kPixels);
  ASSERT_TRUE(features);
  ASSERT_EQ(features->size(), 2u);
  EXPECT_EQ((*features)[0].index, 1);
  EXPECT_EQ((*features)[1].index, 5);
  EXPECT_EQ((*features)[1].value, 1);
}

TEST(Features, OfAProfileAreInkWidthAndSizes) {
  Array strip({2, 128, 4}), scalars({1}, 0.5f);
  for (std::size_t y = 0; y < 128; ++y) {
    for (std::size_t x = 1; x < 3; ++x)
      strip.values[y * 4 + x] = y < 64 ? 0.8f : 0.2f, strip.values[512 + y * 4 + x] = 1;
  }
  const auto features = features_of({strip, scalars}, FeatureKind::kProfile);
  ASSERT_TRUE(features);
  ASSERT_EQ(features->size(), 129u);
  EXPECT_NEAR((*features)[0].value, 0.8, 1e-6);
  EXPECT_NEAR((*features)[63].value, 0.2, 1e-6);
  EXPECT_NEAR((*features)[100].value, 0.5, 1e-6);
  EXPECT_NEAR((*features)[128].value, 1.0, 1e-6);
  EXPECT_FALSE(features_of({strip}, FeatureKind::kProfile));
  EXPECT_FALSE(features_of({strip}, FeatureKind::kPixels));
}

}  // namespace
}  // namespace pinnacle::svm
