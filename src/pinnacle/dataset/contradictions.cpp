#include "pinnacle/dataset/contradictions.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "pinnacle/dataset/csv.h"

namespace pinnacle::dataset {
namespace {

using base::ErrorCode;

std::optional<double> probability(const std::string& text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || !(value >= 0) || !(value <= 1))
    return std::nullopt;
  return value;
}

std::string three_digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

}  // namespace

base::Expected<std::vector<Finding>> read_contradictions(const std::filesystem::path& predictions,
                                                         double least_probability) {
  PINNACLE_TRY(const auto table, read_csv_file(predictions, {"file", "truth"}));
  const auto file = *table.column("file"), truth = *table.column("truth");
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].rfind("p:", 0) == 0) columns.push_back(c);
  }
  if (columns.empty()) {
    return base::unexpected(ErrorCode::kDamaged, "there is no column p:LABEL with probabilities",
                            predictions.string(), "Give the predictions that pinnacle evaluate writes");
  }
  std::vector<std::pair<double, Finding>> found;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto& row = table.rows[r];
    double most = -1;
    std::string said;
    for (const auto c : columns) {
      const auto p = probability(row[c]);
      if (!p) {
        return base::unexpected(
            ErrorCode::kDamaged, "'" + row[c] + "' is no probability",
            predictions.string() + ": row " + std::to_string(r + 1) + " after the first line",
            "Give a number from 0 to 1");
      }
      if (*p > most) most = *p, said = table.columns[c].substr(2);
    }
    if (said == row[truth] || most < least_probability) continue;
    found.push_back({most,
                     {FindingKind::kContradiction,
                      row[file],
                      "",
                      "labelled " + row[truth] + ", looks like " + said + " (" + three_digits(most) + ")",
                      {}}});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Finding> findings;
  for (auto& [sure, finding] : found) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace pinnacle::dataset
