#include "pinnacle/karyotyping/verification.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pinnacle/base/check.h"
#include "pinnacle/base/median.h"

namespace pinnacle::karyotyping {
namespace {

using segmentation::Detection;

/// Of what scores less, one in fifty is a chromosome.
constexpr double kLeastScore = 0.08;
constexpr std::size_t kMostCandidates = 400;
/// Scores from here on belong to chromosomes: the cell's measure of darkness and size.
constexpr double kSureScore = 0.5;

struct Pixels {
  double grey = 255;      ///< Mean of the outline's pixels.
  double own_share = 0;  ///< Of the outline's pixels, those in no better candidate's outline.
};

Pixels pixels_of(std::size_t candidate, const Looks& looks, const image::Grey& dark_on_white) {
  const auto& object = looks.outlines[candidate].mask;
  const auto better_has = [&](int x, int y) {
    const auto end = looks.outlines.begin() + static_cast<std::ptrdiff_t>(candidate);
    return std::any_of(looks.outlines.begin(), end, [&](const auto& other) { return other.mask.has(x, y); });
  };
  double area = 0, grey = 0, own = 0;
  for (int y = object.y; y < object.y + object.mask.height(); ++y) {
    for (int x = object.x; x < object.x + object.mask.width(); ++x) {
      if (!object.has(x, y)) continue;
      ++area;
      grey += dark_on_white(x, y);
      own += better_has(x, y) ? 0 : 1;
    }
  }
  return area > 0 ? Pixels{grey / area, own / area} : Pixels{};
}

/// Of the candidates that are chromosomes for sure; of all where none is.
double usual(const std::vector<double>& values, const std::vector<Detection>& candidates) {
  std::vector<double> sure;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (candidates[i].score >= kSureScore) sure.push_back(values[i]);
  }
  return base::median(sure.empty() ? values : std::move(sure));
}

double log_odds(double p) {
  p = std::clamp(p, 1e-3, 1 - 1e-3);
  return std::log(p / (1 - p));
}

double overlap_with_better(const std::vector<Detection>& candidates, std::size_t i) {
  double most = 0;
  for (std::size_t k = 0; k < i; ++k) most = std::max(most, base::iou(candidates[k].box, candidates[i].box));
  return most;
}

}  // namespace

std::vector<Detection> worth_a_look(std::vector<Detection> candidates) {
  std::erase_if(candidates, [](const auto& c) { return c.score < kLeastScore; });
  if (candidates.size() > kMostCandidates) candidates.resize(kMostCandidates);
  return candidates;
}

learning::Array candidate_evidence(const std::vector<Detection>& candidates, const Looks& looks,
                                   const image::Grey& dark_on_white, const classification::PoolingWeights& pooling) {
  PINNACLE_CHECK(looks.outlines.size() == candidates.size(), "a look at each candidate");
  learning::Array evidence({static_cast<std::int64_t>(candidates.size()), kEvidenceNumbers});
  if (candidates.empty()) return evidence;
  std::vector<Pixels> pixels;
  std::vector<double> greys, sizes;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    pixels.push_back(pixels_of(i, looks, dark_on_white));
    greys.push_back(pixels.back().grey);
    sizes.push_back(candidates[i].box.area());
  }
  const double usual_grey = usual(greys, candidates), usual_size = std::max(usual(sizes, candidates), 1.0);
  auto* to = evidence.values.data();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& detector = looks.detector_classes[i];
    const auto& classifier = looks.classifier_classes[i];
    const auto both = classification::pooled(detector, classifier, pooling);
    const double agreement = std::inner_product(detector.begin(), detector.end(), classifier.begin(), 0.0);
    for (const double number :
         {log_odds(candidates[i].score), looks.outlines[i].certainty, *std::max_element(both.begin(), both.end()),
          overlap_with_better(candidates, i), pixels[i].own_share, (pixels[i].grey - usual_grey) / 30, agreement,
          std::abs(looks.opinions[i].p_on_top - 0.5), std::log(std::clamp(sizes[i] / usual_size, 0.02, 20.0))}) {
      *to++ = static_cast<float>(number);
    }
  }
  return evidence;
}

base::Expected<std::vector<double>> verifications(const learning::Predictor& verifier, const learning::Array& evidence) {
  const auto count = static_cast<std::size_t>(evidence.shape.front());
  if (count == 0) return std::vector<double>{};
  PINNACLE_TRY(const auto outputs, verifier.predict({evidence}));
  if (outputs.size() != 1 || outputs[0].values.size() != count) {
    return base::unexpected(base::ErrorCode::kInvalidArgument, "the network '" + verifier.info().network + "' is no verifier");
  }
  std::vector<double> probabilities;
  for (const double logit : outputs[0].values) probabilities.push_back(1 / (1 + std::exp(-logit)));
  return probabilities;
}

base::Expected<std::vector<Detection>> verified(std::vector<Detection> candidates, const image::Grey& dark_on_white,
                                                const Networks& networks, const classification::PoolingWeights& pooling) {
  PINNACLE_TRY(const auto looks, look_at(candidates, dark_on_white, networks.outliner, networks.classifier));
  PINNACLE_TRY(const auto probabilities,
               verifications(networks.verifier, candidate_evidence(candidates, looks, dark_on_white, pooling)));
  for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].score = probabilities[i];
  std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  return candidates;
}

}  // namespace pinnacle::karyotyping
