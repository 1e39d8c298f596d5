#include <algorithm>
#include <cstdio>

#include "pinnacle/cli/datasets.h"
#include "pinnacle/cli/training.h"
#include "pinnacle/evaluation/detection_score.h"
#include "pinnacle/segmentation/detection_grid.h"
#include "pinnacle/segmentation/detection_samples.h"
#include "pinnacle/segmentation/detector.h"

namespace pinnacle::cli {
namespace {

using segmentation::TaughtMetaphase;

constexpr double kLeastIou = 0.5;

base::Expected<std::vector<TaughtMetaphase>> pictures_of(const std::vector<dataset::LabelledMetaphase>& metaphases,
                                                         base::Progress& progress) {
  std::vector<TaughtMetaphase> taught;
  progress.begin("Reading metaphases", metaphases.size());
  for (const auto& metaphase : metaphases) {
    if (progress.stop_requested()) return base::unexpected(base::ErrorCode::kCancelled, "stopped while reading");
    TaughtMetaphase one;
    PINNACLE_TRY(one.grey, dataset::read_dark_on_white(metaphase.file));
    for (const auto& box : metaphase.boxes) {
      one.boxes.push_back(box.box);
      one.classes.push_back(cytogenetics::is_normal_class(box.label) ? static_cast<int>(box.label) : -1);
    }
    taught.push_back(std::move(one));
    progress.update(taught.size(), {});
  }
  return taught;
}

struct Hits {
  int true_objects = 0, with_class = 0, found = 0, matched = 0, named = 0;
  double count_error = 0;

  void add(const TaughtMetaphase& truth, const std::vector<segmentation::Detection>& detections) {
    true_objects += static_cast<int>(truth.boxes.size());
    with_class += static_cast<int>(std::count_if(truth.classes.begin(), truth.classes.end(), [](int c) { return c >= 0; }));
    found += static_cast<int>(detections.size());
    count_error += std::abs(static_cast<double>(detections.size()) - static_cast<double>(truth.boxes.size()));
    std::vector<evaluation::ScoredBox> boxes;
    for (const auto& detection : detections) boxes.push_back({detection.box, detection.score});
    const auto answers = evaluation::match(boxes, truth.boxes, kLeastIou);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (answers[i] < 0) continue;
      ++matched;
      const auto& p = detections[i].class_probabilities;
      named += std::max_element(p.begin(), p.end()) - p.begin() == truth.classes[static_cast<std::size_t>(answers[i])];
    }
  }

  learning::Verdict verdict(double cells) const {
    const double recall = static_cast<double>(matched) / std::max(1, true_objects);
    const double precision = static_cast<double>(matched) / std::max(1, found);
    const double named_share = static_cast<double>(named) / std::max(1, with_class);
    return {(recall + precision) / 2 + 0.25 * named_share,
            {{"recall", recall}, {"precision", precision}, {"count_error", count_error / cells}, {"found_and_named", named_share}}};
  }
};

}  // namespace

base::Expected<learning::TrainingReport> train_detection(const learning::Engine& engine, const TrainingRequest& request,
                                                         base::Progress& progress) {
  PINNACLE_TRY(const auto parts, read_metaphases(request, progress));
  auto options = request.options;
  PINNACLE_TRY(options.identity, identity_of(parts, request));
  options.name = "detector";
  options.network = "centre_detector";
  options.settings["classes"] = std::to_string(cytogenetics::kClassCount);
  char scale[32];
  std::snprintf(scale, sizeof scale, "%g", segmentation::DetectionGrid::kMeanLongSidePx);
  options.settings[learning::kMeanLongSideSetting] = scale;
  PINNACLE_TRY_VOID(engine.check(options));
  PINNACLE_TRY(auto examples, pictures_of(parts.train, progress));
  PINNACLE_TRY(const auto judged, pictures_of(parts.validation, progress));
  const segmentation::DetectionSamples source(std::move(examples), {});
  const auto judge = [&](const learning::Predictor& network) -> base::Expected<learning::Verdict> {
    const segmentation::Detector detector(network);
    Hits hits;
    for (const auto& cell : judged) {
      PINNACLE_TRY(const auto result, detector.detect(cell.grey, {}));
      hits.add(cell, result.detections);
    }
    return hits.verdict(static_cast<double>(judged.size()));
  };
  return engine.train(source, judge, options, progress);
}

}  // namespace pinnacle::cli
