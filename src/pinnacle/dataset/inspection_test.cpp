#include "pinnacle/dataset/inspection.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "pinnacle/base/random.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::dataset {
namespace {

namespace fs = std::filesystem;
using cytogenetics::ChromosomeClass;

class InspectedFolder : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  /// A picture that looks like no other of another seed.
  fs::path put(const std::string& name, std::uint64_t seed) const {
    base::Random random(seed);
    image::Grey crop(30, 70, 255);
    int level = 0;
    for (int y = 5; y < 65; ++y) {
      if (y % 5 == 0) level = 40 + static_cast<int>(random.below(180));
      for (int x = 6; x < 24; ++x) crop(x, y) = static_cast<std::uint8_t>(level);
    }
    EXPECT_TRUE(platform::write_file(folder_ / name, image::encode_png(crop)));
    return folder_ / name;
  }

  fs::path folder_ = fs::temp_directory_path() / ("inspected-" + std::to_string(getpid()));
  base::SilentProgress progress_;
};

std::string detail_of(const Inspection& inspection, FindingKind kind) {
  for (const auto& f : inspection.findings) {
    if (f.kind == kind) return f.detail;
  }
  return "none";
}

TEST_F(InspectedFolder, IsCounted) {
  const std::vector<LabelledImage> images{{put("a.png", 1), "5", "c1", "p1", {}},
                                          {put("b.png", 2), "5", "c2", "p1", {}},
                                          {put("c.png", 3), "del(5)(p14)", "c1", "p2", {}},
                                          {put("d.png", 4), "X", "", "", {}}};
  const auto inspection = *inspect_images(images, {}, progress_);
  EXPECT_EQ(inspection.pictures, 4u);
  EXPECT_EQ(inspection.cells, 3u);
  EXPECT_EQ(inspection.patients.size(), 2u);
  EXPECT_EQ(inspection.patients.at("p1").cells, 2u);
  EXPECT_EQ(inspection.without_patient, 1u);
  EXPECT_EQ(inspection.width_px.median, 30);
  EXPECT_EQ(inspection.by_label.size(), 25u);
  EXPECT_EQ(inspection.by_label.back(), (std::pair<std::string, std::size_t>("del(5)(p14)", 1)));
  EXPECT_EQ(inspection.count_of(FindingKind::kMissingLabel), 22u);
  EXPECT_EQ(inspection.count_of(FindingKind::kUnusualCell), 0u) << "these are no whole cells";
}

TEST_F(InspectedFolder, TellsPicturesThatStandTwice) {
  const std::vector<LabelledImage> images{{put("a.png", 1), "8", "c1", "p1", {}},
                                          {put("b.png", 1), "X", "c1", "p1", {}},
                                          {put("c.png", 2), "8", "c1", "p1", {}},
                                          {put("d.png", 2), "8", "c2", "p2", {}}};
  const auto inspection = *inspect_images(images, {}, progress_);
  EXPECT_EQ(inspection.count_of(FindingKind::kDuplicate), 2u);
  EXPECT_EQ(inspection.count_of(FindingKind::kTwoLabels), 1u);
  EXPECT_EQ(detail_of(inspection, FindingKind::kTwoLabels), "8 and X");
  EXPECT_EQ(inspection.count_of(FindingKind::kTwoPatients), 1u);
  EXPECT_EQ(detail_of(inspection, FindingKind::kTwoPatients), "p1 and p2");
}

TEST_F(InspectedFolder, HoldsWhatCannotBeReadAndWhatIsNotWanted) {
  EXPECT_TRUE(platform::write_text(folder_ / "bad.png", "no picture"));
  const std::vector<LabelledImage> images{{folder_ / "bad.png", "5", "c", "p", {}},
                                          {put("a.png", 1), "6", "c", "p", {}}};
  const auto inspection = *inspect_images(images, *LabelSet::of({"5", "del(5)(p14)"}), progress_);
  EXPECT_EQ(inspection.count_of(FindingKind::kUnreadable), 1u);
  EXPECT_EQ(inspection.count_of(FindingKind::kUnknownLabel), 1u);
  EXPECT_EQ(inspection.count_of(FindingKind::kMissingLabel), 1u);
  const auto json = nlohmann::json::parse(inspection_json(inspection));
  EXPECT_EQ(json["findings"].size(), 3u);
  EXPECT_EQ(json["findings"][0]["kind"], "unreadable");
  EXPECT_EQ(json["labels"]["6"], 1);
}

/// 46 boxes side by side, the classes in pairs.
LabelledMetaphase metaphase(const fs::path& file) {
  LabelledMetaphase whole{file, "p", {}};
  for (int i = 0; i < 46; ++i) {
    whole.boxes.push_back({{20.0 * i, 0, 10, 30}, static_cast<ChromosomeClass>(i / 2), {}});
  }
  return whole;
}

TEST_F(InspectedFolder, TellsBoxesWithTwoLabelsAndOddCells) {
  auto doubled = metaphase(put("a.png", 1)), lost = metaphase(put("b.png", 2)),
       swapped = metaphase(put("c.png", 3));
  doubled.boxes.push_back({doubled.boxes[0].box, ChromosomeClass::kX, {}});
  lost.boxes.resize(42);
  swapped.boxes[10].label = swapped.boxes[11].label = ChromosomeClass::k5;
  const auto inspection =
      *inspect_metaphases({doubled, lost, swapped, metaphase(put("d.png", 4))}, {}, progress_);
  EXPECT_EQ(inspection.cells, 4u);
  EXPECT_EQ(inspection.count_of(FindingKind::kTwoLabels), 1u);
  EXPECT_EQ(detail_of(inspection, FindingKind::kTwoLabels), "boxes 1 and 47, 1 and X, IoU 1.000");
  ASSERT_EQ(inspection.count_of(FindingKind::kUnusualCell), 2u);
  EXPECT_EQ(detail_of(inspection, FindingKind::kUnusualCell), "42 chromosomes");
  EXPECT_EQ(inspection.findings.back().kind, FindingKind::kMissingLabel);
}

}  // namespace
}  // namespace pinnacle::dataset
