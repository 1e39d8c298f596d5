#include "pinnacle/svm/features.h"

#include <algorithm>
#include <cmath>

namespace pinnacle::svm {
namespace {

/// Places along the axis: a band is wider than that.
constexpr int kPlaces = 64;
/// Sizes say much of the class; this much beside one place of a profile.
constexpr double kSizeWeight = 2;

void add(Features& features, int& index, double value) {
  if (value != 0) features.push_back({index, value});
  ++index;
}

base::Unexpected of_another_shape(FeatureKind kind) {
  return base::unexpected(base::ErrorCode::kInvalidArgument,
                          "the features '" + std::string(to_string(kind)) + "' are not made of these inputs");
}

Features pixels(const learning::Array& picture) {
  Features features;
  int index = 0;
  for (const float ink : picture.values) add(features, index, ink);
  return features;
}

Features profile(const learning::Array& strip, const learning::Array& scalars) {
  const auto rows = strip.shape[1], columns = strip.shape[2];
  Features features;
  std::vector<double> ink(kPlaces), width(kPlaces);
  for (std::int64_t y = 0; y < rows; ++y) {
    const auto place = static_cast<std::size_t>(y * kPlaces / rows);
    for (std::int64_t x = 0; x < columns; ++x) {
      const auto at = static_cast<std::size_t>(y * columns + x);
      ink[place] += strip.values[at];
      width[place] += strip.values[static_cast<std::size_t>(rows * columns) + at];
    }
  }
  int index = 0;
  const double pixels_a_place = static_cast<double>(rows) / kPlaces * static_cast<double>(columns);
  for (int i = 0; i < kPlaces; ++i) {
    const auto k = static_cast<std::size_t>(i);
    add(features, index, width[k] > 0 ? ink[k] / width[k] : 0);
  }
  for (const double w : width) add(features, index, w / pixels_a_place);
  for (const float s : scalars.values) add(features, index, kSizeWeight * s);
  return features;
}

}  // namespace

std::string_view to_string(FeatureKind kind) { return kind == FeatureKind::kPixels ? "pixels" : "profile"; }

std::optional<FeatureKind> parse_feature_kind(std::string_view text) {
  for (const auto kind : {FeatureKind::kPixels, FeatureKind::kProfile}) {
    if (text == to_string(kind)) return kind;
  }
  return std::nullopt;
}

base::Expected<Features> features_of(const std::vector<learning::Array>& inputs, FeatureKind kind) {
  const auto is_picture = [](const learning::Array& a, std::int64_t maps) {
    return a.shape.size() == 3 && a.shape[0] == maps;
  };
  if (kind == FeatureKind::kPixels) {
    if (inputs.size() != 1 || !is_picture(inputs[0], 1)) return of_another_shape(kind);
    return pixels(inputs[0]);
  }
  if (inputs.size() != 2 || !is_picture(inputs[0], 2) || inputs[1].shape.size() != 1)
    return of_another_shape(kind);
  return profile(inputs[0], inputs[1]);
}

}  // namespace pinnacle::svm
