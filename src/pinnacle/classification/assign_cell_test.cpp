#include "pinnacle/classification/assign_cell.h"

#include <gtest/gtest.h>

#include <map>

namespace pinnacle::classification {
namespace {

using cytogenetics::ChromosomeClass;
using cytogenetics::ClassProbabilities;

ClassProbabilities sure_of(int k, double p, int second = -1, double q = 0) {
  ClassProbabilities all;
  all.fill((1 - p - q) / 22);
  all[static_cast<std::size_t>(k)] = p;
  if (second >= 0) all[static_cast<std::size_t>(second)] = q;
  return all;
}

/// A cell of which every chromosome is well recognised.
std::vector<ClassProbabilities> clear_cell(bool male) {
  std::vector<ClassProbabilities> cell;
  for (int k = 0; k < 22; ++k) cell.insert(cell.end(), 2, sure_of(k, 0.97));
  cell.push_back(sure_of(22, 0.97));
  cell.push_back(sure_of(male ? 23 : 22, 0.97));
  return cell;
}

std::map<int, int> counts(const std::vector<Assigned>& assigned) {
  std::map<int, int> count;
  for (const auto& a : assigned) ++count[static_cast<int>(a.label)];
  return count;
}

std::vector<Assigned> assign(const std::vector<ClassProbabilities>& cell, const AssignmentOptions& options = {}) {
  return assign_cell(cell, std::vector<double>(cell.size(), 0.95), options);
}

TEST(AssignCell, LeavesAClearCellAsItIs) {
  for (const bool male : {false, true}) {
    const auto assigned = assign(clear_cell(male));
    ASSERT_EQ(assigned.size(), 46u);
    for (std::size_t i = 0; i < 44; ++i) EXPECT_EQ(static_cast<std::size_t>(assigned[i].label), i / 2);
    EXPECT_EQ(assigned[45].label, male ? ChromosomeClass::kY : ChromosomeClass::kX);
    for (const auto& a : assigned) EXPECT_GT(a.probability, 0.95);
  }
}

TEST(AssignCell, SettlesADoubtByTheOthers) {
  auto cell = clear_cell(false);
  cell[41] = sure_of(21, 0.55, 20, 0.42);  // The second 21 looks a little more like a 22.
  const auto assigned = assign(cell);
  EXPECT_EQ(assigned[41].label, ChromosomeClass::k21);
  EXPECT_EQ(assign(cell, {.use_prior = false})[41].label, ChromosomeClass::k22);
}

TEST(AssignCell, LetsATrisomyThrough) {
  auto cell = clear_cell(true);
  cell.push_back(sure_of(20, 0.97));
  const auto count = counts(assign(cell));
  EXPECT_EQ(count.at(20), 3);
  EXPECT_EQ(count.at(22), 1);
  EXPECT_EQ(count.at(23), 1);
}

TEST(AssignCell, LetsALostXThrough) {
  auto cell = clear_cell(false);
  cell.pop_back();
  const auto count = counts(assign(cell));
  EXPECT_EQ(count.at(22), 1);
  EXPECT_EQ(count.count(23), 0u);
}

TEST(AssignCell, LeavesOutsideWhatResemblesNothing) {
  auto cell = clear_cell(true);
  ClassProbabilities flat;
  flat.fill(1.0 / 24);
  cell.push_back(flat);
  EXPECT_EQ(assign(cell).back().label, ChromosomeClass::kMarker);
  auto found = std::vector<double>(cell.size(), 0.95);
  found.back() = 0.35;
  EXPECT_EQ(assign_cell(cell, found, {}).back().label, ChromosomeClass::kUnclassified);
}

TEST(AssignCell, KeepsTheNumberOfObjects) {
  EXPECT_TRUE(assign({}).empty());
  for (const std::size_t n : {1u, 20u, 70u, 92u}) {
    std::vector<ClassProbabilities> cell;
    for (std::size_t i = 0; i < n; ++i) cell.push_back(sure_of(static_cast<int>(i % 23), 0.9));
    EXPECT_EQ(assign(cell).size(), n);
  }
}

TEST(AssignCell, TakesATetraploidCellForOne) {
  auto cell = clear_cell(true);
  const auto twice = clear_cell(true);
  cell.insert(cell.end(), twice.begin(), twice.end());
  const auto count = counts(assign(cell));
  for (int k = 0; k < 22; ++k) EXPECT_EQ(count.at(k), 4) << k;
  EXPECT_EQ(count.at(22), 2);
  EXPECT_EQ(count.at(23), 2);
}

}  // namespace
}  // namespace pinnacle::classification
