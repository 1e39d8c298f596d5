#include "pinnacle/segmentation/outline_score.h"

namespace pinnacle::segmentation {
namespace {

/// Counts of pixels in both and in either.
struct Shared {
  double both = 0, either = 0;
  void add(bool a, bool b) {
    both += a && b;
    either += a || b;
  }
  double iou() const { return either > 0 ? both / either : 0; }
};

template <typename Known>
double iou_where(const image::PlacedMask& a, const image::PlacedMask& b, Known&& known) {
  Shared shared;
  for (int y = 0; y < a.mask.height(); ++y) {
    for (int x = 0; x < a.mask.width(); ++x) {
      if (known(a.x + x, a.y + y)) shared.add(a.mask(x, y) != 0, b.has(a.x + x, a.y + y));
    }
  }
  for (int y = 0; y < b.mask.height(); ++y) {
    for (int x = 0; x < b.mask.width(); ++x) {
      const bool counted = a.mask.contains(b.x + x - a.x, b.y + y - a.y);
      if (!counted && known(b.x + x, b.y + y)) shared.add(false, b.mask(x, y) != 0);
    }
  }
  return shared.iou();
}

}  // namespace

double iou(const image::PlacedMask& a, const image::PlacedMask& b) {
  return iou_where(a, b, [](int, int) { return true; });
}

double iou(const image::PlacedMask& found, const TaughtOutline& truth) {
  return iou_where(found, truth.object, [&](int x, int y) { return !truth.unknown.has(x, y); });
}

base::Expected<double> view_iou(const learning::Predictor& network, const learning::Sample& view) {
  auto input = view.inputs.at(0);
  input.shape.insert(input.shape.begin(), 1);
  PINNACLE_TRY(const auto answers, network.predict({input}));
  const auto& mask = view.targets.at(0).values;
  const auto& weight = view.targets.at(1).values;
  if (answers.empty() || answers[0].values.size() != mask.size()) {
    return base::unexpected(base::ErrorCode::kInvalidArgument,
                            "the network '" + network.info().network + "' gives no outlines");
  }
  Shared shared;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (weight[i] > 0) shared.add(answers[0].values[i] > 0, mask[i] > 0.5F);
  }
  return shared.iou();
}

}  // namespace pinnacle::segmentation
