#include "pinnacle/classification/calibration.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>

namespace pinnacle::classification {
namespace {

constexpr const char *kClasses = "temperature", *kOrientation = "orientation_temperature";
/// No probability is taken for less: its logarithm must be a number.
constexpr double kLeast = 1e-12;

double positive_number(const learning::ModelInfo& info, const char* name) {
  const auto found = info.settings.find(name);
  const double value = found == info.settings.end() ? 1 : std::strtod(found->second.c_str(), nullptr);
  return std::isfinite(value) && value > 0 ? value : 1;
}

std::string text_of(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

/// The temperature of least loss, by golden section over its logarithm: the loss has one valley.
double least_loss(const std::function<double(double)>& loss) {
  constexpr double kGolden = 0.6180339887498949;
  double low = std::log(0.05), high = std::log(20.0);
  for (int i = 0; i < 40; ++i) {
    const double a = high - kGolden * (high - low), b = low + kGolden * (high - low);
    const bool left = loss(std::exp(a)) < loss(std::exp(b));
    (left ? high : low) = left ? b : a;
  }
  return std::exp(0.5 * (low + high));
}

}  // namespace

Calibration calibration_in(const learning::ModelInfo& info) {
  return {positive_number(info, kClasses), positive_number(info, kOrientation)};
}

std::map<std::string, std::string> settings_of(const Calibration& calibration) {
  return {{kClasses, text_of(calibration.classes)}, {kOrientation, text_of(calibration.orientation)}};
}

std::vector<double> softened(const std::vector<double>& logits, double temperature) {
  std::vector<double> p(logits.size());
  if (logits.empty()) return p;
  const double largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (std::size_t k = 0; k < p.size(); ++k) sum += p[k] = std::exp((logits[k] - largest) / temperature);
  for (auto& v : p) v /= sum;
  return p;
}

Calibration fitted(const std::vector<Opinion>& opinions, const std::vector<Truth>& truths) {
  PINNACLE_CHECK(opinions.size() == truths.size(), "each opinion has its truth");
  std::vector<std::vector<double>> logits;
  std::vector<double> turns;  // The liking for the end that truly is up.
  for (std::size_t i = 0; i < opinions.size(); ++i) {
    logits.emplace_back();
    for (const double p : opinions[i].classes) logits.back().push_back(std::log(std::max(p, kLeast)));
    if (!truths[i].p_on_top || !tells_orientation(opinions[i])) continue;
    const double p = std::clamp(opinions[i].p_on_top, kLeast, 1 - kLeast);
    turns.push_back((*truths[i].p_on_top ? 1 : -1) * std::log(p / (1 - p)));
  }
  Calibration calibration;
  if (!opinions.empty()) {
    calibration.classes = least_loss([&](double t) {
      double loss = 0;
      for (std::size_t i = 0; i < logits.size(); ++i)
        loss -= std::log(std::max(softened(logits[i], t)[static_cast<std::size_t>(truths[i].label)], kLeast));
      return loss;
    });
  }
  if (!turns.empty()) {
    calibration.orientation = least_loss([&](double t) {
      double loss = 0;
      for (const double turn : turns) loss += std::log1p(std::exp(-turn / t));
      return loss;
    });
  }
  return calibration;
}

}  // namespace pinnacle::classification
