#include "pinnacle/karyotyping/size_doubts.h"

#include <gtest/gtest.h>

#include "pinnacle/cytogenetics/bands.h"

namespace pinnacle::karyotyping {
namespace {

using cytogenetics::ChromosomeClass;

/// 46,XX with the lengths of the bands, 10 px wide; chromosomes 2 c and 2 c + 1 are of class c.
struct Cell {
  std::vector<ChromosomeClass> labels;
  std::vector<classification::Measures> measures;

  Cell() {
    for (int i = 0; i < 46; ++i) {
      labels.push_back(i < 44 ? static_cast<ChromosomeClass>(i / 2) : ChromosomeClass::kX);
      measures.push_back(
          {0.01 * cytogenetics::length_of(labels.back(), cytogenetics::BandLevel::k400), 10, 1});
    }
  }

  std::vector<std::size_t> doubted() const {
    std::vector<std::size_t> which;
    const auto doubts = size_doubts(labels, measures);
    for (std::size_t i = 0; i < doubts.size(); ++i) {
      if (!doubts[i].empty()) which.push_back(i);
    }
    return which;
  }
};

using Which = std::vector<std::size_t>;

TEST(SizeDoubts, AreOfTheOneThatDoesNotFitItsClass) {
  Cell cell;
  EXPECT_EQ(cell.doubted(), Which{});
  cell.measures[8].length_px *= 0.6;
  EXPECT_EQ(cell.doubted(), Which{8});
  EXPECT_TRUE(size_doubts(cell.labels, cell.measures)[8].starts_with("much shorter than its homologue"));
}

TEST(SizeDoubts, AreOfAreaToo) {
  Cell cell;
  cell.measures[21].width_px *= 0.55;
  EXPECT_EQ(cell.doubted(), Which{21});
  EXPECT_TRUE(size_doubts(cell.labels, cell.measures)[21].starts_with("much smaller than its homologue"));
}

TEST(SizeDoubts, ToleratesHeteromorphicPairs) {
  Cell cell;
  for (const int c : {0, 8, 15, 12, 13, 14, 20, 21})
    cell.measures[static_cast<std::size_t>(2 * c)].length_px *= 0.8;
  EXPECT_EQ(cell.doubted(), Which{});
}

TEST(SizeDoubts, LeaveTheSmallerAloneWhereTheLargerIsOdd) {
  Cell cell;
  cell.measures[30].length_px *= 1.6;  // Two that were taken for one.
  EXPECT_EQ(cell.doubted(), Which{});
}

TEST(SizeDoubts, AreNotOfWhatHasNoHomologueOrNoClass) {
  Cell cell;
  cell.labels[45] = ChromosomeClass::kY;
  cell.measures[45].length_px = cell.measures[44].length_px * 0.2;
  cell.labels[20] = cell.labels[21] = ChromosomeClass::kMarker;
  cell.measures[20].length_px = 3;
  cell.labels[3] = ChromosomeClass::kUnclassified;
  cell.measures[4] = {};  // No outline.
  EXPECT_EQ(cell.doubted(), Which{});
  EXPECT_TRUE(size_doubts({}, {}).empty());
}

}  // namespace
}  // namespace pinnacle::karyotyping
