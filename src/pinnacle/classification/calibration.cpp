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

/// The likeliest temperature, by golden section over its logarithm. Beforehand it is held to be about 1: its
/// logarithm is normal with a deviation of 1, which weighs about as much as one answer that is wrong. Where
/// none is, the truth would be the likelier the surer the network is made, without end: it is made no surer.
/// @param loss  Minus the logarithm of the truth's likelihood at a temperature; it has one valley.
double likeliest(const std::function<double(double)>& loss, bool any_wrong) {
  constexpr double kGolden = 0.6180339887498949;
  double low = any_wrong ? std::log(0.05) : 0, high = std::log(20.0);
  const auto cost = [&](double log_t) { return loss(std::exp(log_t)) + 0.5 * log_t * log_t; };
  for (int i = 0; i < 40; ++i) {
    const double a = high - kGolden * (high - low), b = low + kGolden * (high - low);
    const bool left = cost(a) < cost(b);
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
  bool any_wrong = false;
  for (std::size_t i = 0; i < opinions.size(); ++i) {
    logits.emplace_back();
    for (const double p : opinions[i].classes) logits.back().push_back(std::log(std::max(p, kLeast)));
    any_wrong = any_wrong || most_probable(opinions[i]) != truths[i].label;
    if (!truths[i].p_on_top || !tells_orientation(opinions[i])) continue;
    const double p = std::clamp(opinions[i].p_on_top, kLeast, 1 - kLeast);
    turns.push_back((*truths[i].p_on_top ? 1 : -1) * std::log(p / (1 - p)));
  }
  Calibration calibration;
  if (!opinions.empty()) {
    const auto loss_at = [&](double t) {
      double loss = 0;
      for (std::size_t i = 0; i < logits.size(); ++i)
        loss -= std::log(std::max(softened(logits[i], t)[static_cast<std::size_t>(truths[i].label)], kLeast));
      return loss;
    };
    calibration.classes = likeliest(loss_at, any_wrong);
  }
  if (!turns.empty()) {
    const auto loss_at = [&](double t) {
      double loss = 0;
      for (const double turn : turns) loss += std::log1p(std::exp(-turn / t));
      return loss;
    };
    const bool any_upside_down =
        std::any_of(turns.begin(), turns.end(), [](double turn) { return turn < 0; });
    calibration.orientation = likeliest(loss_at, any_upside_down);
  }
  return calibration;
}

}  // namespace pinnacle::classification
