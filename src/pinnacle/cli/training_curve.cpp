#include "pinnacle/cli/training_curve.h"

#include <cmath>
#include <cstdlib>
#include <map>
#include <sstream>

#include "pinnacle/dataset/csv.h"

namespace pinnacle::cli {
namespace {

using render::TrainingPoint;

/// "name=0.5 other=0.7" at that name; NaN if it is not there.
double figure(const std::string& figures, const std::string& name) {
  std::istringstream words(figures);
  for (std::string word; words >> word;) {
    if (word.rfind(name + "=", 0) == 0) return std::strtod(word.c_str() + name.size() + 1, nullptr);
  }
  return NAN;
}

/// By pass: a training that was killed may have written a line twice.
std::map<double, TrainingPoint> curve_of(const std::filesystem::path& log) {
  std::map<double, TrainingPoint> points;
  const auto table = dataset::read_csv_file(log, {"pass", "loss", "figures"});
  if (!table) return points;
  for (const auto& row : table->rows) {
    const auto value = [&](const char* name) { return row[*table->column(name)]; };
    const double pass = std::strtod(value("pass").c_str(), nullptr);
    points[pass] = {pass, std::strtod(value("loss").c_str(), nullptr),
                    figure(value("figures"), "validation_loss"),
                    figure(value("figures"), "validation_accuracy")};
  }
  return points;
}

}  // namespace

std::vector<TrainingPoint> mean_curve(const std::vector<std::filesystem::path>& logs) {
  // Folds differ a little in size, so their judgements come at slightly different passes: the n-th of each
  // belong together.
  std::vector<std::vector<TrainingPoint>> nth;
  for (const auto& log : logs) {
    std::size_t n = 0;
    for (const auto& [pass, point] : curve_of(log)) {
      if (nth.size() <= n) nth.emplace_back();
      nth[n++].push_back(point);
    }
  }
  std::vector<TrainingPoint> mean;
  for (const auto& points : nth) {
    const auto of = [&](double TrainingPoint::*member) {
      double sum = 0;
      for (const auto& p : points) sum += p.*member;
      return sum / static_cast<double>(points.size());
    };
    mean.push_back({of(&TrainingPoint::epoch), of(&TrainingPoint::training_loss),
                    of(&TrainingPoint::validation_loss), of(&TrainingPoint::validation_accuracy)});
  }
  return mean;
}

}  // namespace pinnacle::cli
