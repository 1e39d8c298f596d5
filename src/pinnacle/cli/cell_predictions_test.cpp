#include "pinnacle/cli/cell_predictions.h"

#include <gtest/gtest.h>

namespace pinnacle::cli {
namespace {

using cytogenetics::ChromosomeClass;

/// A metaphase with three true boxes side by side: 1, 2, 3.
LabelledCell three_boxes(const std::string& file) {
  LabelledCell cell;
  cell.patient = "p";
  cell.metaphase.file = file;
  for (const auto label : {ChromosomeClass::k1, ChromosomeClass::k2, ChromosomeClass::k3})
    cell.metaphase.boxes.push_back(
        {{20.0 * static_cast<double>(cell.metaphase.boxes.size()), 0, 10, 10}, label, {}});
  return cell;
}

/// What the pipeline says of it: 1, a marker, 3.
karyotyping::KaryotypedCell with_a_marker(const LabelledCell& cell) {
  karyotyping::KaryotypedCell result;
  for (const auto& box : cell.metaphase.boxes) {
    cytogenetics::Chromosome c;
    c.box = box.box;
    c.label = box.label == ChromosomeClass::k2 ? ChromosomeClass::kMarker : box.label;
    c.probabilities[static_cast<std::size_t>(box.label)] = 1;
    result.cell.chromosomes.push_back(c);
  }
  return result;
}

PredictionOptions named_in_data() {
  PredictionOptions options;
  options.data = "data";
  return options;
}

TEST(PredictionsOf, AMarkerHasNoneOfTheLabels) {
  const auto cell = three_boxes("data/a.png");
  const auto predictions = predictions_of(cell, with_a_marker(cell), named_in_data());
  ASSERT_EQ(predictions.size(), 3u);
  EXPECT_EQ(predictions[0].assigned, 0);
  EXPECT_EQ(predictions[1].assigned, evaluation::kNoLabel);
  EXPECT_EQ(predictions[1].best(), 1);
  EXPECT_EQ(predictions[2].assigned, 2);
}

TEST(PredictionsOf, ADoubleBoxMayBeEither) {
  auto cell = three_boxes("data/a.png");
  // As much as two boxes must agree to be one (evaluation/double_boxes.h), and no more.
  cell.metaphase.boxes[0].box = {0, 0, 100, 1};
  cell.metaphase.boxes[1].box = {0, 0, 93, 1};
  auto result = with_a_marker(cell);
  for (auto& chromosome : result.cell.chromosomes) {
    chromosome.label = ChromosomeClass::k1;
    chromosome.probabilities = {1};
  }
  const auto predictions = predictions_of(cell, result, named_in_data());
  ASSERT_EQ(predictions.size(), 3u);
  EXPECT_EQ(predictions[1].truth, 0) << "what was answered is one of its two labels";
  EXPECT_EQ(predictions[2].truth, 2);
}

TEST(PredictionsOf, TellCellsOfOneFileNameApart) {
  const auto a = three_boxes("data/a/x.png"), b = three_boxes("data/b/x.png");
  const auto of_a = predictions_of(a, with_a_marker(a), named_in_data()),
             of_b = predictions_of(b, with_a_marker(b), named_in_data());
  ASSERT_FALSE(of_a.empty() || of_b.empty());
  EXPECT_NE(of_a.front().cell, of_b.front().cell);
}

}  // namespace
}  // namespace pinnacle::cli
