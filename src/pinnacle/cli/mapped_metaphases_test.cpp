#include "pinnacle/cli/mapped_metaphases.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "pinnacle/cli/listener.h"
#include "pinnacle/image/codec.h"
#include "pinnacle/image/outline.h"
#include "pinnacle/platform/files.h"

namespace pinnacle::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kStepPx = 10, kBarWidth = 6, kBarHeight = 14, kTop = 5, kWidth = 46 * kStepPx, kHeight = 24;

/// The map of a 46,XX of upright bars side by side, the two of each class beside each other.
image::Grey map_of_bars() {
  image::Grey map(kWidth, kHeight, dataset::kMappedBackground);
  for (int bar = 0; bar < 46; ++bar) {
    for (int y = 0; y < kBarHeight; ++y) {
      for (int x = 0; x < kBarWidth; ++x) map(bar * kStepPx + x + 2, kTop + y) = static_cast<std::uint8_t>(bar / 2 + 1);
    }
  }
  return map;
}

class MappedMetaphases : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_ / "dapi");
    fs::create_directories(folder_ / "classes");
    put("whole", map_of_bars());
    auto touching = map_of_bars();
    for (int x = 0; x < kStepPx; ++x) touching(x + 4, kTop + 3) = 1;
    put("touching", touching);
    put("other", map_of_bars());
    ASSERT_TRUE(platform::write_text(folder_ / "cells.csv",
                                     "image,slide,composition\nwhole,s1,\"46,XX\"\ntouching,s2,\"46,XX\"\n"
                                     "other,s3,\"47,XX,+8\"\n"));
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& name, const image::Grey& classes) const {
    ASSERT_TRUE(platform::write_file(folder_ / "classes" / (name + ".png"), image::encode_png(classes)));
    ASSERT_TRUE(platform::write_file(folder_ / "dapi" / (name + ".png"), image::encode_png(image::Grey(kWidth, kHeight, 90))));
  }

  const fs::path folder_ = fs::temp_directory_path() / ("pinnacle-mapped-" + std::to_string(getpid()));
  Listener listener_;
};

TEST_F(MappedMetaphases, HaveTheBoxClassAndOutlineOfEachChromosome) {
  const auto metaphases = read_mapped_metaphases(folder_, listener_);
  ASSERT_TRUE(metaphases) << metaphases.error().text();
  ASSERT_EQ(metaphases->size(), 1u);
  const auto& whole = metaphases->front();
  EXPECT_EQ(whole.file, folder_ / "dapi" / "whole.png");
  EXPECT_EQ(whole.patient, "s1");
  ASSERT_EQ(whole.boxes.size(), 46u);
  for (std::size_t i = 0; i < whole.boxes.size(); ++i) {
    const auto& [box, label, outline] = whole.boxes[i];
    const auto bar = static_cast<int>(box.x) / kStepPx;
    EXPECT_EQ(static_cast<int>(label), bar / 2);
    EXPECT_EQ(box.y, kTop);
    EXPECT_EQ(box.width, kBarWidth);
    EXPECT_EQ(box.height, kBarHeight);
    EXPECT_EQ(image::area_of(image::filled(outline, kWidth, kHeight).mask), kBarWidth * kBarHeight);
  }
}

TEST_F(MappedMetaphases, SayWhichCellsAreLeftOut) {
  ASSERT_TRUE(read_mapped_metaphases(folder_, listener_));
  ASSERT_EQ(listener_.lines.size(), 1u);
  EXPECT_NE(listener_.lines.front().find("left out: 1 cells that are not noted as 46,XX or 46,XY, and 1 whose map"),
            std::string::npos)
      << listener_.lines.front();
}

TEST_F(MappedMetaphases, AFaultNamesTheMap) {
  put("touching", image::Grey(kWidth, kHeight, 99));
  const auto fault = read_mapped_metaphases(folder_, listener_);
  ASSERT_FALSE(fault);
  EXPECT_NE(fault.error().text().find("classes/touching.png"), std::string::npos) << fault.error().text();
}

}  // namespace
}  // namespace pinnacle::cli
