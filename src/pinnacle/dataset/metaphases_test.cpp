#include "pinnacle/dataset/metaphases.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

using cytogenetics::ChromosomeClass;

class Coco : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("pinnacle-coco-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  base::Expected<std::vector<LabelledMetaphase>> read(const std::string& text) {
    EXPECT_TRUE(platform::write_text(folder_ / "annotations.json", text));
    return read_coco(folder_);
  }
  std::filesystem::path folder_;
};

TEST_F(Coco, ComesBackAsItWasWritten) {
  const DescribedMetaphase one{"a.png", "p7", 100, 80, {{{1, 2, 30, 40}, ChromosomeClass::kX, {{{1, 2}, {31, 2}, {31, 42}}}}}};
  const auto metaphases = read(coco_text({one}));
  ASSERT_TRUE(metaphases) << metaphases.error().text();
  ASSERT_EQ(metaphases->size(), 1u);
  EXPECT_EQ(metaphases->front().patient, "p7");
  EXPECT_EQ(metaphases->front().file, folder_ / "a.png");
  EXPECT_EQ(metaphases->front().boxes[0].label, ChromosomeClass::kX);
  EXPECT_EQ(metaphases->front().boxes[0].box, (base::Box{1, 2, 30, 40}));
  EXPECT_EQ(metaphases->front().boxes[0].outline, (std::vector<base::Polygon>{{{1, 2}, {31, 2}, {31, 42}}}));
}

TEST(CocoText, AreaIsThatOfTheOutline) {
  const std::vector<base::Polygon> square{{{2, 2}, {5, 2}, {5, 5}, {2, 5}}};  // Its line belongs to it.
  const auto area = [](const std::vector<base::Polygon>& outline) {
    const auto text = coco_text({{"a.png", "p", 20, 20, {{{0, 0, 9, 9}, ChromosomeClass::k1, outline}}}});
    return text.substr(text.find("\"area\":") + 7, 4);
  };
  EXPECT_EQ(area(square), "16.0");
  EXPECT_EQ(area({}), "81.0");
}

TEST_F(Coco, KeepsChromosomesOfNoKnownClass) {
  const auto metaphases = read(coco_text({{"a.png", "p", 9, 9, {{{0, 0, 5, 5}, ChromosomeClass::kUnclassified, {}}}}}));
  ASSERT_TRUE(metaphases) << metaphases.error().text();
  EXPECT_EQ(metaphases->front().boxes[0].label, ChromosomeClass::kUnclassified);
  EXPECT_THROW((void)coco_text({{"a.png", "p", 9, 9, {{{0, 0, 5, 5}, ChromosomeClass::kMarker, {}}}}}), std::logic_error);
}

TEST_F(Coco, TakesNoBoxOutsideItsImage) {
  const auto of = [&](const base::Box& box) { return read(coco_text({{"a.png", "p", 90, 60, {{box, ChromosomeClass::k1, {}}}}})); };
  EXPECT_TRUE(of({0, 0, 90, 60})) << "it may touch the border";
  EXPECT_TRUE(of({-0.5, 1, 20, 59.4}));
  for (const base::Box box : {base::Box{-9, 5, 20, 20}, {5, -9, 20, 20}, {80, 5, 20, 20}, {5, 50, 20, 20}, {500, 500, 5, 5}}) {
    const auto fault = of(box);
    ASSERT_FALSE(fault);
    EXPECT_NE(fault.error().text().find("annotation 1: its box lies outside its image"), std::string::npos) << fault.error().text();
  }
  auto silent = coco_text({{"a.png", "p", 90, 60, {{{80, 5, 20, 20}, ChromosomeClass::k1, {}}}}});
  silent.replace(silent.find("\"width\":90,"), 11, "");
  EXPECT_TRUE(read(silent)) << "the width is not known";
}

TEST_F(Coco, SaysWhatIsWrongAndWhere) {
  EXPECT_FALSE(read("{"));
  EXPECT_FALSE(read("{\"images\": []}"));
  auto text = coco_text({{"a.png", "p", 9, 9, {{{0, 0, 5, 5}, ChromosomeClass::k1, {}}}}});
  text.replace(text.find("[0.0,0.0,5.0,5.0]"), 17, "[0.0,0.0,0.0,5.0]");
  const auto fault = read(text);
  ASSERT_FALSE(fault);
  EXPECT_NE(fault.error().text().find("annotation 1"), std::string::npos) << fault.error().text();
}

}  // namespace
}  // namespace pinnacle::dataset
