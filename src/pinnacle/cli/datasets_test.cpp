#include "pinnacle/cli/datasets.h"

#include <gtest/gtest.h>

#include "pinnacle/cli/listener.h"

namespace pinnacle::cli {
namespace {

LabelledCell cell_of(const std::string& patient, std::size_t chromosomes) {
  LabelledCell cell;
  cell.patient = patient;
  cell.images.resize(chromosomes);
  return cell;
}

TEST(TellLeftOut, CountsWhatTheSplitDoesNotName) {
  const dataset::PatientSplit split{{"p1", dataset::Part::kTrain}, {"p2", dataset::Part::kTest}};
  const std::vector cells{cell_of("p1", 46), cell_of("p3", 45), cell_of("p3", 47), cell_of("p4", 46)};
  Listener listener;
  tell_left_out(cells, split, "split.csv", listener);
  ASSERT_EQ(listener.lines.size(), 1u);
  EXPECT_EQ(listener.lines.front(),
            "split.csv does not name 2 of the patients: 3 cells with 138 chromosomes are left out");
}

TEST(TellLeftOut, IsSilentWhereTheSplitNamesAll) {
  Listener listener;
  tell_left_out(std::vector{cell_of("p1", 46)}, {{"p1", dataset::Part::kTest}}, "split.csv", listener);
  EXPECT_TRUE(listener.lines.empty());
}

}  // namespace
}  // namespace pinnacle::cli
