#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/outlined_metaphase.h"
#include "pinnacle/cli/training.h"
#include "pinnacle/segmentation/outline_finder.h"
#include "pinnacle/segmentation/outline_samples.h"
#include "pinnacle/segmentation/outline_score.h"

namespace pinnacle::cli {
namespace {

using segmentation::OutlinedMetaphase;

constexpr std::size_t kComposedViews =
    400;  ///< Put together from validation patients, the same at each judgement.

base::Expected<std::vector<OutlinedMetaphase>> outlined(
    const std::vector<dataset::LabelledMetaphase>& metaphases, base::Progress& progress) {
  std::vector<OutlinedMetaphase> all;
  progress.begin("Reading metaphases", metaphases.size());
  for (const auto& metaphase : metaphases) {
    if (progress.stop_requested())
      return base::unexpected(base::ErrorCode::kCancelled, "stopped while reading");
    PINNACLE_TRY(auto one, outlined_metaphase(metaphase));
    all.push_back(std::move(one));
    progress.update(all.size(), {});
  }
  return all;
}

struct Mean {
  double sum = 0, count = 0;
  void add(double value) { sum += value, ++count; }
  double value() const { return count > 0 ? sum / count : 0; }
};

/// How well outlines agree with the truth in whole metaphases, and where chromosomes were put on each other.
class OutlineJudge {
 public:
  explicit OutlineJudge(const std::vector<OutlinedMetaphase>& metaphases) : metaphases_(metaphases) {
    const segmentation::OutlineSamples views(metaphases);
    for (std::size_t k = 0; k < kComposedViews && views.size() > 0; ++k) {
      auto view = views.composed(k * views.size() / kComposedViews, k);
      if (!view.inputs.empty()) composed_.push_back(std::move(view));
    }
  }

  base::Expected<learning::Verdict> operator()(const learning::Predictor& network) const {
    Mean lying, composed;
    for (const auto& metaphase : metaphases_) {
      std::vector<base::Box> boxes;
      for (const auto& c : metaphase.chromosomes) boxes.push_back(c.box);
      PINNACLE_TRY(const auto found, segmentation::OutlineFinder(network).find(metaphase.grey, boxes));
      for (std::size_t i = 0; i < found.size(); ++i)
        lying.add(segmentation::iou(found[i].mask, metaphase.chromosomes[i]));
    }
    for (const auto& view : composed_) {
      PINNACLE_TRY(const double agreement, segmentation::view_iou(network, view));
      composed.add(agreement);
    }
    return learning::Verdict{(lying.value() + composed.value()) / 2,
                             {{"iou", lying.value()}, {"composed_iou", composed.value()}}};
  }

 private:
  const std::vector<OutlinedMetaphase>& metaphases_;
  std::vector<learning::Sample> composed_;
};

}  // namespace

base::Expected<learning::TrainingReport> train_segmentation(const learning::Engine& engine,
                                                            const TrainingRequest& request,
                                                            base::Progress& progress) {
  PINNACLE_TRY(const auto parts, read_metaphases(request, progress));
  auto options = request.options;
  PINNACLE_TRY(options.identity, identity_of(parts, request));
  options.name = "outliner";
  options.network = "outline_net";
  PINNACLE_TRY_VOID(engine.check(options));
  PINNACLE_TRY(auto examples, outlined(parts.train, progress));
  PINNACLE_TRY(const auto judged, outlined(parts.validation, progress));
  const segmentation::OutlineSamples source(std::move(examples));
  const OutlineJudge judge(judged);
  return engine.train(
      source, [&](const learning::Predictor& network) { return judge(network); }, options, progress);
}

}  // namespace pinnacle::cli
