#include <cmath>

#include "pinnacle/cli/models.h"
#include "pinnacle/cli/training.h"
#include "pinnacle/evaluation/detection_score.h"
#include "pinnacle/karyotyping/karyotyper.h"
#include "pinnacle/karyotyping/verification.h"

namespace pinnacle::cli {
namespace {

constexpr double kLeastIou = 0.5;

/// The candidates of one metaphase: what is known of each, and whether it is a chromosome.
struct JudgedCandidates {
  learning::Array evidence;
  std::vector<bool> right;
  double true_objects = 0;
};

/// Whose candidates are looked at, and how.
struct Looking {
  std::unique_ptr<learning::Predictor> detector, outliner, classifier;
};

/// The request with Pinnacle's own weights named where none are.
base::Expected<TrainingRequest> with_models_named(TrainingRequest request) {
  PINNACLE_TRY(request.detect_with, model_file("detector", request.detect_with));
  PINNACLE_TRY(request.outline_with, model_file("outliner", request.outline_with));
  PINNACLE_TRY(request.name_with, model_file("classifier", request.name_with));
  return request;
}

base::Expected<Looking> looking_with(const TrainingRequest& request) {
  Looking with;
  PINNACLE_TRY(with.detector, load_model("detector", request.detect_with, request.options.threads));
  PINNACLE_TRY(with.outliner, load_model("outliner", request.outline_with, request.options.threads));
  PINNACLE_TRY(with.classifier, load_model("classifier", request.name_with, request.options.threads));
  return with;
}

base::Expected<JudgedCandidates> judged_candidates(const dataset::LabelledMetaphase& metaphase, const Looking& with) {
  PINNACLE_TRY(const auto grey, dataset::read_dark_on_white(metaphase.file));
  PINNACLE_TRY(auto found, segmentation::Detector(*with.detector).detect(grey, {}));
  const auto candidates = karyotyping::worth_a_look(std::move(found.candidates));
  PINNACLE_TRY(const auto looks, karyotyping::look_at(candidates, grey, *with.outliner, *with.classifier));
  JudgedCandidates judged{karyotyping::candidate_evidence(candidates, looks, grey, {}), {},
                          static_cast<double>(metaphase.boxes.size())};
  std::vector<evaluation::ScoredBox> boxes;
  for (const auto& candidate : candidates) boxes.push_back({candidate.box, candidate.score});
  std::vector<base::Box> truth;
  for (const auto& box : metaphase.boxes) truth.push_back(box.box);
  for (const int answer : evaluation::match(boxes, truth, kLeastIou)) judged.right.push_back(answer >= 0);
  return judged;
}

base::Expected<std::vector<JudgedCandidates>> judged_candidates(const std::vector<dataset::LabelledMetaphase>& metaphases,
                                                                const Looking& with, base::Progress& progress) {
  std::vector<JudgedCandidates> all;
  progress.begin("Looking at candidates", metaphases.size());
  for (const auto& metaphase : metaphases) {
    if (progress.stop_requested()) return base::unexpected(base::ErrorCode::kCancelled, "stopped while looking");
    PINNACLE_TRY(auto one, judged_candidates(metaphase, with));
    all.push_back(std::move(one));
    progress.update(all.size(), {});
  }
  return all;
}

/// Every candidate of every metaphase.
class CandidateSamples final : public learning::SampleSource {
 public:
  explicit CandidateSamples(const std::vector<JudgedCandidates>& metaphases) {
    for (const auto& metaphase : metaphases) {
      const auto* from = metaphase.evidence.values.data();
      for (const bool right : metaphase.right) {
        learning::Sample one{{learning::Array({karyotyping::kEvidenceNumbers})}, {learning::Array({1}, right ? 1.0F : 0.0F)}};
        std::copy_n(from, karyotyping::kEvidenceNumbers, one.inputs[0].values.begin());
        from += karyotyping::kEvidenceNumbers;
        samples_.push_back(std::move(one));
      }
    }
  }
  std::size_t size() const override { return samples_.size(); }
  base::Expected<learning::Sample> sample(std::size_t index, std::uint64_t) const override { return samples_[index]; }

 private:
  std::vector<learning::Sample> samples_;
};

base::Expected<learning::Verdict> verdict(const learning::Predictor& network, const std::vector<JudgedCandidates>& metaphases) {
  double surprise = 0, candidates = 0, true_objects = 0, taken = 0, right = 0, count_error = 0;
  for (const auto& metaphase : metaphases) {
    double taken_here = 0;
    PINNACLE_TRY(const auto probabilities, karyotyping::verifications(network, metaphase.evidence));
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
      surprise -= std::log(std::max(metaphase.right[i] ? probabilities[i] : 1 - probabilities[i], 1e-6));
      ++candidates;
      if (probabilities[i] < karyotyping::KaryotypingOptions{}.least_score) continue;
      ++taken_here;
      right += metaphase.right[i] ? 1 : 0;
    }
    taken += taken_here;
    true_objects += metaphase.true_objects;
    count_error += std::abs(taken_here - metaphase.true_objects);
  }
  surprise /= std::max(candidates, 1.0);
  return learning::Verdict{-surprise,
                           {{"surprise", surprise},
                            {"recall", right / std::max(true_objects, 1.0)},
                            {"precision", right / std::max(taken, 1.0)},
                            {"count_error", count_error / std::max(static_cast<double>(metaphases.size()), 1.0)}}};
}

}  // namespace

base::Expected<learning::TrainingReport> train_verification(const learning::Engine& engine, const TrainingRequest& request,
                                                            base::Progress& progress) {
  PINNACLE_TRY(const auto parts, read_metaphases(request, progress));
  PINNACLE_TRY(const auto named, with_models_named(request));
  auto options = request.options;
  PINNACLE_TRY(options.identity, identity_of(parts, named));
  options.name = "verifier";
  options.network = "evidence_net";
  options.settings["numbers"] = std::to_string(karyotyping::kEvidenceNumbers);
  PINNACLE_TRY_VOID(engine.check(options));
  PINNACLE_TRY(const auto with, looking_with(named));
  PINNACLE_TRY(const auto examples, judged_candidates(parts.train, with, progress));
  PINNACLE_TRY(const auto judged, judged_candidates(parts.validation, with, progress));
  return engine.train(
      CandidateSamples(examples), [&](const learning::Predictor& network) { return verdict(network, judged); }, options,
      progress);
}

}  // namespace pinnacle::cli
